"""The line under a form keeps the height of its words in a small window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.issue.footer import StockFooter


def test_a_long_line_makes_the_footer_higher_where_it_is_narrow(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    footer = StockFooter("Số lượng gõ theo quy cách được")
    on_screen(footer)
    footer.told.setText("Tồn trước 5.965, cấp lần này 205, tồn sau 5.760, lô xuất trước L21822")
    wide = footer.minimumSizeHint().height()

    footer.resize(400, 300)
    qtbot.waitUntil(lambda: footer.minimumSizeHint().height() > wide)
    assert footer.minimumSizeHint().height() >= footer.heightForWidth(400)
