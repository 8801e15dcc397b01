"""Tables of what is watched on the net: cases of false information, updates of the web site."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, IntPk, Words, one_of
from db.kinds import WebSource


class InfoCase(Base):
    """A piece of false information (duty D7); how far it is follows from its days.

    `found_at` is the moment where it is known, of the day `found_on`. `person` is who spread it,
    noted only where handling the case needs it.
    """

    __tablename__ = "info_case"
    __table_args__ = (
        CheckConstraint(
            " AND ".join(
                f"({name} IS NULL OR {name} >= found_on)"
                for name in ("checked_on", "stopped_on", "handled_on", "dismissed_on")
            ),
            name="found_first",
        ),
        CheckConstraint(
            "dismissed_on IS NULL OR (stopped_on IS NULL AND handled_on IS NULL)",
            name="dismissed_or_handled",
        ),
        Index("ix_info_case_found_on", "found_on"),
        Index("ix_info_case_department_id", "department_id"),
    )

    id: Mapped[IntPk]
    found_on: Mapped[date]
    found_at: Mapped[datetime | None]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    found_by: Mapped[Words]
    platform: Mapped[Words]
    link: Mapped[Words]
    content: Mapped[str]
    search: Mapped[str]
    person: Mapped[Words]
    checked_on: Mapped[date | None]
    checked: Mapped[Words]  # what is true, and who said so
    action: Mapped[Words]
    stopped_on: Mapped[date | None]
    handled_on: Mapped[date | None]
    dismissed_on: Mapped[date | None]
    result: Mapped[Words]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class InfoCaseFile(Base):
    """A file of a case (a picture of the post, minutes), in order."""

    __tablename__ = "info_case_file"
    __table_args__ = (UniqueConstraint("case_id", "attachment_id"),)

    id: Mapped[IntPk]
    case_id: Mapped[int] = mapped_column(ForeignKey("info_case.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    name: Mapped[str]
    position: Mapped[int]


class WebUpdate(Base):
    """A piece of news put on the Department's web site (duty D3); `at` where the time is known."""

    __tablename__ = "web_update"
    __table_args__ = (one_of("source", WebSource), Index("ix_web_update_day", "day"))

    id: Mapped[IntPk]
    day: Mapped[date]
    at: Mapped[datetime | None]
    title: Mapped[str]
    search: Mapped[str]
    link: Mapped[Words]
    source: Mapped[WebSource]
    note: Mapped[Words]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
