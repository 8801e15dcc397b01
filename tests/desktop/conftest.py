"""What tests of the screen are given: a dressed application, keys as a clerk presses them, a context."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from tests.conftest import NewBook
from tests.db.conftest import _filled_worlds, _sqlite_world, new_world, sqlite_world

__all__ = ["_filled_worlds", "_sqlite_world", "new_world", "sqlite_world"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from db.database import Database
    from desktop.context import Context, NoticeAction, Tone
    from desktop.settings import Settings
    from desktop.tasks import Tasks
    from desktop.theme import Theme


@pytest.fixture
def sqlite_book(request: pytest.FixtureRequest, new_book: NewBook) -> "Database":
    """The furnished book of a test that asks for it, else a fresh one."""
    if "sqlite_world" in request.fixturenames:
        furnished: Database = request.getfixturevalue("sqlite_world").book
        return furnished
    return new_book("sqlite")


@pytest.fixture(scope="session")
def _wardrobe(qapp: "QApplication") -> "Theme":
    from desktop.theme import LIGHT, Theme

    return Theme(qapp, LIGHT)


@pytest.fixture
def light(_wardrobe: "Theme") -> "Theme":
    """The light look."""
    _wardrobe.choose("light")
    return _wardrobe


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, _wardrobe: "Theme") -> "Theme":
    """Each look in turn."""
    _wardrobe.choose(request.param)
    return _wardrobe


class Keys:
    """Presses keys where the focus is, as a keyboard does."""

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.target, letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # as Unikey sends them
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.target, event)

    def press(self, *names: str) -> None:
        """Press keys by name: "Return", "Ctrl+Z"."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        for name in names:
            both = QKeySequence(name)[0]  # type: ignore[index] # the stubs forget it
            QTest.keyClick(self.target, both.key(), both.keyboardModifiers())

    @property
    def target(self) -> "QWidget":
        """The widget that has the focus."""
        from PySide6.QtWidgets import QApplication

        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget


@pytest.fixture
def keys(qapp: "QApplication") -> Keys:
    """The keyboard."""
    return Keys()


@pytest.fixture
def on_screen(qtbot: QtBot, light: "Theme") -> Iterator[Callable[["QWidget"], "QWidget"]]:
    """Put a widget on the screen, 1280×800, active and with the focus."""
    shown: list[QWidget] = []  # qtbot alone would let them go

    def show(widget: "QWidget") -> "QWidget":
        qtbot.addWidget(widget)
        widget.resize(1280, 800)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        widget.setFocus()
        shown.append(widget)
        return widget

    yield show
    shown.clear()


@dataclass
class Heard:
    """What pages said to the window."""

    pages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    notices: list[tuple[str, "Tone", Sequence["NoticeAction"]]] = field(default_factory=list)
    books: list[Any] = field(default_factory=list)


@pytest.fixture
def heard() -> Heard:
    """Where pages went and what they said, in a context without a window."""
    return Heard()


@pytest.fixture
def screen_settings(qapp: "QApplication") -> "Settings":
    """Settings of this computer, empty."""
    from desktop.settings import Settings

    return Settings()


@pytest.fixture
def tasks(qapp: "QApplication", sqlite_book: "Database") -> Iterator["Tasks"]:
    """Tasks over a fresh book."""
    from desktop.tasks import Tasks

    tasks = Tasks(sqlite_book)
    yield tasks
    tasks.close()


@pytest.fixture
def context(
    sqlite_book: "Database",
    tasks: "Tasks",
    screen_settings: "Settings",
    clock: FixedClock,
    light: "Theme",
    heard: Heard,
) -> "Context":
    """A context over a fresh book; refusals that nobody took are noticed as in the window."""
    from desktop.context import Context, Tone
    from desktop.refusals import sentence

    def notice(text: str, tone: Tone = Tone.OK, actions: Sequence["NoticeAction"] = ()) -> None:
        heard.notices.append((text, tone, actions))

    tasks.refused.connect(lambda error: notice(sentence(error), Tone.BAD))
    return Context(
        database=sqlite_book,
        tasks=tasks,
        settings=screen_settings,
        clock=clock,
        navigate=lambda page, **target: heard.pages.append((page, target)),
        notice=notice,
        theme=light,
        open_book=heard.books.append,
    )


@pytest.fixture
def until_idle(qtbot: QtBot, tasks: "Tasks") -> Callable[[], None]:
    """Wait until all background work has brought its outcome."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle, timeout=10_000)
