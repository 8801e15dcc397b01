"""Copies thin out as they grow old; good ones are never lost to bad ones, and three always stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rules.retention import DAYS, FEWEST_GOOD, MONTHS, RECENT, WEEKS, kept

NOW = datetime(2020, 12, 31, 17, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))


@given(st.sets(moments, max_size=80), st.data())
def test_what_stays(made: set[datetime], data: st.DataObject) -> None:
    good = {one for one in made if data.draw(st.booleans())}
    stay = kept(made, good, NOW)
    assert stay <= made
    assert {one for one in made if NOW - one <= RECENT} <= stay
    assert len(stay & good) >= min(FEWEST_GOOD, len(good))
    assert len(stay) <= len(
        {one for one in made if NOW - one <= RECENT}
    ) + DAYS + WEEKS + MONTHS + (FEWEST_GOOD)
    # Thinning again lets go of nothing more.
    assert kept(stay, good & stay, NOW) == stay


@given(st.sets(moments, min_size=1, max_size=60))
def test_the_latest_good_copy_of_a_month_stays_for_two_years(made: set[datetime]) -> None:
    stay = kept(made, made, NOW)
    latest: dict[tuple[int, int], datetime] = {}
    for one in made:
        month = (one.year, one.month)
        latest[month] = max(one, latest.get(month, one))
    for month in sorted(latest, reverse=True)[:MONTHS]:
        assert latest[month] in stay


def test_three_years_of_two_copies_a_day_come_to_some_forty() -> None:
    made = {NOW - timedelta(hours=12 * n) for n in range(3 * 365 * 2)}
    assert 35 <= len(kept(made, made, NOW)) <= 50


def test_a_bad_copy_of_today_does_not_push_out_a_good_one_of_today() -> None:
    morning, evening = NOW - timedelta(days=5, hours=9), NOW - timedelta(days=5)
    assert kept({morning, evening}, {morning}, NOW) >= {morning}
