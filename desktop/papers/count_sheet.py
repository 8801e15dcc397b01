"""Phiếu kiểm kê: the sheet that goes along the shelves, with or without what the book has."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm

from db.queries.counting import CountLine, StocktakeRow
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import day, long_day, number
from desktop.papers.grid import Grid, GridRow, grid_table
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.stocktake import name_of
from desktop.papers.tables import Column

_COUNTED = "Đếm được"


def count_sheet(
    told: StocktakeRow,
    lines: Sequence[CountLine],
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    with_book: bool = True,
) -> bytes:
    """Write the sheet of a count; without the book's figures who counts can't copy them."""
    fonts.use(office.typeface)
    table, rows = grid_table(sheet_grid(lines, with_book=with_book), size=10.5, least=9 * mm)
    who = (
        Signature(("NGƯỜI ĐẾM",)),
        Signature(("THỦ KHO",), office.storekeeper),
        Signature(("TRƯỞNG BAN KIỂM KÊ",)),
    )
    pieces = [
        official.letterhead(office.internal),
        *working.titles(
            "PHIẾU KIỂM KÊ",
            (f"{told.store} – {told.scope}",),
            (f"Ngày {long_day(told.day)}",),
            TEXT_WIDTH,
        ),
        working.gap(),
        *table.pieces(rows),
        working.signers(who, TEXT_WIDTH, "Đếm lúc …… giờ …… ngày …… tháng …… năm ………"),
    ]
    around = working.around_plain(working.printed_at_line(office, printed_at))
    part = Part(pieces, around, bottom=working.BOTTOM, reserved=working.FOOT)
    return write_pdf([part], f"Phiếu kiểm kê {told.store} ngày {day(told.day)}", office.office)


def sheet_grid(lines: Sequence[CountLine], *, with_book: bool) -> Grid:
    """What is to be counted, with empty cells for the hand."""
    rows = tuple(_row(at, line, with_book=with_book) for at, line in enumerate(lines, 1))
    return Grid(tuple(_columns(with_book=with_book)), rows)


def _columns(*, with_book: bool) -> list[Column]:
    book = [Column("Theo sổ", 16, "right")] if with_book else []
    return [
        Column("STT", 8, "centre"),
        Column("Tên vật tư, lô, quy cách", 44 if with_book else 60),
        Column("Mã", 14, "centre"),
        Column("ĐVT", 11, "centre"),
        *book,
        Column("Đã soạn, chưa nhận", 14, "right"),
        Column("Số quy cách", 16, "right", _COUNTED),
        Column("Số lẻ", 14, "right", _COUNTED),
        Column("Kém phẩm chất", 14, "right"),
        Column("Mất phẩm chất", 14, "right"),
    ]


def _row(at: int, line: CountLine, *, with_book: bool) -> GridRow:
    packs = ", ".join(f"{name} = {number(size)}" for name, size in line.packs)
    name = "\n".join(filter(None, (name_of(line), packs)))
    book = [line.book] if with_book else []
    return GridRow((at, name, line.code, line.unit, *book, line.waiting, *[None] * 4))
