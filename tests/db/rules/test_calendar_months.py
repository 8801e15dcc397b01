"""A period as whole months and the days around them: every day once, no month cut."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import days, next_month, whole_months

FIRST = date(2019, 12, 15)


@given(st.integers(0, 800), st.integers(-3, 800))
def test_months_and_days_cover_the_period_once(start: int, length: int) -> None:
    from_on = FIRST + timedelta(days=start)
    to_on = from_on + timedelta(days=length)
    months, around = whole_months(from_on, to_on)
    covered = [day for span in around for day in days(*span)]
    if months is not None:
        first = date.fromisoformat(f"{months[0]}-01")
        after = next_month(date.fromisoformat(f"{months[1]}-01"))
        assert from_on <= first < after <= to_on + timedelta(days=1)
        covered += days(first, after - timedelta(days=1))
    assert sorted(covered) == days(from_on, to_on)
    assert len(covered) - sum((span[1] - span[0]).days + 1 for span in around) not in range(1, 28)
