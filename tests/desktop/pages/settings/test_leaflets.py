"""What a leaflet needs, set by the office, from a day on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import delete

from db.models.office import Setting
from db.queries.office import settings
from db.rules.leaflet_checks import Need, Stage
from desktop.context import Context, Tone
from desktop.leaflet_policy import leaflet_policy
from desktop.pages.settings.page import Page
from tests.db.world import feb
from tests.desktop.conftest import Heard

Idle = Callable[[], None]


@pytest.fixture
def page(context: Context, on_screen: Callable[[QWidget], QWidget]) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="leaflets")
    return page


def test_what_a_leaflet_needs_is_ticked_and_kept(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.leaflets
    assert form.numbers["deposit_copies"].text() == "3"
    assert not form.is_changed
    form.needs[Stage.PRINT][Need.AGREED].setChecked(False)
    form.numbers["deposit_copies"].setText("5")
    form.save()
    until_idle()
    policy = leaflet_policy(context.database.ask(settings, feb(10)))
    assert policy.before_print == (Need.DESIGN, Need.LICENCE)
    assert (policy.copies(1000), policy.deposit_days) == (5, 10)


def test_rules_of_another_day_leave_the_earlier_days_as_they_were(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.leaflets
    form.numbers["deposit_copies"].setText("2")
    form.from_on.set_day(date(2020, 2, 9))
    form.save()
    until_idle()
    ask = context.database.ask
    assert leaflet_policy(ask(settings, feb(8))).deposit_copies == 3
    assert leaflet_policy(ask(settings, feb(9))).deposit_copies == 2
    form.numbers["deposit_copies"].setText("4")
    form.save()
    until_idle()
    assert leaflet_policy(ask(settings, feb(8))).deposit_copies == 3
    assert leaflet_policy(ask(settings, feb(9))).deposit_copies == 4


def test_an_older_book_begins_with_what_the_profile_says(context: Context) -> None:
    context.database.do(
        lambda session, _act: (
            session.execute(delete(Setting).where(Setting.key == "leaflets")) and None
        ),
        told={},
    )
    told = context.database.ask(settings, feb(10))
    assert "leaflets" not in told
    policy = leaflet_policy(told)
    assert policy.before_release == (Need.LICENCE, Need.DEPOSIT)
    assert (policy.copies(1000), policy.copies(299)) == (3, 2)


def test_a_number_that_is_none_is_not_saved(
    page: Page, context: Context, heard: Heard, until_idle: Idle
) -> None:
    page.leaflets.numbers["small_run"].setText("ít")
    page.leaflets.save()
    until_idle()
    assert heard.notices[-1][:2] == ("“ít” không phải là một số.", Tone.WARNING)
