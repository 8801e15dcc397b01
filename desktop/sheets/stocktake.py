"""A count as workbooks: the sheet to count with, the record (C33-HD), with real numbers."""

from collections.abc import Sequence
from datetime import datetime

from db.queries.counting import CountLine, StocktakeRow
from desktop.papers.count_sheet import sheet_grid
from desktop.papers.figures import long_day
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


def count_sheet_workbook(
    told: StocktakeRow,
    lines: Sequence[CountLine],
    office: OfficeIdentity,
    at: datetime,
    *,
    with_book: bool = True,
) -> bytes:
    """Write the sheet to count with as XLSX."""
    book = Book()
    titles = ("PHIẾU KIỂM KÊ", f"{told.store} – {told.scope}", f"Ngày {long_day(told.day)}")
    book.table("Phiếu kiểm kê", titles, sheet_grid(lines, with_book=with_book), is_wide=False)
    return book.done("Phiếu kiểm kê", office.office, at)
