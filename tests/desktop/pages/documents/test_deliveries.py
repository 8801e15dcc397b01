"""Hand-overs to units and outside bodies, by keys alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from db.queries.acknowledging import people_of_round
from db.queries.distributions import deliveries
from db.services.distributing import NewDistribution, distribute
from desktop.pages.documents.deliveries import Deliveries
from desktop.pages.documents.page import Page
from desktop.widgets.period_box import Preset
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

if TYPE_CHECKING:
    from desktop.theme import Theme

Idle = Callable[[], None]


@pytest.fixture
def tab(round_id: int, page: Page, until_idle: Idle) -> Deliveries:
    page.open(tab="deliveries", round_id=round_id)
    until_idle()
    tab = page.tab
    assert isinstance(tab, Deliveries)
    return tab


def test_units_stand_before_outside_bodies(tab: Deliveries, theme: "Theme") -> None:
    rows = [tab.rows.row(place) for place in range(tab.rows.rowCount())]
    assert [row.receiver_name for row in rows if row] == ["Văn phòng Sở", "Thanh tra Sở", "Sở Y tế"]


def test_rounds_are_offered_by_their_titles_the_latest_first_and_an_older_one_when_asked_for(
    tab: Deliveries, world: World, plan: int, round_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.book.do(distribute, NewDistribution((plan,), feb(5)))
    monkeypatch.setattr("desktop.pages.documents.deliveries.ROUNDS_OFFERED", 1)
    tab.open(round_id=round_id)
    assert [tab.round.itemText(place) for place in range(tab.round.count())] == [
        "Mọi đợt, theo ngày chuyển",
        "Đợt 2 · Kế hoạch 362/KH-UBND",
        "Đợt 1 · Kế hoạch 362/KH-UBND",
    ]
    assert tab.round.currentData() == round_id


def test_all_are_handed_over_today_with_one_key_and_taken_back(
    tab: Deliveries, world: World, round_id: int, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    keys.press("Ctrl+A", "Ctrl+D")
    until_idle()
    assert {row.delivered_on for row in world.book.ask(deliveries, round_id)} == {feb(10)}
    assert len(tab.table.selected()) == 3
    told, _tone, actions = heard.notices[-1]
    assert told == "Đã ghi chuyển cho 3 nơi nhận."
    actions[0].do()
    until_idle()
    assert {row.delivered_on for row in world.book.ask(deliveries, round_id)} == {None}


def test_a_line_is_filled_in_by_keys(
    tab: Deliveries, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Return")
    assert tab.bar.receiver.hasFocus()
    keys.type("Lê Thị Yến")
    tab.bar.copies.setText("12")
    tab.bar.on.set_day(feb(4))
    keys.press("Return")
    until_idle()
    row = world.book.ask(deliveries, round_id)[0]
    assert (row.copies, row.delivered_on, row.receiver) == (12, feb(4), "Lê Thị Yến")
    handed = [
        one
        for one in world.book.ask(people_of_round, round_id, feb(10))
        if one.state == "delivered"
    ]
    assert {one.staff_id for one in handed} == {world.guard, world.clerk}
    assert tab.table.hasFocus()


def test_copies_that_are_no_number_and_days_before_the_round_are_refused_in_place(
    tab: Deliveries, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Return")
    tab.bar.copies.setText("vài")
    tab.bar.save()
    assert tab.bar.told.text() == "Số bản phải là số nguyên."
    tab.bar.copies.setText("2")
    tab.bar.on.set_day(feb(1))
    tab.bar.save()
    until_idle()
    assert tab.bar.told.text() == "Ngày này trước ngày bắt đầu đợt phổ biến."


def test_the_register_by_days_holds_what_was_handed_over_on_them(
    tab: Deliveries, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+D")
    until_idle()
    tab.round.setCurrentIndex(0)
    assert tab.rows.rowCount() == 1
    tab.period.choose_days(feb(1), feb(9))
    tab.refresh()
    assert tab.rows.rowCount() == 0
    tab.period.choose(Preset.ALL)
    tab.refresh()
    assert tab.rows.rowCount() == 1
