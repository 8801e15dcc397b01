"""What comes back goes into the lots it came from, with the value it left with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.errors import BackBeforeIssue, MoreThanIssued, NotFound, ReversalBlocked
from db.models.stock import Balance, VoucherLine
from db.rules.bringing_back import Taken, bring_back
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.reversing import reverse_voucher
from tests.db.world import World, feb


def line_of(world: World, voucher: int) -> int:
    query = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher)
    return world.book.ask(lambda s: s.execute(query).scalar_one())


def bring(world: World, line: int, quantity: int, day: int = 8) -> int:
    back = NewReturn(feb(day), world.store, (ReturnLine(line, quantity),), reason="thừa")
    return world.book.do(post_return, back)


def worth(world: World) -> dict[int, tuple[int, int]]:
    query = select(Balance.lot_id, Balance.on_hand, Balance.amount)
    return {row[0]: (row[1], row[2]) for row in world.book.ask(lambda s: s.execute(query).all())}


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 10**6)), min_size=1, max_size=4),
    st.lists(st.integers(1, 40), max_size=12),
)
def test_whatever_the_steps_all_that_is_back_is_worth_what_it_left_with(
    lots: list[tuple[int, int]], steps: list[int]
) -> None:
    taken = [Taken(n, quantity, amount) for n, (quantity, amount) in enumerate(lots)]
    left = sum(quantity for quantity, _ in lots)
    worth_back = 0
    for step in [*steps, left]:
        parts = bring_back(taken, step)
        if step > left:
            assert parts is None
            continue
        assert parts is not None
        assert sum(part.quantity for part in parts) == step
        left -= step
        worth_back += sum(part.amount for part in parts)
    if left:
        rest = bring_back(taken, left)
        assert rest is not None
        worth_back += sum(part.amount for part in rest)
    assert worth_back == sum(amount for _, amount in lots)
    assert all(part.left == 0 for part in taken)


def test_the_lot_taken_from_last_is_filled_first(world: World) -> None:
    world.receive(feb(3), 3, 100)
    world.receive(feb(4), 5, 1000)
    issue = world.issue(feb(6), 5)
    line = line_of(world, issue)
    bring(world, line, 3)
    assert worth(world) == {1: (1, 33), 2: (5, 1000)}
    bring(world, line, 2)
    assert worth(world) == {1: (3, 100), 2: (5, 1000)}
    with pytest.raises(MoreThanIssued):
        bring(world, line, 1)
    assert world.healthy()


def test_an_issue_stands_while_part_of_it_is_back(world: World) -> None:
    world.receive(feb(3), 10)
    issue = world.issue(feb(6), 5)
    back = bring(world, line_of(world, issue), 2)
    with pytest.raises(ReversalBlocked):
        world.book.do(reverse_voucher, issue, "nhầm")
    world.book.do(reverse_voucher, back, "nhầm")
    world.book.do(reverse_voucher, issue, "nhầm")
    assert world.stock() == {"KT01": 10}
    assert world.healthy()


def test_what_was_undone_or_is_no_issue_or_is_not_out_yet_can_not_come_back(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    issue = world.issue(feb(6), 5)
    with pytest.raises(BackBeforeIssue):
        bring(world, line_of(world, issue), 1, 5)
    world.book.do(reverse_voucher, issue, "nhầm")
    for voucher in (issue, receipt):
        with pytest.raises(NotFound):
            bring(world, line_of(world, voucher), 1)
