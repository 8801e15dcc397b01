"""Bảng kê cấp lẻ: the single issues of a day on one sheet to sign."""

from datetime import datetime
from functools import partial

from reportlab.lib.units import mm

from db.queries.signing import CounterLine, CounterSheet
from db.rules.codes import COUNTER_SHEET, page_code
from desktop.papers import fonts, official, working
from desktop.papers.document import TEXT_WIDTH, Part, write_pdf
from desktop.papers.figures import clock_time, long_day, number
from desktop.papers.flow import Piece, keep_with, paragraph
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.tables import Column, Row, Span, Table
from desktop.papers.words import capitalised, in_words
from desktop.papers.working import PrintedPaper

VISITOR = "Khách đến liên hệ công tác"
_COLUMNS = (
    Column("STT", 8, "centre"),
    Column("Số phiếu", 17),
    Column("Giờ", 13, "centre"),
    Column("Người nhận", 32),
    Column("Phòng, đơn vị", 26),
    Column("Tên vật tư", 25),
    Column("ĐVT", 10, "centre"),
    Column("Số lượng", 12, "centre"),
    Column("Ký nhận", 22),
)


def counter_sheet(
    sheet: CounterSheet, office: OfficeIdentity, printed_at: datetime
) -> PrintedPaper:
    """Write the sheet; a page's `rows` are the places of its lines on the sheet, from 1."""
    fonts.use(office.typeface)
    table = Table(_COLUMNS, size=10.5, least=working.SIGNED_ROW)
    codes = partial(page_code, sheet.book, COUNTER_SHEET, sheet.paper)
    part = Part(
        _pieces(sheet, office, table),
        working.around_signed("", codes, working.printed_at_line(office, printed_at)),
        bottom=working.BOTTOM,
        reserved=working.STRIP,
    )
    title = f"Bảng kê cấp lẻ ngày {long_day(sheet.day)}"
    pdf = write_pdf([part], title, office.office)
    at = table.place_of("Ký nhận")
    return PrintedPaper(pdf, tuple(working.printed_pages(part, table, at, sheet.paper, codes)))


def _pieces(sheet: CounterSheet, office: OfficeIdentity, table: Table) -> list[Piece]:
    rows: list[Piece] = [_row(table, at, line) for at, line in enumerate(sheet.lines, start=1)]
    summing = Table(_COLUMNS, size=10.5, least=7 * mm)
    for listed, total in sheet.totals:
        label = Span(f"Cộng {listed.name}", 6)
        sums: Row = summing.row((label, listed.unit, number(total), ""), is_bold=True)
        sums.repeats = table.head
        rows.append(sums)
    keep_with(rows, 2 + len(sheet.totals))
    ends: list[Piece] = []
    for listed, total in sheet.totals:
        words = capitalised(in_words(total, office.numbers))
        text = f"{listed.name}: {number(total)} {listed.unit} (Bằng chữ: {words} {listed.unit})."
        ends += paragraph(text, working.STATED, TEXT_WIDTH, keeps_next=True)
    dated = f"{office.place}, ngày {long_day(sheet.day)}"
    who = (
        Signature(("NGƯỜI LẬP",), office.preparer),
        Signature(("THỦ KHO",), office.storekeeper),
        office.internal.signature,
    )
    return [
        official.letterhead(office.internal),
        *working.titles("BẢNG KÊ", (f"Cấp lẻ ngày {long_day(sheet.day)}",), (), TEXT_WIDTH),
        working.gap(10),
        *table.head,
        *rows,
        *ends,
        working.signers(who, TEXT_WIDTH, dated),
    ]


def _row(table: Table, at: int, line: CounterLine) -> Row:
    cells = (
        str(at),
        line.number,
        clock_time(line.at),
        line.receiver or VISITOR,
        line.department,
        line.supply,
        line.unit,
        number(line.quantity),
        "",
    )
    return table.row(cells, about=at)
