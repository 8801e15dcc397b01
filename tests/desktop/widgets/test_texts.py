"""Texts in little room: an ellipsis for one line, more height for several."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.texts import ElidedLabel, WrappedLabel

Show = Callable[[QWidget], QWidget]
DAY = "Thứ Sáu, 21/02/2020 · Tuần 08"


def test_a_line_without_room_ends_in_an_ellipsis_and_is_whole_in_its_tip(on_screen: Show) -> None:
    label = ElidedLabel(DAY)
    on_screen(label)
    label.setFixedWidth(label.sizeHint().width())
    assert label.shown == DAY

    label.setFixedWidth(label.sizeHint().width() * 2 // 3)
    assert label.shown.endswith("…")
    assert label.toolTip() == DAY

    label.setFixedWidth(15)  # a letter and a half say nothing
    assert label.shown == ""


def test_a_text_of_several_lines_is_never_lower_than_they_are(
    on_screen: Show, qtbot: QtBot
) -> None:
    box = QWidget()
    column = QVBoxLayout(box)
    label = WrappedLabel(DAY)
    column.addWidget(label)
    column.addWidget(QWidget(), 1)
    on_screen(box)
    label.setText("\n".join([DAY] * 9))
    line = label.fontMetrics().lineSpacing()
    assert label.minimumSizeHint().height() >= 9 * line

    box.resize(120, 300)
    qtbot.waitUntil(lambda: label.minimumSizeHint().height() >= 18 * line)
    box.resize(600, 300)
    qtbot.waitUntil(lambda: label.minimumSizeHint().height() < 10 * line)
