"""An allocation as a workbook, which `import allocation` reads back."""

from datetime import datetime

from db.queries.allocations import AllocationSheet
from desktop.papers.allocation import TITLE, allocation_grid, is_wide, subtitles
from desktop.papers.figures import long_day
from desktop.papers.office import OfficeIdentity
from desktop.sheets.workbook import Book


def allocation_workbook(sheet: AllocationSheet, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the table as XLSX, the rows of the paper."""
    book = Book()
    named = [f"Tên bảng: {sheet.title}"] if sheet.title else []
    titles = (TITLE, *named, f"Ngày {long_day(sheet.day)}", *subtitles(sheet))
    book.table("Phân bổ", titles, allocation_grid(sheet), is_wide=is_wide(sheet))
    return book.done(TITLE.capitalize(), office.office, at)
