"""Lists: windows of rows, keys, the clipboard."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.context import Tone
from desktop.tables import (
    RIGHT,
    WINDOW,
    Column,
    RowsModel,
    TableView,
    shared_widths,
    tone_color,
)
from tests.desktop.conftest import Keys

COLUMNS = (
    Column[int]("Số", str, RIGHT, 80, sort="number"),
    Column[int](
        "Chẵn",
        lambda row: "chẵn" if row % 2 == 0 else "lẻ",
        tone=lambda row: Tone.OK if row % 2 == 0 else Tone.NONE,
    ),
)


class Query:
    """Numbers from 0, read in windows; remembers what was read."""

    def __init__(self, count: int) -> None:
        self.count, self.read_from = count, list[int]()

    def __call__(self, offset: int, limit: int) -> Sequence[int]:
        self.read_from.append(offset)
        return range(offset, min(offset + limit, self.count))


@pytest.fixture
def model(light: object) -> RowsModel[int]:
    return RowsModel(COLUMNS)


@pytest.fixture
def view(model: RowsModel[int], on_screen: Callable[[QWidget], QWidget]) -> TableView:
    view = TableView(model, "Chưa có gì.")
    on_screen(view)
    return view


def test_only_windows_in_sight_are_read(model: RowsModel[int], view: TableView) -> None:
    query = Query(1_000_000)
    model.show(query.count, query)
    view.grab()
    assert set(query.read_from) == {0}
    view.scrollToBottom()
    view.grab()
    assert set(query.read_from) == {0, 1_000_000 - WINDOW}


def test_a_row_that_went_away_is_blank(model: RowsModel[int]) -> None:
    model.show(5, lambda offset, limit: range(3))
    assert model.row(4) is None
    assert model.index(4, 0).data() is None


def test_a_toned_cell_stands_out(model: RowsModel[int]) -> None:
    model.show_rows([2, 3])
    even, odd = model.index(0, 1), model.index(1, 1)
    assert even.data(Qt.ItemDataRole.ForegroundRole) == tone_color(Tone.OK)
    assert odd.data(Qt.ItemDataRole.ForegroundRole) is None


def test_enter_opens_the_current_row(
    qtbot: QtBot, model: RowsModel[int], view: TableView, keys: Keys
) -> None:
    model.show_rows([7, 8, 9])
    view.selectRow(0)
    keys.press("Down")
    with qtbot.waitSignal(view.opened) as opened:
        keys.press("Return")
    assert opened.args == [8]


def test_rows_are_copied_with_their_heads(
    model: RowsModel[int], view: TableView, keys: Keys
) -> None:
    model.show_rows([7, 8, 9])
    view.selectRow(0)
    keys.press("Shift+Down", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Số\tChẵn\n7\tlẻ\n8\tchẵn\n"


def test_sorting_asks_the_query(qtbot: QtBot, model: RowsModel[int]) -> None:
    with qtbot.waitSignal(model.sorted) as by:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert by.args == ["number", True]
    with qtbot.assertNotEmitted(model.sorted):
        model.sort(1)


def test_an_empty_list_says_so(model: RowsModel[int], view: TableView) -> None:
    empty = view.grab().toImage()
    view.empty = ""
    assert view.grab().toImage() != empty


def test_a_column_takes_what_its_texts_need_while_there_is_room(
    qtbot: QtBot, on_screen: Callable[[QWidget], QWidget]
) -> None:
    text = "Nước rửa tay sát khuẩn 500 ml, chai có vòi nhấn"
    named = [
        Column[str]("Vật tư", lambda row: row, width=80),
        Column[str]("Đơn vị", lambda _row: "chai", width=80),
    ]
    rows = RowsModel([*named, Column[str]("Ghi chú", lambda _row: "")])
    view = TableView(rows)
    on_screen(view)
    rows.show_rows([text])

    qtbot.waitUntil(lambda: view.columnWidth(0) > view.fontMetrics().horizontalAdvance(text))
    assert view.columnWidth(1) < 100
    assert sum(map(view.columnWidth, range(3))) in range(
        view.viewport().width() - 3, view.viewport().width() + 1
    )


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([100, 200, 60], 400, [100, 200, 60]),
        ([100, 400, 60], 400, [100, 240, 60]),
        ([300, 300, 60], 400, [170, 170, 60]),
    ],
)
def test_where_room_lacks_the_widest_yield(wanted: list[int], room: int, given: list[int]) -> None:
    assert shared_widths(wanted, room) == given
