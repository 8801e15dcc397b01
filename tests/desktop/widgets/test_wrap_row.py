"""A row goes on in a second line where there is no room, whatever its parts become."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.wrap_row import WrapRow


def test_a_row_wraps_and_follows_parts_that_grow_or_go(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    row = WrapRow(spacing=10)
    words = [QLabel("mask"), QLabel("gel"), QLabel("gown")]
    for label in words:
        row.add(label)
    column = QVBoxLayout(room)
    below = QLabel("below")
    column.addLayout(row)
    column.addWidget(below)
    column.addStretch(1)
    room.setFixedSize(300, 200)
    room.show()
    top = words[1].y()
    assert len({label.y() for label in words}) == 1

    words[0].setMinimumWidth(250)
    qtbot.waitUntil(lambda: words[1].y() > words[0].y())
    assert words[1].y() == words[2].y()
    assert below.y() > words[1].y() + words[1].height()

    words[0].hide()
    qtbot.waitUntil(lambda: words[1].y() == top)
