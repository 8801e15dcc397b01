"""Random months of all kinds of voucher: the book is what the model says, on both engines the same."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import select

from db.models.stock import (
    Amendment,
    Lot,
    Movement,
    Numbering,
    StockDay,
    SupplyDay,
    SupplyMonth,
    Voucher,
    VoucherLine,
)
from tests.db.conftest import NewWorld
from tests.db.services.ledger_acts import AnAct, months, stores_of
from tests.db.services.ledger_model import Model, Refused
from tests.db.world import World, feb


def runs(count: int) -> settings:
    """So many random months; shrinking one that fails takes minutes."""
    return settings(
        max_examples=count,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


def play(model: Model, world: World, act: AnAct) -> Model:
    """Do it in the model, then in the book: the same happens, or the same is refused."""
    in_model, in_book = act.plan(model)
    after = deepcopy(model)
    try:
        in_model(after)
    except Refused as no:
        with pytest.raises(no.error):
            in_book(world)
        return model
    in_book(world)
    return after


def check_against(model: Model, world: World) -> None:
    """Compare all that the model knows with the book."""
    stores = stores_of(world)
    piles = [
        (stores[store], number, pile)
        for number, lot in enumerate(model.lots, 1)
        for store, pile in lot.piles.items()
    ]
    assert world.balances() == {(at, lot): (pile.on_hand, pile.value) for at, lot, pile in piles}
    assert world.stock_days() == {
        (at, lot, day): net for at, lot, pile in piles for day, net in pile.days.items() if net
    }
    query = select(Voucher.series, Voucher.year, Voucher.number, Voucher.day, Voucher.kind)
    posted = [tuple(row) for row in world.rows(query.order_by(Voucher.id))]
    assert posted == [(*one.number, one.day, one.kind) for one in model.vouchers]
    moved = select(Movement.store_id, Movement.lot_id, Movement.quantity, Movement.amount)
    assert [tuple(row) for row in world.rows(moved.order_by(Movement.id))] == [
        (stores[store], *rest) for one in model.vouchers for store, *rest in one.moves
    ]
    counters = world.rows(select(Numbering.series, Numbering.year, Numbering.last))
    assert {(row[0], row[1]): row[2] for row in counters} == dict(model.last)
    blocked = world.rows(select(Lot.id).where(Lot.is_blocked))
    assert {row[0] for row in blocked} == {
        number for number, lot in enumerate(model.lots, 1) if lot.is_blocked
    }
    assert all(pile.value >= 0 and (pile.on_hand or not pile.value) for _, _, pile in piles)


@given(month=months)
@runs(15)
def test_after_every_act_of_a_random_month_the_book_is_as_the_model_says(
    new_world: NewWorld, month: list[AnAct]
) -> None:
    world, model = new_world("sqlite"), Model(feb(10))
    for act in month:
        model = play(model, world, act)
        check_against(model, world)
    assert world.healthy()
    world.book.close()


@given(month=months)
@runs(4)
def test_the_same_month_gives_the_same_book_on_both_engines(
    new_world: NewWorld, month: list[AnAct]
) -> None:
    kept = []
    for engine_name in ("sqlite", "postgresql"):
        world, model = new_world(engine_name), Model(feb(10))
        for act in month:
            model = play(model, world, act)
        check_against(model, world)
        assert world.healthy()
        kept.append(ledger_of(world))
        world.book.close()
    assert kept[0] == kept[1]


def ledger_of(world: World) -> dict[str, list[Any]]:
    """All that the ledger's tables hold, with vouchers by their numbers instead of their ids."""
    named = (Voucher.series, Voucher.year, Voucher.number)
    places = {
        row.id: place
        for place, row in enumerate(world.rows(select(Voucher.id).order_by(Voucher.id)))
    }
    links = {"id", "voucher_id", "reverses_id", "follows_id", "act_id"}

    def rows(table: type[Any], *order: Any) -> list[Any]:
        columns = [column for column in table.__table__.columns if column.key != "id"]
        return [
            tuple(
                places.get(value, value) if column.key in links - {"act_id"} else value
                for column, value in zip(columns, row, strict=True)
            )
            for row in world.rows(select(*columns).order_by(*order))
        ]

    return {
        "lot": rows(Lot, Lot.id),
        "voucher": rows(Voucher, *named),
        "voucher_line": rows(VoucherLine, VoucherLine.id),
        "movement": rows(Movement, Movement.id),
        "stock_day": rows(StockDay, StockDay.store_id, StockDay.lot_id, StockDay.day),
        "supply_day": rows(SupplyDay, SupplyDay.supply_id, SupplyDay.day),
        "supply_month": sorted(rows(SupplyMonth, SupplyMonth.supply_id), key=repr),
        "numbering": rows(Numbering, Numbering.series, Numbering.year),
        "amendment": rows(Amendment, Amendment.id),
    }
