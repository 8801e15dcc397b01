"""Nhập – xuất – tồn as a workbook: the summary, and the same by where things came from and went."""

from datetime import datetime

from desktop.papers.office import OfficeIdentity
from desktop.papers.stock_books import ALL_STORES
from desktop.papers.stock_report import TITLE, StockReport, split_grid, summary_grid
from desktop.sheets.workbook import Book


def stock_report_workbook(report: StockReport, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the summary as XLSX; quantities in base units."""
    book = Book()
    titles = (
        TITLE,
        f"Đơn vị: {office.agency}",
        report.span,
        f"Kho: {report.store or ALL_STORES}",
        *(() if report.is_closed else ("Số liệu chưa khóa sổ",)),
    )
    book.table("Nhập xuất tồn", titles, summary_grid(report, in_base_units=True))
    book.table("Theo nguồn, lý do", titles, split_grid(report, in_base_units=True))
    return book.done(f"{TITLE.capitalize()} {report.span.lower()}", office.office, at)
