"""What tests of the morning's tabs are given: the furnished book, and a clock set to a time of day."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from db.services.staff import PersonFields, save_person
from tests.db.daily import department, moment
from tests.db.world import World, feb

if TYPE_CHECKING:
    from desktop.tasks import Tasks

Show = Callable[[QWidget], QWidget]
Idle = Callable[[], None]
AtTime = Callable[[str], None]
TODAY = feb(10)


@pytest.fixture
def world(sqlite_world: World) -> World:
    """The furnished book; the press division has a head and a deputy."""
    press = department(sqlite_world, "BC")
    for code, name, title in (
        ("CB0101", "Trần Văn An", "Phó Trưởng phòng"),
        ("CB0102", "Phạm Thị Minh", "Trưởng phòng"),
    ):
        sqlite_world.book.do(save_person, PersonFields(code, name, press, title))
    return sqlite_world


@pytest.fixture
def at_time(clock: FixedClock) -> AtTime:
    """Set the clock to a time of this Monday morning: `at_time("08:10")`."""

    def move(text: str) -> None:
        clock.moment = moment(TODAY, text)

    move("08:10")
    return move


@pytest.fixture
def until_idle(qtbot: QtBot, tasks: "Tasks") -> Idle:
    """Wait until all is read anew that an act changed: its outcome, what it told, the reading."""

    def wait() -> None:
        for _turn in range(4):
            qtbot.waitUntil(lambda: tasks.is_idle, timeout=10_000)
            QApplication.processEvents()

    return wait
