"""The papers about daily reports, read from a book: as PDF, as workbooks, as a text to send; without Qt."""

from datetime import date, datetime

from db.database import Database
from db.queries.daily_page import DirectorPage, director_page
from desktop.office_identity import office_identity
from desktop.papers.figures import local_day
from desktop.papers.office import OfficeIdentity


def page_pdf(database: Database, day: date, at: datetime) -> bytes:
    """Báo cáo nhanh, the Director's page of a day as it stands at an aware moment."""
    from desktop.papers.daily_page import daily_page

    return daily_page(*_read_page(database, day, at))


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
