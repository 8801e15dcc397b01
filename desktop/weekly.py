"""The weekly report of a book: its figures as JSON, its proposed words, its PDF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.database import Database
from db.kinds import CopyCause
from db.queries.audit_marks import AuditMark, audit_mark
from db.queries.kept_reports import kept_pdf, report_in_force
from db.queries.office import KeptText, book_number, report_texts
from db.queries.report import WeeklyReport
from db.queries.weekly import weekly_report
from db.rules.codes import WEEKLY_REPORT, page_code
from db.services.closing import close_period
from desktop.backups import copy_before
from desktop.office_identity import letterhead_of, office_identity
from desktop.papers.office import Letterhead, OfficeIdentity
from desktop.papers.weekly_requests import Request, proposed_requests, with_requests
from desktop.papers.weekly_text import proposed

VISITORS, OUTSIDE = "KHACH", "NGOAI"
FIELDS = (
    "code",
    "name",
    "unit",
    "opening",
    "received",
    "issued",
    "returned",
    "written_off",
    "adjusted",
    "closing",
    "cumulative_received",
    "cumulative_issued",
)


PAPER_ON, NUMBER, SIGNER, URGENCY = "paper_on", "paper_number", "signer", "urgency"
BY_HAND = "-"  # the day is left for the hand
URGENCIES = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
"""What may be boxed under the number of a paper that can't wait."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """What the clerk settles about a report besides its sentences.

    Without `paper_on` the day is left for the hand; `signer` is one of office_identity.SIGNERS,
    `urgency` is one of URGENCIES or empty.
    """

    paper_on: date | None
    paper_number: str = ""
    signer: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it is now: what it was printed from, what the book proposes, and the PDF.

    `is_kept` tells that the week is closed and the PDF is the one that was kept.
    """

    paper: "WeeklyPaper"
    proposed: dict[str, str]
    requests: list[Request]
    pdf: bytes
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class WeeklyPaper:
    """All a weekly report is printed from; `kept` are the sentences the clerk changed."""

    report: WeeklyReport
    office: OfficeIdentity
    kept: dict[str, KeptText]
    book: int
    mark: AuditMark


def read_weekly(
    session: Session, from_on: date, to_on: date, paper_on: date, now: datetime
) -> WeeklyPaper:
    """Read a period's report as it stands now, with the office as it is on the paper's day."""
    return WeeklyPaper(
        report=weekly_report(session, from_on, to_on, now),
        office=office_identity(session, paper_on, to_on),
        kept=report_texts(session, from_on, to_on),
        book=book_number(session),
        mark=audit_mark(session),
    )


def texts_of(paper: WeeklyPaper) -> dict[str, str]:
    """The sentences as they stand: the clerk's where there are any, else the proposals."""
    kept = {field: text.text for field, text in paper.kept.items()}
    return {**proposals(paper, kept), **kept}


def proposals(paper: WeeklyPaper, texts: Mapping[str, str]) -> dict[str, str]:
    """The sentences the book proposes, in the order of the paper, if `texts` ask for supplies."""
    from desktop.papers.weekly_annexes import CHANGES, annex_names

    report = with_requests(paper.report, texts)
    return proposed(report, paper.office, annex_names(report).get(CHANGES, ""))


def weekly_pdf(
    database: Database, from_on: date, to_on: date, paper_on: date | None = None
) -> bytes:
    """The report of a period as PDF; dated `paper_on` where that is given.

    That of a closed week is the very PDF that was kept when it was closed.
    """
    if (closed := database.ask(kept_weekly, from_on, to_on)) is not None:
        return closed
    kept = database.ask(report_texts, from_on, to_on)
    choice = kept_choice(kept, database.clock.today())
    if paper_on is not None:
        choice = replace(choice, paper_on=paper_on)
    return preview_weekly(database, from_on, to_on, choice).pdf


def kept_weekly(session: Session, from_on: date, to_on: date) -> bytes | None:
    """The PDF that was kept of a closed week."""
    kept_id = report_in_force(session, from_on, to_on)
    return None if kept_id is None else kept_pdf(session, kept_id)


def print_to_keep(
    printed_at: datetime, today: date
) -> Callable[[Session, date, date], tuple[str, bytes]]:
    """What writes a week's report while its period is being closed, as it will be kept."""

    def write(session: Session, from_on: date, to_on: date) -> tuple[str, bytes]:
        from desktop.papers.weekly import weekly_title

        choice = kept_choice(report_texts(session, from_on, to_on), today)
        day = choice.paper_on or today
        paper = read_weekly(session, from_on, to_on, day, printed_at)
        head = letterhead_of(session, day, choice.signer) if choice.signer else None
        name = f"{weekly_title(paper.report)}.pdf".replace("/", "-")
        return name, print_weekly(paper, printed_at, choice, head=head)

    return write


def close_book(
    database: Database,
    to_on: date,
    *,
    despite: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Close the book up to a day and keep the reports of its weeks; return how many were kept."""
    copy_before(database, CopyCause.CLOSE)
    clock = database.clock
    print_week = print_to_keep(clock.now(), clock.today())
    kept = database.do(close_period, to_on, print_week, despite=despite, progress=progress)
    return len(kept)


def kept_choice(kept: Mapping[str, KeptText], today: date) -> PaperChoice:
    """What was settled about a period's report: else of today, without number, not urgent."""
    told = {field: text.text for field, text in kept.items()}
    day = told.get(PAPER_ON, "")
    return PaperChoice(
        paper_on=None if day == BY_HAND else date.fromisoformat(day) if day else today,
        paper_number=told.get(NUMBER, ""),
        signer=told.get(SIGNER, ""),
        urgency=told.get(URGENCY, ""),
    )


def preview_weekly(
    database: Database,
    from_on: date,
    to_on: date,
    choice: PaperChoice,
    texts: Mapping[str, str] | None = None,
) -> Preview:
    """Read and print a report in one go; `texts` are its sentences as they stand on the screen."""
    day = choice.paper_on or database.clock.today()
    now = database.clock.now()
    paper = database.ask(read_weekly, from_on, to_on, day, now)
    head = database.ask(letterhead_of, day, choice.signer) if choice.signer else None
    kept = database.ask(kept_weekly, from_on, to_on)
    pdf = kept or print_weekly(paper, now, choice, texts, head)
    told = proposals(paper, texts or texts_of(paper))
    return Preview(paper, told, proposed_requests(paper.report), pdf, kept is not None)


def print_weekly(
    paper: WeeklyPaper,
    printed_at: datetime,
    choice: PaperChoice,
    texts: Mapping[str, str] | None = None,
    head: Letterhead | None = None,
) -> bytes:
    """Write a report that was read from the book; it needs no database any more."""
    from desktop.papers.weekly import weekly_report as write

    report = paper.report
    days = (report.to_on - report.from_on).days + 1
    code = page_code(paper.book, WEEKLY_REPORT, int(f"{report.from_on:%y%m%d}"), days)
    return write(
        report,
        paper.office,
        {**texts_of(paper), **(texts or {})},
        printed_at,
        choice.paper_on,
        head=head,
        paper_number=choice.paper_number,
        code=code,
        urgency=choice.urgency,
        mark=paper.mark.printed,
    )


def weekly_json(database: Database, from_on: date, to_on: date) -> dict[str, Any]:
    """The figures of a period in the shape the README promises; quantities in base units."""
    report = database.ask(weekly_report, from_on, to_on, database.clock.now())
    codes = {figures.supply_id: figures.code for figures in report.supplies}

    def by_code(*sums: Mapping[int, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for quantities in sums:
            for supply_id, quantity in quantities.items():
                if quantity:
                    code = codes[supply_id]
                    found[code] = found.get(code, 0) + quantity
        return found

    rows = [
        {"code": row.code, "name": row.name, "issued": by_code(row.issued, row.shared)}
        for row in report.departments
    ]
    rows.append(
        {"code": VISITORS, "name": "Khách đến liên hệ công tác", "issued": by_code(report.visitors)}
    )
    rows.append(
        {"code": OUTSIDE, "name": "Cơ quan, đơn vị ngoài Sở", "issued": by_code(report.agencies)}
    )
    return {
        "week": report.week,
        "from": from_on.isoformat(),
        "to": to_on.isoformat(),
        "supplies": [
            {field: getattr(figures, field) for field in FIELDS} for figures in report.supplies
        ],
        "by_department": [row for row in rows if row["issued"]],
        "leaflets": _leaflets(report),
        "daily_reports": _daily(report),
        "web_updates": _site(report),
    }


def _leaflets(report: WeeklyReport) -> list[dict[str, Any]]:
    """Each leaflet so far: accepted + others = distributed + deposited + spoiled + in_store."""
    if report.leaflets is None:
        return []
    fields = ("code", "title", "ordered", "accepted", "others", "distributed", "signed")
    return [
        {
            **{name: getattr(line.figures, name) for name in fields},
            "distributed_in_period": report.leaflets_distributed.get(line.figures.supply_id, 0),
            "deposited": line.figures.deposited,
            "spoiled": line.figures.spoiled,
            "in_store": line.figures.in_store,
        }
        for line in report.leaflets.lines
    ]


def _daily(report: WeeklyReport) -> list[dict[str, Any]]:
    """How each department reported before 8:30, in days; due = on_time + late + missing."""
    return [
        {
            "code": unit.code,
            "name": unit.department,
            "due": unit.tally.due,
            "on_time": unit.tally.on_time,
            "late": unit.tally.late,
            "missing": unit.tally.missing,
            "excused": unit.tally.excused,
        }
        for unit in report.daily or ()
    ]


def _site(report: WeeklyReport) -> dict[str, Any] | None:
    """How much was put on the web site, and the days without; None where that was never noted."""
    if report.site is None:
        return None
    without = [day.isoformat() for day in report.site.days_without]
    return {"count": report.site.updates, "days_without": without}
