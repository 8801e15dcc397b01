"""A count as a workbook: the columns of its record (C33-HD), with real numbers."""

from collections.abc import Sequence
from datetime import datetime

from db.queries.counting import CountLine, StocktakeRow
from desktop.papers.office import OfficeIdentity
from desktop.papers.stocktake import TITLE, end_lines, head_lines, record_grid
from desktop.sheets.workbook import Book


def stocktake_workbook(
    told: StocktakeRow, lines: Sequence[CountLine], office: OfficeIdentity, at: datetime
) -> bytes:
    """Write the record of a count as XLSX; its lines come with their values."""
    book = Book()
    titles = (" ".join(TITLE), *head_lines(told, lines))
    book.table("Kiểm kê", titles, record_grid(lines), end_lines(told, lines))
    return book.done(TITLE[0].capitalize(), office.office, at)
