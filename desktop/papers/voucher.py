"""Phiếu nhập kho and Phiếu xuất kho, in the form that offices keep to (C30-HD, C31-HD)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from db.queries.voucher_paper import VoucherPaper, VoucherPaperLine
from desktop.papers import fonts, working
from desktop.papers.document import LEFT, TEXT_WIDTH, Part, Sheet, write_pdf
from desktop.papers.figures import NOTHING, cell, day, long_day, number, padded
from desktop.papers.flow import Block, Piece, keep_with, paragraph, put, put_centred
from desktop.papers.office import OfficeIdentity, Signature, VoucherForm
from desktop.papers.tables import Column, Row, Span, Table
from desktop.papers.words import amount_in_words
from desktop.papers.working import PLAIN

_DOTS = "……………………"
_LEFT_ROOM, _RIGHT_ROOM = 88 * mm, 74 * mm
COPIES_OF_ISSUE = ("Liên 1: Lưu", "Liên 2: Thủ kho", "Liên 3: Giao người nhận")
COPIES_OF_RECEIPT = ("Liên 1: Lưu", "Liên 2: Thủ kho", "Liên 3: Giao người giao hàng")


def voucher(
    paper: VoucherPaper, office: OfficeIdentity, printed_at: datetime, *, in_copies: bool = False
) -> bytes:
    """Write a voucher; in its three copies, each with who keeps it, if asked for."""
    fonts.use(office.typeface)
    names = COPIES_OF_RECEIPT if paper.is_receipt else COPIES_OF_ISSUE
    title = f"{_title(paper).capitalize()} số {paper.number}"
    told = working.printed_at_line(office, printed_at)
    parts = [
        Part(_pieces(paper, office, copy), _around(paper, told), bottom=working.BOTTOM)
        for copy in (names if in_copies else ("",))
    ]
    return write_pdf(parts, title, office.office)


def _title(paper: VoucherPaper) -> str:
    return "PHIẾU NHẬP KHO" if paper.is_receipt else "PHIẾU XUẤT KHO"


def _pieces(paper: VoucherPaper, office: OfficeIdentity, copy: str) -> list[Piece]:
    table = Table(_columns(paper), size=11, least=6.5 * mm)
    rows: list[Piece] = [_row(table, at, line) for at, line in enumerate(paper.lines, start=1)]
    total = sum(line.amount for line in paper.lines)
    crosses = [Span("x", 1, "centre")] * 5
    rows.append(table.row(("", "Cộng", *crosses, cell(total)), is_bold=True))
    keep_with(rows, 2)
    money = f"{amount_in_words(total, office.numbers)}." if total else _DOTS
    enclosed = padded(paper.enclosed) if paper.enclosed else _DOTS
    ends = (
        f"- Tổng số tiền (viết bằng chữ): {money}",
        f"- Số chứng từ kèm theo: {enclosed}",
    )
    beside = [f"Ngày {long_day(paper.day)}"]
    undone = _undone(paper)
    return [
        _head(office, office.receipt_form if paper.is_receipt else office.issue_form, copy),
        *working.titles(_title(paper), (), beside, TEXT_WIDTH),
        *paragraph(f"Số: {paper.number}", working.CENTRED, TEXT_WIDTH, keeps_next=True),
        *(paragraph(undone, working.BESIDE, TEXT_WIDTH, keeps_next=True) if undone else ()),
        working.gap(6),
        *(
            piece
            for line in (_receipt_lines(paper) if paper.is_receipt else _issue_lines(paper))
            for piece in paragraph(line, PLAIN, TEXT_WIDTH, keeps_next=True)
        ),
        working.gap(6),
        *table.head,
        *rows,
        *(p for line in ends for p in paragraph(line, PLAIN, TEXT_WIDTH, keeps_next=True)),
        working.signers(_signers(paper, office), TEXT_WIDTH, _dated(paper, office)),
    ]


def _dated(paper: VoucherPaper, office: OfficeIdentity) -> str:
    return f"{office.place}, ngày {long_day(paper.day)}"


def _undone(paper: VoucherPaper) -> str:
    """Why a reversed voucher no longer holds, and what does instead."""
    if not paper.reversed_by:
        return ""
    parts = [f"Lý do: {paper.reversal_reason}"] if paper.reversal_reason else []
    parts += [f"thay bằng phiếu số {paper.replaced_by}"] if paper.replaced_by else []
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _head(office: OfficeIdentity, form: VoucherForm, copy: str) -> Block:
    left = [f"Đơn vị: {office.agency}", f"Mã QHNS: {office.budget_code or _DOTS}"]
    left_lines = [line for text in left for line in fonts.wrap(text, fonts.REGULAR, 11, _LEFT_ROOM)]
    right = [(f"Mẫu số {form.code}", fonts.BOLD)] if form.code else []
    regulation = (
        fonts.wrap(form.regulation, fonts.ITALIC, 10, _RIGHT_ROOM) if form.regulation else []
    )
    right += [(line, fonts.ITALIC) for line in regulation]
    right += [(copy, fonts.REGULAR)] if copy else []

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for index, line in enumerate(left_lines):
            put(canvas, x, top - 11 - index * 14, line, fonts.REGULAR, 11)
        middle = x + TEXT_WIDTH - _RIGHT_ROOM / 2
        for index, (line, face) in enumerate(right):
            put_centred(canvas, middle, top - 11 - index * 13, line, face, 10)

    return Block(paint, height=max(len(left_lines) * 14, len(right) * 13) + 6)


def _receipt_lines(paper: VoucherPaper) -> list[str]:
    on = f"ngày {long_day(paper.document_on)}" if paper.document_on else f"ngày {_DOTS}"
    document = f"{paper.document or 'chứng từ'} số {paper.document_number or _DOTS} {on}"
    return [
        f"- Họ tên người giao: {paper.person or _DOTS}",
        f"- Theo {document} của {paper.document_of or _DOTS}",
        f"- Nhập tại kho: {paper.store}, địa điểm: {paper.store_place or _DOTS}",
    ]


def _issue_lines(paper: VoucherPaper) -> list[str]:
    of = paper.person_of or _DOTS
    return [
        f"- Họ tên người nhận hàng: {paper.person or _DOTS}   Địa chỉ (bộ phận): {of}",
        f"- Lý do xuất kho: {paper.reason or _DOTS}",
        f"- Xuất tại kho (ngăn lô): {paper.store}   Địa điểm: {paper.store_place or _DOTS}",
    ]


def _columns(paper: VoucherPaper) -> Sequence[Column]:
    asked, moved = ("Theo chứng từ", "Thực nhập") if paper.is_receipt else ("Yêu cầu", "Thực xuất")
    return (
        Column("Số TT", 9, "centre", letter="A"),
        Column("Tên, nhãn hiệu, quy cách, phẩm chất", 50, letter="B"),
        Column("Mã số", 17, "centre", letter="C"),
        Column("Đơn vị tính", 14, "centre", letter="D"),
        Column(asked, 17, "right", "Số lượng", "1"),
        Column(moved, 17, "right", "Số lượng", "2"),
        Column("Đơn giá", 18, "right", letter="3"),
        Column("Thành tiền", 23, "right", letter="4"),
    )


def _row(table: Table, at: int, line: VoucherPaperLine) -> Row:
    asked = line.quantity if line.asked is None else line.asked
    cells = (
        str(at),
        _named(line),
        line.code,
        line.unit,
        number(asked),
        number(line.quantity),
        _price(line),
        cell(line.amount),
    )
    return table.row(cells)


def _named(line: VoucherPaperLine) -> str:
    lot = [f"lô {line.lot_number}"] if line.lot_number else []
    lot += [f"HSD {day(line.expires_on)}"] if line.expires_on else []
    return f"{line.name}\n({', '.join(lot)})" if lot else line.name


def _price(line: VoucherPaperLine) -> str:
    """The price of one base unit, with two decimals where đồng do not divide evenly."""
    if not line.amount or not line.quantity:
        return NOTHING
    hundredths = (200 * abs(line.amount) + abs(line.quantity)) // (2 * abs(line.quantity))
    whole, rest = divmod(hundredths, 100)
    return f"{number(whole)},{rest:02d}".removesuffix(",00")


def _signers(paper: VoucherPaper, office: OfficeIdentity) -> list[Signature]:
    maker = Signature(("Người lập",), office.preparer)
    keeper = Signature(("Thủ kho",), office.storekeeper)
    if paper.is_receipt:
        need = "(Hoặc phụ trách bộ phận có nhu cầu nhập)"
        accountant = Signature(("Kế toán trưởng", need), office.accountant)
        return [maker, Signature(("Người giao hàng",), paper.person), keeper, accountant]
    return [
        maker,
        Signature(("Người nhận hàng",), paper.person),
        keeper,
        Signature(("Kế toán trưởng",), office.accountant),
        Signature(("Thủ trưởng đơn vị",)),
    ]


def _around(paper: VoucherPaper, told: str) -> Callable[[Sheet], None]:
    numbered = working.page_line()

    def draw(sheet: Sheet) -> None:
        canvas = sheet.canvas
        numbered(sheet)
        put(canvas, LEFT, working.BOTTOM + 2, told, fonts.REGULAR, 8)
        if paper.reversed_by:
            _stamp(canvas, sheet.part.size)

    return draw


def _stamp(canvas: Canvas, size: tuple[float, float]) -> None:
    """ĐÃ HỦY across the page, in outline, so that what it crosses can still be read."""
    text, high = "ĐÃ HỦY", 72
    wide = fonts.width(text, fonts.BOLD, high)
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] * 0.62)
    canvas.rotate(30)
    canvas.setStrokeGray(0.35)
    canvas.setLineWidth(1.4)
    canvas.rect(-wide / 2 - 14, -high * 0.5, wide + 28, high * 1.3)
    canvas.setFont(fonts.registered(fonts.BOLD), high)
    canvas.drawString(-wide / 2, -high * 0.28, text, mode=1)
    canvas.restoreState()
