"""What a count is compared with, against a shelf that is counted in plain Python."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rules.counting import Change, book_at, difference, first_day_after, is_after

MORNING = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)  # 8:00 where the office is
TODAY = date(2020, 2, 10)
LAST_MOMENT = datetime(2020, 2, 10, 16, 59, 59, 999999, tzinfo=UTC)

minutes = st.integers(-600, 600)
days_late = st.integers(0, 3)
changes = st.lists(st.tuples(minutes, days_late, st.integers(-20, 20)), max_size=20)


def change(told: tuple[int, int, int]) -> Change:
    """Goods that moved `late` days before they were recorded."""
    at, late, quantity = told
    posted_at = MORNING + timedelta(minutes=at)
    return Change(posted_at.astimezone().date() - timedelta(days=late), posted_at, quantity)


@given(st.integers(0, 500), changes)
def test_the_book_of_a_moment_is_what_had_really_moved_by_then(start: int, told: object) -> None:
    posted = [change(one) for one in told]  # type: ignore[attr-defined]
    lying = start + sum(
        one.quantity for one in posted if one.posted_at <= MORNING or one.day < TODAY
    )
    now = start + sum(one.quantity for one in posted)
    assert book_at(MORNING, now, posted) == lying


@given(st.integers(0, 500), st.integers(0, 50), st.integers(-50, 50), changes)
def test_what_moves_while_counting_does_not_change_a_difference(
    book: int, waiting: int, too_many: int, told: object
) -> None:
    later = [
        Change(TODAY, MORNING + timedelta(minutes=1 + abs(at)), quantity)
        for at, _, quantity in told  # type: ignore[attr-defined]
    ]
    now = book + sum(one.quantity for one in later)
    counted = book + waiting + too_many
    assert difference(counted, waiting, book_at(MORNING, now, later)) == too_many


def test_a_count_of_the_end_of_a_day_holds_all_that_moved_on_it() -> None:
    assert first_day_after(MORNING) == TODAY
    assert first_day_after(LAST_MOMENT) == date(2020, 2, 11)
    recorded_next_day = Change(TODAY, LAST_MOMENT + timedelta(hours=9), -5)
    assert not is_after(recorded_next_day, LAST_MOMENT)
    assert is_after(recorded_next_day, MORNING)
