"""Transfers, write-offs and adjustments: the same pieces and values, somewhere else or gone."""

import pytest
from sqlalchemy import select

from db.errors import FieldMissing, ReasonMissing, ReversalBlocked, StockShort
from db.kinds import Loss, Series, VoucherKind
from db.models.stock import Balance, Movement, Voucher
from db.services.amending import block_lot
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.reversing import reverse_voucher
from tests.db.world import World, feb


def lying(world: World, store: int) -> list[tuple[int, int, int]]:
    """Lot, pieces and value of all that lies in a store."""
    query = select(Balance.lot_id, Balance.on_hand, Balance.amount).where(
        Balance.store_id == store, Balance.on_hand > 0
    )
    rows = world.book.ask(lambda s: s.execute(query).all())
    return [(row.lot_id, row.on_hand, row.amount) for row in rows]


def transfer(world: World, quantity: int, **more: object) -> int:
    line = StockLine(world.masks, quantity, **more)  # type: ignore[arg-type]
    return world.book.do(post_transfer, NewTransfer(feb(6), world.store, world.desk, (line,)))


def lose(world: World, quantity: int, reason: str = "rách", day: int = 6) -> int:
    line = StockLine(world.masks, quantity)
    loss = NewWriteOff(feb(day), world.store, Loss.DAMAGED, reason, (line,))
    return world.book.do(post_write_off, loss)


def test_a_transfer_carries_lot_and_value_to_the_other_store(world: World) -> None:
    world.receive(feb(3), 10, 1005)
    transfer(world, 3)
    assert lying(world, world.store) == [(1, 7, 703)]
    assert lying(world, world.desk) == [(1, 3, 302)]
    assert world.stock() == {"KT01": 10}
    assert world.healthy()


def test_a_transfer_into_the_same_store_or_of_more_than_lies_there_is_refused(
    world: World,
) -> None:
    world.receive(feb(3), 10)
    line = (StockLine(world.masks, 1),)
    with pytest.raises(FieldMissing):
        world.book.do(post_transfer, NewTransfer(feb(6), world.store, world.store, line))
    with pytest.raises(StockShort):
        transfer(world, 11)


def test_a_transfer_whose_goods_were_given_out_over_there_is_not_reversed(world: World) -> None:
    world.receive(feb(3), 10)
    moved = transfer(world, 4)
    world.issue(feb(7), 4, store=world.desk)
    with pytest.raises(ReversalBlocked):
        world.book.do(reverse_voucher, moved, "nhầm")
    assert lying(world, world.desk) == []


def test_a_reversed_transfer_brings_everything_back(world: World) -> None:
    world.receive(feb(3), 10, 1005)
    world.book.do(reverse_voucher, transfer(world, 4), "nhầm")
    assert lying(world, world.store) == [(1, 10, 1005)]
    assert world.healthy()


def test_a_loss_takes_expired_and_blocked_lots_too_and_needs_a_reason(world: World) -> None:
    world.receive(feb(3), 10, expires_on=feb(5))
    world.receive(feb(3), 5)
    world.book.do(block_lot, 2, "chờ kiểm nghiệm")
    with pytest.raises(StockShort) as refusal:
        world.issue(feb(6), 1)
    assert (refusal.value.shortages[0].expired, refusal.value.shortages[0].blocked) == (10, 5)
    with pytest.raises(ReasonMissing):
        lose(world, 15, " ")
    lose(world, 15)
    assert world.stock() == {}
    assert world.healthy()


def test_lots_chosen_by_hand_give_and_no_other(world: World) -> None:
    world.receive(feb(3), 10, expires_on=feb(20))
    world.receive(feb(3), 10)
    transfer(world, 4, lots=((2, 4),))
    assert [row[:2] for row in lying(world, world.store)] == [(1, 10), (2, 6)]
    for quantity, wrong in ((7, ((2, 7),)), (4, ((2, 3),)), (8, ((1, 4), (1, 4))), (4, ((9, 4),))):
        with pytest.raises(StockShort):
            transfer(world, quantity, lots=wrong)


def test_a_count_posts_what_is_too_much_and_what_is_missing_apart(world: World) -> None:
    world.receive(feb(3), 10, 1000)
    world.receive(feb(4), 20, 3000, supply=world.gel)
    vouchers = world.book.do(
        post_adjustments,
        feb(6),
        world.store,
        [Difference(world.masks, -2, note="thiếu"), Difference(world.gel, 3)],
        "Kiểm kê",
    )
    posted = world.book.ask(
        lambda s: s.execute(
            select(Voucher.series, Voucher.kind, Movement.quantity, Movement.amount)
            .join(Movement, Movement.voucher_id == Voucher.id)
            .where(Voucher.id.in_(vouchers))
            .order_by(Voucher.id)
        ).all()
    )
    assert [tuple(row) for row in posted] == [
        (Series.NK, VoucherKind.ADJUSTMENT, 3, 450),
        (Series.XK, VoucherKind.ADJUSTMENT, -2, -200),
    ]
    assert world.healthy()


def test_goods_found_where_there_never_were_any_become_a_lot_without_value(world: World) -> None:
    world.book.do(post_adjustments, feb(6), world.store, [Difference(world.gel, 3)], "Kiểm kê")
    assert lying(world, world.store) == [(1, 3, 0)]
    assert world.healthy()
