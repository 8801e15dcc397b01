"""Báo cáo 8g30 on the overview: before the deadline, after it, on a day off."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.clock import FixedClock
from db.services.office import save_settings
from desktop.context import Context
from desktop.pages.overview.page import Page
from tests.db.daily import FIVE, moment, report
from tests.db.world import World, feb
from tests.desktop.conftest import Heard

TODAY = feb(10)
Wait = Callable[[], None]


@pytest.fixture
def page(
    context: Context,
    sqlite_world: World,
    clock: FixedClock,
    on_screen: Callable[[QWidget], QWidget],
    until_idle: Wait,
) -> Page:
    clock.moment = moment(TODAY, "08:18")
    page = Page(context)
    on_screen(page)
    until_idle()
    return page


def told(page: Page) -> tuple[str, str, str]:
    card = page.daily
    return card.figure.text(), card.chip.text(), card.detail.text()


def test_the_card_counts_down_and_then_says_who_is_missing(
    page: Page, sqlite_world: World, clock: FixedClock, until_idle: Wait, heard: Heard
) -> None:
    for code in ("VP", "BC", "TTS"):
        report(sqlite_world, code, TODAY, "08:02")
    page.refresh()
    until_idle()
    assert told(page) == ("3/5", "còn 12 phút", "đơn vị đã báo cáo")
    clock.moment = moment(TODAY, "08:30:01")
    page.daily.tick()
    until_idle()
    assert told(page) == ("3/5", "Quá hạn", "thiếu 2")
    clock.moment = moment(TODAY, "08:34")
    report(sqlite_world, "TTDT", TODAY, "08:33")
    page.refresh()
    until_idle()
    assert told(page) == ("4/5", "Quá hạn", "thiếu 1, trễ 1")
    page.daily.opened.emit()
    assert heard.pages == [("daily", {"tab": "board"})]


def test_once_all_have_reported_there_is_nothing_to_wait_for(
    page: Page, sqlite_world: World, until_idle: Wait
) -> None:
    for code in FIVE:
        report(sqlite_world, code, TODAY, "08:02")
    page.refresh()
    until_idle()
    assert told(page) == ("5/5", "Đủ báo cáo", "đơn vị đã báo cáo")


def test_on_a_day_on_which_nothing_is_due_there_is_no_card(
    page: Page, sqlite_world: World, until_idle: Wait
) -> None:
    assert not page.daily.isHidden()
    sqlite_world.book.do(save_settings, {"daily": {"weekdays": [2, 3]}}, feb(1))
    page.refresh()
    until_idle()
    assert page.daily.isHidden()
