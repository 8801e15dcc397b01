"""The check after the opening: what it finds is told, a sound book in silence, a closed one lets it be."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from db.database import Database
from desktop.start_check import StartCheck
from tests.db.world import feb, furnish, raw


def test_what_is_wrong_is_told_and_nothing_else(
    qtbot: QtBot, sqlite_book: Database, tmp_path: Path
) -> None:
    world = furnish(sqlite_book)
    world.receive(feb(4), 50)
    told: list[tuple[int, str]] = []
    sound = StartCheck(sqlite_book.location, lambda *found: told.append(found), delay_seconds=0)
    with qtbot.waitSignal(sound._process.finished, timeout=60_000):
        pass
    assert told == []
    raw(sqlite_book, "UPDATE balance SET on_hand = 49")
    harmed = StartCheck(sqlite_book.location, lambda *found: told.append(found), delay_seconds=0)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    ((count, first),) = told
    assert count == 1
    assert "phát sinh cộng lại là 50" in first
    for check in (sound, harmed):
        check.stop()


def test_a_book_that_is_closed_is_checked_no_more(qtbot: QtBot, sqlite_book: Database) -> None:
    told: list[object] = []
    check = StartCheck(sqlite_book.location, lambda *found: told.append(found), delay_seconds=0)
    with qtbot.waitSignal(check._process.started, timeout=20_000):
        pass
    check.stop()
    assert check._process.processId() == 0
    assert told == []
