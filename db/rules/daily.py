"""Reports due every morning: on which days, until when, what they cover, who was on time.

Every moment here is local and naive: what the clock in the office shows.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from db.kinds import AddedUp, Punctuality
from db.rules.calendar import DAY, WorkCalendar, days

Value = TypeVar("Value")

LONGEST_GAP = 60
"""How many days back the report before this one is looked for."""


@dataclass(frozen=True, slots=True)
class DailyPolicy:
    """When a report is due: the setting `daily` of a day; `weekdays` are ISO weekdays."""

    deadline: time = time(8, 30)
    is_inclusive: bool = True
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    on_holidays: bool = True
    starts_on: date | None = None
    ends_on: date | None = None


def policy_of(setting: Mapping[str, Any]) -> DailyPolicy:
    """The policy that a setting `daily` says; what it leaves out is as usual."""
    usual = DailyPolicy()
    starts_on, ends_on = setting.get("starts_on"), setting.get("ends_on")
    return DailyPolicy(
        deadline=time.fromisoformat(setting.get("deadline", "08:30")),
        is_inclusive=bool(setting.get("is_inclusive", usual.is_inclusive)),
        weekdays=tuple(setting.get("weekdays", usual.weekdays)),
        on_holidays=bool(setting.get("on_holidays", usual.on_holidays)),
        starts_on=date.fromisoformat(starts_on) if starts_on else None,
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )


@dataclass(frozen=True, slots=True)
class DailyCalendar:
    """On which days reports are due, by policies and working calendars in force from a day on.

    Both are in order of their first day; before the first of them the usual holds.
    """

    policies: Sequence[tuple[date, DailyPolicy]] = ()
    calendars: Sequence[tuple[date, WorkCalendar]] = ()

    def policy(self, day: date) -> DailyPolicy:
        """The policy of a day."""
        return _in_force(self.policies, day, DailyPolicy())

    def work_calendar(self, day: date) -> WorkCalendar:
        """The working calendar of a day."""
        return _in_force(self.calendars, day, WorkCalendar())

    def is_due(self, day: date) -> bool:
        """Whether reports are due on a day."""
        policy = self.policy(day)
        return (
            day.isoweekday() in policy.weekdays
            and (policy.on_holidays or day not in self.work_calendar(day).holidays)
            and (policy.starts_on is None or policy.starts_on <= day)
            and (policy.ends_on is None or day <= policy.ends_on)
        )

    def due_days(self, from_on: date, to_on: date) -> list[date]:
        """The days of a period on which reports are due."""
        return [day for day in days(from_on, to_on) if self.is_due(day)]

    def deadline(self, day: date) -> datetime:
        """The moment until which a day's report is awaited."""
        return datetime.combine(day, self.policy(day).deadline)

    def due_before(self, day: date) -> date | None:
        """The last day before `day` on which reports were due; None in the 60 days before it."""
        back = (day - DAY * n for n in range(1, LONGEST_GAP + 1))
        return next((one for one in back if self.is_due(one)), None)

    def covered(self, day: date) -> tuple[date, date]:
        """The whole days that the figures of a day's report are of: since the report before it."""
        return self.due_before(day) or day - DAY, day - DAY

    def first_covered(self, day: date, last_page_to: date | None) -> date:
        """The first day that the stock on a day's page covers: the one after the last page's end.

        Without an earlier page: the last working day before `day`, so that Monday has the weekend.
        """
        if last_page_to is not None:
            return min(last_page_to + DAY, day - DAY)
        calendar = self.work_calendar(day)
        back = (day - DAY * n for n in range(1, LONGEST_GAP + 1))
        return next((one for one in back if calendar.is_worked(one)), day - DAY)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a department stands with a day's report; `minutes` late, at least 1."""

    state: Punctuality
    minutes: int = 0


def standing(
    day: date,
    received_at: datetime | None,
    now: datetime,
    calendar: DailyCalendar,
    is_excused: bool = False,
) -> Standing:
    """Judge the report of a day, at a moment; one that came is never held against a later clock."""
    if not calendar.is_due(day):
        return Standing(Punctuality.NOT_DUE)
    if is_excused:
        return Standing(Punctuality.EXCUSED)
    deadline = calendar.deadline(day)
    is_inclusive = calendar.policy(day).is_inclusive
    if received_at is None:
        is_over = now > deadline if is_inclusive else now >= deadline
        return Standing(Punctuality.MISSING if is_over else Punctuality.WAITING)
    if received_at < deadline or (is_inclusive and received_at == deadline):
        return Standing(Punctuality.ON_TIME)
    return Standing(Punctuality.LATE, max(1, (received_at - deadline) // timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class Tally:
    """A department's reports over a period; who was excused had none to give on that day."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    excused: int = 0

    @property
    def due(self) -> int:
        """Số ngày phải báo cáo: on time, late or missing."""
        return self.on_time + self.late + self.missing


def tally(standings: Collection[Standing]) -> Tally:
    """Count a department's days; what is awaited or not due counts nowhere."""
    states = [one.state for one in standings]
    return Tally(
        on_time=states.count(Punctuality.ON_TIME),
        late=states.count(Punctuality.LATE),
        missing=states.count(Punctuality.MISSING),
        excused=states.count(Punctuality.EXCUSED),
    )


def added_up(values: Sequence[int | None], how: AddedUp) -> int | None:
    """What the values of several days, in their order, make together; None of nothing."""
    told = [value for value in values if value is not None]
    if not told:
        return None
    return sum(told) if how is AddedUp.SUM else told[-1]


def _in_force(dated: Sequence[tuple[date, Value]], day: date, otherwise: Value) -> Value:
    at = bisect_right([from_on for from_on, _value in dated], day)
    return dated[at - 1][1] if at else otherwise
