"""Leaflets: print runs and their parts, allocations, hand-overs, and the two sums that always hold."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.errors import (
    AgencyEnded,
    InUse,
    MoreThanOrdered,
    MoreThanRun,
    MoreThanToShare,
    NoLeaflet,
    NotHandedOver,
    ReceiptOfDelivery,
    RefusedByBook,
)
from db.kinds import AgencyKind, Loss, Source
from db.models.catalogue import Supply
from db.models.leaflets import PrintDelivery, PrintRunLine
from db.models.staff import Agency
from db.models.stock import VoucherLine
from db.queries.leaflets import LeafletFigures, leaflet_figures, leaflet_standings
from db.queries.print_runs import brought
from db.rules.leaflets import Standing
from db.services.agencies import AgencyFields, save_agency
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.handing_over import NewHandover, hand_over, sign_handover
from db.services.leaflets import LeafletFields, save_leaflet
from db.services.moving import NewWriteOff, StockLine, post_write_off
from db.services.printing_runs import (
    DeliveredPart,
    RunFields,
    RunLine,
    cancel_delivery,
    order_printing,
    record_delivery,
)
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import NewReceipt, ReceiptLine
from tests.db.world import World, feb


def leaflet(world: World, code: str = "TR01") -> int:
    return world.book.do(save_leaflet, LeafletFields(code, f"Tờ bướm {code}"))


def order(world: World, *lines: RunLine, run_id: int | None = None) -> int:
    fields = RunFields("Công ty In số 7", feb(3), lines, vat_percent=10, id=run_id)
    return world.book.do(order_printing, fields)


def line_of(world: World, run_id: int) -> int:
    query = select(PrintRunLine.id).where(PrintRunLine.run_id == run_id)
    return int(world.rows(query)[0][0])


def deliver(world: World, run_id: int, accepted: int, spoiled: int = 0, back: int = 0) -> int:
    part = DeliveredPart(line_of(world, run_id), accepted, spoiled, back)
    voucher = world.book.do(record_delivery, run_id, feb(5), world.store, [part], "BB 01")
    return voucher or 0


def district(world: World, name: str) -> int:
    return int(world.rows(select(Agency.id).where(Agency.name == name).order_by(Agency.id))[0][0])


def figures(world: World, leaflet_id: int) -> LeafletFigures:
    (found,) = world.book.ask(leaflet_figures, feb(10), [leaflet_id])
    return found


def give(world: World, leaflet_id: int, name: str, quantity: int, **more: object) -> int:
    new = NewHandover(
        feb(6),
        world.store,
        district(world, name),
        ((leaflet_id, quantity),),
        **more,  # type: ignore[arg-type]
    )
    return world.book.do(hand_over, [new])[0]


def test_a_new_book_knows_the_districts_and_wards_of_2020_and_the_wards_of_2025(
    world: World,
) -> None:
    query = select(Agency.kind, Agency.from_on, Agency.to_on, Agency.parent_id, Agency.name)
    rows = world.rows(query)
    before = [row for row in rows if row.to_on is not None]
    assert sum(row.kind is AgencyKind.DISTRICT for row in before) == 24
    assert sum(row.kind is AgencyKind.WARD for row in before) == 322
    assert all((row.parent_id is not None) is (row.kind is AgencyKind.WARD) for row in before)
    assert sum(row.from_on is not None for row in rows) == 168


def test_a_leaflet_is_a_supply_of_its_own(world: World) -> None:
    supply = world.book.ask(lambda s: s.get(Supply, leaflet(world)))
    assert supply is not None
    assert (supply.code, supply.base_unit, supply.group) == ("TR01", "tờ", "Ấn phẩm")


def test_parts_of_a_run_post_receipts_whose_values_add_up_to_the_order(world: World) -> None:
    first = leaflet(world)
    run = order(world, RunLine(first, 1000, 333_333))
    deliver(world, run, 333, 10)
    deliver(world, run, 333, back=7)
    deliver(world, run, 324)
    line = line_of(world, run)
    came = world.book.ask(brought, [line])[line]
    assert (came.accepted, came.spoiled, came.sent_back, came.delivered) == (990, 10, 7, 1000)
    values = [row[0] for row in world.rows(select(VoucherLine.amount))]
    assert values == [122_100, 122_100, 118_800]
    with pytest.raises(MoreThanOrdered):
        deliver(world, run, 1)
    assert world.healthy()


def test_an_order_does_not_sink_below_what_was_delivered_of_it(world: World) -> None:
    first = leaflet(world)
    run = order(world, RunLine(first, 1000))
    deliver(world, run, 600, 10)
    with pytest.raises(MoreThanOrdered):
        order(world, RunLine(first, 609), run_id=run)
    order(world, RunLine(first, 610), run_id=run)
    with pytest.raises(InUse):
        order(world, RunLine(leaflet(world, "TR02"), 5), run_id=run)


def test_masks_can_not_be_ordered_from_a_print_house(world: World) -> None:
    with pytest.raises(NoLeaflet):
        order(world, RunLine(world.masks, 5))


def test_a_delivery_that_was_undone_counts_for_nothing(world: World) -> None:
    first = leaflet(world)
    run = order(world, RunLine(first, 1000))
    voucher = deliver(world, run, 600, 10)
    corrected = NewReceipt(feb(5), world.store, Source.PURCHASE, (ReceiptLine(first, 500),))
    with pytest.raises(ReceiptOfDelivery):
        world.book.do(correct_voucher, voucher, "nhầm", corrected)
    delivery = int(world.rows(select(PrintDelivery.id))[0][0])
    world.book.do(cancel_delivery, delivery, "ghi nhầm")
    assert figures(world, first).accepted == 0
    second = deliver(world, run, 1000)
    world.book.do(reverse_voucher, second, "ghi nhầm")
    deliver(world, run, 1000)
    assert figures(world, first).accepted == 1000
    assert world.healthy()


def test_what_came_is_what_went_and_what_is_left(world: World) -> None:
    first = leaflet(world)
    run = order(world, RunLine(first, 1000))
    deliver(world, run, 900, 50)
    world.receive(feb(5), 100, supply=first, source=Source.SUPERIOR)
    signed = give(world, first, "Quận 1", 300)
    unsigned = give(world, first, "Quận 3", 200)
    give(world, first, "Quận 5", 3, is_deposit=True)
    world.issue(feb(7), 2, supply=first)
    line = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == unsigned))[0][0]
    back = NewReturn(feb(8), world.store, (ReturnLine(line, 20),), reason="thừa")
    world.book.do(post_return, back)
    lost = NewWriteOff(feb(8), world.store, Loss.DAMAGED, "ướt", (StockLine(first, 5),))
    world.book.do(post_write_off, lost)
    world.book.do(sign_handover, signed, feb(7))
    found = figures(world, first)
    assert (found.ordered, found.accepted, found.others) == (1000, 900, 100)
    assert (found.distributed, found.signed, found.deposited, found.spoiled) == (482, 300, 3, 5)
    assert found.in_store == world.stock()["TR01"] == 510


def test_a_handover_that_was_reversed_or_corrected_counts_as_it_stands(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    voucher = give(world, first, "Quận 1", 300)
    world.book.do(sign_handover, voucher, feb(6))
    other = give(world, first, "Quận 3", 100)
    world.book.do(reverse_voucher, other, "ghi nhầm")
    with pytest.raises(NotHandedOver):
        world.book.do(sign_handover, other, feb(6))
    with pytest.raises(RefusedByBook):
        world.book.do(sign_handover, voucher, feb(5))
    q1 = district(world, "Quận 1")
    standing = world.book.ask(leaflet_standings, feb(10))[first]
    assert standing == {q1: Standing(0, 300, 300, 0)}


def test_what_a_district_was_handed_settles_what_its_wards_are_owed(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    q1 = district(world, "Quận 1")
    wards = [district(world, name) for name in ("Phường Bến Nghé", "Phường Bến Thành")]
    plan = AllocationFields(
        "Đợt 1",
        feb(4),
        (Portion(first, 1000, 100),),
        (Partaker(wards[0], (300,)), Partaker(wards[1], (200,))),
    )
    world.book.do(save_allocation, plan)
    give(world, first, "Quận 1", 400)
    standing = world.book.ask(leaflet_standings, feb(10))[first]
    assert [standing[id_].owed for id_ in (*wards, q1)] == [0, 100, 0]


def test_an_allocation_gives_out_no_more_than_there_is_to_share(world: World) -> None:
    first = leaflet(world)
    run = order(world, RunLine(first, 1000))
    q1 = district(world, "Quận 1")
    plan = AllocationFields(
        "Đợt 1", feb(4), (Portion(first, 800, 100),), (Partaker(q1, (701,)),), run_id=run
    )
    with pytest.raises(MoreThanToShare):
        world.book.do(save_allocation, plan)
    plan = replace(plan, partakers=(Partaker(q1, (700,)),))
    plan_id = world.book.do(save_allocation, plan)
    with pytest.raises(MoreThanRun):
        world.book.do(save_allocation, replace(plan, title="Đợt 2"))
    world.book.do(save_allocation, replace(plan, id=plan_id, partakers=(Partaker(q1, (600,)),)))
    standing = world.book.ask(leaflet_standings, feb(10))[first]
    assert standing == {q1: Standing(600, 0, 0, 600)}


def test_a_body_gets_nothing_outside_its_days(world: World) -> None:
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    with pytest.raises(AgencyEnded):
        give(world, first, "Phường An Hội Đông", 10)
    own = AgencyFields("CQ900", "Thành Đoàn")
    own_id = world.book.do(save_agency, own)
    world.book.do(save_agency, replace(own, id=own_id, households=5))
    give(world, first, "Thành Đoàn", 10)
    assert figures(world, first).distributed == 10
