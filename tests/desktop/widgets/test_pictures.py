"""Pictures of scans: decoded when they are in sight, on a page moved to what is marked."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.tables import Column, RowsModel, TableView
from desktop.widgets.page_picture import PagePicture
from desktop.widgets.picture_cells import PictureCells, decode
from tests.desktop.pages.documents.returned import cell_picture, page_picture

Show = Callable[[QWidget], QWidget]
MARK = (0.6, 0.9, 0.2, 0.04)


def test_a_picture_keeps_its_shape_in_any_room_and_a_broken_one_is_empty(qapp: object) -> None:
    picture = decode(cell_picture(True), QSize(100, 100))
    assert (picture.width(), picture.height()) == (100, 29)
    assert decode(b"\x89PNG broken", QSize(100, 100)).isNull()
    assert decode(b"", QSize(100, 100)).isNull()


def test_a_cell_shows_its_rows_picture_and_none_where_there_is_none(on_screen: Show) -> None:
    rows = RowsModel[bytes]((Column("Chữ ký", lambda _row: "", width=200),))
    rows.show_rows([cell_picture(True), b"", b"broken"])
    table = TableView(rows)
    table.setItemDelegateForColumn(0, PictureCells(bytes, table))
    on_screen(table)
    shown = table.viewport().grab().toImage()
    heights = [table.rowViewportPosition(row) for row in range(3)]
    assert [_ink(shown, top, table.rowHeight(0)) > 0 for top in heights] == [True, False, False]


def test_a_page_is_as_wide_as_the_room_and_moved_to_its_mark(on_screen: Show, qtbot: QtBot) -> None:
    view = PagePicture()
    on_screen(view)
    view.resize(500, 300)
    view.show_page(page_picture((1,), (True,)), MARK)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() > bar.maximum() // 2)
    sheet = view.widget()
    assert sheet is not None
    assert sheet.width() == view.viewport().width()
    view.show_page(b"")
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def _ink(image: QImage, top: int, high: int) -> int:
    """How many bluish dark points a strip has."""
    points = ((x, y) for y in range(top + 3, top + high - 3) for x in range(0, image.width(), 2))
    colors = (QColor(image.pixelColor(x, y)) for x, y in points)
    return sum(color.blue() - color.red() > 60 for color in colors)
