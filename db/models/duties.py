"""Tables of the plan's duties: who has to do what, indicators, the look at who wears a mask."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, IntPk, Pieces, Words, one_of
from db.kinds import AddedUp, BookFigure, IndicatorKind


class MaskCheck(Base):
    """A look at who wears a mask at one place (duty D1): seen, without a mask, reminded."""

    __tablename__ = "mask_check"
    __table_args__ = (
        CheckConstraint(
            f"seen BETWEEN 1 AND {LIMIT} AND unmasked BETWEEN 0 AND seen"
            " AND reminded BETWEEN 0 AND unmasked",
            name="counted_in_range",
        ),
    )

    id: Mapped[IntPk]
    day: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    seen: Mapped[Pieces]
    unmasked: Mapped[Pieces]
    reminded: Mapped[Pieces]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Duty(Base):
    """What a plan gives a department to do, in force from a day to a day (none: further notice).

    A department with a duty in force reports daily. `sentence` is the plan's own; without
    `responsible_id` the head of the department answers for it.
    """

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="ends_after_start"),
        Index("ix_duty_department_id", "department_id"),
    )

    id: Mapped[IntPk]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    plan: Mapped[str]  # "Kế hoạch ngày 03/02/2020 của Sở"
    title: Mapped[str]
    sentence: Mapped[Words]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    position: Mapped[int]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Indicator(Base):
    """What a department tells in figures every day; one with a `source` is read from the book."""

    __tablename__ = "indicator"
    __table_args__ = (
        one_of("kind", IndicatorKind),
        one_of("added_up", AddedUp),
        one_of("source", BookFigure),
        CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="ends_after_start"
        ),
        CheckConstraint("source IS NULL OR kind = 'number'", name="source_is_a_number"),
        Index("ix_indicator_department_id", "department_id"),
    )

    id: Mapped[IntPk]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]
    unit: Mapped[Words]
    kind: Mapped[IndicatorKind]
    added_up: Mapped[AddedUp]
    source: Mapped[BookFigure | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    position: Mapped[int]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
