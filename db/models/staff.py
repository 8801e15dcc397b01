"""Tables of the people: departments, staff, where they serve, absences, outside bodies."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, Code, IntPk, Words, one_of
from db.kinds import AbsenceKind, AgencyKind, DepartmentKind, StaffCategory


class Department(Base):
    """A department; a section belongs to its parent and counts there."""

    __tablename__ = "department"
    __table_args__ = (one_of("kind", DepartmentKind),)

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    search: Mapped[str]
    short_name: Mapped[Words]
    aliases: Mapped[Words]  # one a line
    kind: Mapped[DepartmentKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    head_title: Mapped[Words]
    deputy_title: Mapped[Words]
    position: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class DutyPost(Base):
    """A post people serve at; the priority ones get masks first and have a row of their own."""

    __tablename__ = "duty_post"

    id: Mapped[IntPk]
    name: Mapped[str]
    search: Mapped[str] = mapped_column(unique=True)
    paper_name: Mapped[str]
    aliases: Mapped[Words]
    is_priority: Mapped[bool]
    position: Mapped[int]


class StaffMember(Base):
    """A person of the office."""

    __tablename__ = "staff_member"
    __table_args__ = (one_of("category", StaffCategory),)

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    search: Mapped[str]
    sort_key: Mapped[Code] = mapped_column(index=True)
    category: Mapped[StaffCategory | None]
    phone: Mapped[Words]
    email: Mapped[Words]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Membership(Base):
    """Where a person serves, from a day (none: since ever) to a day (none: until now).

    `rank` puts people in order on paper: 0 head, 1 deputy, 2 everybody else.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("rank IN (0, 1, 2)", name="rank_known"),
        CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="ends_after_start"
        ),
        Index("ix_membership_department_id_staff_id", "department_id", "staff_id"),
    )

    id: Mapped[IntPk]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    title: Mapped[Words]
    rank: Mapped[int]
    duty_post_id: Mapped[int | None] = mapped_column(ForeignKey("duty_post.id"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class Absence(Base):
    """Days a person is away; entered once, used everywhere."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="ends_after_start"),
        one_of("kind", AbsenceKind),
    )

    id: Mapped[IntPk]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    kind: Mapped[AbsenceKind]
    from_on: Mapped[date]
    to_on: Mapped[date]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Agency(Base):
    """A body outside the department; a ward's parent is its district, if there are districts.

    Several sets of districts and wards stand side by side, each with its days of validity.
    `seat` is the office that receives for it: "Ủy ban nhân dân Quận 1".
    """

    __tablename__ = "agency"
    __table_args__ = (
        one_of("kind", AgencyKind),
        CheckConstraint(f"population BETWEEN 0 AND {LIMIT}", name="population_in_range"),
        CheckConstraint(f"households BETWEEN 0 AND {LIMIT}", name="households_in_range"),
        Index("ix_agency_parent_id", "parent_id"),
    )

    id: Mapped[IntPk]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    search: Mapped[str]
    sort_key: Mapped[Code]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    kind: Mapped[AgencyKind] = mapped_column(server_default="body", default=AgencyKind.BODY)
    seat: Mapped[Words] = mapped_column(server_default="")
    population: Mapped[int | None]
    households: Mapped[int | None]
    position: Mapped[int] = mapped_column(server_default="0", default=0)

    __mapper_args__ = {"version_id_col": version}
