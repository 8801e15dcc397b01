"""Rows are what the audit tells: whatever is changed behind its back is named, whatever is honest is not."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from db.checks import check_book
from db.told import sums_there, sums_told
from tests.db.conftest import NewWorld
from tests.db.history import histories, live
from tests.db.world import World, feb, raw


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE supply SET name = 'Khẩu trang khác' WHERE id = 1", "supply 1"),
        ("UPDATE supply SET minimum = minimum + 1 WHERE id = 1", "supply 1"),
        ("UPDATE staff_member SET name = 'Người khác' WHERE id = 2", "staff_member 2"),
        ("UPDATE setting SET value = '{}' WHERE key = 'limits'", "setting limits / 0001-01-01"),
        ("DELETE FROM setting WHERE key = 'limits'", "setting limits / 0001-01-01"),
        ("UPDATE signer SET name = 'Giả Mạo' WHERE id = 1", "signer 1"),
        ("DELETE FROM membership WHERE id = 1", "membership 1"),
        (
            """INSERT INTO absence (id, staff_id, kind, from_on, to_on, note, version)
            VALUES (9, 1, 'leave', '2020-02-03', '2020-02-04', '', 1)""",
            "absence 9",
        ),
    ],
)
def test_what_is_changed_behind_the_audit_is_named(
    world: World, statement: str, where: str
) -> None:
    world.receive(feb(4), 50)
    assert world.book.ask(check_book) == []
    raw(world.book, statement)
    found = [(one.kind, one.where) for one in world.book.ask(check_book)]
    assert ("row", where) in found


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=histories)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_an_honest_history_is_told_whole(
    new_world: NewWorld, engine: str, history: list[Any]
) -> None:
    world = new_world(engine)
    live(world, history)
    told = world.book.ask(sums_told)
    assert told is not None
    assert {name: sums for name, sums in world.book.ask(sums_there).items() if sums != (0, 0)} == {
        name: sums for name, sums in told.items() if sums != (0, 0) and name != "printed_page"
    }
