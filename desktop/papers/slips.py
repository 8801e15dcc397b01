"""Phiếu ký nhận: a slip for each person of a round, to be cut off the page (papers.md 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from db.queries.acknowledging import PersonAck
from db.queries.round_papers import RoundSlips
from db.rules.codes import SLIP, page_code
from desktop.papers import fonts, official
from desktop.papers.citing import cited_briefly
from desktop.papers.document import Part, Sheet, write_pdf
from desktop.papers.figures import day, local_day, padded
from desktop.papers.flow import Block, Piece, TextStyle, paragraph, put_centred
from desktop.papers.office import OfficeIdentity
from desktop.papers.qr import paint_code
from desktop.papers.signing_words import FORMS
from desktop.papers.slip_layout import LAYOUTS, PAGE, WHOLE, SlipLayout
from desktop.papers.working import PrintedPage, PrintedPaper

PLEDGE = "Tôi cam kết thực hiện đúng nội dung văn bản"
MASK_PLEDGE = " và mang khẩu trang tại nơi làm việc, nơi công cộng"
_STEP = 0.5  # points by which a text too long for its slip shrinks
_TICK = 5 * mm  # the length of a cut mark


@dataclass(frozen=True, slots=True)
class SlipOptions:
    """How slips are printed; `pledges_mask` adds the mask to what the person pledges."""

    per_page: int = 2
    pledges_mask: bool = False


def slips(
    paper: RoundSlips, office: OfficeIdentity, options: SlipOptions, printed_at: datetime
) -> PrintedPaper:
    """Write the slips as one PDF; say for each where its cell, code and marks are on the slip."""
    fonts.use(office.typeface)
    layout = LAYOUTS[options.per_page]
    per_page = layout.count
    codes = [page_code(paper.book, SLIP, paper.paper, of.staff_id) for of in paper.people]
    year = local_day(printed_at).year

    def draw(sheet: Sheet) -> None:
        canvas, first = sheet.canvas, (sheet.number - 1) * per_page
        _paint_cuts(canvas, layout)
        people = paper.people[first : first + per_page]
        for place, person in enumerate(people):
            x, y = layout.corner(place)
            canvas.saveState()
            canvas.translate(x * mm, (PAGE[1] - y) * mm)
            _paint_text(canvas, layout, _fitted(person, paper, office, options))
            _paint_box(canvas, layout, year)
            _paint_foot(canvas, layout, codes[first + place], paper)
            canvas.restoreState()

    sheets = -(-len(paper.people) // per_page)
    part = Part((), draw, outline="Phiếu ký nhận")
    part.pieces = [Block(height=part.text_top - part.bottom)] * sheets
    pages = tuple(
        PrintedPage(
            code,
            paper.paper,
            person.staff_id,
            (person.staff_id,),
            (layout.box,),
            layout.marks,
            layout.square,
        )
        for code, person in zip(codes, paper.people, strict=True)
    )
    return PrintedPaper(write_pdf([part], "Phiếu ký nhận", office.office), pages)


def most_per_page(paper: RoundSlips, office: OfficeIdentity, options: SlipOptions) -> int:
    """How many slips, at most `per_page`, an A4 can have with all their words in 8 pt or more."""
    for count in sorted(LAYOUTS, reverse=True):
        if count <= options.per_page:
            told = replace(options, per_page=count)
            texts = (_fitted(person, paper, office, told) for person in paper.people)
            if all(_height(text) <= _text_height(LAYOUTS[count]) for text in texts):
                return count
    return WHOLE.count


def _text_height(layout: SlipLayout) -> float:
    return float((layout.text_bottom - layout.text_top) * mm)


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.before + piece.height for piece in pieces)


def _fitted(
    person: PersonAck, paper: RoundSlips, office: OfficeIdentity, options: SlipOptions
) -> list[Piece]:
    """The words of a slip in the largest size that fits; on a slip of its own page however small."""
    layout = LAYOUTS[options.per_page]
    size = layout.size
    least = _STEP if layout is WHOLE else fonts.SMALLEST
    pieces = _text(person, paper, office, options, size)
    while size > least and _height(pieces) > _text_height(layout):
        size -= _STEP
        pieces = _text(person, paper, office, options, size)
    return pieces


def _text(
    person: PersonAck,
    paper: RoundSlips,
    office: OfficeIdentity,
    options: SlipOptions,
    size: float,
) -> list[Piece]:
    layout = LAYOUTS[options.per_page]
    room = layout.room * mm
    plain = TextStyle(fonts.REGULAR, size, size * 1.2, size * 0.15, "left", 0)
    bold, title = replace(plain, face=fonts.BOLD), replace(plain, face=fonts.BOLD, align="centre")
    pieces = _office_lines(office, layout, replace(bold, size=size - 1), room)
    title = replace(title, size=size + 2, leading=size * 1.5, before=size * 0.5)
    pieces += [*paragraph("PHIẾU KÝ NHẬN", title, room), Block(height=size * 0.4)]
    pieces += paragraph(f"Họ và tên: {person.name}", bold, room)
    form = FORMS[person.form]
    form = form[:1].lower() + form[1:]
    lines = [
        f"Chức vụ: {person.title}",
        f"Phòng, đơn vị: {person.department}",
        f"Mã số: {person.code}",
        "Đã nhận và nghiên cứu văn bản:",
        *_dashed([f"{cited_briefly(of)} ({form})" for of in paper.documents]),
    ]
    if goods := paper.goods.get(person.staff_id):
        lines.append("Đã nhận vật tư:")
        lines += _dashed([f"{of.name}: {padded(of.quantity)} {of.unit}" for of in goods])
    lines.append(f"{PLEDGE}{MASK_PLEDGE if options.pledges_mask else ''}.")
    return [*pieces, *(piece for line in lines for piece in paragraph(line, plain, room))]


def _office_lines(
    office: OfficeIdentity, layout: SlipLayout, style: TextStyle, room: float
) -> list[Piece]:
    """The office's name; on a page of its own with the nation's beside it."""
    head = office.internal
    name = " ".join([*head.issuer, *head.parent])
    if layout is WHOLE:
        return [official.letterhead(replace(head, parent=(), issuer=(name,)), room=room)]
    return paragraph(name, style, room)


def _dashed(texts: Sequence[str]) -> list[str]:
    return [f"- {text}{'.' if at == len(texts) else ';'}" for at, text in enumerate(texts, 1)]


def _paint_text(canvas: Canvas, layout: SlipLayout, pieces: Sequence[Piece]) -> None:
    top = -layout.text_top * mm
    for piece in pieces:
        top -= piece.before
        piece.draw(canvas, layout.left * mm, top)
        top -= piece.height


def _paint_box(canvas: Canvas, layout: SlipLayout, year: int) -> None:
    """The box to sign in and the three lines over it."""
    x, y, wide, high = (length * mm for length in layout.box)
    canvas.setLineWidth(0.6)
    canvas.rect(x, -y - high, wide, high)
    size = min(layout.size, 12)
    lines = (
        (f"Ngày …… tháng …… năm {year}", fonts.ITALIC, size),
        ("NGƯỜI KÝ NHẬN", fonts.BOLD, size),
        ("(Ký, họ tên)", fonts.ITALIC, size - 1),
    )
    for up, (text, face, points) in zip((10.5, 6, 1.8), lines, strict=True):
        fitting = fonts.fit(text, face, points, wide).size
        put_centred(canvas, x + wide / 2, up * mm - y, text, face, fitting)


def _paint_foot(canvas: Canvas, layout: SlipLayout, digits: str, paper: RoundSlips) -> None:
    """The code, its digits and until when the slip has to come back; the corner squares."""
    left, top, side = (length * mm for length in layout.square)
    paint_code(canvas, digits, left, -top - side, side)
    room = (layout.box.x - layout.left - 2) * mm
    told = [digits]
    if paper.deadline_on is not None:
        told += fonts.wrap(
            f"Nộp lại văn thư trước ngày {day(paper.deadline_on)}", fonts.REGULAR, 8, room
        )
    for at, text in enumerate(told, 1):
        canvas.setFont(fonts.registered(fonts.REGULAR), 9 if at == 1 else 8)
        canvas.drawString(left, -top - side - at * 3.4 * mm, text)
    half = layout.mark * mm / 2
    for x, y in layout.marks:
        canvas.rect(x * mm - half, -y * mm - half, 2 * half, 2 * half, 0, 1)


def _paint_cuts(canvas: Canvas, layout: SlipLayout) -> None:
    """Ticks at the page's edges where it is cut, and a cross where cuts meet."""
    wide, high = PAGE[0] * mm, PAGE[1] * mm
    xs = [wide * at / layout.columns for at in range(1, layout.columns)]
    ys = [high * at / layout.rows for at in range(1, layout.rows)]
    edge = 4 * mm  # what a printer leaves white
    canvas.setLineWidth(0.4)
    lines = [(x, y, x, y + _TICK) for x in xs for y in (edge, high - edge - _TICK)]
    lines += [(x, y, x + _TICK, y) for y in ys for x in (edge, wide - edge - _TICK)]
    for x in xs:
        for y in ys:
            lines += [(x - _TICK, y, x + _TICK, y), (x, y - _TICK, x, y + _TICK)]
    if lines:
        canvas.lines(lines)
