"""The books of the store as workbooks: a sheet for each supply, the rows of the paper."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from db.queries.stock_books import StockBook
from desktop.papers.grid import Grid
from desktop.papers.office import OfficeIdentity, PaperForm
from desktop.papers.stock_books import ALL_STORES, CARD_TITLE, DETAIL_TITLE, span_of
from desktop.papers.stock_rows import card_grid, detail_grid
from desktop.sheets.workbook import Book


def card_workbook(books: Sequence[StockBook], office: OfficeIdentity, at: datetime) -> bytes:
    """Write stock cards (S21-H) as XLSX."""
    return _workbook(
        books, office, at, CARD_TITLE, office.forms.card, partial(card_grid, in_base_units=True)
    )


def detail_workbook(books: Sequence[StockBook], office: OfficeIdentity, at: datetime) -> bytes:
    """Write detailed books (S22-H) as XLSX."""
    return _workbook(
        books,
        office,
        at,
        DETAIL_TITLE,
        office.forms.detail,
        partial(detail_grid, in_base_units=True),
    )


def _workbook(
    books: Sequence[StockBook],
    office: OfficeIdentity,
    at: datetime,
    title: str,
    form: PaperForm,
    grid_of: Callable[[StockBook], Grid],
) -> bytes:
    workbook = Book()
    code = f"Mẫu số {form.code} {form.regulation}".strip() if form.code else ""
    for book in books:
        titles = [
            title,
            f"Đơn vị: {office.agency}",
            *([code] if code else []),
            span_of(book),
            f"Tên, nhãn hiệu, quy cách, phẩm chất: {book.name}",
            f"Mã số: {book.code}; đơn vị tính: {book.unit}; kho: {book.store or ALL_STORES}",
        ]
        workbook.table(f"{book.code} {book.name}", titles, grid_of(book))
    return workbook.done(title.capitalize(), office.office, at)
