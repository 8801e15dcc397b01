"""The mask checks of the reports page: entered by keys, refused with words, kept while unsaved."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.queries.mask_checks import mask_checks
from db.queries.office import drafts
from desktop.context import Context
from desktop.pages.reports.checks import MaskChecks
from desktop.pages.reports.page import Page
from tests.db.world import feb
from tests.desktop.conftest import Keys

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def page(context: Context, on_screen: Show, until_idle: Wait) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="checks")
    until_idle()
    return page


@pytest.fixture
def checks(page: Page) -> MaskChecks:
    tab = page.tab_named("checks")
    assert isinstance(tab, MaskChecks)
    return tab


def _enter(checks: MaskChecks, keys: Keys, *cells: str) -> None:
    checks.add()
    for cell in cells:
        if cell:
            keys.press("Ctrl+A")
            keys.type(cell)
        keys.press("Tab")
    keys.press("Ctrl+Return")


def test_a_check_is_entered_by_keys(
    checks: MaskChecks, context: Context, keys: Keys, until_idle: Wait
) -> None:
    _enter(checks, keys, "4/2", "quầy tiếp nhận", "150", "2", "2")
    until_idle()

    (row,) = context.database.ask(mask_checks)
    assert (row.day, row.place) == (feb(4), "quầy tiếp nhận")
    assert (row.seen, row.unmasked, row.reminded) == (150, 2, 2)
    assert checks.rows.rowCount() == 1


def test_more_without_a_mask_than_people_is_refused_in_words(
    checks: MaskChecks, context: Context, keys: Keys, until_idle: Wait
) -> None:
    _enter(checks, keys, "4/2", "cổng bảo vệ", "5", "6")
    until_idle()

    assert checks.form.told.text().startswith("Số người không mang khẩu trang không thể")
    assert context.database.ask(mask_checks) == []


def test_what_was_typed_waits_when_the_tab_is_left(
    page: Page, checks: MaskChecks, context: Context, keys: Keys, until_idle: Wait
) -> None:
    checks.add()
    keys.press("Tab")
    keys.type("hội trường")
    page.open(tab="weekly")
    until_idle()

    (draft,) = context.database.ask(drafts)
    assert draft.form == "reports/checks"
    page.open(draft_id=draft.draft_id)
    assert checks.form.place.text() == "hội trường"


def test_papers_are_not_offered_where_there_are_none(page: Page) -> None:
    assert not page.printer.isVisibleTo(page)
    assert not page.vouchers.isVisibleTo(page)
    page.open(tab="weekly")
    assert page.printer.isVisibleTo(page)
