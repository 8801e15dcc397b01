"""A barcode reader is told from a person: nothing it types reaches a field, nothing typed is lost."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.tables import Column, RowsModel, TableView
from desktop.widgets.barcode import GAP_MILLISECONDS, Barcodes
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import GridColumn, Kind

CODE = "48213000001000014"
Show = Callable[[QWidget], QWidget]


class Desk(QWidget):
    """A line, a text, a grid and a table, and what was scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []
        self.line, self.text = QLineEdit(), QPlainTextEdit()
        self.grid = EntryGrid((GridColumn("n", "Số", Kind.TEXT),), lambda: date(2020, 2, 10))
        rows = RowsModel[str]((Column("Tên", str),), self)
        rows.show_rows(["0 không", "4 bốn", "8 tám"])
        self.table = TableView(rows)
        self.bare = QTabWidget()
        layout = QVBoxLayout(self)
        for widget in (self.line, self.text, self.grid, self.table, self.bare):
            layout.addWidget(widget)
        self.barcodes = Barcodes(self)
        self.barcodes.scanned.connect(self.codes.append)

    def cell(self) -> str:
        return self.grid.rows_model.row_at(0).text("n")


@pytest.fixture
def desk(on_screen: Show) -> Desk:
    desk = Desk()
    on_screen(desk)
    return desk


def read(desk: Desk, code: str = CODE, *, delay: int = 0, ends: bool = True) -> None:
    """Type as a reader does: key after key, to the window in front."""
    window = desk.windowHandle()
    for digit in code:
        QTest.keyClick(window, Qt.Key(ord(digit)), Qt.KeyboardModifier.NoModifier, delay)
    if ends:
        QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, delay)


def released(qtbot: QtBot) -> None:
    """Wait until nothing can be held any more."""
    qtbot.wait(GAP_MILLISECONDS * 3)


@pytest.mark.parametrize("delay", [0, 5, 15])
@pytest.mark.parametrize("where", ["line", "text", "grid", "table", "bare"])
def test_a_scan_is_told_wherever_the_focus_is_and_leaves_no_trace(
    desk: Desk, qtbot: QtBot, where: str, delay: int
) -> None:
    desk.line.setText("dở dang")
    desk.grid.type_cell(0, "n", "đã gõ")
    desk.table.setCurrentIndex(desk.table.rows.index(0, 0))
    getattr(desk, where).setFocus()
    read(desk, delay=delay)
    qtbot.waitUntil(lambda: desk.codes == [CODE])
    released(qtbot)
    assert desk.line.text() == "dở dang"
    assert desk.text.toPlainText() == ""
    assert desk.cell() == "đã gõ"
    assert desk.grid.rows_model.rowCount() == 2
    assert desk.table.currentIndex().row() == 0


def test_a_scan_into_an_open_cell_leaves_what_was_being_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.edit_cell(0, "n")
    window = desk.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_1)
    released(qtbot)
    QTest.keyClick(window, Qt.Key.Key_2)
    released(qtbot)
    read(desk)
    qtbot.waitUntil(lambda: desk.codes == [CODE])
    desk.grid.commit()
    assert desk.cell() == "12"


@pytest.mark.parametrize("delay", [0, 10, 60])
def test_digits_typed_by_hand_arrive_whole_and_in_order(
    desk: Desk, qtbot: QtBot, delay: int
) -> None:
    desk.line.setFocus()
    for typed in ("12", "0913456789", CODE):
        desk.line.clear()
        read(desk, typed, delay=delay, ends=False)
        released(qtbot)
        assert desk.line.text() == typed
    assert desk.codes == []


def test_digits_and_enter_go_through_a_grid_as_ever(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.edit_cell(0, "n")
    for number in ("12", "7", "1500"):
        read(desk, number)
    released(qtbot)
    rows = [desk.grid.rows_model.row_at(number).text("n") for number in range(3)]
    assert rows == ["12", "7", "1500"]


def test_a_key_after_digits_comes_after_them(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    window = desk.windowHandle()
    one, two, three, four = (Qt.Key(ord(digit)) for digit in "1234")
    back = Qt.Key.Key_Backspace
    for key in (one, two, Qt.Key.Key_Left, three, Qt.Key.Key_A, back, four):
        QTest.keyClick(window, key)
    released(qtbot)
    assert desk.line.text() == "1342"


def test_what_an_input_method_writes_comes_after_the_digits_before_it(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.line.setFocus()
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_1)
    letter = QInputMethodEvent("", [])
    letter.setCommitString("ă")
    QCoreApplication.sendEvent(desk.line, letter)
    assert desk.line.text() == "1ă"
    released(qtbot)
    assert desk.line.text() == "1ă"


def test_a_click_comes_after_the_digits_before_it(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_5)
    middle = desk.text.mapTo(desk, desk.text.rect().center())
    QTest.mouseClick(
        desk.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
    )
    assert desk.line.text() == "5"
    assert desk.text.hasFocus()
    assert desk.text.toPlainText() == ""


@pytest.mark.parametrize("code", ["8934588012112", CODE + "9", CODE + CODE])
def test_another_code_is_typed_where_the_cursor_stands(desk: Desk, qtbot: QtBot, code: str) -> None:
    desk.line.setFocus()
    read(desk, code)
    released(qtbot)
    assert desk.line.text() == code
    assert desk.codes == []


def test_two_scans_one_after_the_other_are_two(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    read(desk)
    read(desk, CODE[::-1])
    qtbot.waitUntil(lambda: desk.codes == [CODE, CODE[::-1]])
    assert desk.line.text() == ""


def press(desk: Desk, digit: str, *, repeats: bool) -> None:
    """A key event as the window gets it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        plain = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(kind, ord(digit), plain, digit, repeats)
        QCoreApplication.sendEvent(desk.windowHandle(), event)


def test_a_digit_held_down_repeats_as_ever(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    press(desk, "7", repeats=False)
    released(qtbot)
    for _turn in range(30):
        press(desk, "7", repeats=True)
    assert desk.line.text() == "7" * 31
    assert desk.codes == []


def test_equal_digits_of_a_quick_reader_are_no_key_held_down(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    for before, digit in zip("x" + CODE, CODE, strict=False):
        press(desk, digit, repeats=digit == before)
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.codes == [CODE])
    assert desk.line.text() == ""
