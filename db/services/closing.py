"""The acts that close the book up to a day, keeping the reports of its weeks, and undo the last."""

import hashlib
from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.database import Act
from db.errors import ClosedAlready, ClosingBlocked, FutureDay, NothingClosed, ReasonMissing
from db.models.stock import KeptReport, PeriodClose
from db.queries.closing import last_close, obstacles
from db.queries.kept_reports import last_edition, read_figures, report_figures, told_figures
from db.queries.periods import report_weeks
from db.services.attachments import keep_file
from db.services.open_days import closed_to
from db.text import clean

PrintWeek = Callable[[Session, date, date], tuple[str, bytes]]
"""Writes the report of a week as it will be kept: the name of its file, and the PDF."""


def close_period(
    session: Session,
    act: Act,
    to_on: date,
    print_week: PrintWeek,
    *,
    despite: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Close every day up to and including one; return the SHA-256 of each report that was kept.

    The report of each week closed with it is kept, unless it was and its figures have not changed;
    the digests are in the journal's chain from then on. `despite` closes in spite of what blocks. Raises FutureDay, ClosedAlready, ClosingBlocked.
    """
    if to_on > act.today:
        raise FutureDay(to_on, act.today, act.present)
    before = closed_to(session)
    if before is not None and to_on <= before:
        raise ClosedAlready(to_on, before)
    blocking = [one for one in obstacles(session, to_on) if one.is_blocking]
    if blocking and not despite:
        kinds = [str(one.kind) for one in blocking]
        raise ClosingBlocked(to_on, kinds.count("draft"), kinds.count("count"))
    close = PeriodClose(closed_to=to_on, act_id=act.id, undone_at=None, reason="")
    session.add(close)
    session.flush()
    weeks = sorted(
        (week.from_on, week.to_on)
        for week in report_weeks(session, act.today)
        if week.to_on <= to_on and (before is None or week.to_on > before)
    )
    kept = []
    for done, (from_on, last) in enumerate(weeks):
        if progress is not None:
            progress(done, len(weeks))
        digest = _keep_report(session, close.id, from_on, last, print_week)
        kept += [digest] if digest else []
    return kept


def undo_close(session: Session, act: Act, reason: str) -> int:
    """Open the period again that was closed last, with the reason; return the close's id.

    The reports kept with it stay. Raises NothingClosed, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    close = last_close(session)
    if close is None:
        raise NothingClosed
    close.undone_at, close.reason = act.at, clean(reason)
    return close.id


def _keep_report(
    session: Session, close_id: int, from_on: date, to_on: date, print_week: PrintWeek
) -> str | None:
    figures = report_figures(session, from_on, to_on)
    last = last_edition(session, from_on, to_on)
    if last is not None and read_figures(last.figures) == figures:
        return None
    name, pdf = print_week(session, from_on, to_on)
    session.add(
        KeptReport(
            from_on=from_on,
            to_on=to_on,
            edition=0 if last is None else last.edition + 1,
            close_id=close_id,
            attachment_id=keep_file(session, name, "application/pdf", pdf),
            figures=told_figures(figures),
        )
    )
    session.flush()
    return hashlib.sha256(pdf).hexdigest()
