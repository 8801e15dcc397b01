"""Cases of false information: the list, one with its files, figures of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, literal, select, true
from sqlalchemy.orm import Session

from db.base import Choice
from db.kinds import CaseState
from db.models.office import Attachment
from db.models.staff import Department
from db.models.watching import InfoCase, InfoCaseFile
from db.queries.documents import FileRow
from db.queries.window import matches
from db.rules.calendar import DAY, week_of


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case; its state is that of today."""

    case_id: int
    found_on: date
    found_at: datetime | None
    department_id: int
    department: str
    found_by: str
    platform: str
    link: str
    content: str
    person: str
    checked_on: date | None
    checked: str
    action: str
    stopped_on: date | None
    handled_on: date | None
    dismissed_on: date | None
    result: str
    note: str
    state: CaseState
    version: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """The cases of a period: found, checked, stopped, handled, dismissed in it; open at its end."""

    found: int
    checked: int
    stopped: int
    handled: int
    dismissed: int
    open: int


@dataclass(frozen=True, slots=True)
class CaseWeek:
    """The cases of a week."""

    from_on: date
    to_on: date
    figures: CaseFigures


def state_now() -> ColumnElement[CaseState]:
    """How far a case is, as `db.rules.cases.case_state` says it."""
    return case(
        (InfoCase.dismissed_on.is_not(None), _said(CaseState.DISMISSED)),
        (InfoCase.handled_on.is_not(None), _said(CaseState.HANDLED)),
        (InfoCase.stopped_on.is_not(None), _said(CaseState.STOPPED)),
        (InfoCase.checked_on.is_not(None), _said(CaseState.CHECKED)),
        else_=_said(CaseState.FOUND),
    )


def cases(
    session: Session,
    text: str = "",
    state: CaseState | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[CaseRow]:
    """Cases found in a period, the latest first."""
    query = (
        select(InfoCase, Department.name, state_now())
        .join(Department, Department.id == InfoCase.department_id)
        .where(_wanted(text, state, from_on, to_on))
        .order_by(InfoCase.found_on.desc(), InfoCase.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        CaseRow(
            case_id=one.id,
            found_on=one.found_on,
            found_at=one.found_at,
            department_id=one.department_id,
            department=department,
            found_by=one.found_by,
            platform=one.platform,
            link=one.link,
            content=one.content,
            person=one.person,
            checked_on=one.checked_on,
            checked=one.checked,
            action=one.action,
            stopped_on=one.stopped_on,
            handled_on=one.handled_on,
            dismissed_on=one.dismissed_on,
            result=one.result,
            note=one.note,
            state=now,
            version=one.version,
        )
        for one, department, now in session.execute(query)
    ]


def case_count(
    session: Session,
    text: str = "",
    state: CaseState | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> int:
    """How many cases `cases` would give."""
    query = select(func.count(InfoCase.id)).where(_wanted(text, state, from_on, to_on))
    return session.scalar(query) or 0


def case_files(session: Session, case_id: int) -> list[FileRow]:
    """The files of a case, in order."""
    query = (
        select(InfoCaseFile, Attachment.type, func.length(Attachment.content))
        .join(Attachment, Attachment.id == InfoCaseFile.attachment_id)
        .where(InfoCaseFile.case_id == case_id)
        .order_by(InfoCaseFile.position)
    )
    return [
        FileRow(file.id, file.attachment_id, file.name, kind, size)
        for file, kind, size in session.execute(query)
    ]


def case_figures(session: Session, from_on: date, to_on: date) -> CaseFigures:
    """The figures of a period; open are those found by its end and neither handled nor dismissed then."""

    def within(
        column: SQLColumnExpression[date] | SQLColumnExpression[date | None],
    ) -> ColumnElement[int]:
        return func.count(case((and_(column >= from_on, column <= to_on), 1)))

    open_then = and_(
        InfoCase.found_on <= to_on,
        func.coalesce(InfoCase.handled_on > to_on, true()),
        func.coalesce(InfoCase.dismissed_on > to_on, true()),
    )
    query = select(
        within(InfoCase.found_on),
        within(InfoCase.checked_on),
        within(InfoCase.stopped_on),
        within(InfoCase.handled_on),
        within(InfoCase.dismissed_on),
        func.count(case((open_then, 1))),
    )
    return CaseFigures(*session.execute(query).one())


def case_weeks(session: Session, day: date, count: int, starts_on: int = 1) -> list[CaseWeek]:
    """The figures of so many weeks, the last being that of `day`, the earliest first."""
    first, last = week_of(day, starts_on)
    weeks = [(first - 7 * DAY * back, last - 7 * DAY * back) for back in reversed(range(count))]
    return [CaseWeek(*week, case_figures(session, *week)) for week in weeks]


def earlier_platforms(session: Session) -> Sequence[str]:
    """Where cases were found before, the most usual first."""
    query = (
        select(InfoCase.platform)
        .where(InfoCase.platform != "")
        .group_by(InfoCase.platform)
        .order_by(func.count().desc(), InfoCase.platform)
    )
    return session.scalars(query).all()


def _said(state: CaseState) -> ColumnElement[CaseState]:
    return literal(state, Choice(CaseState))


def _wanted(
    text: str, state: CaseState | None, from_on: date | None, to_on: date | None
) -> ColumnElement[bool]:
    wanted = matches(InfoCase.search, text)
    if state is not None:
        wanted &= state_now() == state
    if from_on is not None:
        wanted &= InfoCase.found_on >= from_on
    if to_on is not None:
        wanted &= InfoCase.found_on <= to_on
    return wanted
