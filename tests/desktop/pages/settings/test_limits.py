"""Limits of vouchers and how far ahead an office orders: shown as they are, saved as typed."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.kinds import Limit, Strictness
from db.queries.office import settings
from db.queries.pace import order_policy, work_calendar
from db.rules.supply_need import Policy
from desktop.context import Context
from desktop.pages.settings.page import Page
from tests.db.world import feb

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def page(context: Context, on_screen: Show) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="limits")
    return page


def _policy(context: Context) -> Policy:
    told = context.database.ask(settings, feb(10))
    return order_policy(told, work_calendar(told))


def test_looking_changes_nothing(page: Page, context: Context) -> None:
    before = context.database.ask(settings, feb(10))
    assert [field.text() for field in page.limits.ahead.values()] == ["7", "7", "7", "3"]
    page.leave()
    assert context.database.ask(settings, feb(10)) == before


def test_a_longer_lead_time_is_what_planning_looks_ahead(
    page: Page, context: Context, until_idle: Wait
) -> None:
    assert _policy(context) == Policy(5, 5, 5, 3)
    page.limits.ahead["lead_days"].setText("14")
    page.limits.save()
    until_idle()
    assert _policy(context) == Policy(10, 5, 5, 3)


def test_a_limit_that_refuses_is_kept(page: Page, context: Context, until_idle: Wait) -> None:
    box = page.limits.rules[Limit.OVER_NORM]
    box.setCurrentIndex(box.findData(Strictness.BLOCK))
    page.limits.save()
    until_idle()
    assert context.database.ask(settings, feb(10))["limits"]["over_norm"] == "block"


def test_days_that_are_no_number_are_refused_in_words(page: Page, context: Context) -> None:
    page.limits.ahead["review_days"].setText("bảy")
    assert page.limits.problem() == "“bảy” không phải là số ngày."
