"""The papers about daily reports, read from a book: as PDF, as workbooks, as a text to send; without Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from db.queries.daily_page import DirectorPage, director_page
from db.queries.daily_week import DailyWeek, daily_week
from db.queries.office import report_texts
from db.queries.press_coverage import PressCoverage, press_coverage
from db.services.daily import keep_daily_page
from desktop.office_identity import office_identity
from desktop.papers.figures import local_day
from desktop.papers.office import OfficeIdentity


def page_pdf(database: Database, day: date, at: datetime) -> bytes:
    """Báo cáo nhanh, the Director's page of a day as it stands at an aware moment."""
    return print_page(database, day, at).pdf


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """The Director's page as it was printed, and the days that its stock covers."""

    day: date
    from_on: date
    to_on: date
    pdf: bytes


def print_page(database: Database, day: date, at: datetime) -> PrintedDay:
    """Write the Director's page, to be given to him later."""
    from desktop.papers.daily_page import daily_page

    page, office = _read_page(database, day, at)
    return PrintedDay(day, page.from_on, page.to_on, daily_page(page, office))


def give_page(database: Database, printed: PrintedDay) -> int:
    """Keep a page that was given to the Director; the stock of the next one goes on from it."""
    told = {"day": printed.day, "from_on": printed.from_on, "to_on": printed.to_on}
    given = (printed.day, printed.from_on, printed.to_on, printed.pdf)
    return database.do(keep_daily_page, *given, told=told)


def page_text(database: Database, day: date, at: datetime) -> str:
    """The same in a few sentences, to be copied into a message."""
    from desktop.papers.daily_text import message

    return message(database.ask(director_page, day, at))


def summary_pdf(database: Database, day: date, at: datetime) -> bytes:
    """Bảng tổng hợp: all that each department reported on a day."""
    from desktop.papers.daily_summary import daily_summary

    return daily_summary(*_read_page(database, day, at))


def _read_page(database: Database, day: date, at: datetime) -> tuple[DirectorPage, OfficeIdentity]:
    page = database.ask(director_page, day, at)
    return page, database.ask(office_identity, local_day(at), day)


def summary_xlsx(database: Database, day: date, at: datetime) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.daily import summary_workbook

    return summary_workbook(*_read_page(database, day, at))


def week_pdf(database: Database, from_on: date, to_on: date, at: datetime) -> bytes:
    """Tổng hợp báo cáo hằng ngày: a period by department and indicator, with charts."""
    from desktop.papers.daily_week import daily_week as write

    return write(*_read_week(database, from_on, to_on, at))


def week_xlsx(database: Database, from_on: date, to_on: date, at: datetime) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.daily import week_workbook

    return week_workbook(*_read_week(database, from_on, to_on, at))


def press_pdf(
    database: Database,
    from_on: date,
    to_on: date,
    at: datetime,
    department_id: int | None = None,
    texts: Mapping[str, str] | None = None,
) -> bytes:
    """The report on press coverage to the People's Committee; `texts` are its words on the screen.

    Without a department: the one whose duty says that it reports there. Raises NobodyAssigned.
    """
    from desktop.papers.press_coverage import press_coverage as write

    coverage, office = _read_press(database, from_on, to_on, at, department_id)
    kept = {key: one.text for key, one in database.ask(report_texts, from_on, to_on).items()}
    return write(coverage, office, {**kept, **(texts or {})})


def press_proposals(
    database: Database, from_on: date, to_on: date, at: datetime, department_id: int | None = None
) -> dict[str, str]:
    """The texts of that report as the book words them; `save_report_texts` keeps others."""
    from desktop.papers.press_coverage import proposed_texts

    return proposed_texts(*_read_press(database, from_on, to_on, at, department_id))


def press_xlsx(
    database: Database, from_on: date, to_on: date, at: datetime, department_id: int | None = None
) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.daily import press_workbook

    return press_workbook(*_read_press(database, from_on, to_on, at, department_id))


def _read_week(
    database: Database, from_on: date, to_on: date, at: datetime
) -> tuple[DailyWeek, OfficeIdentity]:
    week = database.ask(daily_week, from_on, to_on, at)
    return week, database.ask(office_identity, local_day(at), to_on)


def _read_press(
    database: Database, from_on: date, to_on: date, at: datetime, department_id: int | None
) -> tuple[PressCoverage, OfficeIdentity]:
    coverage = database.ask(press_coverage, from_on, to_on, at, department_id)
    return coverage, database.ask(office_identity, local_day(at), to_on)
