"""The table of a voucher: one line for each price of a supply, or for each lot."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from db.kinds import Source, VoucherKind
from db.queries.voucher_paper import VoucherPaper, VoucherPaperLine
from db.rules.money import hundredths
from desktop.papers.document import TEXT_WIDTH
from desktop.papers.figures import Measure, day, measure
from desktop.papers.grid import CROSS, Cell, Grid, GridRow, Price, grid_table
from desktop.papers.office import VoucherHabits
from desktop.papers.tables import Column, Row, Table

SOURCES = {
    Source.PURCHASE: "Mua sắm",
    Source.SUPERIOR: "Cấp trên cấp",
    Source.DONATION: "Tài trợ",
    Source.OPENING: "Tồn đầu kỳ",
    Source.OTHER: "Khác",
}


def voucher_table(
    paper: VoucherPaper, habits: VoucherHabits, room: float, size: float, least: float
) -> tuple[Table, list[Row]]:
    """The table with its rows, the sum of money last where prices are printed."""
    grid = voucher_grid(paper, habits, room)
    return grid_table(grid, size=size, head_size=min(size, 10), least=least)


def voucher_grid(
    paper: VoucherPaper,
    habits: VoucherHabits,
    room: float = TEXT_WIDTH,
    *,
    in_base_units: bool = False,
) -> Grid:
    """The columns of the form with its lines, the sum of money last where prices are printed."""
    columns = tuple(_columns(paper, habits, room))
    rows = [
        GridRow(_cells(at, line, habits, in_base_units=in_base_units))
        for at, line in enumerate(printed_lines(paper, habits), start=1)
    ]
    if habits.has_prices:
        total = sum(line.amount for line in paper.lines)
        crosses = [CROSS] * (len(columns) - 3)
        rows.append(GridRow((None, "Cộng", *crosses, total), is_bold=True))
    return Grid(columns, tuple(rows))


def printed_lines(paper: VoucherPaper, habits: VoucherHabits) -> list[VoucherPaperLine]:
    """The lines as they came on a receipt; else what has one price goes together.

    Where lots have columns of their own each lot has its line.
    """
    if habits.has_lot_columns or paper.counts_as is VoucherKind.RECEIPT:
        return list(paper.lines)
    merged: dict[tuple[str, int], VoucherPaperLine] = {}
    for line in paper.lines:
        key = line.code, hundredths(line.amount, line.quantity)
        merged[key] = _together(merged[key], line) if key in merged else line
    return list(merged.values())


def _together(one: VoucherPaperLine, other: VoucherPaperLine) -> VoucherPaperLine:
    is_same = (one.lot_number, one.expires_on) == (other.lot_number, other.expires_on)
    return replace(
        one,
        asked=_asked(one) + _asked(other),
        quantity=one.quantity + other.quantity,
        amount=one.amount + other.amount,
        lot_number=one.lot_number if is_same else "",
        expires_on=one.expires_on if is_same else None,
        received_on=min(filter(None, (one.received_on, other.received_on)), default=None),
    )


def line_measure(line: VoucherPaperLine, *, in_base_units: bool = False) -> Measure:
    """The unit in which a line is printed."""
    if in_base_units:
        return Measure(line.unit)
    quantities = _asked(line), line.quantity
    return measure(line.unit, line.report_unit, line.report_size, *quantities)


def _asked(line: VoucherPaperLine) -> int:
    return line.quantity if line.asked is None else line.asked


def _columns(paper: VoucherPaper, habits: VoucherHabits, room: float) -> Sequence[Column]:
    asked, moved = ("Theo chứng từ", "Thực nhập") if paper.is_receipt else ("Yêu cầu", "Thực xuất")
    lots, prices = habits.has_lot_columns, habits.has_prices
    money = [18, 23] if prices else []
    wider = [24, 22, 18] if room > TEXT_WIDTH else [18, 19, 15]
    widths = [9, 0, 17, 14, *(wider if lots else []), 17, 17, *money]
    if lots and prices and room == TEXT_WIDTH:  # as narrow as their heads allow
        widths = [8, 0, 13, 11, 15, 17, 13, 12, 13, 15, 18]
    widths[1] = round(room / mm) - sum(widths)
    told = [
        ("Số TT", "centre", "", "A"),
        ("Tên, nhãn hiệu, quy cách, phẩm chất", "left", "", "B"),
        ("Mã số", "centre", "", "C"),
        ("Đơn vị tính", "centre", "", "D"),
    ]
    if lots:
        told += [
            ("Số lô", "centre", "", "E"),
            ("Hạn dùng", "centre", "", "F"),
            ("Nguồn", "centre", "", "G"),
        ]
    told += [(asked, "right", "Số lượng", "1"), (moved, "right", "Số lượng", "2")]
    if prices:
        told += [("Đơn giá", "right", "", "3"), ("Thành tiền", "right", "", "4")]
    return [
        Column(name, width, align, group, letter)
        for (name, align, group, letter), width in zip(told, widths, strict=True)
    ]


def _cells(
    at: int, line: VoucherPaperLine, habits: VoucherHabits, *, in_base_units: bool
) -> tuple[Cell, ...]:
    unit = line_measure(line, in_base_units=in_base_units)
    name = line.name if habits.has_lot_columns else _named(line)
    cells: list[Cell] = [at, name, line.code, unit.name]
    if habits.has_lot_columns:
        source = SOURCES[line.source] if line.source else ""
        cells += [line.lot_number, line.expires_on, source]
    cells += [unit.figure(_asked(line)), unit.figure(line.quantity)]
    if habits.has_prices:
        cells += [Price(hundredths(line.amount * unit.size, line.quantity)), line.amount]
    return tuple(cells)


def _named(line: VoucherPaperLine) -> str:
    lot = [f"lô {line.lot_number}"] if line.lot_number else []
    lot += [f"HSD {day(line.expires_on)}"] if line.expires_on else []
    return f"{line.name}\n({', '.join(lot)})" if lot else line.name
