"""Sheets that come back to the window: scanned by a reader anywhere, or dropped as files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from db.queries.office import book_number
from desktop.acknowledgement_printing import lists_pdf
from desktop.context import Context, Tone
from desktop.main_window import MainWindow
from desktop.pages.documents.page import Page as Documents
from desktop.pages.documents.returns import Returns
from desktop.pages.receipt.page import Page as Receipt
from desktop.scans.pile import SheetKind
from desktop.widgets.barcode import GAP_MILLISECONDS
from desktop.widgets.dropping import dropped
from tests.db.world import World
from tests.desktop.pages.documents.returned import Returned

Idle = Callable[[], None]


@pytest.fixture
def returned(sqlite_world: World) -> Returned:
    made = Returned(sqlite_world, sqlite_world.book.ask(book_number))
    made.add_people(4)
    made.begin()
    return made


@pytest.fixture
def window(qtbot: QtBot, context: Context, returned: Returned) -> Iterator[MainWindow]:
    window = MainWindow(context.settings, context.tasks)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    given = {name: getattr(context, name) for name in Context.__dataclass_fields__}
    window.give(Context(**{**given, "navigate": window.navigate, "notice": window.notice}))
    yield window
    window.take_back()


def read(code: str) -> None:
    """Scan digits into whatever window is in front."""
    front = QApplication.focusWindow()
    assert front is not None
    for digit in code:
        QTest.keyClick(front, Qt.Key(ord(digit)))
    QTest.keyClick(front, Qt.Key.Key_Return)


def returns_of(window: MainWindow) -> Returns:
    assert isinstance(window.page, Documents)
    return cast("Returns", window.page.tab)


def test_a_slip_is_marked_where_one_stands_and_the_page_stays(
    window: MainWindow, returned: Returned, qtbot: QtBot, until_idle: Idle
) -> None:
    person = returned.people[0]
    code = returned.print_slip(person)
    window.navigate("receipt")
    until_idle()
    before = window.page
    read(code)
    qtbot.waitUntil(lambda: returned.signed() == {person})
    until_idle()
    assert window.page is before
    assert "đã ký nhận" in window.notice_line.text.text()
    window.notice_line.buttons[0].click()
    qtbot.waitUntil(lambda: returned.signed() == set())


def test_a_slip_read_beside_a_day_of_signing_is_marked_on_it(
    window: MainWindow, returned: Returned, qtbot: QtBot, until_idle: Idle
) -> None:
    code = returned.print_slip(returned.people[0])
    window.navigate("documents", tab="returns")
    until_idle()
    returns_of(window).day.setText("5/2")
    window.barcodes.scanned.emit(code)
    qtbot.waitUntil(lambda: returned.signed() == {returned.people[0]})
    until_idle()
    assert "Ngày ký: 05/02/2020" in window.notice_line.text.text()
    tab = returns_of(window)
    window.navigate("receipt")
    assert tab.day.text() == ""


def test_a_list_opens_to_be_ticked_and_what_was_being_typed_stays(
    window: MainWindow, returned: Returned, qtbot: QtBot, until_idle: Idle
) -> None:
    (code,) = returned.print_list(tuple(returned.people))
    window.navigate("receipt")
    until_idle()
    page = window.page
    assert isinstance(page, Receipt)
    page.grid.edit_cell(0, "supply")
    front = QApplication.focusWindow()
    assert front is not None
    for key in (Qt.Key.Key_K, Qt.Key.Key_T):
        QTest.keyClick(front, key)
    qtbot.wait(GAP_MILLISECONDS * 2)
    read(code)
    qtbot.waitUntil(lambda: window.page is not page)
    until_idle()
    tab = returns_of(window)
    assert tab.stack.currentWidget() is tab.opened
    window.navigate("receipt")
    assert page.grid.rows()[0].text("supply") == "Khẩu trang y tế"  # the only one that fits
    assert returned.signed() == set()


def test_a_dialog_under_way_is_not_left_for_a_list(
    window: MainWindow, returned: Returned, qtbot: QtBot, until_idle: Idle
) -> None:
    (code,) = returned.print_list(tuple(returned.people))
    dialog, field = QDialog(window), QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.setModal(True)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    field.setFocus()
    field.setText("dở dang")
    page = window.page
    until_idle()
    read(code)
    qtbot.waitUntil(lambda: len(window.notice_line.buttons) == 1)
    assert window.page is page
    assert dialog.isVisible()
    assert field.text() == "dở dang"
    dialog.close()
    window.notice_line.buttons[0].click()
    until_idle()
    tab = returns_of(window)
    assert tab.stack.currentWidget() is tab.opened


def test_a_code_that_stands_for_nothing_is_told_with_its_digits(
    window: MainWindow, qtbot: QtBot, until_idle: Idle
) -> None:
    read("1" * 17)
    qtbot.waitUntil(lambda: "1" * 17 in window.notice_line.text.text())
    assert window.notice_line.property("tone") == Tone.BAD.value


def test_scans_and_folders_may_be_dropped_anywhere_and_other_files_are_passed_over(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, until_idle: Idle
) -> None:
    folder = tmp_path / "quét"
    folder.mkdir()
    names = ("a.PDF", "b.tiff", "c.JPG", "d.docx", "e.xlsx")
    urls = [QUrl.fromLocalFile(str(tmp_path / name)) for name in names]
    mime = QMimeData()
    mime.setUrls([*urls, QUrl.fromLocalFile(str(folder)), QUrl("https://example.org/f.pdf")])
    found = dropped(mime)
    assert [path.name for path in found.scans] == ["a.PDF", "b.tiff", "c.JPG", "quét"]
    assert [path.name for path in found.sheets] == ["e.xlsx"]


def test_scans_that_are_dropped_are_read_and_stand_in_the_pile(
    window: MainWindow, returned: Returned, tmp_path: Path, qtbot: QtBot, until_idle: Idle
) -> None:
    lists = lists_pdf(returned.book, returned.round_id)
    (tmp_path / "quét.pdf").write_bytes(lists)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "quét.pdf"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys)
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys)
    for event in (enter, drop):
        event.ignore()
        QApplication.sendEvent(window, event)
        assert event.isAccepted()
    qtbot.waitUntil(lambda: isinstance(window.page, Documents))
    tab = returns_of(window)
    qtbot.waitUntil(lambda: bool(tab.scans.pile.sheets), timeout=30_000)
    until_idle()
    assert tab.stack.currentWidget() is tab.scans
    assert [sheet.kind for sheet in tab.scans.pile.sheets] == [SheetKind.LIST] * 2
    assert returned.signed() == set()


def test_what_is_no_file_is_not_taken(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("chữ")
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    window.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_dropped_workbook_is_looked_at_by_the_import(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, until_idle: Idle
) -> None:
    book = tmp_path / "vat-tu.csv"
    book.write_text("Mã;Tên vật tư;Đơn vị tính\nX1;Xà phòng;bánh\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(book))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: window.page is not None and window.page.objectName() == "page_import")
    until_idle()
