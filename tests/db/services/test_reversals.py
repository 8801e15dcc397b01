"""Undoing: the opposite voucher, what blocks it, and correcting in one act."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import (
    AlreadyReversed,
    DomainError,
    NotFound,
    PeriodClosed,
    ReasonMissing,
    ReversalBlocked,
    StockShort,
)
from db.kinds import Series, Source, VoucherKind
from db.models.office import AuditEntry
from db.models.stock import PeriodClose, Voucher, VoucherLine
from db.services.amending import correct_amount
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue
from tests.db.world import World, feb, raw


def reverse(world: World, voucher_id: int, reason: str = "ghi nhầm") -> int:
    return world.book.do(reverse_voucher, voucher_id, reason)


def close(session: Session, act: Act, closed_to: date) -> None:
    session.add(PeriodClose(closed_to=closed_to, act_id=act.id, undone_at=None, reason=""))


def voucher(world: World, voucher_id: int) -> Any:
    return world.rows(select(Voucher).where(Voucher.id == voucher_id))[0][0]


def test_a_reversed_issue_brings_back_the_very_pieces_and_values(world: World) -> None:
    world.receive(feb(3), 3, 100)
    world.receive(feb(3), 7, 999)
    before = world.balances()
    issue = world.issue(feb(5), 8)
    world.issue(feb(6), 1)
    after_other = world.balances()
    opposite = reverse(world, issue)
    assert world.moves(opposite) == [
        (lot, -pieces, -worth) for lot, pieces, worth in world.moves(issue)
    ]
    assert world.number(opposite) == "NK0003"
    assert world.stock() == {"KT01": 9}
    total_before = sum(amount for _, amount in before.values())
    taken = sum(amount for _, amount in after_other.values())
    given_back = sum(worth for _, _, worth in world.moves(opposite))
    assert sum(amount for _, amount in world.balances().values()) == taken + given_back
    assert total_before > taken
    assert world.healthy()


def test_a_reversal_stands_on_the_day_and_in_the_column_of_what_it_reverses(world: World) -> None:
    world.receive(feb(3), 10, document_number="HĐ7", supplier="Minh Tâm")
    issue = world.issue(feb(5), 4, department_id=world.office)
    found = voucher(world, reverse(world, issue, "  trùng phiếu "))
    assert (found.kind, found.counts_as) == (VoucherKind.REVERSAL, VoucherKind.ISSUE)
    assert (found.day, found.reason, found.reverses_id) == (feb(5), "trùng phiếu", issue)
    assert (found.department_id, found.series) == (world.office, Series.NK)
    lines = world.rows(
        select(VoucherLine.staff_id, VoucherLine.department_id, VoucherLine.direction).order_by(
            VoucherLine.id
        )
    )
    assert [tuple(row) for row in lines[1:]] == [
        (world.clerk, world.office, -1),
        (world.clerk, world.office, 1),
    ]


def test_a_reversed_receipt_leaves_nothing_of_its_lots(world: World) -> None:
    kept = world.receive(feb(3), 5)
    receipt = world.receive(feb(3), 10, 700, source=Source.OPENING)
    opposite = voucher(world, reverse(world, receipt))
    assert (opposite.series, opposite.source) == (Series.XK, Source.OPENING)
    assert world.stock() == {"KT01": 5}
    assert sorted(world.balances().values()) == [(0, 0), (5, 0)]
    assert world.moves(kept)[0][1] == 5
    assert world.healthy()


def test_goods_that_were_given_out_block_the_reversal_and_say_by_whom(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    taker = world.issue(feb(4), 3)
    undone = world.issue(feb(4), 2)
    reverse(world, undone)
    with pytest.raises(ReversalBlocked) as refused:
        reverse(world, receipt)
    assert refused.value.number == "NK0001"
    assert refused.value.supply == "Khẩu trang y tế"
    assert refused.value.in_the_way == (world.number(taker),)
    reverse(world, taker)
    reverse(world, receipt)
    assert world.stock() == {}
    assert world.healthy()


def test_a_voucher_is_reversed_once_and_a_reversal_never(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    opposite = reverse(world, receipt)
    for again in (receipt, opposite):
        with pytest.raises(AlreadyReversed):
            reverse(world, again)
    assert world.count(Voucher) == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reversal_has_to_say_why(sqlite_world: World, reason: str) -> None:
    receipt = sqlite_world.receive(feb(3), 10)
    with pytest.raises(ReasonMissing):
        reverse(sqlite_world, receipt, reason)


def test_what_is_not_there_can_not_be_reversed(sqlite_world: World) -> None:
    with pytest.raises(NotFound):
        reverse(sqlite_world, 99)


def test_in_a_closed_period_nothing_is_posted_and_reversals_move_to_the_first_open_day(
    world: World,
) -> None:
    world.receive(feb(3), 10)
    issue = world.issue(feb(4), 4)
    world.book.do(close, feb(7))
    for post, day in ((world.issue, feb(7)), (world.receive, feb(3))):
        with pytest.raises(PeriodClosed) as error:
            post(day, 1)
        assert error.value.closed_to == feb(7)
    assert world.day(reverse(world, issue)) == feb(8)
    assert world.stock_days()[(world.store, 1, feb(8))] == 4
    assert world.healthy()


def test_a_reversal_is_never_posted_into_a_day_to_come(world: World) -> None:
    receipt = world.receive(feb(10), 10)
    world.book.do(close, feb(10))
    with pytest.raises(PeriodClosed):
        reverse(world, receipt)
    assert world.count(Voucher) == 1


def test_goods_are_blocked_on_the_first_open_day_too(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    world.issue(feb(9), 1)
    world.book.do(close, feb(5))
    with pytest.raises(ReversalBlocked):
        reverse(world, receipt)


def test_goods_that_were_away_for_some_days_block_the_reversal_of_their_receipt(
    world: World,
) -> None:
    receipt = world.receive(feb(3), 10)
    issue = world.issue(feb(4), 4)
    world.book.do(close, feb(6))
    reverse(world, issue)  # on the 7th
    raw(world.book, "UPDATE period_close SET undone_at = '2020-02-10T00:00:00.000000Z'")
    with pytest.raises(ReversalBlocked) as refused:
        reverse(world, receipt)  # on the 3rd again: four pieces were away until the 7th
    assert refused.value.in_the_way == (world.number(issue),)


def test_a_correction_reverses_and_posts_anew_in_one_act(world: World) -> None:
    world.receive(feb(3), 10)
    issue = world.issue(feb(5), 9)
    acts = world.count(AuditEntry)
    corrected = world.book.do(correct_voucher, issue, "nhầm số lượng", world.new_issue(feb(5), 2))
    assert world.stock() == {"KT01": 8}
    assert world.count(AuditEntry) == acts + 1
    numbers = [world.number(row[0]) for row in world.rows(select(Voucher.id).order_by(Voucher.id))]
    assert numbers == ["NK0001", "XK0001", "NK0002", "XK0002"]
    assert world.number(corrected) == "XK0002"
    assert world.healthy()


def test_a_correction_may_use_what_the_old_voucher_held(world: World) -> None:
    world.receive(feb(3), 10)
    issue = world.issue(feb(5), 10)
    world.book.do(correct_voucher, issue, "sai người", world.new_issue(feb(4), 10))
    assert world.stock() == {}
    assert world.healthy()


def test_a_correction_that_is_refused_undoes_nothing(world: World) -> None:
    receipt = world.receive(feb(3), 10)
    issue = world.issue(feb(5), 9)
    fewer = NewReceipt(feb(3), world.store, Source.OTHER, (ReceiptLine(world.masks, 8),))
    refusals: list[tuple[type[DomainError], int, NewReceipt | NewIssue]] = [
        (StockShort, issue, world.new_issue(feb(5), 11)),
        (ReversalBlocked, receipt, fewer),
    ]
    for refusal, voucher_id, corrected in refusals:
        with pytest.raises(refusal):
            world.book.do(correct_voucher, voucher_id, "nhầm", corrected)
        assert world.count(Voucher) == 2
        assert world.stock() == {"KT01": 1}
    assert world.number(world.issue(feb(6), 1)) == "XK0002"
    assert world.healthy()


def test_a_corrected_receipt_has_a_new_lot(world: World) -> None:
    receipt = world.receive(feb(3), 10, 700)
    line = ReceiptLine(world.masks, 8, 560, "L9")
    world.book.do(
        correct_voucher,
        receipt,
        "đếm lại",
        NewReceipt(feb(3), world.store, Source.PURCHASE, (line,)),
    )
    assert sorted(world.balances().values()) == [(0, 0), (8, 560)]
    assert world.healthy()


def test_a_voucher_of_several_lots_and_supplies_comes_back_line_by_line(world: World) -> None:
    world.receive(feb(3), 5, 50)
    world.receive(feb(4), 5, 10)
    world.receive(feb(4), 5, 7, supply=world.gel)
    before = world.balances()
    lines = (
        IssueLine(world.masks, 7, staff_id=world.clerk),
        IssueLine(world.gel, 3, agency_id=world.agency),
        IssueLine(world.masks, 2, is_visitors=True),
    )
    issue = world.book.do(post_issue, NewIssue(feb(5), world.store, lines))
    reverse(world, issue)
    assert world.balances() == before
    assert world.healthy()


def test_no_value_is_left_behind_without_a_piece(world: World) -> None:
    receipt = world.receive(feb(3), 10, 1000)
    corrected = world.book.do(correct_amount, 1, world.store, feb(5), 500, "hóa đơn ghi khác")
    with pytest.raises(ReversalBlocked) as refused:
        world.book.do(reverse_voucher, receipt, "nhầm")
    assert refused.value.in_the_way == (world.number(corrected),)
    world.issue(feb(6), 10)
    with pytest.raises(ReversalBlocked):
        world.book.do(reverse_voucher, corrected, "nhầm")
    assert world.balances() == {(world.store, 1): (0, 0)}
    assert world.healthy()


def test_what_several_lines_brought_of_one_lot_is_looked_at_together(world: World) -> None:
    world.receive(feb(3), 10)
    issue = world.issue(feb(4), 10)
    line_id = world.rows(select(VoucherLine.id).where(VoucherLine.voucher_id == issue))[0][0]
    lines = (ReturnLine(line_id, 2), ReturnLine(line_id, 2))
    back = world.book.do(post_return, NewReturn(feb(5), world.store, lines))
    taken = world.issue(feb(6), 1)
    with pytest.raises(ReversalBlocked) as refused:
        world.book.do(reverse_voucher, back, "nhầm")
    assert world.number(taken) in refused.value.in_the_way
