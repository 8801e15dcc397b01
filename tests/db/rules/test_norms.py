"""Norms: which one holds for whom, what is left of it, what it makes a working day."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from db.kinds import NormPeriod
from db.rules.calendar import WorkCalendar, days
from db.rules.norms import Terms, left_of, per_working_day, span_of, terms_for

DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 31))
POSTS = st.none() | st.integers(1, 3)
MASK = 7


def _terms(draw: st.DrawFn) -> Terms:
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 40))
    return Terms(
        draw(st.sampled_from((MASK, 8))),
        draw(POSTS),
        draw(st.integers(1, 20)),
        draw(st.sampled_from(NormPeriod)),
        first,
        None if last is None else first + timedelta(last),
    )


terms_of = st.composite(_terms)


@given(st.lists(terms_of(), max_size=6), POSTS, DAYS)
def test_the_norm_of_a_post_goes_before_the_one_for_everybody(
    known: list[Terms], post: int | None, day: date
) -> None:
    apart: list[Terms] = []  # as the book keeps them: never two of a supply and post on one day
    for one in known:
        alike = [
            x for x in apart if (x.supply_id, x.duty_post_id) == (one.supply_id, one.duty_post_id)
        ]
        if not any(x.meets(one.from_on, one.to_on) for x in alike):
            apart.append(one)
    in_force = [x for x in apart if x.supply_id == MASK and x.holds_on(day)]
    own = [x for x in in_force if x.duty_post_id == post]
    general = [x for x in in_force if x.duty_post_id is None]
    found = terms_for(apart, MASK, post, day)
    assert found == next(iter(own or general), None)


@given(terms_of(), terms_of())
def test_two_norms_meet_where_some_day_has_both(one: Terms, other: Terms) -> None:
    window = days(date(2020, 1, 1), date(2020, 6, 30))
    both = any(one.holds_on(day) and other.holds_on(day) for day in window)
    assert one.meets(other.from_on, other.to_on) == both
    assert other.meets(one.from_on, one.to_on) == both


@given(terms_of(), st.integers(-5, 40))
def test_what_is_left_and_what_was_received_make_the_norm_or_more(
    terms: Terms, received: int
) -> None:
    left = left_of(terms, received)
    assert 0 <= left <= terms.pieces
    assert left == 0 or left + max(received, 0) == terms.pieces


@given(st.sampled_from(NormPeriod), DAYS, st.integers(1, 7))
def test_the_span_of_a_period_is_the_same_from_each_of_its_days(
    period: NormPeriod, day: date, starts_on: int
) -> None:
    first, last = span_of(period, day, starts_on)
    assert first <= day <= last
    assert {span_of(period, other, starts_on) for other in days(first, last)} == {(first, last)}
    lengths = {NormPeriod.DAY: {1}, NormPeriod.WEEK: {7}, NormPeriod.MONTH: {29, 30, 31}}
    assert (last - first).days + 1 in lengths[period]
    if period is NormPeriod.WEEK:
        assert first.isoweekday() == starts_on
    if period is NormPeriod.MONTH:
        assert first.day == 1
        assert (last + timedelta(1)).day == 1


def test_a_norm_is_split_over_the_working_days_exactly() -> None:
    calendar = WorkCalendar(holidays={date(2020, 1, day) for day in range(23, 30)})
    day = date(2020, 1, 20)

    def rate(period: NormPeriod) -> Fraction:
        terms = Terms(MASK, None, 5, period, date(2020, 1, 1))
        return per_working_day(terms, day, calendar)

    assert rate(NormPeriod.DAY) == 5
    assert rate(NormPeriod.WEEK) == 1
    assert rate(NormPeriod.MONTH) == Fraction(5, 18)  # 23 weekdays, five of them holidays
    nobody_works = WorkCalendar(weekdays=())
    assert per_working_day(Terms(MASK, None, 5, NormPeriod.WEEK, day), day, nobody_works) == 0
