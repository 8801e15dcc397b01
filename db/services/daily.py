"""The acts on daily reports: one that came, one put right or taken back; excuses; the Director's page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import (
    ChangedMeanwhile,
    FigureOutOfRange,
    FutureDay,
    FutureMoment,
    IndicatorOfBook,
    NotAssigned,
    NotFound,
    ReceivedTooEarly,
    RefusedByBook,
)
from db.kinds import IndicatorKind, ReportForm
from db.models.daily import (
    DailyExcuse,
    DailyFigure,
    DailyPage,
    DailyReport,
    DailyReportFile,
    DailyResult,
)
from db.models.duties import Duty, Indicator
from db.models.staff import Department
from db.queries.daily_calendar import daily_calendar, local
from db.rules.calendar import DAY
from db.services.attachments import keep_file
from db.services.documents import NewFile
from db.services.records import opened, required
from db.text import clean, clean_lines

PEOPLE = ("present", "on_leave", "quarantined", "feverish")


@dataclass(frozen=True, slots=True)
class DailyReportFields:
    """A department's report of a day as it is typed in; `received_at` is an aware moment.

    `results` are texts by duty, `figures` values by indicator (1 for yes, 0 for no) without those
    that the book knows. `edition` is the one being put right, 0 for a first report; `kept_files`
    are attachments of it that stay.
    """

    department_id: int
    day: date
    received_at: datetime
    form: ReportForm
    reporter: str = ""
    reporter_title: str = ""
    results: Mapping[int, str] = field(default_factory=dict)
    other_results: str = ""
    difficulties: str = ""
    proposals: str = ""
    tomorrow: str = ""
    figures: Mapping[int, int] = field(default_factory=dict)
    present: int | None = None
    on_leave: int | None = None
    quarantined: int | None = None
    feverish: int | None = None
    edition: int = 0
    reason: str = ""
    kept_files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcuseFields:
    """Days on which a department need not report, and why."""

    department_id: int
    from_on: date
    to_on: date
    reason: str
    id: int | None = None
    version: int | None = None


def save_report(
    session: Session, act: Act, fields: DailyReportFields, files: tuple[NewFile, ...] = ()
) -> int:
    """Note a report that came, or put one right by a further edition; return the edition's id.

    Raises NotAssigned, FutureDay, FutureMoment, ReceivedTooEarly, ChangedMeanwhile, IndicatorOfBook,
    FigureOutOfRange, AttachmentTooLarge.
    """
    _refuse_unassigned(session, fields.department_id, fields.day)
    last = _last_edition(session, fields.department_id, fields.day)
    _refuse_impossible(session, act, fields)
    if (last.edition if last else 0) != fields.edition:
        raise ChangedMeanwhile("daily_report")
    for name in PEOPLE:
        _refuse_beyond(getattr(fields, name))
    report = DailyReport(
        department_id=fields.department_id,
        day=fields.day,
        edition=fields.edition + 1,
        is_withdrawn=False,
        received_at=fields.received_at,
        entered_at=act.at,
        form=fields.form,
        reporter=clean(fields.reporter),
        reporter_title=clean(fields.reporter_title),
        results=clean_lines(fields.other_results),
        difficulties=clean_lines(fields.difficulties),
        proposals=clean_lines(fields.proposals),
        tomorrow=clean_lines(fields.tomorrow),
        reason=clean(fields.reason),
        **{name: getattr(fields, name) for name in PEOPLE},
    )
    session.add(report)
    session.flush()
    _add_results(session, report, fields.results)
    _add_figures(session, report, fields.figures)
    _add_files(session, report, last, fields.kept_files, files)
    session.flush()
    return report.id


def withdraw_report(
    session: Session, act: Act, department_id: int, day: date, edition: int, reason: str
) -> int:
    """Say that there is no report after all, by a further edition; return its id."""
    last = _last_edition(session, department_id, day)
    if last is None or last.is_withdrawn:
        raise NotFound("daily_report", day.isoformat())
    if last.edition != edition:
        raise ChangedMeanwhile("daily_report")
    report = DailyReport(
        department_id=department_id,
        day=day,
        edition=edition + 1,
        is_withdrawn=True,
        received_at=last.received_at,
        entered_at=act.at,
        form=last.form,
        reason=required("reason", reason),
    )
    session.add(report)
    session.flush()
    return report.id


def save_excuse(session: Session, act: Act, fields: ExcuseFields) -> int:
    """Excuse a department for some days, or change that; return the excuse's id."""
    opened(session, Department, fields.department_id, None)
    if fields.to_on < fields.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    if fields.id is None:
        excuse = DailyExcuse()
        session.add(excuse)
    else:
        excuse = opened(session, DailyExcuse, fields.id, fields.version)
    excuse.department_id = fields.department_id
    excuse.from_on, excuse.to_on = fields.from_on, fields.to_on
    excuse.reason = required("reason", fields.reason)
    session.flush()
    return excuse.id


def remove_excuse(session: Session, act: Act, excuse_id: int) -> None:
    """Take an excuse back."""
    session.delete(opened(session, DailyExcuse, excuse_id, None))


def keep_daily_page(
    session: Session, act: Act, day: date, from_on: date, to_on: date, pdf: bytes
) -> int:
    """Keep the page that the Director is given, once for each content; return its id."""
    name = f"bao-cao-nhanh-{day.isoformat()}.pdf"
    attachment_id = keep_file(session, name, "application/pdf", pdf)
    known = select(DailyPage.id).where(
        DailyPage.day == day, DailyPage.attachment_id == attachment_id
    )
    if (page_id := session.scalar(known)) is not None:
        return page_id
    page = DailyPage(
        day=day, from_on=from_on, to_on=to_on, made_at=act.at, attachment_id=attachment_id
    )
    session.add(page)
    session.flush()
    return page.id


def _refuse_unassigned(session: Session, department_id: int, day: date) -> None:
    assigned = select(Duty.id).where(
        Duty.department_id == department_id,
        Duty.from_on <= day,
        Duty.to_on.is_(None) | (Duty.to_on >= day),
    )
    if session.scalar(assigned.limit(1)) is None:
        raise NotAssigned(opened(session, Department, department_id, None).name, day)


def _last_edition(session: Session, department_id: int, day: date) -> DailyReport | None:
    return session.scalar(
        select(DailyReport)
        .where(DailyReport.department_id == department_id, DailyReport.day == day)
        .order_by(DailyReport.edition.desc())
        .limit(1)
    )


def _refuse_impossible(session: Session, act: Act, fields: DailyReportFields) -> None:
    if fields.day > act.today:
        raise FutureDay(fields.day, act.today, act.present)
    earliest = daily_calendar(session).due_before(fields.day) or fields.day - DAY
    if (came_on := local(fields.received_at).date()) < earliest:
        raise ReceivedTooEarly(came_on, earliest)
    if fields.received_at > act.at:
        raise FutureMoment(fields.received_at, act.at)


def _refuse_beyond(value: int | None, most: int = LIMIT) -> None:
    if value is not None and not 0 <= value <= most:
        raise FigureOutOfRange(value, most)


def _add_results(session: Session, report: DailyReport, results: Mapping[int, str]) -> None:
    rows = []
    for duty_id, text in results.items():
        duty = opened(session, Duty, duty_id, None)
        if duty.department_id != report.department_id:
            raise NotFound("duty", str(duty_id))
        if told := clean_lines(text):
            rows.append({"report_id": report.id, "duty_id": duty_id, "text": told})
    if rows:
        session.execute(insert(DailyResult), rows)


def _add_figures(session: Session, report: DailyReport, figures: Mapping[int, int]) -> None:
    rows = []
    for indicator_id, value in figures.items():
        indicator = opened(session, Indicator, indicator_id, None)
        if indicator.department_id != report.department_id:
            raise NotFound("indicator", str(indicator_id))
        if indicator.source is not None:
            raise IndicatorOfBook(indicator.name)
        _refuse_beyond(value, 1 if indicator.kind is IndicatorKind.YES_NO else LIMIT)
        rows.append({"report_id": report.id, "indicator_id": indicator_id, "value": value})
    if rows:
        session.execute(insert(DailyFigure), rows)


def _add_files(
    session: Session,
    report: DailyReport,
    last: DailyReport | None,
    kept: tuple[int, ...],
    files: tuple[NewFile, ...],
) -> None:
    named: dict[int, str] = {}
    if last is not None and kept:
        of_last = select(DailyReportFile.attachment_id, DailyReportFile.name).where(
            DailyReportFile.report_id == last.id, DailyReportFile.attachment_id.in_(kept)
        )
        named = dict(session.execute(of_last.order_by(DailyReportFile.position)).all())
    for file in files:
        name = clean(file.name)
        named[keep_file(session, name, file.kind, file.content)] = name
    rows = [
        {"report_id": report.id, "attachment_id": attachment_id, "name": name, "position": at}
        for at, (attachment_id, name) in enumerate(named.items(), 1)
    ]
    if rows:
        session.execute(insert(DailyReportFile), rows)
