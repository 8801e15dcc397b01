"""The window: pages by keys, every act in a menu, small screens."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import main_window, navigation
from desktop.context import Context, Tone
from desktop.main_window import NARROW, MainWindow
from desktop.navigation import PageEntry
from desktop.theme import Theme
from desktop.widgets.page_header import PageHeader
from desktop.widgets.shortcuts import ShortcutSheet, page_menu
from tests.desktop.conftest import Keys


class Page(QWidget):
    """A page with a field and one act."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.done = context, 0
        self.field = QLineEdit()
        header = PageHeader("Trang")
        header.add_action("Ghi sổ", self.act, shortcut="Ctrl+Return", is_primary=True)
        layout = QVBoxLayout(self)
        layout.addWidget(header)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)

    def act(self) -> None:
        self.done += 1


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, context: Context, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    pages = tuple(
        PageEntry(key, title, "package", __name__) for key, title in (("a", "Một"), ("b", "Hai"))
    )
    for module in (navigation, main_window):
        monkeypatch.setattr(module, "PAGES", pages)
    window = MainWindow(context.settings, context.tasks)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.give(context)
    yield window
    window.take_back()


def shown(window: MainWindow) -> Page:
    assert isinstance(window.page, Page)
    return window.page


def test_pages_are_reached_by_keys_and_take_the_focus(window: MainWindow, keys: Keys) -> None:
    first = shown(window)
    assert keys.target is first.field
    keys.press("Alt+2")
    second = shown(window)
    assert second is not first
    assert keys.target is second.field
    assert window.sidebar.buttons["b"].isChecked()
    keys.press("Alt+1")
    assert shown(window) is first


def test_the_main_act_of_a_page_has_its_key(qtbot: QtBot, window: MainWindow, keys: Keys) -> None:
    keys.press("Ctrl+Return")
    qtbot.waitUntil(lambda: shown(window).done == 1)


def test_every_act_is_in_the_menu_with_its_key(qtbot: QtBot, window: MainWindow) -> None:
    menu = page_menu(window.page, window)
    told = {act.text(): act.shortcut().toString() for act in menu.actions() if act.text()}
    assert told["Ghi sổ"] == "Ctrl+Return"
    assert told["Hai"] == "Alt+2"
    assert told["Phím tắt"] == "F1"
    next(act for act in menu.actions() if act.text() == "Ghi sổ").trigger()
    assert shown(window).done == 1


def test_the_sheet_of_keys_names_this_page(qtbot: QtBot, window: MainWindow) -> None:
    from PySide6.QtWidgets import QLabel

    sheet = ShortcutSheet(window.page, window)
    qtbot.addWidget(sheet)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert {"Trang này", "Trong bảng nhập", "Cửa sổ", "Ctrl+Return", "Ghi sổ"} <= set(words)


def test_a_small_window_keeps_its_pages_usable(window: MainWindow) -> None:
    window.resize(NARROW - 200, 400)
    QApplication.processEvents()
    assert window.sidebar.width() < 100
    assert window.sidebar.buttons["a"].accessibleName() == "Một"
    window.resize(1366, 768)
    QApplication.processEvents()
    assert window.sidebar.width() == 216


def test_a_notice_is_put_away_by_key(window: MainWindow, keys: Keys) -> None:
    window.notice("Đã ghi sổ.", Tone.OK)
    assert window.notice_line.isVisible()
    keys.press("Shift+Escape")
    assert not window.notice_line.isVisible()


def test_the_window_comes_back_where_it_was(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    window.resize(760, 640)
    window.close()
    again = MainWindow(context.settings, context.tasks)
    qtbot.addWidget(again)
    assert again.size() == window.size()


def test_a_page_with_wrapped_words_scrolls_only_where_room_lacks(
    qtbot: QtBot, window: MainWindow
) -> None:
    page, words = QWidget(), QLabel("một câu dài " * 40)
    words.setWordWrap(True)
    layout = QVBoxLayout(page)
    for part in (words, QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit()):
        layout.addWidget(part)
    window.show_alone(page)
    bar = window.findChildren(QScrollArea)[0].verticalScrollBar()

    window.resize(1000, 500)
    qtbot.waitUntil(lambda: page.height() > 400)
    assert not bar.isVisible()
    window.resize(1000, 400)
    words.setMinimumHeight(300)
    qtbot.waitUntil(bar.isVisible)
