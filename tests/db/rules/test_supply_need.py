"""How long the stock lasts and what to ask for."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import WorkCalendar
from db.rules.supply_need import Level, Need, Pace, Policy, is_needed, order_of, pace_of

SUNDAY_06 = date(2020, 2, 9)
CALENDAR = WorkCalendar()
PACKS = [("hộp", 50), ("thùng", 2500)]


# Week 06 of the sample workbooks (papers.md 0.5): what is left, what went out, when it came in.
@pytest.mark.parametrize(
    ("received_on", "received", "issued", "cover"),
    [
        pytest.param(date(2020, 2, 3), 2500, 1345, 4, id="KT01"),
        pytest.param(date(2020, 2, 4), 100, 66, 2, id="KT03"),
        pytest.param(date(2020, 2, 4), 240, 132, 3, id="SK02"),
    ],
)
def test_week_06_of_the_sample_lasts_as_the_paper_says(
    received_on: date, received: int, issued: int, cover: int
) -> None:
    nets = {received_on: received, date(2020, 2, 6): -issued}
    closing = received - issued
    pace = pace_of(SUNDAY_06, closing, nets, {received_on: received}, issued, CALENDAR)
    assert pace.cover(closing) == cover


def test_days_on_which_there_was_nothing_to_issue_do_not_count() -> None:
    nets = {date(2020, 2, 3): 10, date(2020, 2, 4): -10, date(2020, 2, 7): 20}
    incoming = {date(2020, 2, 3): 10, date(2020, 2, 7): 20}
    pace = pace_of(SUNDAY_06, 20, nets, incoming, 10, CALENDAR)
    assert pace == Pace(10, 3)  # Monday, Tuesday, Friday


def test_weekends_holidays_and_older_days_do_not_count() -> None:
    old_stock = pace_of(SUNDAY_06, 500, {}, {}, 40, CALENDAR)
    assert old_stock == Pace(40, 20)
    with_holiday = WorkCalendar(holidays={date(2020, 1, 27)})
    assert pace_of(SUNDAY_06, 500, {}, {}, 40, with_holiday).days == 19


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 20))
def test_cover_is_whole_days_rounded_down(closing: int, issued: int, days: int) -> None:
    pace = Pace(issued, days)
    cover = pace.cover(closing)
    assert cover is not None
    assert cover * issued <= closing * days < (cover + 1) * issued
    assert pace.used_in(cover) <= closing


def test_without_issues_there_is_no_cover_and_without_stock_it_is_zero() -> None:
    assert Pace(0, 5).cover(10) is None
    assert Pace(-3, 5).cover(10) is None
    assert Pace(0, 5).cover(0) == 0
    assert Pace(9, 5).cover(0) == 0


@given(st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 20))
def test_an_order_reaches_the_need_in_whole_packs_and_wastes_less_than_one(
    closing: int, minimum: int, issued: int, days: int
) -> None:
    pace = Pace(issued, days)
    need = max(pace.used_in(15), minimum) - closing
    quantity, pack, size = order_of(closing, minimum, pace, PACKS)
    if need <= 0:
        assert quantity == 0
    else:
        assert (pack, size) in PACKS
        assert quantity % size == 0
        assert need <= quantity < need + size


def test_an_order_uses_the_largest_pack_that_fits() -> None:
    assert order_of(0, 60, Pace(0, 0), PACKS) == (100, "hộp", 50)
    assert order_of(0, 2600, Pace(0, 0), PACKS) == (5000, "thùng", 2500)
    assert order_of(0, 7, Pace(0, 0), PACKS) == (50, "hộp", 50)
    assert order_of(0, 7, Pace(0, 0), []) == (7, "", 1)


def test_what_is_under_its_minimum_or_nearly_out_is_needed() -> None:
    assert is_needed(9, 10, None)
    assert is_needed(10, 10, 4)
    assert not is_needed(10, 10, 5)
    assert not is_needed(10, 10, None)


def test_stock_that_came_on_the_last_day_counts_that_day() -> None:
    friday = SUNDAY_06 - timedelta(days=2)
    assert pace_of(friday, 5, {friday: 5}, {friday: 5}, 1, CALENDAR).days == 1


def test_spans_of_days_become_working_days_of_a_usual_week() -> None:
    told = {"lead_days": 7, "safety_days": 7, "review_days": 7, "emergency_days": 3}
    assert Policy.of(told, CALENDAR) == Policy() == Policy(5, 5, 5, 3)
    six_days = WorkCalendar(weekdays=(1, 2, 3, 4, 5, 6))
    assert Policy.of(told, six_days) == Policy(6, 6, 6, 3)


@given(st.integers(-5, 10**5), st.integers(0, 10**5), st.integers(0, 20), st.integers(0, 10**5))
def test_the_levels_follow_one_another(usable: int, issued: int, days: int, minimum: int) -> None:
    need = Need(usable, Pace(issued, days), None, minimum, Policy())
    assert 0 <= need.emergency_point <= need.least <= need.most
    expected = {
        Level.OUT: usable <= 0,
        Level.EMERGENCY: 0 < usable < need.emergency_point,
        Level.LOW: max(need.emergency_point, 1) <= usable < need.least,
        Level.OVER: usable > need.most and issued > 0,
    }
    assert need.level is next((level for level, fits in expected.items() if fits), Level.ENOUGH)


@given(st.integers(1, 10**6), st.fractions(min_value=Fraction(1, 100), max_value=10**4))
def test_cover_by_norm_is_whole_working_days_rounded_down(usable: int, a_day: Fraction) -> None:
    cover = Need(usable, Pace(0, 0), a_day, 0, Policy()).norm_cover
    assert cover is not None
    assert cover * a_day <= usable < (cover + 1) * a_day


def test_without_a_norm_there_is_no_cover_by_it_and_without_stock_it_is_zero() -> None:
    assert Need(10, Pace(0, 0), None, 0, Policy()).norm_cover is None
    assert Need(0, Pace(0, 0), Fraction(3), 0, Policy()).norm_cover == 0


def test_stock_lasts_to_the_end_of_a_working_day() -> None:
    friday = date(2020, 2, 7)
    assert CALENDAR.working_day_after(friday, 0) == friday
    assert CALENDAR.working_day_after(friday, 1) == date(2020, 2, 10)
    assert CALENDAR.working_day_after(friday, 6) == date(2020, 2, 17)
