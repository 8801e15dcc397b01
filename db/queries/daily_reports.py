"""Daily reports that came: those that stand, one with all its editions, who reported before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.kinds import ReportForm
from db.models.daily import DailyFigure, DailyReport, DailyReportFile, DailyResult
from db.models.office import Attachment
from db.models.staff import Department
from db.queries.documents import FileRow

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """An edition of a department's report of a day, whole; moments are aware."""

    report_id: int
    department_id: int
    department: str
    day: date
    edition: int
    is_withdrawn: bool
    received_at: datetime
    entered_at: datetime
    form: ReportForm
    reporter: str
    reporter_title: str
    results: dict[int, str]
    other_results: str
    difficulties: str
    proposals: str
    tomorrow: str
    figures: dict[int, int]
    present: int | None
    on_leave: int | None
    quarantined: int | None
    feverish: int | None
    reason: str
    files: tuple[FileRow, ...]


def reports_of(
    session: Session,
    from_on: date,
    to_on: date | None = None,
    department_id: int | None = None,
    until: datetime | None = None,
) -> list[ReportRow]:
    """The reports of a day, or of a period, that stand: the last edition of each, by day.

    One that came later than the aware moment `until` is not among them.
    """
    query = _current().where(
        DailyReport.day >= from_on, DailyReport.day <= (from_on if to_on is None else to_on)
    )
    if department_id is not None:
        query = query.where(DailyReport.department_id == department_id)
    if until is not None:
        query = query.where(DailyReport.received_at <= until)
    return _rows(session, query)


def editions(session: Session, department_id: int, day: date) -> list[ReportRow]:
    """Every edition of a department's report of a day, the latest first."""
    query = select(DailyReport, Department.name).join(
        Department, Department.id == DailyReport.department_id
    )
    of_it = (DailyReport.department_id == department_id, DailyReport.day == day)
    return _rows(session, query.where(*of_it).order_by(DailyReport.edition.desc()))


def last_edition(session: Session, department_id: int, day: date) -> int:
    """The number of the last edition of a report, withdrawn or not; 0 of none."""
    query = select(func.max(DailyReport.edition)).where(
        DailyReport.department_id == department_id, DailyReport.day == day
    )
    return session.scalar(query) or 0


def earlier_reporters(session: Session, department_id: int) -> Sequence[tuple[str, str]]:
    """Who reported for a department before, with their titles, the latest first."""
    query = (
        select(DailyReport.reporter, DailyReport.reporter_title)
        .where(DailyReport.department_id == department_id, DailyReport.reporter != "")
        .order_by(DailyReport.id.desc())
        .limit(200)
    )
    return list(dict.fromkeys((name, title) for name, title in session.execute(query)))


def received(
    session: Session, from_on: date, to_on: date, until: datetime | None = None
) -> dict[tuple[int, date], datetime]:
    """When each report that stands, and came until a moment, came: by department and day."""
    query = (
        _current()
        .with_only_columns(DailyReport.department_id, DailyReport.day, DailyReport.received_at)
        .where(DailyReport.day >= from_on, DailyReport.day <= to_on)
    )
    if until is not None:
        query = query.where(DailyReport.received_at <= until)
    return {(department_id, day): at for department_id, day, at in session.execute(query)}


def results_in_order(report: ReportRow, titles: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """What a report says as (duty, text): by duty in the order of `titles`, then what is of none."""
    told = report.results
    results = [(title, told[duty_id]) for duty_id, title in titles.items() if duty_id in told]
    if report.other_results:
        results.append(("", report.other_results))
    return tuple(results)


def _current() -> Select[DailyReport, str]:
    """The last edition of each report, unless that withdrew it."""
    last = (
        select(
            DailyReport.department_id,
            DailyReport.day,
            func.max(DailyReport.edition).label("edition"),
        )
        .group_by(DailyReport.department_id, DailyReport.day)
        .subquery()
    )
    return (
        select(DailyReport, Department.name)
        .join(Department, Department.id == DailyReport.department_id)
        .join(
            last,
            (last.c.department_id == DailyReport.department_id)
            & (last.c.day == DailyReport.day)
            & (last.c.edition == DailyReport.edition),
        )
        .where(~DailyReport.is_withdrawn)
        .order_by(DailyReport.day, Department.position, Department.id)
    )


def _rows(session: Session, query: Select[DailyReport, str]) -> list[ReportRow]:
    found = session.execute(query).all()
    ids = [report.id for report, _name in found]
    results, figures, files = _results(session, ids), _figures(session, ids), _files(session, ids)
    return [
        ReportRow(
            report_id=report.id,
            department_id=report.department_id,
            department=name,
            day=report.day,
            edition=report.edition,
            is_withdrawn=report.is_withdrawn,
            received_at=report.received_at,
            entered_at=report.entered_at,
            form=report.form,
            reporter=report.reporter,
            reporter_title=report.reporter_title,
            results=results[report.id],
            other_results=report.results,
            difficulties=report.difficulties,
            proposals=report.proposals,
            tomorrow=report.tomorrow,
            figures=figures[report.id],
            present=report.present,
            on_leave=report.on_leave,
            quarantined=report.quarantined,
            feverish=report.feverish,
            reason=report.reason,
            files=tuple(files[report.id]),
        )
        for report, name in found
    ]


def _results(session: Session, ids: Collection[int]) -> dict[int, dict[int, str]]:
    query = select(DailyResult).where(DailyResult.report_id.in_(ids))
    return _by_report((row.report_id, row.duty_id, row.text) for row in session.scalars(query))


def _figures(session: Session, ids: Collection[int]) -> dict[int, dict[int, int]]:
    query = select(DailyFigure).where(DailyFigure.report_id.in_(ids))
    return _by_report(
        (row.report_id, row.indicator_id, row.value) for row in session.scalars(query)
    )


def _by_report(told: Iterable[tuple[int, int, Value]]) -> dict[int, dict[int, Value]]:
    found: dict[int, dict[int, Value]] = defaultdict(dict)
    for report_id, of_id, value in told:
        found[report_id][of_id] = value
    return found


def _files(session: Session, ids: Collection[int]) -> dict[int, list[FileRow]]:
    query = (
        select(DailyReportFile, Attachment.type, func.length(Attachment.content))
        .join(Attachment, Attachment.id == DailyReportFile.attachment_id)
        .where(DailyReportFile.report_id.in_(ids))
        .order_by(DailyReportFile.report_id, DailyReportFile.position)
    )
    found: dict[int, list[FileRow]] = defaultdict(list)
    for file, kind, size in session.execute(query):
        found[file.report_id].append(FileRow(file.id, file.attachment_id, file.name, kind, size))
    return found
