"""The strip of a month's days: two lines where it is narrow, a day picked by a click or by keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.month_strip import MonthStrip
from tests.desktop.conftest import Keys

FIRST, TODAY = date(2020, 2, 1), date(2020, 2, 12)


def _strip(on_screen: Callable[[QWidget], QWidget], width: int) -> MonthStrip:
    window, strip = QWidget(), MonthStrip()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(strip)
    column.addStretch(1)
    strip.show_month(FIRST, TODAY, {date(2020, 2, 11): 2})
    on_screen(window)
    window.resize(width, 300)
    return strip


def test_a_click_picks_the_day_under_it_in_one_line_or_two(
    on_screen: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    strip = _strip(on_screen, 870)
    picked: list[date] = []
    strip.picked.connect(picked.append)
    qtbot.waitUntil(lambda: strip.width() == 870)
    one_line = strip.height()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(30 * 10 + 15, 30))
    strip.window().resize(450, 300)
    qtbot.waitUntil(lambda: strip.height() == 2 * one_line)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(15, one_line + 30))
    assert picked == [date(2020, 2, 11), date(2020, 2, 16)]


def test_arrows_stay_in_the_month_and_pages_turn_it(
    on_screen: Callable[[QWidget], QWidget], keys: Keys
) -> None:
    strip = _strip(on_screen, 870)
    turned: list[int] = []
    strip.turned.connect(turned.append)
    strip.setFocus()
    assert strip.current == TODAY
    keys.press(*["Right"] * 40)
    assert strip.current == date(2020, 2, 29)
    keys.press("PgDown", "PgUp")
    assert turned == [1, -1]
    strip.show_month(date(2020, 3, 1), TODAY, {})
    assert strip.current == date(2020, 3, 1)
    assert not any(map(strip.is_missing, strip.days))
    keys.press("Left")
    assert strip.accessibleName() == "Chủ nhật, 01/03/2020"
