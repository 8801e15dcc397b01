"""The limits of vouchers, set by the office."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.kinds import Limit, Strictness
from db.queries.office import settings
from desktop.context import Context, Tone
from desktop.pages.settings.page import Page
from tests.db.world import feb
from tests.desktop.conftest import Heard


@pytest.fixture
def page(context: Context, on_screen: Callable[[QWidget], QWidget]) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="limits")
    return page


def test_what_is_unusual_may_be_free_warned_of_or_refused(
    page: Page, context: Context, until_idle: Callable[[], None]
) -> None:
    form = page.limits
    assert (form.late_days.text(), form.expiry_days.text()) == ("7", "60")
    assert {box.currentData() for box in form.rules.values()} == {Strictness.WARN}
    form.late_days.setText("3")
    form.rules[Limit.LATE].setCurrentIndex(2)
    form.rules[Limit.TEN_TIMES].setCurrentIndex(0)
    form.expiry_days.setText("90")
    form.save()
    until_idle()
    told = context.database.ask(settings, feb(10))
    assert told["limits"] == {
        "late_days": 3,
        "late": "block",
        "over_norm": "warn",
        "ten_times": "free",
    }
    assert told["stock"]["expiry_days"] == 90


def test_a_number_of_days_that_is_none_is_not_saved(
    page: Page, context: Context, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.limits.late_days.setText("bảy")
    page.limits.save()
    until_idle()
    assert heard.notices[-1][:2] == ("“bảy” không phải là số ngày.", Tone.WARNING)
    assert context.database.ask(settings, feb(10))["limits"]["late_days"] == 7
