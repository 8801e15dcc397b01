"""Packed for somebody who has not come: it waits, is handed out later, or returns to the stock."""

from dataclasses import replace
from functools import partial

import pytest

from db.errors import (
    FutureDay,
    MoreThanIssued,
    NotFound,
    NotWaiting,
    QuantityOutOfRange,
    RefusedByBook,
)
from db.kinds import Waiting
from db.queries.count_shelf import lying_for_people
from db.queries.vouchers import voucher_detail
from db.queries.waiting import (
    WaitingRow,
    lines_of_issue,
    waiting_count,
    waiting_rows,
)
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from db.services.waiting import hand_out, mark_waiting, return_waiting
from tests.db.world import World, feb


def packed(world: World, *waiting: int) -> int:
    """An issue of 5 masks to each of the three people; those of these ids have not come."""
    world.receive(feb(3), 12, supply=world.masks, expires_on=feb(28))
    world.receive(feb(3), 50, supply=world.masks)
    people = (world.guard, world.clerk, world.inspector)
    lines = tuple(
        IssueLine(world.masks, 5, staff_id=person, waits=person in waiting) for person in people
    )
    return world.book.do(post_issue, NewIssue(feb(4), world.store, lines, handed_on=feb(6)))


def rows(world: World, *, with_settled: bool = False) -> list[WaitingRow]:
    """What waits."""
    found = world.book.ask(waiting_rows, "", with_settled)
    assert world.book.ask(waiting_count, "", with_settled) == len(found)
    return found


def test_what_waits_is_known_by_person(world: World) -> None:
    voucher = packed(world, world.clerk, world.inspector)
    found = rows(world)
    assert [(row.receiver, row.pieces, row.handed_on) for row in found] == [
        ("Lê Phương Yến", 5, feb(6)),
        ("Hồ Mỹ Ánh", 5, feb(6)),
    ]
    assert found[0].number == world.number(voucher)
    assert sum(row.pieces for row in found) == 10
    assert world.stock() == {"KT01": 47}
    assert [row.receiver for row in world.book.ask(waiting_rows, "my anh")] == ["Hồ Mỹ Ánh"]


def test_it_is_handed_out_later_and_the_stock_stays(world: World) -> None:
    packed(world, world.clerk, world.inspector)
    mine = rows(world)[0]
    for day, error in ((feb(3), RefusedByBook), (feb(11), FutureDay)):
        with pytest.raises(error):
            world.book.do(hand_out, [mine.line_id], day)
    world.book.do(hand_out, [mine.line_id], feb(7), " Nguyễn  Văn Tư")
    assert [row.receiver for row in rows(world)] == ["Hồ Mỹ Ánh"]
    settled = rows(world, with_settled=True)[1]
    assert (settled.state, settled.settled_on, settled.note) == (
        Waiting.HANDED,
        feb(7),
        "Nguyễn Văn Tư",
    )
    assert world.stock() == {"KT01": 47}
    assert [row.pieces for row in rows(world)] == [5]
    with pytest.raises(NotWaiting):
        world.book.do(hand_out, [mine.line_id], feb(7))
    world.book.do(mark_waiting, [mine.line_id])
    assert len(rows(world)) == 2


def test_it_comes_back_to_its_lots_by_a_linked_return(world: World) -> None:
    voucher = packed(world, world.clerk, world.inspector)
    lines = [row.line_id for row in rows(world)]
    before = world.balances()
    (back,) = world.book.do(return_waiting, lines, feb(9), "nghỉ thai sản")
    assert world.book.ask(voucher_detail, back).store_id == world.store
    assert world.stock() == {"KT01": 57}
    assert sum(q for _lot, q, _amount in world.moves(back)) == 10
    assert rows(world) == []

    world.book.do(reverse_voucher, back, "ghi nhầm")
    assert len(rows(world)) == 2
    assert world.balances() == before
    world.book.do(reverse_voucher, voucher, "ghi nhầm")
    assert rows(world) == []
    assert world.healthy()


def test_a_part_comes_back_and_the_rest_waits_on(world: World) -> None:
    packed(world, world.clerk, world.inspector)
    mine, other = [row.line_id for row in rows(world)]
    lies = partial(world.book.ask, lying_for_people, world.store)
    (back,) = world.book.do(return_waiting, [mine, other], feb(9), "chỉ cần ba", {mine: 2})
    assert [(row.receiver, row.pieces) for row in rows(world)] == [("Lê Phương Yến", 3)]
    assert world.stock() == {"KT01": 54}
    assert lies()[world.masks, None] == 3
    for pieces, error in ((4, MoreThanIssued), (0, QuantityOutOfRange)):
        with pytest.raises(error):
            world.book.do(return_waiting, [mine], feb(9), "thừa", {mine: pieces})
    world.book.do(hand_out, [mine], feb(9))
    assert rows(world) == []
    assert (world.stock(), lies()) == ({"KT01": 54}, {})
    world.book.do(reverse_voucher, back, "ghi nhầm")
    assert [row.pieces for row in rows(world)] == [5]  # the other's; mine were handed out
    assert world.healthy()


def test_lines_are_marked_afterwards_unless_all_of_them_came_back(world: World) -> None:
    voucher = packed(world)
    assert rows(world) == []
    lines = [line.line_id for line in world.book.ask(voucher_detail, voucher).lines]
    world.book.do(mark_waiting, lines[:2])
    assert [row.pieces for row in rows(world)] == [5, 5]
    back = NewReturn(feb(5), world.store, (ReturnLine(lines[0], 2),), reason="thừa")
    world.book.do(post_return, back)
    assert [row.pieces for row in rows(world)] == [3, 5]
    world.book.do(post_return, replace(back, lines=(ReturnLine(lines[0], 3),)))
    assert [row.pieces for row in rows(world)] == [5]
    for line_id in (lines[0], 999_999):
        with pytest.raises(NotFound):
            world.book.do(mark_waiting, [line_id])


def test_the_number_of_an_issue_leads_to_its_lines(world: World) -> None:
    voucher = packed(world, world.clerk)
    number = world.number(voucher)
    found = world.book.ask(lines_of_issue, f" {number.lower()} ")
    assert [(row.receiver, row.state) for row in found] == [
        ("Trần Quốc Bảo", Waiting.HANDED),
        ("Lê Phương Yến", Waiting.WAITING),
        ("Hồ Mỹ Ánh", Waiting.HANDED),
    ]
    assert world.book.ask(lines_of_issue, "XK9999") == []
    assert world.book.ask(lines_of_issue, "khẩu trang") == []
    world.book.do(reverse_voucher, voucher, "ghi nhầm")
    assert world.book.ask(lines_of_issue, number) == []
