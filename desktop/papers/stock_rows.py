"""The rows of the store's books: brought forward, each voucher, the sum of each month, what is left."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from db.kinds import VoucherKind
from db.queries.stock_books import BookEntry, StockBook
from db.rules.money import hundredths
from desktop.papers.figures import Measure, measure
from desktop.papers.grid import Cell, Grid, GridRow, Price
from desktop.papers.tables import Column
from desktop.papers.voucher_lines import SOURCES
from desktop.papers.voucher_words import LOSSES

_VOUCHER, _PIECES = "Số hiệu chứng từ", "Số lượng"
_CARD = (
    Column("STT", 8, "centre", letter="A"),
    Column("Ngày, tháng", 18, "centre", letter="B"),
    Column("Nhập", 15, "centre", _VOUCHER, "C"),
    Column("Xuất", 15, "centre", _VOUCHER, "D"),
    Column("Diễn giải", 33, letter="E"),
    Column("Ngày nhập, xuất", 18, "centre", letter="F"),
    Column("Nhập", 14, "right", _PIECES, "1"),
    Column("Xuất", 14, "right", _PIECES, "2"),
    Column("Tồn", 15, "right", _PIECES, "3"),
    Column("Ký xác nhận của kế toán", 15, letter="G"),
)
_DETAIL = (
    Column("STT", 8, "centre", letter="A"),
    Column("Số hiệu", 17, "centre", "Chứng từ", "B"),
    Column("Ngày, tháng", 19, "centre", "Chứng từ", "C"),
    Column("Diễn giải", 50, letter="D"),
    Column("Đơn giá", 19, "right", letter="1"),
    Column("Số lượng", 17, "right", "Nhập", "2"),
    Column("Thành tiền", 25, "right", "Nhập", "3 = 1 × 2"),
    Column("Số lượng", 17, "right", "Xuất", "4"),
    Column("Thành tiền", 25, "right", "Xuất", "5 = 1 × 4"),
    Column("Số lượng", 17, "right", "Tồn", "6"),
    Column("Thành tiền", 26, "right", "Tồn", "7"),
    Column("Ghi chú", 12, letter="E"),
)

_CARD_PIECES, _DETAIL_PIECES = (6, 7, 8), (5, 7, 9)  # the columns that count


def told_of(entry: BookEntry) -> str:
    """What a line of a book is about (Diễn giải)."""
    if entry.reverses:
        return _after(f"Hủy phiếu {entry.reverses}", entry.reason)
    match entry.counts_as:
        case VoucherKind.RECEIPT:
            source = SOURCES[entry.source] if entry.source else "Nhập kho"
            return _after(source, entry.whom)
        case VoucherKind.ISSUE:
            return _after("Cấp phát", entry.whom)
        case VoucherKind.RETURN:
            return _after("Nhập trả lại kho", entry.whom)
        case VoucherKind.TRANSFER if entry.quantity_in:
            return f"Chuyển từ {entry.other_store}"
        case VoucherKind.TRANSFER:
            return f"Chuyển đến {entry.other_store}"
        case VoucherKind.WRITE_OFF:
            cause = f" do {LOSSES[entry.loss]}" if entry.loss else ""
            return _after(f"Xuất hủy{cause}", entry.reason)
        case _ if not (entry.quantity_in or entry.quantity_out):
            return _after("Điều chỉnh giá trị", entry.reason)
        case _:
            return _after("Kiểm kê thừa" if entry.is_receipt else "Kiểm kê thiếu", entry.reason)


def book_measure(book: StockBook, *, in_base_units: bool = False) -> Measure:
    """The unit of a whole book: the report unit where it says every quantity exactly."""
    if in_base_units:
        return Measure(book.unit)
    moved = (n for e in book.entries for n in (e.quantity_in, e.quantity_out, e.quantity_left))
    return measure(book.unit, book.report_unit, book.report_size, book.quantity_before, *moved)


def in_measure(grid: Grid, unit: Measure, places: Collection[int]) -> Grid:
    """A grid of base units with the quantities of these columns in another unit."""
    if unit.size == 1:
        return grid

    def told(row: GridRow) -> GridRow:
        cells = (
            unit.cell(cell) if place in places and isinstance(cell, int) else cell
            for place, cell in enumerate(row.cells)
        )
        return replace(row, cells=tuple(cells))

    return Grid(grid.columns, tuple(map(told, grid.rows)))


def card_grid(book: StockBook, *, in_base_units: bool = False) -> Grid:
    """The stock card (S21-H): pieces only, one line a voucher, the balance after each."""
    vouchers = [
        list(parts) for _, parts in groupby(book.entries, key=lambda entry: entry.voucher_id)
    ]
    rows = [_card_sum(_brought(book), None, None, book.quantity_before)]
    number = 0
    for (year, month), of_month in groupby(vouchers, key=lambda p: (p[0].day.year, p[0].day.month)):
        came = went = 0
        left = 0
        for parts in of_month:
            if not any(part.quantity_in or part.quantity_out or part.is_opening for part in parts):
                continue  # its value alone was corrected
            number += 1
            first, last = parts[0], parts[-1]
            part_in = sum(part.quantity_in for part in parts)
            part_out = sum(part.quantity_out for part in parts)
            came, went, left = came + part_in, went + part_out, last.quantity_left
            numbers = (first.number, None) if first.is_receipt else (None, first.number)
            pieces = (part_in or None, part_out or None, left)
            rows.append(
                GridRow((number, first.day, *numbers, told_of(first), first.day, *pieces, None))
            )
        rows.append(_card_sum(f"Cộng tháng {month:02d}/{year}", came, went, left))
    total = _sums(book.entries)
    left = book.entries[-1].quantity_left if book.entries else book.quantity_before
    rows.append(_card_sum("Cộng, tồn cuối kỳ", total[0], total[2], left))
    unit = book_measure(book, in_base_units=in_base_units)
    return in_measure(Grid(_CARD, tuple(rows)), unit, _CARD_PIECES)


def detail_grid(book: StockBook, *, in_base_units: bool = False) -> Grid:
    """The detailed book (S22-H): pieces and value, one line for each price of a voucher."""
    rows = [
        _detail_sum(
            _brought(book), (None, None, None, None), book.quantity_before, book.amount_before
        )
    ]
    number = 0
    entries = book.entries
    unit = book_measure(book, in_base_units=in_base_units)
    for (year, month), of_month in groupby(entries, key=lambda e: (e.day.year, e.day.month)):
        month_entries = list(of_month)
        for entry in month_entries:
            number += 1
            rows.append(_detail_row(number, entry, unit))
        last = month_entries[-1]
        rows.append(
            _detail_sum(
                f"Cộng tháng {month:02d}/{year}",
                _sums(month_entries),
                last.quantity_left,
                last.amount_left,
            )
        )
    left = (
        (entries[-1].quantity_left, entries[-1].amount_left)
        if entries
        else (book.quantity_before, book.amount_before)
    )
    rows.append(_detail_sum("Cộng, tồn cuối kỳ", _sums(entries), *left))
    return in_measure(Grid(_DETAIL, tuple(rows)), unit, _DETAIL_PIECES)


def _detail_row(number: int, entry: BookEntry, unit: Measure) -> GridRow:
    came, went = (entry.quantity_in, entry.amount_in), (entry.quantity_out, entry.amount_out)
    price = Price(hundredths((came[1] + went[1]) * unit.size, came[0] + went[0]))
    return GridRow(
        (
            number,
            entry.number,
            entry.day,
            told_of(entry),
            price or None,
            *(came if any(came) else (None, None)),
            *(went if any(went) else (None, None)),
            entry.quantity_left,
            entry.amount_left,
            None,
        )
    )


def _brought(book: StockBook) -> str:
    is_new_year = (book.from_on.day, book.from_on.month) == (1, 1)
    return "Tồn đầu năm chuyển sang" if is_new_year else "Tồn đầu kỳ chuyển sang"


def _sums(entries: Iterable[BookEntry]) -> tuple[int, int, int, int]:
    told = list(entries)
    return (
        sum(entry.quantity_in for entry in told),
        sum(entry.amount_in for entry in told),
        sum(entry.quantity_out for entry in told),
        sum(entry.amount_out for entry in told),
    )


def _card_sum(name: str, came: int | None, went: int | None, left: int) -> GridRow:
    cells: Sequence[Cell] = (None, name, None, None, None, None, came, went, left, None)
    return GridRow(tuple(cells), is_bold=True, spanned=5)


def _detail_sum(
    name: str, moved: tuple[int | None, ...], quantity_left: int, amount_left: int
) -> GridRow:
    cells = (None, name, None, None, None, *moved, quantity_left, amount_left, None)
    return GridRow(cells, is_bold=True, spanned=4)


def _after(words: str, rest: str) -> str:
    return f"{words}: {rest}" if rest else words
