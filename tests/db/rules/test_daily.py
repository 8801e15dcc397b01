"""Time as a table: deadlines to the second, holidays, Sundays, changes in mid-month, clocks set back."""

import itertools
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.kinds import AddedUp, CaseState, Punctuality
from db.rules.calendar import WorkCalendar
from db.rules.cases import case_state
from db.rules.daily import (
    DailyCalendar,
    DailyPolicy,
    Standing,
    Tally,
    added_up,
    policy_of,
    standing,
    tally,
)

ON_TIME, LATE, MISSING = Punctuality.ON_TIME, Punctuality.LATE, Punctuality.MISSING
WAITING, NOT_DUE, EXCUSED = Punctuality.WAITING, Punctuality.NOT_DUE, Punctuality.EXCUSED
MONDAY, TUESDAY, SUNDAY = date(2020, 2, 10), date(2020, 2, 11), date(2020, 2, 9)
HOLIDAY = date(2020, 4, 2)
NINE = time(9, 0)

STRICT = DailyCalendar([(date.min, DailyPolicy(is_inclusive=False))])
USUAL = DailyCalendar([(date.min, DailyPolicy())])
WORKING = DailyCalendar(
    [(date.min, DailyPolicy(weekdays=(1, 2, 3, 4, 5), on_holidays=False))],
    [(date.min, WorkCalendar(holidays={HOLIDAY}))],
)
LATER_FROM_TUESDAY = DailyCalendar(
    [(date.min, DailyPolicy()), (TUESDAY, DailyPolicy(deadline=NINE))]
)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("calendar", "day", "received", "now", "state", "minutes"),
    [
        (USUAL, MONDAY, "08:29:59", "12:00", ON_TIME, 0),
        (USUAL, MONDAY, "08:30:00", "12:00", ON_TIME, 0),
        (USUAL, MONDAY, "08:30:01", "12:00", LATE, 1),
        (USUAL, MONDAY, "08:31:59", "12:00", LATE, 1),
        (USUAL, MONDAY, "08:34:00", "12:00", LATE, 4),
        (STRICT, MONDAY, "08:29:59", "12:00", ON_TIME, 0),
        (STRICT, MONDAY, "08:30:00", "12:00", LATE, 1),
        (STRICT, MONDAY, "08:30:01", "12:00", LATE, 1),
        (USUAL, MONDAY, None, "08:29:59", WAITING, 0),
        (USUAL, MONDAY, None, "08:30:00", WAITING, 0),
        (USUAL, MONDAY, None, "08:30:01", MISSING, 0),
        (STRICT, MONDAY, None, "08:29:59", WAITING, 0),
        (STRICT, MONDAY, None, "08:30:00", MISSING, 0),
        (USUAL, SUNDAY, "09:00", "12:00", LATE, 30),
        (USUAL, SUNDAY, None, "12:00", MISSING, 0),
        (WORKING, SUNDAY, "09:00", "12:00", NOT_DUE, 0),
        (WORKING, SUNDAY, None, "12:00", NOT_DUE, 0),
        (USUAL, HOLIDAY, None, "12:00", MISSING, 0),
        (WORKING, HOLIDAY, None, "12:00", NOT_DUE, 0),
        (WORKING, MONDAY, None, "12:00", MISSING, 0),
        (LATER_FROM_TUESDAY, MONDAY, "08:45", "12:00", LATE, 15),
        (LATER_FROM_TUESDAY, TUESDAY, "08:45", "12:00", ON_TIME, 0),
        (LATER_FROM_TUESDAY, TUESDAY, "09:00:01", "12:00", LATE, 1),
        # The computer's clock was set back after the report was noted.
        (USUAL, MONDAY, "08:20", "07:00", ON_TIME, 0),
        (USUAL, MONDAY, "08:40", "07:00", LATE, 10),
    ],
)
def test_a_report_is_judged_to_the_second(
    calendar: DailyCalendar,
    day: date,
    received: str | None,
    now: str,
    state: Punctuality,
    minutes: int,
) -> None:
    came = at(day, received) if received else None
    assert standing(day, came, at(day, now), calendar) == Standing(state, minutes)


def test_a_report_of_yesterday_that_came_today_is_late_by_a_day_and_one_sent_the_evening_before_is_not() -> (
    None
):
    assert standing(MONDAY, at(TUESDAY, "08:30"), at(TUESDAY, "09:00"), USUAL) == Standing(
        LATE, 1440
    )
    assert standing(MONDAY, at(SUNDAY, "17:00"), at(MONDAY, "07:00"), USUAL) == Standing(ON_TIME)


def test_who_is_excused_is_neither_late_nor_missing() -> None:
    for came in (None, at(MONDAY, "10:00")):
        assert standing(MONDAY, came, at(MONDAY, "12:00"), USUAL, True) == Standing(EXCUSED)
    assert standing(SUNDAY, None, at(SUNDAY, "12:00"), WORKING, True) == Standing(NOT_DUE)


def test_reports_are_due_between_the_first_and_the_last_day() -> None:
    calendar = DailyCalendar([(date.min, DailyPolicy(starts_on=MONDAY, ends_on=TUESDAY))])
    week = date(2020, 2, 3), date(2020, 2, 16)
    assert calendar.due_days(*week) == [MONDAY, TUESDAY]
    assert standing(SUNDAY, None, at(MONDAY, "09:00"), calendar).state is NOT_DUE


@pytest.mark.parametrize(
    ("calendar", "day", "covered"),
    [
        (USUAL, MONDAY, (SUNDAY, SUNDAY)),
        (WORKING, MONDAY, (date(2020, 2, 7), SUNDAY)),
        (WORKING, TUESDAY, (MONDAY, MONDAY)),
        (WORKING, date(2020, 4, 3), (date(2020, 4, 1), HOLIDAY)),
    ],
)
def test_a_report_covers_the_days_since_the_one_before(
    calendar: DailyCalendar, day: date, covered: tuple[date, date]
) -> None:
    assert calendar.covered(day) == covered


@pytest.mark.parametrize(
    ("day", "last_page_to", "first"),
    [
        (MONDAY, date(2020, 2, 6), date(2020, 2, 7)),  # the last page was Friday's
        (MONDAY, date(2020, 2, 8), SUNDAY),
        (MONDAY, None, date(2020, 2, 7)),  # there was none: the weekend with its Friday
        (TUESDAY, None, MONDAY),
        (TUESDAY, MONDAY, MONDAY),  # printed for a later day before: never an empty period
    ],
)
def test_the_stock_on_a_page_goes_on_where_the_last_one_ended(
    day: date, last_page_to: date | None, first: date
) -> None:
    assert USUAL.first_covered(day, last_page_to) == first


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2020, 6, 30)),
            st.builds(
                DailyPolicy,
                weekdays=st.sets(st.integers(1, 7), min_size=1).map(lambda s: tuple(sorted(s))),
                on_holidays=st.booleans(),
            ),
        ),
        max_size=4,
        unique_by=lambda dated: dated[0],
    ).map(lambda rows: sorted(rows, key=lambda row: row[0])),
    st.dates(date(2020, 1, 1), date(2020, 6, 30)),
)
def test_what_reports_cover_leaves_no_day_out_and_tells_none_twice(
    policies: list[tuple[date, DailyPolicy]], first: date
) -> None:
    calendar = DailyCalendar(policies)
    due = calendar.due_days(first, first + timedelta(days=40))
    spans = [calendar.covered(day) for day in due]
    for (_from, ended), (begins, _to) in itertools.pairwise(spans):
        assert begins == ended + timedelta(days=1)
    assert all(end == day - timedelta(days=1) for day, (_from, end) in zip(due, spans, strict=True))


@given(st.lists(st.sampled_from(list(Punctuality))))
def test_a_tally_counts_every_day_once(states: list[Punctuality]) -> None:
    counted = tally([Standing(state) for state in states])
    assert counted == Tally(*(states.count(one) for one in (ON_TIME, LATE, MISSING, EXCUSED)))
    assert counted.due == len([one for one in states if one in (ON_TIME, LATE, MISSING)])


def test_days_are_added_up_or_the_last_one_is_taken() -> None:
    assert added_up([3, None, 4], AddedUp.SUM) == 7
    assert added_up([3, 4, None], AddedUp.LAST) == 4
    assert added_up([None], AddedUp.SUM) is None
    assert added_up([], AddedUp.LAST) is None


def test_a_setting_may_leave_out_what_is_usual() -> None:
    assert policy_of({}) == DailyPolicy()
    assert policy_of({"deadline": "09:00", "is_inclusive": False, "starts_on": "2020-02-04"}) == (
        DailyPolicy(deadline=NINE, is_inclusive=False, starts_on=date(2020, 2, 4))
    )


def test_a_case_is_as_far_as_its_furthest_day() -> None:
    assert case_state(None, None, None, None) is CaseState.FOUND
    assert case_state(MONDAY, None, None, None) is CaseState.CHECKED
    assert case_state(None, MONDAY, None, None) is CaseState.STOPPED
    assert case_state(MONDAY, MONDAY, TUESDAY, None) is CaseState.HANDLED
    assert case_state(MONDAY, None, None, TUESDAY) is CaseState.DISMISSED
