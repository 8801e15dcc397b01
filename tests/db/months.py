"""A month of reports made up at random, what comes of it in plain arithmetic, and the same in a book."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from db.database import Act
from db.kinds import ReportForm
from db.queries.daily_calendar import aware
from db.services.daily import DailyReportFields, ExcuseFields, save_excuse, save_report
from db.services.office import save_settings
from tests.db.daily import FIVE, department
from tests.db.world import World, feb

DAYS = [feb(number) for number in range(3, 30)]  # duties are in force from the 3rd on
AFTER = aware(date(2020, 3, 1), 12, 0)
HALF_PAST_EIGHT = 8 * 3600 + 30 * 60


@dataclass(frozen=True)
class Rule:
    """When reports are due; the deadline in seconds of the day, weekdays from 1 (Monday)."""

    deadline: int = HALF_PAST_EIGHT
    is_inclusive: bool = True
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    on_holidays: bool = True


@dataclass(frozen=True)
class Month:
    """A February of five units: two rules, holidays, excuses, when each report came (seconds)."""

    changes_on: date
    rules: tuple[Rule, Rule]
    holidays: frozenset[date]
    excused: frozenset[tuple[str, date]]
    came: dict[tuple[str, date], int] = field(default_factory=dict)

    def rule(self, day: date) -> Rule:
        """The rule of a day."""
        return self.rules[day >= self.changes_on]


Outcome = dict[str, tuple[int, int, int, int, int]]
"""By unit: on time, late, missing, excused, minutes late in all."""


def random_month(seed: int) -> Month:
    """A month with every kind of day in it, the first and last second of the deadline above all."""
    chance = random.Random(seed)
    later = Rule(
        chance.choice([8 * 3600, HALF_PAST_EIGHT, 9 * 3600]),
        chance.random() < 0.5,
        chance.choice([(1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)]),
        chance.random() < 0.5,
    )
    month = Month(
        changes_on=feb(chance.randint(8, 22)),
        rules=(Rule(on_holidays=chance.random() < 0.5), later),
        holidays=frozenset(chance.sample(DAYS, 2)),
        excused=frozenset((chance.choice(FIVE), chance.choice(DAYS)) for _ in range(6)),
    )
    for code in FIVE:
        for day in DAYS:
            if chance.random() < 0.9:
                off = chance.choice([-1, 0, 1, 59, 60, 61, -chance.randint(2, 4000), 0, -600])
                off += chance.choice([0, 0, 0, chance.randint(0, 40_000)])
                month.came[code, day] = month.rule(day).deadline + off
    return month


def worked_out(month: Month) -> Outcome:
    """The month's outcome, day by day."""
    outcome = {}
    for code in FIVE:
        counted: Counter[str] = Counter()
        minutes = 0
        for day in DAYS:
            rule = month.rule(day)
            if day.isoweekday() not in rule.weekdays:
                continue
            if day in month.holidays and not rule.on_holidays:
                continue
            late = month.came.get((code, day), -1) - rule.deadline
            if (code, day) in month.excused:
                counted["excused"] += 1
            elif (code, day) not in month.came:
                counted["missing"] += 1
            elif late < 0 or (late == 0 and rule.is_inclusive):
                counted["on_time"] += 1
            else:
                counted["late"] += 1
                minutes += max(1, late // 60)
        states = ("on_time", "late", "missing", "excused")
        a, b, c, d = (counted[state] for state in states)
        outcome[code] = a, b, c, d, minutes
    return outcome


def enter(world: World, month: Month) -> None:
    """Put the month into a book: settings, excuses, reports."""
    first, later = month.rules
    world.book.do(save_settings, {"daily": _setting(first), "calendar": _calendar(month)})
    world.book.do(save_settings, {"daily": _setting(later)}, month.changes_on)
    ids = {code: department(world, code) for code in FIVE}
    world.book.do(_enter, month, ids, told={})


def _enter(session: Session, act: Act, month: Month, ids: dict[str, int]) -> None:
    for code, day in sorted(month.excused):
        save_excuse(session, act, ExcuseFields(ids[code], day, day, "nghỉ"))
    for (code, day), seconds in month.came.items():
        at = aware(day, 0, 0) + timedelta(seconds=seconds)
        fields = DailyReportFields(ids[code], day, at, ReportForm.EMAIL)
        save_report(session, act, fields)


def _setting(rule: Rule) -> dict[str, object]:
    midnight = datetime(2020, 2, 1)  # noqa: DTZ001 - a time of day
    at = midnight + timedelta(seconds=rule.deadline)
    return {
        "deadline": f"{at:%H:%M}",
        "is_inclusive": rule.is_inclusive,
        "weekdays": list(rule.weekdays),
        "on_holidays": rule.on_holidays,
    }


def _calendar(month: Month) -> dict[str, object]:
    holidays = [day.isoformat() for day in sorted(month.holidays)]
    return {"working_days": [1, 2, 3, 4, 5], "holidays": holidays}
