"""The acts on the plan's duties and the indicators of each department; the profile's taken over."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import InUse, RefusedByBook, ReportedUnder
from db.kinds import AddedUp, BookFigure, IndicatorKind
from db.models.daily import DailyFigure, DailyReport, DailyResult
from db.models.duties import Duty, Indicator
from db.models.staff import Department, StaffMember
from db.profile import Profile
from db.services.records import opened, required
from db.text import clean


@dataclass(frozen=True, slots=True)
class DutyFields:
    """A duty as the clerk fills it in; see db.models.duties.Duty."""

    department_id: int
    plan: str
    title: str
    from_on: date
    sentence: str = ""
    responsible_id: int | None = None
    to_on: date | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """An indicator as the clerk fills it in; one with a `source` is a number, read from the book."""

    department_id: int
    name: str
    unit: str = ""
    kind: IndicatorKind = IndicatorKind.NUMBER
    added_up: AddedUp = AddedUp.SUM
    source: BookFigure | None = None
    from_on: date | None = None
    to_on: date | None = None
    id: int | None = None
    version: int | None = None


def save_duty(session: Session, act: Act, fields: DutyFields) -> int:
    """Add a duty or change one; return its id.

    What departments reported stays due: raises InUse, ReportedUnder; else NotFound, FieldMissing.
    """
    opened(session, Department, fields.department_id, None)
    if fields.responsible_id is not None:
        opened(session, StaffMember, fields.responsible_id, None)
    if fields.to_on is not None and fields.to_on < fields.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    if fields.id is None:
        duty = Duty(position=(session.scalar(select(func.max(Duty.position))) or 0) + 1)
        session.add(duty)
    else:
        duty = opened(session, Duty, fields.id, fields.version)
        if duty.department_id != fields.department_id and _is_spoken_of(session, duty.id):
            raise InUse("duty", duty.title)
    before = duty.department_id
    duty.department_id, duty.responsible_id = fields.department_id, fields.responsible_id
    duty.plan, duty.title = required("plan", fields.plan), required("duty", fields.title)
    duty.sentence = clean(fields.sentence)
    duty.from_on, duty.to_on = fields.from_on, fields.to_on
    session.flush()
    if fields.id is not None:
        _refuse_orphans(session, before)
    return duty.id


def remove_duty(session: Session, act: Act, duty_id: int) -> None:
    """Take out a duty entered by mistake. Raises InUse, ReportedUnder once a report needs it."""
    duty = opened(session, Duty, duty_id, None)
    if _is_spoken_of(session, duty_id):
        raise InUse("duty", duty.title)
    session.delete(duty)
    session.flush()
    _refuse_orphans(session, duty.department_id)


def save_indicator(session: Session, act: Act, fields: IndicatorFields) -> int:
    """Add an indicator or change one; return its id.

    What it is of one that reports told stays: raises InUse; else NotFound, FieldMissing.
    """
    opened(session, Department, fields.department_id, None)
    if fields.from_on and fields.to_on and fields.to_on < fields.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    if fields.id is None:
        last = session.scalar(select(func.max(Indicator.position))) or 0
        indicator = Indicator(position=last + 1)
        session.add(indicator)
    else:
        indicator = opened(session, Indicator, fields.id, fields.version)
        asked = (fields.department_id, fields.kind, fields.source)
        stands = (indicator.department_id, indicator.kind, indicator.source)
        if asked != stands and _is_told(session, indicator.id):
            raise InUse("indicator", indicator.name)
    indicator.department_id = fields.department_id
    indicator.name, indicator.unit = required("name", fields.name), clean(fields.unit)
    indicator.kind = IndicatorKind.NUMBER if fields.source else fields.kind
    indicator.added_up, indicator.source = fields.added_up, fields.source
    indicator.from_on, indicator.to_on = fields.from_on, fields.to_on
    session.flush()
    return indicator.id


def remove_indicator(session: Session, act: Act, indicator_id: int) -> None:
    """Take out an indicator entered by mistake. Raises InUse once a report tells it."""
    indicator = opened(session, Indicator, indicator_id, None)
    if _is_told(session, indicator_id):
        raise InUse("indicator", indicator.name)
    session.delete(indicator)


def _is_spoken_of(session: Session, duty_id: int) -> bool:
    results = select(DailyResult.id).where(DailyResult.duty_id == duty_id)
    return session.scalar(results.limit(1)) is not None


def _is_told(session: Session, indicator_id: int) -> bool:
    figures = select(DailyFigure.id).where(DailyFigure.indicator_id == indicator_id)
    return session.scalar(figures.limit(1)) is not None


def _refuse_orphans(session: Session, department_id: int) -> None:
    """Every day on which a department reported has to keep a duty of it."""
    has_duty = select(Duty.id).where(
        Duty.department_id == DailyReport.department_id,
        Duty.from_on <= DailyReport.day,
        Duty.to_on.is_(None) | (Duty.to_on >= DailyReport.day),
    )
    orphan = session.scalar(
        select(DailyReport.day)
        .where(DailyReport.department_id == department_id, ~has_duty.exists())
        .order_by(DailyReport.day.desc())
        .limit(1)
    )
    if orphan is not None:
        raise ReportedUnder(session.get_one(Department, department_id).name, orphan)


def add_duties(session: Session, act: Act, profile: Profile) -> int:
    """Take over a profile's duties and indicators, of departments the book has; return how many.

    A book that has duties or indicators of its own is left as it is.
    """
    if session.scalar(select(Duty.id).limit(1)) or session.scalar(select(Indicator.id).limit(1)):
        return 0
    known = dict(session.execute(select(Department.code, Department.id)).all())
    added = 0
    for duty in profile.duties:
        if (department_id := known.get(duty.department)) is not None:
            save_duty(
                session,
                act,
                DutyFields(department_id, duty.plan, duty.title, duty.from_on, duty.sentence),
            )
            added += 1
    for told in profile.indicators:
        if (department_id := known.get(told.department)) is not None:
            save_indicator(
                session,
                act,
                IndicatorFields(
                    department_id, told.name, told.unit, told.kind, told.added_up, told.source
                ),
            )
            added += 1
    return added
