"""The people of the office: departments, duty posts, staff, who is away."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.kinds import AbsenceKind, DepartmentKind, StaffCategory
from db.models.staff import Absence, Department, DutyPost, Membership, StaffMember
from db.queries.window import matches
from db.rules.ranks import OTHER
from db.text import fold


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in the office's order; `people` serve there on the day asked."""

    department_id: int
    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: DepartmentKind
    parent_id: int | None
    head_title: str
    deputy_title: str
    is_active: bool
    version: int
    people: int


@dataclass(frozen=True, slots=True)
class DutyPostRow:
    """A duty post in the office's order; `people` serve at it on the day asked."""

    duty_post_id: int
    name: str
    paper_name: str
    aliases: tuple[str, ...]
    is_priority: bool
    people: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person and where they serve."""

    staff_id: int
    code: str
    name: str
    department_id: int
    department: str
    department_short: str
    title: str
    rank: int
    duty_post_id: int | None
    duty_post: str
    is_priority: bool
    category: StaffCategory | None
    phone: str
    email: str
    note: str
    from_on: date | None
    to_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Days a person is away."""

    absence_id: int
    staff_id: int
    person: str
    department: str
    kind: AbsenceKind
    from_on: date
    to_on: date
    note: str


def serving(day: date) -> ColumnElement[bool]:
    """Memberships in force on a day."""
    return and_(
        or_(Membership.from_on.is_(None), Membership.from_on <= day),
        or_(Membership.to_on.is_(None), Membership.to_on >= day),
    )


def departments(session: Session, day: date, with_retired: bool = False) -> list[DepartmentRow]:
    """All departments in the office's order; sections stand after the others."""
    people = (
        select(func.count())
        .where(Membership.department_id == Department.id, serving(day))
        .scalar_subquery()
    )
    query = select(Department, people).order_by(Department.position, Department.id)
    if not with_retired:
        query = query.where(Department.is_active)
    return [
        DepartmentRow(
            department_id=row.id,
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            aliases=tuple(row.aliases.splitlines()),
            kind=row.kind,
            parent_id=row.parent_id,
            head_title=row.head_title,
            deputy_title=row.deputy_title,
            is_active=row.is_active,
            version=row.version,
            people=count,
        )
        for row, count in session.execute(query)
    ]


def duty_posts(session: Session, day: date) -> list[DutyPostRow]:
    """All duty posts, the priority ones first."""
    people = (
        select(func.count())
        .where(Membership.duty_post_id == DutyPost.id, serving(day))
        .scalar_subquery()
    )
    ordered = select(DutyPost, people).order_by(
        DutyPost.is_priority.desc(), DutyPost.position, DutyPost.id
    )
    return [
        DutyPostRow(
            duty_post_id=row.id,
            name=row.name,
            paper_name=row.paper_name,
            aliases=tuple(row.aliases.splitlines()),
            is_priority=row.is_priority,
            people=count,
        )
        for row, count in session.execute(ordered)
    ]


def people(
    session: Session,
    day: date,
    text: str = "",
    department_id: int | None = None,
    with_left: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[PersonRow]:
    """People by given name, family name, middle name; on the day asked, or all who ever served."""
    query = (
        _people_columns()
        .where(_people(day, text, department_id, with_left))
        .order_by(StaffMember.sort_key, StaffMember.code, Membership.id)
        .offset(offset)
        .limit(limit)
    )
    return [person_row(row) for row in session.execute(query)]


def people_count(
    session: Session,
    day: date,
    text: str = "",
    department_id: int | None = None,
    with_left: bool = False,
) -> int:
    """How many rows `people` has."""
    query = (
        select(func.count())
        .select_from(Membership)
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .where(_people(day, text, department_id, with_left))
    )
    return session.scalar(query) or 0


def people_by_title(session: Session, day: date) -> dict[str, str]:
    """Who serves on a day under each title (folded) that only one person has."""
    query = (
        select(Membership.title, StaffMember.name)
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .where(serving(day), Membership.rank < OTHER)
    )
    found: dict[str, list[str]] = {}
    for title, name in session.execute(query):
        found.setdefault(fold(title), []).append(name)
    return {title: names[0] for title, names in found.items() if len(names) == 1}


def next_staff_code(session: Session) -> str:
    """A free code of the form CB0001 after the highest of that form."""
    codes = session.scalars(select(StaffMember.code).where(StaffMember.code.like("CB____%")))
    numbers = (int(code[2:]) for code in codes if code.isascii() and code[2:].isdecimal())
    return f"CB{max(numbers, default=0) + 1:04d}"


def absences(session: Session, from_on: date, to_on: date) -> list[AbsenceRow]:
    """Who is away on any day of a period, the latest first."""
    query = (
        select(Absence, StaffMember.name, func.coalesce(func.max(Department.name), ""))
        .join(StaffMember, StaffMember.id == Absence.staff_id)
        .outerjoin(Membership, Membership.staff_id == StaffMember.id)
        .outerjoin(Department, Department.id == Membership.department_id)
        .where(Absence.from_on <= to_on, Absence.to_on >= from_on)
        .group_by(Absence.id, StaffMember.name)
        .order_by(Absence.from_on.desc(), Absence.id.desc())
    )
    return [
        AbsenceRow(
            row.id, row.staff_id, person, department, row.kind, row.from_on, row.to_on, row.note
        )
        for row, person, department in session.execute(query)
    ]


def away_on(session: Session, day: date) -> dict[int, AbsenceKind]:
    """Who is away on a day, and why."""
    query = select(Absence.staff_id, Absence.kind).where(
        Absence.from_on <= day, Absence.to_on >= day
    )
    return {row.staff_id: row.kind for row in session.execute(query)}


def _people_columns() -> Select[StaffMember, Membership, Department, DutyPost]:
    return (
        select(StaffMember, Membership, Department, DutyPost)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
    )


def person_row(row: Row[StaffMember, Membership, Department, DutyPost]) -> PersonRow:
    """One row of people from its four records."""
    person, place, department = row[0], row[1], row[2]
    post: DutyPost | None = row[3]
    return PersonRow(
        staff_id=person.id,
        code=person.code,
        name=person.name,
        department_id=department.id,
        department=department.name,
        department_short=department.short_name or department.name,
        title=place.title,
        rank=place.rank,
        duty_post_id=place.duty_post_id,
        duty_post=post.name if post else "",
        is_priority=post.is_priority if post else False,
        category=person.category,
        phone=person.phone,
        email=person.email,
        note=person.note,
        from_on=place.from_on,
        to_on=place.to_on,
        version=person.version,
    )


def _people(
    day: date, text: str, department_id: int | None, with_left: bool
) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [matches(StaffMember.search, text)]
    if department_id is not None:
        tests.append(Membership.department_id == department_id)
    tests.append(_last_place() if with_left else serving(day))
    return and_(*tests)


def _last_place() -> ColumnElement[bool]:
    last = (
        select(func.max(Membership.id))
        .where(Membership.staff_id == StaffMember.id)
        .correlate(StaffMember)
        .scalar_subquery()
    )
    return Membership.id == last
