"""The list of vouchers as a workbook."""

from datetime import datetime

from desktop.papers.office import OfficeIdentity
from desktop.papers.voucher_list import TITLE, VoucherList, voucher_grid
from desktop.sheets.workbook import Book


def voucher_list_workbook(told: VoucherList, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the list as XLSX, the rows of the paper."""
    book = Book()
    titles = (TITLE, f"Đơn vị: {office.agency}", *told.subtitles)
    book.table("Phiếu", titles, voucher_grid(told))
    return book.done(TITLE.capitalize(), office.office, at)
