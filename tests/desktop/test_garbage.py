"""Garbage is collected on the GUI thread only."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from db.database import Database
from desktop.garbage import Garbage
from desktop.tasks import Tasks


class Knot:
    """Something that only a collection takes away; it tells in which thread."""

    def __init__(self, ends: list[str]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: ends.append(threading.current_thread().name))


def test_knots_are_taken_away_on_the_gui_thread_while_workers_make_garbage(
    qtbot: QtBot, sqlite_book: Database
) -> None:
    tasks = Tasks(sqlite_book)
    garbage = Garbage(tasks)
    ends: list[str] = []

    def litter() -> None:
        Knot(ends)
        for _ in range(20 * gc.get_threshold()[0]):
            knot: list[object] = []
            knot.append(knot)

    tasks.run(garbage, litter, lambda _: None)
    qtbot.waitUntil(lambda: bool(ends), timeout=10_000)

    assert set(ends) == {threading.main_thread().name}
    tasks.close()
