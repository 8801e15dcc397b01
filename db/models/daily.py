"""Tables of the reports due every morning: what each department sent, who was excused, the Director's page."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LIMIT, Base, IntPk, Words, one_of
from db.kinds import ReportForm

_PEOPLE = " AND ".join(
    f"({name} IS NULL OR {name} BETWEEN 0 AND {LIMIT})"
    for name in ("present", "on_leave", "quarantined", "feverish")
)


class DailyReport(Base):
    """One edition of a department's report of a day; the highest edition counts, none is changed.

    `received_at` is when the report came, `entered_at` when this edition was typed in. One that
    `is_withdrawn` says that there is no report after all.
    """

    __tablename__ = "daily_report"
    __table_args__ = (
        one_of("form", ReportForm),
        UniqueConstraint("department_id", "day", "edition"),
        CheckConstraint("edition >= 1", name="editions_from_1"),
        CheckConstraint(_PEOPLE, name="people_in_range"),
        Index("ix_daily_report_day", "day"),
    )

    id: Mapped[IntPk]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    day: Mapped[date]
    edition: Mapped[int]
    is_withdrawn: Mapped[bool]
    received_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    form: Mapped[ReportForm]
    reporter: Mapped[Words]
    reporter_title: Mapped[Words]
    results: Mapped[Words]  # what belongs to no single duty
    difficulties: Mapped[Words]
    proposals: Mapped[Words]
    tomorrow: Mapped[Words]
    present: Mapped[int | None]  # people of the department; unknown where nothing was said
    on_leave: Mapped[int | None]
    quarantined: Mapped[int | None]
    feverish: Mapped[int | None]
    reason: Mapped[Words]  # why there is a further edition


class DailyResult(Base):
    """What an edition says of one duty over the last 24 hours."""

    __tablename__ = "daily_result"
    __table_args__ = (UniqueConstraint("report_id", "duty_id"),)

    id: Mapped[IntPk]
    report_id: Mapped[int] = mapped_column(ForeignKey("daily_report.id"))
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    text: Mapped[str]


class DailyFigure(Base):
    """What an edition says of one indicator: a number, or 1 for yes and 0 for no."""

    __tablename__ = "daily_figure"
    __table_args__ = (
        UniqueConstraint("report_id", "indicator_id"),
        CheckConstraint(f"value BETWEEN 0 AND {LIMIT}", name="value_in_range"),
    )

    id: Mapped[IntPk]
    report_id: Mapped[int] = mapped_column(ForeignKey("daily_report.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    value: Mapped[int]


class DailyReportFile(Base):
    """A file that came with an edition, in order."""

    __tablename__ = "daily_report_file"
    __table_args__ = (UniqueConstraint("report_id", "attachment_id"),)

    id: Mapped[IntPk]
    report_id: Mapped[int] = mapped_column(ForeignKey("daily_report.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    name: Mapped[str]
    position: Mapped[int]


class DailyExcuse(Base):
    """Days on which a department need not report, and why."""

    __tablename__ = "daily_excuse"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="ends_after_start"),
        Index("ix_daily_excuse_department_id", "department_id"),
    )

    id: Mapped[IntPk]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class DailyPage(Base):
    """A page that was given to the Director, as its very PDF; its stock covers `from_on` to `to_on`."""

    __tablename__ = "daily_page"
    __table_args__ = (
        CheckConstraint("from_on <= to_on AND to_on < day", name="covers_days_before"),
        Index("ix_daily_page_day", "day"),
    )

    id: Mapped[IntPk]
    day: Mapped[date]
    from_on: Mapped[date]
    to_on: Mapped[date]
    made_at: Mapped[datetime]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
