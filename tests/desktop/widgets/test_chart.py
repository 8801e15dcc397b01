"""The chart on the screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import theme as look
from desktop.charts import BarChart
from desktop.theme import Theme
from desktop.widgets.chart import ChartView

CHART = BarChart(("03/02", "10/02"), (("Nhập", (2500, 0)), ("Cấp phát", (600, 1200))))


@pytest.fixture
def chart(on_screen: Callable[[QWidget], QWidget], theme: Theme) -> ChartView:
    chart = ChartView()
    chart.show_chart(CHART)
    on_screen(chart)
    chart.resize(480, 240)
    return chart


def test_bars_have_the_colours_of_the_theme(chart: ChartView) -> None:
    picture = chart.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 4)
        for y in range(0, picture.height(), 4)
    }
    assert look.color("ok").name() in colours
    assert look.color("primary").name() in colours


def test_a_click_leads_to_what_a_group_is_made_of(qtbot: QtBot, chart: ChartView) -> None:
    second = next(bar for bar in chart._shapes().bars[2:] if bar.height > 10)
    middle = QPoint(round(second.x + second.width / 2), round(second.y + second.height / 2))
    with qtbot.waitSignal(chart.opened) as opened:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)
    assert opened.args == [1]


def test_figures_are_told_in_words(chart: ChartView) -> None:
    assert chart.accessibleName() == (
        "03/02: Nhập 2.500, Cấp phát 600; 10/02: Nhập 0, Cấp phát 1.200"
    )


def test_no_figures_are_no_picture(chart: ChartView) -> None:
    chart.show_chart(BarChart((), ()))
    chart.grab()
