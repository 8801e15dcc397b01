"""The plan of each supply: what may be used, how long it lasts, what to order."""

from sqlalchemy import func, select

from db.models.stock import Movement, Voucher
from db.queries.planning import SupplyPlan, supply_plans
from db.rules.supply_need import Level
from db.services.amending import block_lot
from tests.db.world import World, feb


def plan_of(world: World, supply: int, today: int = 10) -> SupplyPlan:
    plans = world.book.ask(supply_plans, feb(today))
    return next(plan for plan in plans if plan.supply_id == supply)


def test_expired_and_blocked_lots_lie_there_but_can_not_be_used(world: World) -> None:
    world.receive(feb(3), 100)
    world.receive(feb(3), 30, expires_on=feb(9))
    world.receive(feb(3), 20)
    world.book.do(block_lot, 3, "chờ kiểm nghiệm")
    plan = plan_of(world, world.masks)
    assert (plan.on_hand, plan.need.usable) == (150, 100)


def test_pace_and_cover_agree_with_the_movements(world: World) -> None:
    world.receive(feb(3), 100)
    for day in (3, 5, 7):
        world.issue(feb(day), 20)
    plan = plan_of(world, world.masks)
    out = select(-func.sum(Movement.quantity)).join(Voucher).where(Voucher.kind == "issue")
    assert plan.need.pace.issued == world.book.ask(lambda s: s.scalar(out)) == 60
    assert plan.need.pace.days == 6  # Monday the 3rd to Monday the 10th
    assert plan.need.cover == 4
    assert plan.lasts_to == feb(14)
    assert plan.need.level is Level.LOW


def test_an_order_fills_up_to_the_maximum_in_whole_packs(world: World) -> None:
    world.receive(feb(3), 100)
    world.issue(feb(3), 60)
    plan = plan_of(world, world.masks)
    assert plan.need.most == 150
    assert plan.order >= 110
    assert plan.order % plan.pack_size == 0
    assert plan.is_asked_for


def test_what_was_never_used_asks_for_nothing(world: World) -> None:
    plan = plan_of(world, world.gel)
    assert (plan.need.cover, plan.lasts_to) == (0, None)
    assert not plan.order or plan.need.minimum
