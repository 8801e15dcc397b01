"""The planning tab: every supply's plan, and how the figures of the selected one come about."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.pages.reports.page import Page
from desktop.pages.reports.planning import Planning
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 100)
    world.issue(feb(3), 30)
    world.issue(feb(5), 30)
    return world


@pytest.fixture
def planning(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Planning:
    page = Page(context)
    on_screen(page)
    page.open(tab="planning")
    until_idle()
    tab = page.tab_named("planning")
    assert isinstance(tab, Planning)
    return tab


def test_the_formulas_are_shown_with_their_numbers(planning: Planning, theme: object) -> None:
    told = planning.told.text()
    assert "Tồn dùng được: 40 cái." in told
    assert "cấp phát 28 ngày qua ÷ ngày làm việc có hàng = 60 ÷ 6 = 10 cái." in told
    assert "Đủ dùng = tồn dùng được ÷ bình quân ngày = 40 ÷ 10 = 4 ngày làm việc" in told
    assert "Điểm đặt khẩn = bình quân ngày × 3 ngày giao gấp = 30 cái." in told
    assert "Tối đa = bình quân ngày × (5 + 5 + 5 ngày giữa hai lần đặt) = 150 cái." in told
    assert not planning.grab().isNull()


def test_another_supply_shows_its_own_and_enter_leads_to_its_card(
    planning: Planning, world: World, heard: Heard, keys: Keys
) -> None:
    planning.table.setFocus()
    keys.press("Down")
    assert planning.name.text() == planning.rows.row(1).name  # type: ignore[union-attr]
    assert "không cấp phát" in planning.told.text()
    keys.press("Return")
    assert heard.pages[-1] == ("stock", {"supply_id": planning.table.current().supply_id})


def test_the_request_shows_what_is_under_its_minimum(
    planning: Planning, keys: Keys, until_idle: Wait
) -> None:
    planning.table.setFocus()
    keys.press("Ctrl+P")
    until_idle()

    text = whole_text(planning.paper.view.pdf)
    assert "GIẤY ĐỀ NGHỊ Bổ sung vật tư phòng, chống dịch nCoV" in text
    assert f"{planning.rows.row(0).name} cái 40 " in text  # type: ignore[union-attr]
    keys.press("Escape")
    assert planning.stack.currentIndex() == 0
