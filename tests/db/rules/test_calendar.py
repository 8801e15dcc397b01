"""Weeks and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import WorkCalendar, days, iso_week, parse_iso_week, week_of

SOME_DAY = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(SOME_DAY, st.integers(1, 7))
def test_a_week_is_seven_days_that_begin_on_the_chosen_weekday(day: date, starts_on: int) -> None:
    first, last = week_of(day, starts_on)
    assert first.isoweekday() == starts_on
    assert last - first == timedelta(days=6)
    assert first <= day <= last


@given(SOME_DAY)
def test_a_week_from_monday_is_written_the_iso_way_and_read_back(day: date) -> None:
    week = week_of(day)
    written = iso_week(*week)
    assert written == day.strftime("%G-W%V")
    assert parse_iso_week(written) == week


def test_week_06_of_2020_is_the_weeks_of_the_plan() -> None:
    assert parse_iso_week("2020-W06") == (date(2020, 2, 3), date(2020, 2, 9))


@pytest.mark.parametrize("text", ["", "06", "2020-06", "2020-W54", "2020-W00", "2021-W53", "W06"])
def test_what_is_no_week_is_none(text: str) -> None:
    assert parse_iso_week(text) is None


def test_another_period_has_no_week_number() -> None:
    assert iso_week(date(2020, 2, 3), date(2020, 2, 8)) is None
    assert iso_week(date(2020, 2, 4), date(2020, 2, 10)) is None


def test_holidays_and_weekends_are_not_worked() -> None:
    tet = WorkCalendar((1, 2, 3, 4, 5), {date(2020, 1, 23), date(2020, 1, 24)})
    worked = tet.worked(date(2020, 1, 20), date(2020, 1, 27))
    assert [day.day for day in worked] == [20, 21, 22, 27]


def test_a_period_has_both_its_ends() -> None:
    assert days(date(2020, 2, 28), date(2020, 3, 1)) == [
        date(2020, 2, 28),
        date(2020, 2, 29),
        date(2020, 3, 1),
    ]
