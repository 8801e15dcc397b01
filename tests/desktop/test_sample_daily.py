"""The daily reports of the sample book are there, as an office's month is: not all in time."""

from datetime import date

import pytest

from db.checks import check_book
from db.database import Database
from db.kinds import CaseState
from db.queries.cases import cases
from db.queries.daily_board import punctuality
from db.queries.daily_calendar import aware
from db.queries.daily_reports import reports_of
from db.queries.web_updates import web_figures
from db.rules.daily import Tally
from desktop.sample_daily import enter_daily_sample

FIRST, LAST = date(2020, 2, 4), date(2020, 2, 23)
EVENING = aware(date(2020, 2, 24), 18, 0)


@pytest.fixture
def sample(sqlite_book: Database) -> Database:
    """A book with the daily part of the sample data, on the evening after its last day."""
    sqlite_book.clock.moment = EVENING  # type: ignore[attr-defined]
    sqlite_book.do(enter_daily_sample)
    return sqlite_book


def test_five_units_reported_and_some_were_late_missing_or_excused(sample: Database) -> None:
    tallies = {row.code: row.tally for row in sample.ask(punctuality, FIRST, LAST, EVENING)}
    assert tallies == {
        "VP": Tally(on_time=20),
        "TTS": Tally(on_time=19, late=1),
        "BC": Tally(on_time=19, late=1),
        "XBIPH": Tally(on_time=18, late=1, excused=1),
        "TTDT": Tally(on_time=18, late=1, missing=1),
    }
    rows = sample.ask(reports_of, FIRST, LAST)
    assert [row.reason for row in rows if row.edition == 2] == [
        *("ghi nhầm số tin, bài đính chính", "bổ sung kiến nghị"),
    ]
    assert all(row.results and row.tomorrow for row in rows)
    assert not sample.ask(check_book)


def test_a_book_of_sample_data_is_told_up_to_yesterday(sqlite_book: Database) -> None:
    friday = aware(date(2020, 2, 28), 8, 0)
    sqlite_book.clock.moment = friday  # type: ignore[attr-defined]
    sqlite_book.do(enter_daily_sample)
    thursday = date(2020, 2, 27)
    for row in sqlite_book.ask(punctuality, date(2020, 2, 24), thursday, friday):
        assert row.tally == Tally(on_time=4)
    assert sqlite_book.ask(reports_of, date(2020, 2, 28), date(2020, 3, 31)) == []
    figures = sqlite_book.ask(web_figures, date(2020, 2, 24), thursday, thursday)
    assert figures is not None
    assert (figures.updates, figures.days_without) == (4, ())


def test_cases_are_of_every_sort_and_the_web_site_had_two_days_without(sample: Database) -> None:
    rows = sample.ask(cases)
    assert [row.state for row in reversed(rows)] == [
        *(CaseState.HANDLED, CaseState.STOPPED, CaseState.DISMISSED, CaseState.FOUND),
    ]
    assert {row.person for row in rows} == {""}
    figures = sample.ask(web_figures, FIRST, LAST, LAST)
    assert figures is not None
    assert figures.days_without == (date(2020, 2, 9), date(2020, 2, 16))
