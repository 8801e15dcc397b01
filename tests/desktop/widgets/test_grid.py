"""The entry grid, by keys alone and in both looks."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow, Kind
from desktop.widgets.quantity import PackChoice, Quantity
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in
from tests.desktop.conftest import Keys

TODAY = date(2020, 2, 10)
MASK, N95, GLOVE = (
    Suggestion("Khẩu trang y tế 4 lớp", "KT01 · cái", 1, "KT01"),
    Suggestion("Khẩu trang N95", "KT02 · cái", 2, "KT02"),
    Suggestion("Găng tay y tế", "GT01 · chiếc", 3, "GT01"),
)
PACKS = {1: (PackChoice(11, "hộp", 50),), 2: (PackChoice(12, "hộp", 20),), 3: ()}
UNITS = {1: "cái", 2: "cái", 3: "chiếc"}
COLUMNS = (
    GridColumn("supply", "Vật tư", Kind.CHOICE, 260, search_in((MASK, N95, GLOVE))),
    GridColumn("code", "Mã", Kind.READ_ONLY, 80, text=lambda row: str(row["supply"] or "")),
    GridColumn(
        "quantity",
        "Số lượng",
        Kind.QUANTITY,
        150,
        packs=lambda row: PACKS.get(row["supply"], ()),
        unit=lambda row: UNITS.get(row["supply"], ""),
    ),
    GridColumn("amount", "Thành tiền", Kind.MONEY, 120),
    GridColumn("expires", "Hạn dùng", Kind.DATE, 110, by_month=True),
    GridColumn("note", "Ghi chú"),
)
NewGrid = Callable[..., EntryGrid]


def lacks_quantity(row: GridRow) -> Mapping[str, str]:
    return {} if row["quantity"] else {"quantity": "Thiếu số lượng."}


@pytest.fixture
def new_grid(qtbot: QtBot, theme: Theme) -> NewGrid:
    def make(**options: object) -> EntryGrid:
        grid = EntryGrid(COLUMNS, lambda: TODAY, **options)  # type: ignore[arg-type]
        qtbot.addWidget(grid)
        grid.resize(1100, 500)
        with qtbot.waitActive(grid):
            grid.show()
            grid.activateWindow()
        grid.setFocus()
        return grid

    return make


@pytest.fixture
def grid(new_grid: NewGrid) -> EntryGrid:
    return new_grid(check=lacks_quantity)


def at(grid: EntryGrid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def shown(grid: EntryGrid, row: int, column: int) -> str:
    return str(grid.model().index(row, column).data() or "")


def paste(keys: Keys, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    keys.press("Ctrl+V")


def test_a_row_is_typed_with_enter_alone(grid: EntryGrid, keys: Keys) -> None:
    for text in ("n95", "3h", "1.500.000", "02/2021", "kho chính"):
        keys.type(text)
        keys.press("Return")

    row = grid.rows()[0]
    assert row["supply"] == 2
    assert row["quantity"] == Quantity(60, 12, 3)
    assert row["amount"] == 1_500_000
    assert row["expires"] == date(2021, 2, 28)
    assert row["note"] == "kho chính"
    assert at(grid) == (1, 0)


def test_a_pack_always_shows_what_it_comes_to(grid: EntryGrid, keys: Keys) -> None:
    keys.type("KT01")
    keys.press("Return")
    keys.type("3h")
    keys.press("Return")
    assert shown(grid, 0, 2) == "3h = 150 cái"


def test_another_supply_reads_the_packs_again(grid: EntryGrid, keys: Keys) -> None:
    keys.type("KT01")
    keys.press("Return")
    keys.type("3h")
    keys.press("Return")
    grid.edit_cell(0, "supply")
    keys.type("n95")
    keys.press("Return")
    assert grid.rows()[0].pieces("quantity") == 60


def test_the_last_row_is_always_blank(grid: EntryGrid, keys: Keys) -> None:
    assert grid.model().rowCount() == 1
    keys.type("KT01")
    keys.press("Return")
    assert grid.model().rowCount() == 2
    assert len(grid.rows()) == 1


def test_typing_replaces_and_f2_goes_on(grid: EntryGrid, keys: Keys) -> None:
    grid.edit_cell(0, "note")
    keys.type("một")
    keys.press("Return")
    grid.edit_cell(0, "note")
    keys.type("hai")
    keys.press("Return")
    assert grid.rows()[0]["note"] == "hai"
    grid.edit_cell(0, "note")
    keys.press("F2")
    keys.type(" ba")
    keys.press("Return")
    assert grid.rows()[0]["note"] == "hai ba"


def test_escape_leaves_the_cell_as_it_was(grid: EntryGrid, keys: Keys) -> None:
    grid.edit_cell(0, "note")
    keys.type("một")
    keys.press("Return")
    grid.edit_cell(0, "note")
    keys.type("hai")
    keys.press("Escape")
    assert grid.rows()[0]["note"] == "một"
    assert keys.target is grid


def test_control_enter_records_what_is_being_typed(
    qtbot: QtBot, grid: EntryGrid, keys: Keys
) -> None:
    keys.type("KT01")
    keys.press("Return")
    keys.type("20")
    with qtbot.waitSignal(grid.record):
        keys.press("Ctrl+Return")
    assert grid.rows()[0].pieces("quantity") == 20


def test_typing_is_undone_and_redone(grid: EntryGrid, keys: Keys) -> None:
    keys.type("KT01")
    keys.press("Return")
    keys.type("20")
    keys.press("Return", "Ctrl+Z")
    assert grid.rows()[0]["quantity"] is None
    keys.press("Ctrl+Z")
    assert grid.rows() == []
    keys.press("Ctrl+Y", "Ctrl+Y")
    assert grid.rows()[0].pieces("quantity") == 20


def test_the_cell_above_is_copied(grid: EntryGrid, keys: Keys) -> None:
    keys.type("n95")
    keys.press("Return")
    grid.edit_cell(1, "supply")
    keys.press("Ctrl+D")
    assert grid.rows()[1]["supply"] == 2


def test_delete_clears_cells_and_control_delete_takes_the_row(grid: EntryGrid, keys: Keys) -> None:
    paste(keys, "Khẩu trang N95\t5\nGăng tay y tế\t7\n")
    grid.edit_cell(0, "quantity")
    keys.press("Delete")
    assert grid.rows()[0]["quantity"] is None
    keys.press("Ctrl+Delete")
    assert [row["supply"] for row in grid.rows()] == [3]
    keys.press("Ctrl+Z", "Ctrl+Z")
    assert [row.pieces("quantity") for row in grid.rows()] == [5, 7]


def test_rows_pasted_from_excel_become_rows(grid: EntryGrid, keys: Keys) -> None:
    paste(keys, "Khẩu trang N95\t1.000\t50.000\t31/12/2021\nKT01\t2h\t\t\tgấp\n")
    first, second = grid.rows()
    assert (first["supply"], first.pieces("quantity"), first["amount"]) == (2, 1000, 50_000)
    assert first["expires"] == date(2021, 12, 31)
    assert (second["supply"], second.pieces("quantity"), second["note"]) == (1, 100, "gấp")
    keys.press("Ctrl+Z")
    assert grid.rows() == []


def test_a_paste_never_adds_rows_where_the_grid_does_not_grow(
    new_grid: NewGrid, keys: Keys
) -> None:
    grid = new_grid(grows=False)
    grid.set_rows([GridRow(tag=1), GridRow(tag=2)])
    grid.edit_cell(0, "quantity")
    paste(keys, "5\n6\n7\n")
    assert [row.pieces("quantity") for row in grid.rows()] == [5, 6]
    assert [row.tag for row in grid.rows()] == [1, 2]


def test_cells_are_copied_for_excel(grid: EntryGrid, keys: Keys) -> None:
    paste(keys, "KT01\t3h\nKT02\t1.500\n")
    grid.selectAll()
    keys.press("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Khẩu trang y tế 4 lớp", "1", "150"]
    assert lines[1].split("\t")[2] == "1500"


def test_what_can_not_be_taken_says_why_in_its_row(grid: EntryGrid, keys: Keys) -> None:
    paste(keys, "Thuốc lá\t5\nKT01\tabc\nKT02\t5\n")
    notes = [shown(grid, row, len(COLUMNS)) for row in range(3)]
    assert notes == ["Không có “Thuốc lá”.", "“abc” không phải là số lượng.", ""]
    assert grid.first_problem() == (0, "Không có “Thuốc lá”.")
    assert at(grid) == (0, 0)


def test_a_row_being_filled_in_is_not_judged_yet(grid: EntryGrid, keys: Keys) -> None:
    keys.type("KT01")
    keys.press("Return")
    assert shown(grid, 0, len(COLUMNS)) == ""
    keys.press("Down")
    assert shown(grid, 0, len(COLUMNS)) == "Thiếu số lượng."


def test_a_refusal_of_the_book_stands_in_its_row_until_it_is_mended(
    grid: EntryGrid, keys: Keys
) -> None:
    paste(keys, "KT01\t5\nKT02\t6\n")
    grid.show_problems({1: {"quantity": "Không đủ: còn 3."}})
    assert at(grid)[0] == 1
    assert shown(grid, 1, len(COLUMNS)) == "Không đủ: còn 3."
    grid.edit_cell(1, "quantity")
    keys.type("3")
    keys.press("Return")
    assert shown(grid, 1, len(COLUMNS)) == ""


def test_cells_as_typed_come_back_from_a_draft(new_grid: NewGrid, keys: Keys) -> None:
    before = new_grid()
    paste(keys, "KT01\t3h\t1.000\t02/2021\txa\nThuốc lá\tabc\n")
    kept = before.typed()
    after = new_grid()
    after.restore(kept)
    assert after.rows() == before.rows()
    assert after.typed() == kept


def test_namesakes_stay_apart_in_a_draft(qtbot: QtBot, theme: Theme) -> None:
    two = search_in((Suggestion("Lê An", "Thanh tra", 5), Suggestion("Lê An", "Văn phòng", 6)))
    columns = (GridColumn("person", "Người nhận", Kind.CHOICE, 0, two),)
    grid = EntryGrid(columns, lambda: TODAY)
    qtbot.addWidget(grid)
    grid.set_rows([GridRow({"person": Cell("Lê An", 6)})])
    kept = grid.typed()
    grid.clear()
    grid.restore(kept)
    assert grid.rows()[0]["person"] == 6


def test_a_change_is_told_once_for_the_draft(qtbot: QtBot, grid: EntryGrid, keys: Keys) -> None:
    told: list[bool] = []
    grid.changed.connect(lambda: told.append(True))
    for text in ("KT01", "5", "10"):
        keys.type(text)
        keys.press("Return")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [True]


def test_several_names_open_the_list_and_keep_the_cell(grid: EntryGrid, keys: Keys) -> None:
    keys.type("khau")
    keys.press("Return")
    editor = keys.target
    assert isinstance(editor, SuggestEdit)
    assert editor.is_open
    keys.press("Down", "Return")
    assert grid.rows()[0]["supply"] == 2
    assert at(grid) == (0, 2)


def test_cells_that_follow_are_filled_in_and_undone_together(new_grid: NewGrid, keys: Keys) -> None:
    def fill(row: GridRow, key: str) -> Mapping[str, Cell | str]:
        return {"quantity": "1h"} if key == "supply" and row["supply"] == 1 else {}

    grid = new_grid(fill=fill)
    keys.type("KT01")
    keys.press("Return")
    assert grid.rows()[0].pieces("quantity") == 50
    keys.press("Ctrl+Z")
    assert grid.rows() == []


def test_tab_leaves_the_grid_at_its_end(qtbot: QtBot, new_grid: NewGrid, keys: Keys) -> None:
    grid = new_grid()
    keys.press("Tab")
    assert at(grid) == (0, 2)
    keys.press("Shift+Tab")
    assert at(grid) == (0, 0)


def test_tab_moves_between_fields_that_are_not_typed_in(
    qtbot: QtBot, new_grid: NewGrid, keys: Keys
) -> None:
    grid = new_grid()
    keys.press("Return", "Shift+Tab")
    assert at(grid) == (0, 0)
    assert grid.hasFocus()


def test_a_column_grows_with_a_long_text(qtbot: QtBot, new_grid: NewGrid, keys: Keys) -> None:
    grid = new_grid()
    note = grid.column_of("note")
    text = "Nhận thay cho người đi công tác dài ngày"
    grid.type_cell(0, "note", text)
    grid.go(1, 0)
    qtbot.waitUntil(lambda: grid.columnWidth(note) > grid.fontMetrics().horizontalAdvance(text))


def test_composed_letters_go_into_the_cell(qtbot: QtBot, grid: EntryGrid, keys: Keys) -> None:
    grid.edit_cell(0, "note")
    QApplication.sendEvent(grid, QInputMethodEvent("đ", []))
    assert grid.typed() == []
    done = QInputMethodEvent("", [])
    done.setCommitString("đã")
    QApplication.sendEvent(keys.target, done)
    keys.press("Return")
    assert grid.rows()[0]["note"] == "đã"


def test_an_input_method_may_take_letters_back(grid: EntryGrid, keys: Keys) -> None:
    """Unikey and EVKey send Backspace and the letter with its mark."""
    grid.edit_cell(0, "note")
    keys.type("nguye")
    keys.press("Backspace")
    keys.type("ên")
    keys.press("Return")
    assert grid.rows()[0]["note"] == "nguyên"


def test_a_thousand_rows_are_pasted_and_judged(grid: EntryGrid, keys: Keys) -> None:
    paste(keys, "\n".join(f"KT0{1 + row % 2}\t{row + 1}" for row in range(1000)))
    assert len(grid.rows()) == 1000
    assert grid.first_problem() is None


def test_a_read_only_cell_is_passed_over(grid: EntryGrid) -> None:
    index = grid.model().index(0, 1)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
