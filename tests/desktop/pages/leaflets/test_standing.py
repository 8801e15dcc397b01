"""Tình hình: figures, bars, the map of tiles, the sentence, and where each of them leads."""

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.kinds import AgencyKind
from db.queries.leaflet_report import leaflet_report
from desktop.context import Context
from desktop.pages.leaflets.standing import Standing
from tests.db.queries.test_leaflet_report import agency, give, leaflet, plan
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]
Open = Callable[[], Standing]


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def leaflets(world: World) -> list[int]:
    """Two leaflets; of the first Quận 1 got its half, Quận 3 all, a ward signed."""
    ids = [leaflet(world, "TR01"), leaflet(world, "TR02")]
    for one in ids:
        world.receive(feb(3), 1000, supply=one)
    plan(world, ids[0], 600, QH01=200, QH03=100, QH03_01=100)
    give(world, ids[0], agency(world, "QH01"), 100)
    give(world, ids[0], agency(world, "QH03"), 200)
    give(world, ids[1], agency(world, "QH05"), 50)
    return ids


@pytest.fixture
def opened(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Open:
    def show() -> Standing:
        tab = Standing(context)
        on_screen(tab)
        tab.refresh()
        until_idle()
        return tab

    return show


def cell(tab: Standing, row: int, column: int) -> str:
    assert tab.places.table is not None
    rows = tab.places.table.rows
    return cast("str", rows.data(rows.index(row, column)))


def test_a_book_without_leaflets_says_what_this_is_for(opened: Open, theme: object) -> None:
    tab = opened()
    assert tab.stack.currentIndex() == 1
    assert not tab.grab().isNull()


def test_each_place_shows_its_figures_and_a_bar_for_each_leaflet(
    leaflets: list[int], opened: Open, theme: object
) -> None:
    tab = opened()
    assert [cell(tab, 0, column) for column in range(6)] == [
        *("Quận 1", "100 / 200", "–", "100", "100 / 200", "–")
    ]
    assert cell(tab, 4, 5) == "50 / 0"
    assert [line.figures.in_store for line in tab.leaflets.rows._read(0, 9)] == [700, 950]
    assert tab.wards.heading.text() == f"Phường, xã chưa nhận: {322 - 10 - 14 - 15}/322"
    assert not tab.grab().isNull()


def test_one_leaflet_is_shown_alone_and_other_days_as_they_were(
    leaflets: list[int], opened: Open, until_idle: Wait
) -> None:
    tab = opened()
    tab.open(supply_id=leaflets[1])
    until_idle()
    assert [cell(tab, 4, column) for column in range(4)] == ["Quận 5", "50 / 0", "–", "–"]
    assert tab.sentence.text() == (
        "Đến hết ngày 10/02/2020 đã in 1.000 tờ bướm; đã phân phối 50 tờ cho 01 quận, huyện;"
        " còn 950 tờ."
    )
    tab.day.set_day(feb(5))
    tab.refresh()
    until_idle()
    assert tab.sentence.text() == "Đến hết ngày 05/02/2020 đã in 1.000 tờ bướm; còn 1.000 tờ."


def test_the_sentence_is_copied(leaflets: list[int], opened: Open) -> None:
    tab = opened()
    tab.copy_button.click()
    assert QGuiApplication.clipboard().text() == tab.sentence.text()
    assert "350 tờ cho 03 quận, huyện" in tab.sentence.text()


def test_a_tile_tells_its_figures_and_leads_to_the_hand_overs(
    leaflets: list[int], opened: Open, heard: Heard, keys: Keys, world: World
) -> None:
    tab = opened()
    first = agency(world, "QH01")
    assert tab._tile_told(first) == "Quận 1: phân bổ 200, đã giao 100, ký nhận 0, còn nợ 100"
    place = next(n for n, one in enumerate(tab.map.shapes().tiles) if one.tile.key == first)
    box = tab.map.shapes().tiles[place].box
    middle = QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))
    QTest.mouseClick(tab.map, Qt.MouseButton.LeftButton, pos=middle)
    assert heard.pages[-1] == ("leaflets", {"tab": "handovers", "text": "Quận 1"})
    tab.map.setFocus()
    keys.press("Down", "Down", "Return")
    assert heard.pages[-1] == ("leaflets", {"tab": "handovers", "text": "Quận 7"})
    keys.press("Up", "Up", "Left", "Return")
    assert heard.pages[-1] == ("leaflets", {"tab": "handovers", "text": "Quận 3"})


def test_each_table_leads_to_what_its_figures_are_made_of(
    leaflets: list[int], opened: Open, heard: Heard, keys: Keys
) -> None:
    tab = opened()
    tab.leaflets.table.selectRow(1)
    tab.leaflets.table.setFocus()
    keys.press("Return")
    assert heard.pages.pop() == ("stock", {"supply_id": leaflets[1]})
    tab.wards.table.selectRow(0)
    tab.wards.table.setFocus()
    keys.press("Return")
    page, target = heard.pages[-1]
    assert page == "leaflets"
    assert target["tab"] == "handovers"
    assert target["agency_ids"] == (tab.wards.rows.row(0).agency_id,)  # type: ignore[union-attr]


def test_the_report_is_made_of_what_is_in_sight(
    leaflets: list[int], opened: Open, qtbot: QtBot, until_idle: Wait
) -> None:
    tab = opened()
    tab.open(supply_id=leaflets[1])
    until_idle()
    with qtbot.waitSignal(tab.paper_wanted) as wanted:
        tab.report_button.click()
    title, pdf, xlsx = wanted.args
    assert title == "Báo cáo phân phối tờ bướm đến 10/02/2020"
    text = whole_text(pdf())
    assert "Tờ bướm TR02" in text
    assert "Tờ bướm TR01" not in text
    assert xlsx()[:2] == b"PK"


def test_wards_without_districts_have_no_map(
    leaflets: list[int], opened: Open, until_idle: Wait
) -> None:
    tab = opened()
    assert tab.map.isVisible()
    after = tab._context.database.ask(leaflet_report, date(2026, 1, 1), [leaflets[1] + 1])
    tab._show(([(1, "Tờ bướm")], after))
    assert not tab.map.isVisible()
    assert tab.no_map.isVisible()
    assert {place.kind for place in tab._places.values()} == {AgencyKind.WARD}
