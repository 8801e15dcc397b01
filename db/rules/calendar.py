"""Weeks and working days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: ISO weekdays (1 Monday) without the holidays."""

    weekdays: Collection[int] = (1, 2, 3, 4, 5)
    holidays: Collection[date] = ()

    def is_worked(self, day: date) -> bool:
        """Whether the office works on a day."""
        return day.isoweekday() in self.weekdays and day not in self.holidays

    def worked(self, from_on: date, to_on: date) -> list[date]:
        """The working days of a period, both ends included."""
        return [day for day in days(from_on, to_on) if self.is_worked(day)]

    def working_day_after(self, day: date, count: int) -> date:
        """The last of the `count` working days that follow `day`; `day` itself for none."""
        while count > 0 and self.weekdays:
            day += DAY
            count -= self.is_worked(day)
        return day

    def working_days_in(self, calendar_days: int) -> int:
        """The working days that a span of days has in a usual week, rounded up."""
        return -(-calendar_days * len(self.weekdays) // 7)


def days(from_on: date, to_on: date) -> list[date]:
    """Every day of a period, both ends included."""
    return [from_on + DAY * n for n in range((to_on - from_on).days + 1)]


def week_of(day: date, starts_on: int = 1) -> tuple[date, date]:
    """The first and last day of the week `day` lies in; `starts_on` is an ISO weekday."""
    first = day - DAY * ((day.isoweekday() - starts_on) % 7)
    return first, first + 6 * DAY


def iso_week(from_on: date, to_on: date) -> str | None:
    """The week as 2020-W06, if the period is just one week from Monday to Sunday."""
    if from_on.isoweekday() != 1 or (to_on - from_on).days != 6:
        return None
    year, week, _ = from_on.isocalendar()
    return f"{year}-W{week:02d}"


def parse_iso_week(text: str) -> tuple[date, date] | None:
    """The first and last day of a week written as 2020-W06; None if it is no week."""
    try:
        first = date.fromisoformat(f"{text.strip()}-1")
    except ValueError:
        return None
    return first, first + 6 * DAY


Months = tuple[str, str]


def whole_months(from_on: date, to_on: date) -> tuple[Months | None, list[tuple[date, date]]]:
    """The months (YYYY-MM) that lie in a period whole, first and last, and the days around them."""
    first = from_on if from_on.day == 1 else next_month(from_on)
    after = next_month(to_on) if (to_on + DAY).day == 1 else to_on.replace(day=1)
    if first >= after:
        return None, [(from_on, to_on)] if from_on <= to_on else []
    last = after - DAY
    around = [(from_on, first - DAY), (after, to_on)]
    return (
        (first.isoformat()[:7], last.isoformat()[:7]),
        [(begin, end) for begin, end in around if begin <= end],
    )


def next_month(day: date) -> date:
    """The first day of the month after the one `day` lies in."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1)
