"""The acts on people: departments, duty posts, staff, absences."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import InUse, NotFound, RefusedByBook
from db.kinds import AbsenceKind, DepartmentKind, StaffCategory
from db.models.staff import Absence, Department, DutyPost, Membership, StaffMember
from db.rules.ranks import rank_of
from db.services.records import free, opened, required, search_words
from db.text import clean, fold, name_sort_key


@dataclass(frozen=True, slots=True)
class DepartmentFields:
    """A department as the clerk fills it in."""

    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: DepartmentKind = DepartmentKind.DIVISION
    parent_id: int | None = None
    head_title: str = ""
    deputy_title: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PersonFields:
    """A person as the clerk fills them in; `from_on` is the first day at that department."""

    code: str
    name: str
    department_id: int
    title: str = ""
    category: StaffCategory | None = None
    duty_post_id: int | None = None
    phone: str = ""
    email: str = ""
    note: str = ""
    from_on: date | None = None
    id: int | None = None
    version: int | None = None


def save_department(session: Session, act: Act, fields: DepartmentFields) -> int:
    """Add a department or change one; return its id."""
    code = free(session, Department.code, required("code", fields.code), fields.id)
    if fields.id is None:
        position = (session.scalar(select(func.max(Department.position))) or 0) + 1
        department = Department(position=position, is_active=True)
        session.add(department)
    else:
        department = opened(session, Department, fields.id, fields.version)
    department.code, department.name = code, required("name", fields.name)
    department.short_name = clean(fields.short_name)
    department.aliases = "\n".join(clean(alias) for alias in fields.aliases if clean(alias))
    department.search = search_words(department.name, code, department.short_name, *fields.aliases)
    department.kind, department.parent_id = fields.kind, fields.parent_id
    department.head_title = clean(fields.head_title)
    department.deputy_title = clean(fields.deputy_title)
    session.flush()
    return department.id


def retire_department(session: Session, act: Act, department_id: int) -> int:
    """Take a department out of use. Raises InUse while people serve there."""
    department = opened(session, Department, department_id, None)
    serving = select(func.count()).where(
        Membership.department_id == department_id,
        or_(Membership.to_on.is_(None), Membership.to_on >= act.today),
    )
    if session.scalar(serving):
        raise InUse("department", department.name)
    department.is_active = False
    return department.id


def duty_post_named(session: Session, name: str) -> int | None:
    """The duty post of that name or alias; an unknown name makes a new, ordinary post."""
    if not (words := fold(name)):
        return None
    posts = session.scalars(select(DutyPost)).all()
    for post in posts:
        if words in (post.search, fold(post.paper_name), *map(fold, post.aliases.splitlines())):
            return post.id
    post = DutyPost(
        name=clean(name),
        search=words,
        paper_name=clean(name),
        aliases="",
        is_priority=False,
        position=len(posts) + 1,
    )
    session.add(post)
    session.flush()
    return post.id


def save_person(session: Session, act: Act, fields: PersonFields) -> int:
    """Add a person or change one; return their id.

    Another department or duty post begins today (or on `from_on`) and leaves the past as it was.
    """
    code = free(session, StaffMember.code, required("code", fields.code), fields.id)
    if fields.id is None:
        person = StaffMember()
        session.add(person)
    else:
        person = opened(session, StaffMember, fields.id, fields.version)
    person.code, person.name = code, required("name", fields.name)
    person.sort_key = name_sort_key(person.name)
    person.search = search_words(person.name, code)
    person.category, person.note = fields.category, clean(fields.note)
    person.phone, person.email = clean(fields.phone), clean(fields.email)
    session.flush()
    _save_place(session, act, person.id, fields)
    return person.id


def retire_person(
    session: Session,
    act: Act,
    staff_id: int,
    last_day: date,
    fields: PersonFields | None = None,
) -> int:
    """End a person's service after `last_day`; what they received stays theirs.

    `fields`, where given, are saved first, in the same act.
    """
    if fields is not None:
        save_person(session, act, fields)
    current = _current(session, staff_id)
    if current is None:
        raise NotFound("membership", str(staff_id))
    if current.from_on is not None and last_day < current.from_on:
        session.delete(current)
    else:
        current.to_on = last_day
    return staff_id


def save_absence(
    session: Session,
    act: Act,
    staff_id: int,
    kind: AbsenceKind,
    from_on: date,
    to_on: date,
    note: str = "",
    absence_id: int | None = None,
) -> int:
    """Note that a person is away, both days included; return the absence's id."""
    if to_on < from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    absence = Absence() if absence_id is None else opened(session, Absence, absence_id, None)
    absence.staff_id, absence.kind, absence.note = staff_id, kind, clean(note)
    absence.from_on, absence.to_on = from_on, to_on
    session.add(absence)
    session.flush()
    return absence.id


def remove_absence(session: Session, act: Act, absence_id: int) -> int:
    """Take back an absence that was entered wrongly."""
    session.delete(opened(session, Absence, absence_id, None))
    return absence_id


def _save_place(session: Session, act: Act, staff_id: int, fields: PersonFields) -> None:
    department = session.get(Department, fields.department_id)
    if department is None:
        raise NotFound("department", str(fields.department_id))
    title = clean(fields.title)
    rank = rank_of(title, department.head_title)
    current = _current(session, staff_id)
    starts = fields.from_on
    if current is not None:
        moved = (current.department_id, current.duty_post_id) != (
            fields.department_id,
            fields.duty_post_id,
        )
        if not moved:
            current.title, current.rank = title, rank
            return
        starts = starts or act.today
        if current.from_on is not None and current.from_on >= starts:
            current.department_id, current.duty_post_id = department.id, fields.duty_post_id
            current.title, current.rank = title, rank
            return
        if current.to_on is None or current.to_on >= starts:
            current.to_on = starts - timedelta(days=1)
    session.add(
        Membership(
            staff_id=staff_id,
            department_id=department.id,
            title=title,
            rank=rank,
            duty_post_id=fields.duty_post_id,
            from_on=starts,
            to_on=None,
        )
    )
    session.flush()


def _current(session: Session, staff_id: int) -> Membership | None:
    """The membership that has no end yet, or else the last one."""
    return session.scalar(
        select(Membership)
        .where(Membership.staff_id == staff_id)
        .order_by(Membership.to_on.is_(None).desc(), Membership.to_on.desc(), Membership.id.desc())
        .limit(1)
    )
