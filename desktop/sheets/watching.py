"""The cases of false information and the log of the web site as workbooks."""

from collections.abc import Sequence
from datetime import datetime

from desktop.papers import case_list, web_log
from desktop.papers.case_list import CaseList, case_grid
from desktop.papers.grid import Grid
from desktop.papers.office import OfficeIdentity
from desktop.papers.web_log import WebLog, web_log_grid
from desktop.sheets.workbook import Book


def case_workbook(told: CaseList, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the cases as XLSX, the rows of the paper."""
    title = f"{case_list.KIND} {case_list.SUBJECT}"
    return _written("Vụ việc", title, told.subtitles, case_grid(told), (told.sum,), office, at)


def web_log_workbook(told: WebLog, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the log as XLSX, the rows of the paper."""
    title = f"{web_log.KIND} {web_log.SUBJECT}"
    return _written("Nhật ký", title, told.subtitles, web_log_grid(told), told.ends, office, at)


def _written(
    name: str,
    title: str,
    subtitles: Sequence[str],
    grid: Grid,
    ends: Sequence[str],
    office: OfficeIdentity,
    at: datetime,
) -> bytes:
    book = Book()
    book.table(name, (title, f"Đơn vị: {office.agency}", *subtitles), grid, ends)
    return book.done(title.capitalize(), office.office, at)
