"""Rows that wrap and parts that turn in a window too narrow for them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.turning_splitter import TurningSplitter
from desktop.widgets.wrap_row import WrapRow


def _part(width: int) -> QWidget:
    part = QWidget()
    part.setFixedSize(width, 30)
    return part


def test_a_row_wraps_when_it_must_and_asks_for_the_height_of_its_lines(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window, parts = QWidget(), [_part(100), _part(100), _part(100)]
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    row = WrapRow(spacing=10)
    for part in parts:
        row.add(part)
    column.addLayout(row)
    column.addStretch(1)
    on_screen(window)

    def places(width: int) -> list[tuple[int, int]]:
        window.resize(width, 300)
        qtbot.waitUntil(lambda: row.geometry().width() == width)
        return [(part.x(), part.y()) for part in parts]

    assert places(320) == [(0, 0), (110, 0), (220, 0)]
    assert places(319) == [(0, 0), (110, 0), (0, 40)]
    qtbot.waitUntil(lambda: row.minimumSize().height() == 70)
    assert places(150) == [(0, 0), (0, 40), (0, 80)]
    assert row.minimumSize().width() == 100
    parts[1].hide()
    qtbot.waitUntil(lambda: parts[2].y() == 40)
    assert places(320)[2] == (110, 0)


def test_what_is_over_goes_to_the_part_with_a_share(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window, fixed, wide = QWidget(), _part(100), QPushButton()
    row = WrapRow(window, spacing=10)
    row.add(wide, 1, 50)
    row.add(fixed)
    on_screen(window)
    window.resize(500, 100)
    qtbot.waitUntil(lambda: wide.width() == 390)
    assert fixed.x() == 400


def test_parts_stand_above_each_other_where_they_do_not_fit_beside(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window, left, right = QWidget(), _part(300), _part(200)
    both = SideBySide(window)
    both.add(left)
    both.add(right)
    on_screen(window)
    both.resize(512, 200)
    qtbot.waitUntil(lambda: left.y() == right.y())
    both.resize(511, 200)
    qtbot.waitUntil(lambda: left.y() < right.y())
    assert both.minimumSizeHint().width() == 300


def test_a_splitter_turns_and_needs_no_more_than_its_widest_part(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    sides = TurningSplitter(600)
    for width in (300, 200):
        part = QWidget()
        part.setMinimumSize(width, 30)
        sides.addWidget(part)
    on_screen(sides)
    assert sides.orientation() == Qt.Orientation.Horizontal
    sides.resize(599, 400)
    qtbot.waitUntil(lambda: sides.orientation() == Qt.Orientation.Vertical)
    assert sides.minimumSizeHint().width() == 300
