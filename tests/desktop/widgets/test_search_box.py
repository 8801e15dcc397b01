"""The search field above a list: a pause, and keys that go on into the list."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.search_box import SearchBox
from tests.desktop.conftest import Keys


@pytest.fixture
def box(on_screen: Callable[[QWidget], QWidget]) -> SearchBox:
    whole = QWidget()
    column = QVBoxLayout(whole)
    box, rows = SearchBox("Tìm"), QListWidget()
    rows.addItems(["một", "hai"])
    column.addWidget(box)
    column.addWidget(rows)
    box.lead_to(rows)
    whole.setFocusProxy(box)
    on_screen(whole)
    return box


def test_typing_searches_once_after_a_pause(box: SearchBox, keys: Keys, qtbot: QtBot) -> None:
    heard = list[str]()
    box.searched.connect(heard.append)
    keys.type("hai")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["hai"])


def test_enter_searches_at_once_and_goes_into_the_list(box: SearchBox, keys: Keys) -> None:
    heard = list[str]()
    box.searched.connect(heard.append)
    keys.type("hai")
    keys.press("Return")
    assert heard == ["hai"]
    rows = keys.target
    assert isinstance(rows, QListWidget)
    assert rows.currentRow() == 0


def test_escape_empties_the_field(box: SearchBox, keys: Keys) -> None:
    keys.type("hai")
    keys.press("Esc")
    assert not box.text()
    assert box.hasFocus()


def test_a_text_put_in_by_the_program_is_not_searched_again(box: SearchBox, qtbot: QtBot) -> None:
    box.search_for("hai")
    with qtbot.assertNotEmitted(box.searched, wait=300):
        pass


def test_a_box_that_is_put_away_searches_when_it_is_seen_again(
    box: SearchBox, keys: Keys, qtbot: QtBot
) -> None:
    heard = list[str]()
    box.searched.connect(heard.append)
    keys.type("hai")
    box.hide()
    pause = box.findChild(QTimer)
    assert pause is not None
    assert not pause.isActive()

    box.show()
    qtbot.waitUntil(lambda: heard == ["hai"])
