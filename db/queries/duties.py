"""The plan's duties, the indicators of each department, and who answers for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.kinds import AddedUp, BookFigure, IndicatorKind
from db.models.duties import Duty, Indicator
from db.models.staff import Department, Membership, StaffMember
from db.queries.staff import serving
from db.rules.ranks import HEAD


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty; `responsible` is who was named for it, else the head of the department on the day asked for."""

    duty_id: int
    department_id: int
    department: str
    plan: str
    title: str
    sentence: str
    responsible_id: int | None
    responsible: str
    from_on: date
    to_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator of a department; with a `source` it is read from the book."""

    indicator_id: int
    department_id: int
    department: str
    name: str
    unit: str
    kind: IndicatorKind
    added_up: AddedUp
    source: BookFigure | None
    from_on: date | None
    to_on: date | None
    version: int

    def is_told_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )


@dataclass(frozen=True, slots=True)
class Assigned:
    """A department with duties; `spans` are the days on which some are in force (None: no end)."""

    department_id: int
    code: str
    name: str
    short_name: str
    spans: tuple[tuple[date, date | None], ...]

    def is_on(self, day: date) -> bool:
        """Whether it has a duty in force on a day."""
        return any(first <= day and (last is None or day <= last) for first, last in self.spans)


def duties(
    session: Session, day: date, *, only_in_force: bool = False, department_id: int | None = None
) -> list[DutyRow]:
    """Duties by department in the office's order; those not in force on `day` too, unless left out."""
    query = (
        select(Duty, Department.name, StaffMember.name)
        .join(Department, Department.id == Duty.department_id)
        .outerjoin(StaffMember, StaffMember.id == Duty.responsible_id)
        .where(_of_department(Duty.department_id, department_id))
        .order_by(Department.position, Department.id, Duty.position, Duty.id)
    )
    if only_in_force:
        query = query.where(Duty.from_on <= day, or_(Duty.to_on.is_(None), Duty.to_on >= day))
    named = heads(session, day)
    return [
        DutyRow(
            duty_id=duty.id,
            department_id=duty.department_id,
            department=department,
            plan=duty.plan,
            title=duty.title,
            sentence=duty.sentence,
            responsible_id=duty.responsible_id,
            responsible=responsible or named.get(duty.department_id, ""),
            from_on=duty.from_on,
            to_on=duty.to_on,
            version=duty.version,
        )
        for duty, department, responsible in session.execute(query)
    ]


def indicators(
    session: Session, day: date | None = None, *, department_id: int | None = None
) -> list[IndicatorRow]:
    """Indicators by department in the office's order; with a day only those in force on it."""
    query = (
        select(Indicator, Department.name)
        .join(Department, Department.id == Indicator.department_id)
        .where(_of_department(Indicator.department_id, department_id))
        .order_by(Department.position, Department.id, Indicator.position, Indicator.id)
    )
    rows = [
        IndicatorRow(
            indicator_id=one.id,
            department_id=one.department_id,
            department=department,
            name=one.name,
            unit=one.unit,
            kind=one.kind,
            added_up=one.added_up,
            source=one.source,
            from_on=one.from_on,
            to_on=one.to_on,
            version=one.version,
        )
        for one, department in session.execute(query)
    ]
    return [row for row in rows if day is None or row.is_told_on(day)]


def earlier_plans(session: Session) -> Collection[str]:
    """The plans that duties were taken from, the latest first."""
    query = select(Duty.plan).order_by(Duty.from_on.desc(), Duty.id.desc())
    return tuple(dict.fromkeys(session.scalars(query)))


def assigned(session: Session, from_on: date, to_on: date) -> list[Assigned]:
    """The departments that have duties on any day of a period, in the office's order."""
    query = (
        select(
            Department.id,
            Department.code,
            Department.name,
            Department.short_name,
            Duty.from_on,
            Duty.to_on,
        )
        .join(Duty, Duty.department_id == Department.id)
        .where(Duty.from_on <= to_on, or_(Duty.to_on.is_(None), Duty.to_on >= from_on))
        .order_by(Department.position, Department.id, Duty.from_on, Duty.id)
    )
    spans: dict[int, list[tuple[date, date | None]]] = {}
    facts: dict[int, tuple[str, str, str]] = {}
    for department_id, code, name, short_name, first, last in session.execute(query):
        facts[department_id] = (code, name, short_name)
        spans.setdefault(department_id, []).append((first, last))
    return [Assigned(id_, *told, tuple(spans[id_])) for id_, told in facts.items()]


def heads(session: Session, day: date) -> dict[int, str]:
    """The head of each department on a day, by department."""
    query = (
        select(Membership.department_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .where(and_(Membership.rank == HEAD, serving(day)))
        .order_by(Membership.id.desc())
    )
    return dict(session.execute(query).all())


def _of_department(
    column: InstrumentedAttribute[int], department_id: int | None
) -> ColumnElement[bool]:
    return true() if department_id is None else column == department_id
