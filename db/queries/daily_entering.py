"""What a daily report is typed in with: duties, indicators, who reports, who is there, earlier editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from db.kinds import ReportForm
from db.models.daily import DailyReport
from db.models.staff import Absence, Department, Membership, StaffMember
from db.queries.daily_calendar import daily_calendar
from db.queries.daily_reports import ReportRow, earlier_reporters, editions
from db.queries.duties import DutyRow, IndicatorRow, duties, indicators
from db.queries.indicator_table import figures_of_day
from db.queries.staff import serving
from db.rules.ranks import OTHER


@dataclass(frozen=True, slots=True)
class Entering:
    """A department's report of a day, to be typed in or put right.

    `known` are the values of indicators that the book has, of the days `covered`. `reporters` are
    names with titles: the head first, deputies, then who reported before. `editions` are the
    latest first; `form` is how the last report came. Without people known, nobody is proposed.
    """

    department_id: int
    department: str
    short_name: str
    day: date
    covered: tuple[date, date]
    duties: Sequence[DutyRow]
    indicators: Sequence[IndicatorRow]
    known: Mapping[int, int]
    reporters: Sequence[tuple[str, str]]
    last_reporter: tuple[str, str] | None
    form: ReportForm | None
    present: int | None
    on_leave: int | None
    editions: Sequence[ReportRow]

    @property
    def report(self) -> ReportRow | None:
        """The report that stands."""
        last = self.editions[0] if self.editions else None
        return None if last is None or last.is_withdrawn else last

    @property
    def edition(self) -> int:
        """The number of the last edition, 0 of none."""
        return self.editions[0].edition if self.editions else 0


def entering(session: Session, department_id: int, day: date) -> Entering:
    """Read all that a department's report of a day is typed in with."""
    department = session.get_one(Department, department_id)
    before = earlier_reporters(session, department_id)
    people = staff_figures(session, department_id, day)
    return Entering(
        department_id=department_id,
        department=department.name,
        short_name=department.short_name or department.name,
        day=day,
        covered=daily_calendar(session).covered(day),
        duties=duties(session, day, only_in_force=True, department_id=department_id),
        indicators=indicators(session, day, department_id=department_id),
        known=figures_of_day(session, day, department_id),
        reporters=_reporters(session, department_id, day, before),
        last_reporter=before[0] if before else None,
        form=_last_form(session, department_id),
        present=people[0] - people[1] if people else None,
        on_leave=people[1] if people else None,
        editions=editions(session, department_id, day),
    )


def staff_figures(session: Session, department_id: int, day: date) -> tuple[int, int] | None:
    """Who serves in a department (its sections too) on a day, and who of them is away.

    None where the book knows nobody there.
    """
    of_department = select(Membership.staff_id).where(serving(day), _with_sections(department_id))
    people = session.scalar(select(func.count(of_department.subquery().c.staff_id.distinct())))
    if not people:
        return None
    away = select(func.count(Absence.staff_id.distinct())).where(
        Absence.from_on <= day, Absence.to_on >= day, Absence.staff_id.in_(of_department)
    )
    return people, session.scalar(away) or 0


def _with_sections(department_id: int) -> ColumnElement[bool]:
    sections = select(Department.id).where(Department.parent_id == department_id)
    return or_(Membership.department_id == department_id, Membership.department_id.in_(sections))


def _last_form(session: Session, department_id: int) -> ReportForm | None:
    return session.scalar(
        select(DailyReport.form)
        .where(DailyReport.department_id == department_id, ~DailyReport.is_withdrawn)
        .order_by(DailyReport.id.desc())
        .limit(1)
    )


def _reporters(
    session: Session, department_id: int, day: date, before: Sequence[tuple[str, str]]
) -> Sequence[tuple[str, str]]:
    leading = (
        select(StaffMember.name, Membership.title)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .where(Membership.department_id == department_id, serving(day), Membership.rank < OTHER)
        .order_by(Membership.rank, StaffMember.sort_key)
    )
    found = dict(session.execute(leading).all())
    for name, title in before:
        found.setdefault(name, title)
    return list(found.items())
