"""Phiếu nhập kho and Phiếu xuất kho, in the form that offices keep to (C30-HD, C31-HD)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from db.queries.voucher_paper import VoucherPaper
from desktop.papers import fonts, working
from desktop.papers.document import LEFT, TEXT_WIDTH, WIDE_TEXT_WIDTH, Part, Sheet, write_pdf
from desktop.papers.figures import long_day, padded
from desktop.papers.flow import Piece, TextStyle, keep_with, paragraph, put
from desktop.papers.form_head import DOTS, form_head
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.voucher_lines import voucher_table
from desktop.papers.voucher_words import title, told_lines, undone
from desktop.papers.words import amount_in_words
from desktop.papers.working import PLAIN

COPIES_OF_ISSUE = ("Liên 1: Lưu", "Liên 2: Thủ kho", "Liên 3: Giao người nhận")
COPIES_OF_RECEIPT = ("Liên 1: Lưu", "Liên 2: Thủ kho", "Liên 3: Giao người giao hàng")


@dataclass(frozen=True, slots=True)
class _Look:
    """How much room a voucher takes: a whole sheet of A4, or half of one."""

    text: TextStyle
    size: float
    row: float
    blank: float
    gap: float
    bottom: float
    stamp: float


_WHOLE = _Look(PLAIN, 11, 6.5 * mm, 20 * mm, 6, working.BOTTOM, 72)
_HALF = _Look(replace(PLAIN, size=10.5, leading=12.2, before=1), 10, 5 * mm, 10 * mm, 2, 6 * mm, 54)


def voucher(
    paper: VoucherPaper,
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    in_copies: bool = False,
    is_half: bool = False,
) -> bytes:
    """Write a voucher; in its three copies, each with who keeps it, if asked for."""
    return vouchers([(paper, office)], printed_at, in_copies=in_copies, is_half=is_half)


def vouchers(
    papers: Sequence[tuple[VoucherPaper, OfficeIdentity]],
    printed_at: datetime,
    *,
    in_copies: bool = False,
    is_half: bool = False,
) -> bytes:
    """Write vouchers one after the other, each as the office was on its day; halves two a sheet."""
    first, office = papers[0]
    fonts.use(office.typeface)
    parts = [
        part
        for paper, office in papers
        for part in voucher_parts(paper, office, printed_at, in_copies=in_copies, is_half=is_half)
    ]
    name = f"{title(first).capitalize()} số {first.number}"
    return write_pdf(parts, name if len(papers) == 1 else "Phiếu kho", office.office)


def voucher_parts(
    paper: VoucherPaper,
    office: OfficeIdentity,
    printed_at: datetime,
    *,
    in_copies: bool = False,
    is_half: bool = False,
) -> list[Part]:
    """The pages of one voucher, to be written with others."""
    copies = COPIES_OF_RECEIPT if paper.is_receipt else COPIES_OF_ISSUE
    is_wide = office.vouchers.has_lot_columns and office.vouchers.has_prices and not is_half
    look = _HALF if is_half else _WHOLE
    room = WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH
    told = working.printed_at_line(office, printed_at)
    return [
        Part(
            _pieces(paper, office, copy, look, room),
            _around(paper, told, look),
            is_wide=is_wide,
            bottom=look.bottom,
            reserved=3.5 * mm,
            is_half=is_half,
        )
        for copy in (copies if in_copies else ("",))
    ]


def end_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """What stands under the table: the sum in words, the papers that go with it."""
    total = sum(line.amount for line in paper.lines)
    money = f"{amount_in_words(total, office.numbers)}." if total else DOTS
    enclosed = padded(paper.enclosed) if paper.enclosed else DOTS
    return [
        *([f"- Tổng số tiền (viết bằng chữ): {money}"] if office.vouchers.has_prices else []),
        f"- Số chứng từ kèm theo: {enclosed}",
    ]


def _pieces(
    paper: VoucherPaper, office: OfficeIdentity, copy: str, look: _Look, room: float
) -> list[Piece]:
    table, laid = voucher_table(paper, office.vouchers, room, look.size, look.row)
    rows = table.pieces(laid)
    keep_with(rows, 2)
    why = undone(paper)
    return [
        *_head(paper, office, copy, look, room),
        *(paragraph(why, working.BESIDE, room, keeps_next=True) if why else ()),
        working.gap(look.gap),
        *_lines(told_lines(paper, office), look, room),
        working.gap(look.gap),
        *rows,
        *_lines(end_lines(paper, office), look, room),
        working.signers(
            _signers(paper, office),
            room,
            f"{office.place}, ngày {long_day(paper.day)}",
            blank=look.blank,
        ),
    ]


def _head(
    paper: VoucherPaper, office: OfficeIdentity, copy: str, look: _Look, room: float
) -> list[Piece]:
    form = office.forms.receipt if paper.is_receipt else office.forms.issue
    kind, day, number = title(paper), f"Ngày {long_day(paper.day)}", f"Số: {paper.number}"
    accounts = f"Nợ: {DOTS}   Có: {DOTS}" if office.vouchers.has_accounts else ""
    if look is _HALF:
        middle = [
            (kind, fonts.BOLD, 14.0),
            (day, fonts.ITALIC, 11.0),
            (number, fonts.REGULAR, 11.0),
            *([(accounts, fonts.REGULAR, 10.0)] if accounts else []),
        ]
        return [form_head(office, form, copy=copy, middle=middle, room=room)]
    return [
        form_head(office, form, copy=copy, room=room),
        *working.titles(kind, (), [day], room),
        *(
            piece
            for text in filter(None, (number, accounts))
            for piece in paragraph(text, working.CENTRED, room, keeps_next=True)
        ),
    ]


def _lines(texts: Sequence[str], look: _Look, room: float) -> list[Piece]:
    return [piece for text in texts for piece in paragraph(text, look.text, room, keeps_next=True)]


def _signers(paper: VoucherPaper, office: OfficeIdentity) -> list[Signature]:
    maker = Signature(("Người lập",), office.preparer)
    keeper = Signature(("Thủ kho",), office.storekeeper)
    head = Signature(("Thủ trưởng đơn vị",))
    if paper.is_receipt:
        need = "(Hoặc phụ trách bộ phận có nhu cầu nhập)"
        accountant = Signature(("Kế toán trưởng", need), office.accountant)
        deliverer = Signature(("Người giao hàng",), paper.person)
        heads = [head] if office.vouchers.head_signs_receipts else []
        return [maker, deliverer, keeper, accountant, *heads]
    receiver = Signature(("Người nhận hàng",), paper.person)
    return [maker, receiver, keeper, Signature(("Kế toán trưởng",), office.accountant), head]


def _around(paper: VoucherPaper, told: str, look: _Look) -> Callable[[Sheet], None]:
    numbered = working.page_line(bottom=look.bottom)

    def draw(sheet: Sheet) -> None:
        canvas = sheet.canvas
        numbered(sheet)
        put(canvas, LEFT, look.bottom + 2, told, fonts.REGULAR, 8)
        if paper.reversed_by:
            _stamp(canvas, sheet.part.size, look.stamp)

    return draw


def _stamp(canvas: Canvas, size: tuple[float, float], high: float) -> None:
    """ĐÃ HỦY across the page, in outline, so that what it crosses can still be read."""
    text = "ĐÃ HỦY"
    wide = fonts.width(text, fonts.BOLD, high)
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] * 0.6)
    canvas.rotate(30 if high > _HALF.stamp else 18)
    canvas.setStrokeGray(0.35)
    canvas.setLineWidth(1.4)
    canvas.rect(-wide / 2 - 14, -high * 0.5, wide + 28, high * 1.3)
    canvas.setFont(fonts.registered(fonts.BOLD), high)
    canvas.drawString(-wide / 2, -high * 0.28, text, mode=1)
    canvas.restoreState()
