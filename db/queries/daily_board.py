"""Who reported when: the board of a day, each department's days of a period, excuses."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.daily import DailyExcuse
from db.models.staff import Department
from db.queries.daily_calendar import daily_calendar, local
from db.queries.daily_reports import ReportRow, received, reports_of
from db.queries.duties import Assigned, assigned, heads
from db.rules.calendar import days
from db.rules.daily import Standing, Tally, standing, tally


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A department on the board of a day: who answers, the report if there is one, how it stands."""

    department_id: int
    code: str
    department: str
    short_name: str
    head: str
    standing: Standing
    report: ReportRow | None
    excuse: str


@dataclass(frozen=True, slots=True)
class Board:
    """The board of a day; `deadline` is what the office's clock shows then, None on a free day."""

    day: date
    deadline: datetime | None
    is_inclusive: bool
    covered: tuple[date, date]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class DepartmentDays:
    """A department's standing on each day of a period on which it has duties, and their tally."""

    department_id: int
    code: str
    department: str
    short_name: str
    standings: dict[date, Standing]
    tally: Tally


@dataclass(frozen=True, slots=True)
class ExcuseRow:
    """Days on which a department need not report."""

    excuse_id: int
    department_id: int
    department: str
    from_on: date
    to_on: date
    reason: str
    version: int


def daily_board(session: Session, day: date, now: datetime) -> Board:
    """Read the board of a day as it stands at an aware moment."""
    calendar = daily_calendar(session)
    reports = {row.department_id: row for row in reports_of(session, day)}
    excused = {row.department_id: row.reason for row in excuses(session, day, day)}
    named = heads(session, day)
    rows = []
    for one in assigned(session, day, day):
        report = reports.get(one.department_id)
        rows.append(
            BoardRow(
                department_id=one.department_id,
                code=one.code,
                department=one.name,
                short_name=one.short_name,
                head=named.get(one.department_id, ""),
                standing=standing(
                    day,
                    local(report.received_at) if report else None,
                    local(now),
                    calendar,
                    one.department_id in excused,
                ),
                report=report,
                excuse=excused.get(one.department_id, ""),
            )
        )
    return Board(
        day=day,
        deadline=calendar.deadline(day) if calendar.is_due(day) else None,
        is_inclusive=calendar.policy(day).is_inclusive,
        covered=calendar.covered(day),
        rows=tuple(rows),
    )


def punctuality(
    session: Session, from_on: date, to_on: date, now: datetime, until: datetime | None = None
) -> list[DepartmentDays]:
    """How each department with duties reported over a period, up to an aware moment.

    With `until` a report that came later counts as one that isn't there.
    """
    calendar = daily_calendar(session)
    came = received(session, from_on, to_on, until)
    excused = {
        (row.department_id, day)
        for row in excuses(session, from_on, to_on)
        for day in days(max(row.from_on, from_on), min(row.to_on, to_on))
    }
    return [
        _days_of(
            one,
            {
                day: standing(
                    day,
                    local(at) if (at := came.get((one.department_id, day))) else None,
                    local(now),
                    calendar,
                    (one.department_id, day) in excused,
                )
                for day in days(from_on, to_on)
                if one.is_on(day)
            },
        )
        for one in assigned(session, from_on, to_on)
    ]


def excuses(
    session: Session, from_on: date | None = None, to_on: date | None = None
) -> list[ExcuseRow]:
    """Excuses that touch a period, the latest first."""
    query = (
        select(DailyExcuse, Department.name)
        .join(Department, Department.id == DailyExcuse.department_id)
        .order_by(DailyExcuse.from_on.desc(), DailyExcuse.id.desc())
    )
    if from_on is not None:
        query = query.where(DailyExcuse.to_on >= from_on)
    if to_on is not None:
        query = query.where(DailyExcuse.from_on <= to_on)
    return [
        ExcuseRow(one.id, one.department_id, name, one.from_on, one.to_on, one.reason, one.version)
        for one, name in session.execute(query)
    ]


def _days_of(one: Assigned, standings: dict[date, Standing]) -> DepartmentDays:
    return DepartmentDays(
        department_id=one.department_id,
        code=one.code,
        department=one.name,
        short_name=one.short_name,
        standings=standings,
        tally=tally(standings.values()),
    )
