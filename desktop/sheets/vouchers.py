"""A voucher and the papers that go with it as workbooks."""

from collections.abc import Sequence
from datetime import datetime

from db.queries.voucher_paper import VoucherPaper
from desktop.papers import handover, loss_notice, voucher
from desktop.papers.figures import long_day
from desktop.papers.grid import Grid
from desktop.papers.office import OfficeIdentity, PaperForm
from desktop.papers.voucher_lines import voucher_grid
from desktop.papers.voucher_words import title, told_lines, undone
from desktop.sheets.workbook import Book


def voucher_workbook(paper: VoucherPaper, office: OfficeIdentity, at: datetime) -> bytes:
    """Write a Phiếu nhập kho or Phiếu xuất kho as XLSX."""
    titles = [
        title(paper),
        *_form(office.forms.receipt if paper.is_receipt else office.forms.issue),
        f"Ngày {long_day(paper.day)}",
        f"Số: {paper.number}",
        *(["ĐÃ HỦY", undone(paper)] if paper.reversed_by else []),
        *told_lines(paper, office),
    ]
    grid = voucher_grid(paper, office.vouchers, in_base_units=True)
    return _workbook(titles, grid, voucher.end_lines(paper, office), office, at)


def loss_workbook(paper: VoucherPaper, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the notice of a write-off (C32-HD) as XLSX."""
    titles = [
        loss_notice.TITLE,
        *_form(office.forms.loss),
        f"Ngày {long_day(paper.day)}",
        f"Số: {paper.number}",
        loss_notice.used_by(paper),
    ]
    grid = loss_notice.loss_grid(paper, in_base_units=True)
    return _workbook(titles, grid, (loss_notice.OPINION,), office, at, is_wide=True)


def handover_workbook(paper: VoucherPaper, office: OfficeIdentity, at: datetime) -> bytes:
    """Write the record of a hand-over as XLSX."""
    titles = [
        handover.TITLE,
        handover.subject(paper, office),
        *handover.head_lines(paper, office),
    ]
    grid = handover.handover_grid(paper, in_base_units=True)
    return _workbook(titles, grid, handover.end_lines(paper, office), office, at)


def _form(form: PaperForm) -> list[str]:
    return [f"Mẫu số {form.code} {form.regulation}".strip()] if form.code else []


def _workbook(
    titles: Sequence[str],
    grid: Grid,
    ends: Sequence[str],
    office: OfficeIdentity,
    at: datetime,
    *,
    is_wide: bool = False,
) -> bytes:
    book = Book()
    book.table(titles[0].capitalize(), titles, grid, ends, is_wide=is_wide)
    return book.done(titles[0].capitalize(), office.office, at)
