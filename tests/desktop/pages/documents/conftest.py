"""The page of documents over a furnished book with a plan in its register."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.kinds import Urgency
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from desktop.context import Context
from desktop.pages.documents.page import Page
from tests.db.world import World, feb

if TYPE_CHECKING:
    from desktop.tasks import Tasks

PLAN = DocumentFields(
    "362/KH-UBND",
    "Kế hoạch",
    feb(1),
    "UBND Thành phố",
    "Ứng phó với dịch bệnh",
    Urgency.URGENT,
)


@pytest.fixture
def until_idle(qtbot: QtBot, tasks: "Tasks") -> Callable[[], None]:
    """Wait until all is read anew that an act changed: its outcome, what it told, the reading."""

    def wait() -> None:
        for _turn in range(4):
            qtbot.waitUntil(lambda: tasks.is_idle, timeout=10_000)
            QApplication.processEvents()

    return wait


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def plan(world: World) -> int:
    return world.book.do(save_document, PLAN)


@pytest.fixture
def round_id(world: World, plan: int) -> int:
    """A round of everybody (two of the office, one inspector) on the 3rd, due on the 7th."""
    new = NewDistribution((plan,), feb(3), feb(7), receivers=("Sở Y tế",))
    return world.book.do(distribute, new)


@pytest.fixture
def page(
    context: Context,
    world: World,
    on_screen: Callable[[QWidget], QWidget],
    until_idle: Callable[[], None],
) -> Page:
    """The page on the screen, following the book as in the window."""
    page = Page(context)
    context.tasks.changed.connect(lambda tables: page.refresh() if tables & page.shows else None)
    on_screen(page)
    until_idle()
    return page
