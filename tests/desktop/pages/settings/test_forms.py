"""The codes of vouchers and books in the settings: each set holds from its day on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import text

from db.queries.office import forms, settings
from desktop.context import Context, Tone
from desktop.office_identity import office_identity
from desktop.pages.settings.page import Page
from tests.desktop.conftest import Heard

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def page(context: Context, on_screen: Show) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="forms")
    return page


def _code(context: Context, day: date) -> str:
    return context.database.ask(office_identity, day).forms.receipt.code


def test_the_two_sets_of_the_profile_are_shown_and_looking_changes_nothing(
    page: Page, context: Context
) -> None:
    first, second = page.forms.rows.sets

    assert first["receipt"].text() == "C30-HD"
    assert (second["from_on"].text(), second["receipt"].text()) == ("01/01/2025", "")
    assert second["card"].text() == "S21-H"
    assert not page.forms.is_changed
    page.leave()
    assert len(context.database.ask(forms)) == 2


def test_a_new_set_holds_from_its_day_on(page: Page, context: Context, until_idle: Wait) -> None:
    page.forms.rows.add.click()
    added = page.forms.rows.sets[-1]
    added["from_on"].setText("01/07/2026")
    added["receipt"].setText("01-NK")
    page.forms.save()
    until_idle()

    assert _code(context, date(2026, 6, 30)) == ""
    assert _code(context, date(2026, 7, 1)) == "01-NK"
    assert _code(context, date(2020, 2, 3)) == "C30-HD"
    assert not page.forms.is_changed


def test_a_set_without_a_day_is_not_saved(page: Page, context: Context, heard: Heard) -> None:
    page.forms.rows.add.click()
    page.forms.save()

    assert heard.notices[-1][1] is Tone.WARNING
    assert "ngày bắt đầu" in heard.notices[-1][0]
    assert len(context.database.ask(forms)) == 2


def test_a_set_can_be_taken_away(page: Page, context: Context, until_idle: Wait) -> None:
    page.forms.rows._drop(page.forms.rows.sets[-1])
    page.forms.save()
    until_idle()

    assert _code(context, date(2025, 6, 1)) == "C30-HD"


def test_a_book_that_never_said_anything_shows_the_usual_sets(page: Page, context: Context) -> None:
    def forget(session, act):  # type: ignore[no-untyped-def]
        session.execute(text("DELETE FROM setting WHERE key = 'forms'"))

    context.database.do(forget)
    page.refresh()

    assert [fields["issue"].text() for fields in page.forms.rows.sets] == ["C31-HD", ""]
    assert not page.forms.is_changed


def test_habits_are_saved_beside_the_codes(page: Page, context: Context, until_idle: Wait) -> None:
    page.forms.habits["has_lot_columns"].setChecked(True)
    page.forms.save()
    until_idle()

    told = context.database.ask(settings, date(2020, 2, 10))
    assert told["voucher_papers"] == {"has_lot_columns": True}
    assert context.database.ask(office_identity, date(2020, 2, 10)).vouchers.has_lot_columns


def test_the_budget_code_is_one_of_the_offices_words(
    page: Page, context: Context, until_idle: Wait
) -> None:
    page.office.names["budget_code"].setText("1034567")
    page.office.save()
    until_idle()

    assert context.database.ask(office_identity, date(2020, 2, 10)).budget_code == "1034567"
