"""What was issued and may still come back, by issue and by receiver."""

from typing import Any

import pytest

from db.queries.returning_goods import issue_of_lines, issued_lines, issues_called
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import World, feb


@pytest.fixture
def given(world: World) -> World:
    """Three issues, one of which is undone: voucher 2 to two people and their office, 3 and 4."""
    world.receive(feb(3), 100)
    lines = (
        IssueLine(world.masks, 5, staff_id=world.clerk),
        IssueLine(world.masks, 6, staff_id=world.guard),
        IssueLine(world.masks, 7, department_id=world.office),
    )
    world.book.do(post_issue, NewIssue(feb(5), world.store, lines, world.office))
    world.issue(feb(6), 8)
    undone = world.issue(feb(7), 9)
    world.book.do(reverse_voucher, undone, "nhầm")
    return world


def told(world: World, **wanted: Any) -> list[tuple[str, str, int]]:
    found = world.book.ask(issued_lines, **wanted)
    return [(line.number, line.receiver, line.left) for line in found]


def test_lines_are_found_by_issue_person_and_department(given: World) -> None:
    assert told(given, voucher_id=2) == [
        ("XK0001", "Lê Phương Yến", 5),
        ("XK0001", "Trần Quốc Bảo", 6),
        ("XK0001", "Văn phòng Sở", 7),
    ]
    assert told(given, staff_id=given.clerk) == [
        ("XK0002", "Lê Phương Yến", 8),
        ("XK0001", "Lê Phương Yến", 5),
    ]
    assert told(given, department_id=given.office) == [("XK0001", "Văn phòng Sở", 7)]


def test_what_came_back_is_taken_off_unless_that_return_is_corrected(given: World) -> None:
    ids = [line.line_id for line in given.book.ask(issued_lines, voucher_id=2)]
    lines = (ReturnLine(ids[0], 2), ReturnLine(ids[1], 6))
    back = given.book.do(post_return, NewReturn(feb(8), given.store, lines))
    left = [("XK0001", "Lê Phương Yến", 3), ("XK0001", "Văn phòng Sở", 7)]
    assert told(given, voucher_id=2) == left
    assert len(told(given, voucher_id=2, without=back)) == 3
    given.book.do(reverse_voucher, back, "nhầm")
    assert len(told(given, voucher_id=2)) == 3


def test_issues_are_found_by_number_and_lines_lead_to_theirs(given: World) -> None:
    names = given.book.ask(issues_called, "")
    assert [(one.number, one.department) for one in names] == [
        ("XK0002", ""),
        ("XK0001", "Văn phòng Sở"),
    ]
    assert [one.voucher_id for one in given.book.ask(issues_called, "xk1")] == [2]
    assert given.book.ask(issues_called, "Yến") == []
    assert given.book.ask(issue_of_lines, [2, 3]) == (2, "XK0001")
    assert given.book.ask(issue_of_lines, [2, 5]) is None
