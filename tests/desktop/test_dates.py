"""Dates as they are typed."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.dates import day_text, long_day_text, parse_date, parse_time

TODAY = date(2020, 2, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", date(2020, 2, 10)),
        ("T", date(2020, 2, 10)),
        ("+1", date(2020, 2, 11)),
        ("-1", date(2020, 2, 9)),
        ("-10", date(2020, 1, 31)),
        ("15", date(2020, 2, 15)),
        ("15/2", date(2020, 2, 15)),
        ("15-2", date(2020, 2, 15)),
        ("15.2", date(2020, 2, 15)),
        ("5 3", date(2020, 3, 5)),
        ("150220", date(2020, 2, 15)),
        ("15022020", date(2020, 2, 15)),
        ("15/2/20", date(2020, 2, 15)),
        ("15/02/2020", date(2020, 2, 15)),
        ("2020-02-15", date(2020, 2, 15)),
        (" 29/2 ", date(2020, 2, 29)),
    ],
)
def test_shorthand_is_understood(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "x", "31/2", "31/02/2020", "0", "32", "1/13", "15/2/020", "99999999", "+", "2/2021"],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert parse_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28", date(2020, 1, 28)),
        ("10", date(2020, 2, 10)),
        ("25/12", date(2019, 12, 25)),
        ("25/12/2020", date(2020, 12, 25)),
    ],
)
def test_a_short_date_of_the_past_never_means_a_day_to_come(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY, latest=TODAY) == meant


def test_a_month_on_a_package_is_its_last_day() -> None:
    assert parse_date("02/2021", TODAY, by_month=True) == date(2021, 2, 28)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert parse_date(day_text(day), TODAY) == day


@given(st.integers(0, 400))
def test_steps_count_from_today(days: int) -> None:
    assert parse_date(f"-{days}", TODAY) == TODAY - timedelta(days=days)


def test_a_day_is_named_with_its_weekday() -> None:
    assert long_day_text(TODAY) == "Thứ Hai, 10/02/2020"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8:15", time(8, 15)),
        ("8h15", time(8, 15)),
        (" 08g05 ", time(8, 5)),
        ("8.15", time(8, 15)),
        ("14H", time(14)),
        ("815", time(8, 15)),
        ("1425", time(14, 25)),
        ("24:00", None),
        ("8:60", None),
        ("8", None),
        ("sáng", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_understood_as_it_is_typed(typed: str, meant: time | None) -> None:
    assert parse_time(typed) == meant
