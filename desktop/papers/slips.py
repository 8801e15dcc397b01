"""Phiếu ký nhận: a slip for each person of a round, to be cut off the page (papers.md 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from db.queries.acknowledging import PersonAck
from db.queries.round_papers import RoundSlips
from db.rules.codes import SLIP, page_code
from desktop.papers import fonts
from desktop.papers.document import Part, Sheet, write_pdf
from desktop.papers.figures import day, local_day
from desktop.papers.flow import Block, put, put_centred
from desktop.papers.office import OfficeIdentity
from desktop.papers.qr import paint_code
from desktop.papers.slip_layout import FOOT_LINE, PAGE, SlipLayout
from desktop.papers.slip_text import SlipOptions, SlipWords, Stack
from desktop.papers.working import PrintedPage, PrintedPaper

_EDGE, _TICK = 4 * mm, 5 * mm  # what a printer leaves white; the length of a cut mark


def slips(
    paper: RoundSlips, office: OfficeIdentity, options: SlipOptions, printed_at: datetime
) -> PrintedPaper:
    """Write the slips as one PDF; say for each where its cell, code and marks are on the slip."""
    part, pages = slip_part(paper, office, options, printed_at)
    return PrintedPaper(write_pdf([part], "Phiếu ký nhận", office.office), pages)


def slip_part(
    paper: RoundSlips, office: OfficeIdentity, options: SlipOptions, printed_at: datetime
) -> tuple[Part, tuple[PrintedPage, ...]]:
    """The pages of the slips, to be written with others, and what is known of them."""
    fonts.use(office.typeface)
    codes = [page_code(paper.book, SLIP, paper.paper, of.staff_id) for of in paper.people]
    words = SlipWords(paper, office, options)
    drawing = _Drawing(words, paper.deadline_on, local_day(printed_at).year)
    layout = words.layout

    def draw(sheet: Sheet) -> None:
        first = (sheet.number - 1) * layout.count
        _paint_cuts(sheet.canvas, layout)
        people = paper.people[first : first + layout.count]
        for place, person in enumerate(people):
            x, y = layout.corner(place)
            sheet.canvas.saveState()
            sheet.canvas.translate(x * mm, (PAGE[1] - y) * mm)
            drawing.paint(sheet.canvas, person, codes[first + place])
            sheet.canvas.restoreState()

    part = Part((), draw, outline="Phiếu ký nhận")
    sheets = -(-len(paper.people) // layout.count)
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
    return part, pages


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws slips from their upper left corner; what is the same on many is written once."""

    words: SlipWords
    deadline_on: date | None
    year: int

    def paint(self, canvas: Canvas, person: PersonAck, digits: str) -> None:
        layout = self.words.layout
        top = -layout.text_top * mm
        for stack in self.words.of(person):
            canvas.saveState()
            canvas.translate(layout.left * mm, top)
            if stack.name:
                self._shared(canvas, stack.name, partial(_paint_stack, canvas, stack))
            else:
                _paint_stack(canvas, stack)
            canvas.restoreState()
            top -= stack.height
        left, upper, side = (length * mm for length in layout.square)
        paint_code(canvas, digits, left, -upper - side, side)
        put(canvas, left, -upper - side - FOOT_LINE * mm, digits, fonts.REGULAR, 9)
        self._shared(canvas, "fixed", partial(self._paint_fixed, canvas))

    def _shared(self, canvas: Canvas, name: str, paint: Callable[[], None]) -> None:
        if not canvas.hasForm(name):
            wide, high = (length * mm for length in self.words.layout.slip)
            canvas.beginForm(name, 0, -high, wide, high)
            paint()
            canvas.endForm()
        canvas.doForm(name)

    def _paint_fixed(self, canvas: Canvas) -> None:
        """The box and the lines over it, until when the slip is due, the corner squares."""
        layout = self.words.layout
        _paint_box(canvas, layout, self.year)
        if self.deadline_on is not None:
            left, upper, side = (length * mm for length in layout.square)
            text = f"Nộp lại văn thư trước ngày {day(self.deadline_on)}"
            room = (layout.box.x - layout.left - 2) * mm
            for at, line in enumerate(fonts.wrap(text, fonts.REGULAR, 8, room), 2):
                put(canvas, left, -upper - side - at * FOOT_LINE * mm, line, fonts.REGULAR, 8)
        half = layout.mark * mm / 2
        for x, y in layout.marks:
            canvas.rect(x * mm - half, -y * mm - half, 2 * half, 2 * half, 0, 1)


def _paint_stack(canvas: Canvas, stack: Stack) -> None:
    top = 0.0
    for piece in stack.pieces:
        top -= piece.before
        piece.draw(canvas, 0, top)
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


def _paint_cuts(canvas: Canvas, layout: SlipLayout) -> None:
    """Ticks at the page's edges where it is cut, and a cross where cuts meet."""
    wide, high = PAGE[0] * mm, PAGE[1] * mm
    xs = [wide * at / layout.columns for at in range(1, layout.columns)]
    ys = [high * at / layout.rows for at in range(1, layout.rows)]
    canvas.setLineWidth(0.4)
    lines = [(x, y, x, y + _TICK) for x in xs for y in (_EDGE, high - _EDGE - _TICK)]
    lines += [(x, y, x + _TICK, y) for y in ys for x in (_EDGE, wide - _EDGE - _TICK)]
    for x in xs:
        for y in ys:
            lines += [(x - _TICK, y, x + _TICK, y), (x, y - _TICK, x, y + _TICK)]
    if lines:
        canvas.lines(lines)
