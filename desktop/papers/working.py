"""What every working paper has: heads, signers in a row, digits and marks for the scanner."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.document import LEFT, TEXT_WIDTH, TOP, Part, Sheet
from desktop.papers.figures import clock_time, day, local_day
from desktop.papers.flow import (
    Block,
    Piece,
    Placed,
    TextStyle,
    paragraph,
    put,
    put_centred,
    put_right,
)
from desktop.papers.office import OfficeIdentity, Signature
from desktop.papers.qr import paint_code
from desktop.papers.tables import Row, Table

BOTTOM = 15 * mm
STRIP = 19 * mm  # kept free above the bottom margin for the code
FOOT = 6 * mm  # the same on a page without a code, for the page number
SIGNED_ROW = 12 * mm

KIND = TextStyle(fonts.BOLD, 14, 17, 8, "centre", 0)
SUBJECT = TextStyle(fonts.BOLD, 13, 16, 0, "centre", 0)
BESIDE = TextStyle(fonts.ITALIC, 12, 15, 0, "centre", 0)
PLAIN = TextStyle(size=12, leading=15, before=2, align="left", first_indent=0)
CENTRED = TextStyle(size=12, leading=15, before=0, align="centre", first_indent=0)
STATED = TextStyle(size=12, leading=14.4, before=2, align="justify", first_indent=0)

_QR = 16 * mm
_MARK = 3 * mm
_MARK_FROM_EDGE = 8 * mm
_BLANK = 20 * mm
_SIGNERS_HEAD = 51  # points above the hand: the date, one line of a title, the hint
_SIGNERS_WORDS = 70  # the same and the name below
_HAND_INSET = 5 * mm
_LEAST_TITLE = 10.0  # points; a title that would be smaller wraps


class Cell(NamedTuple):
    """A place to sign, in mm from the upper left corner of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page made for signing: its digits, who signs in which cell, and what the scanner finds.

    `marks` are the middles of the four squares in mm from the upper left corner of the page:
    upper left, upper right, lower left, lower right. `square` is the QR code: its left and upper
    edge and its side. On a slip that is cut off all are from the slip's own corner.
    """

    code: str
    paper: int
    page: int
    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    marks: tuple[tuple[float, float], ...]
    square: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A PDF and what is known of its pages."""

    pdf: bytes
    pages: tuple[PrintedPage, ...]


def titles(kind: str, subject: Sequence[str], beside: Iterable[str], room: float) -> list[Piece]:
    """The kind of paper, its subject in bold, what goes with it in italics; one below another."""
    styled = [(kind, KIND), *((text, SUBJECT) for text in subject), *((t, BESIDE) for t in beside)]
    return [
        piece for text, style in styled for piece in paragraph(text, style, room, keeps_next=True)
    ]


def titles_about(
    kind: str, about: str, cited: Sequence[str], beside: str = "", room: float = TEXT_WIDTH
) -> list[Piece]:
    """The kind of paper and the document it is about; several follow the title, a dash line each.

    Their lines may fill more than a page, so only the last is kept with what follows.
    """
    if len(cited) == 1:
        subject = f"{about} {cited[0]}".replace(" số ", " số\u00a0")  # a number stays with its word
        return titles(kind, (subject,), filter(None, (beside,)), room)
    pieces = titles(kind, (f"{about} các văn bản sau:",), (), room)
    for at, text in enumerate(cited, 1):
        is_last = at == len(cited)
        line = f"- {text}{'.' if is_last else ';'}"
        pieces += paragraph(line, STATED, room, keeps_next=is_last)
    return [*pieces, *(paragraph(beside, BESIDE, room, keeps_next=True) if beside else ())]


def gap(height: float = 6) -> Block:
    """Space between a head and its table, which keeps them together."""
    return Block(height=height, keeps_next=True)


def signers(
    who: Sequence[Signature],
    room: float,
    dated: str,
    *,
    hint: str = "(Ký, họ tên)",
    blank: float = _BLANK,
) -> Block:
    """Signers side by side, each with 20 mm for the hand; the date stands above the last."""
    wide = room / len(who)
    fitted = [[_title_line(line, wide - 2 * mm) for line in one.title] for one in who]
    leading = 14.0
    most = max(sum(len(line.lines) for line, _ in title) for title in fitted)
    height = 18 + most * leading + leading + blank + leading + 4

    def paint(canvas: Canvas, left: float, top: float) -> None:
        _put_date(canvas, left + room, left + room - wide / 2, top - 13, fonts.shown(dated))
        for index, (one, title) in enumerate(zip(who, fitted, strict=True)):
            middle, y = left + wide * (index + 0.5), top - 30
            for line, face in title:
                for text, _ in line.lines:
                    put_centred(canvas, middle, y, text, face, line.size)
                    y -= leading
            if not one.title[-1].startswith("(Ký"):
                put_centred(canvas, middle, y, hint, fonts.ITALIC, 11)
            name = fonts.fit(one.name, fonts.BOLD, 12, wide - 2 * mm)
            for number, (text, _) in enumerate(name.lines):
                put_centred(
                    canvas, middle, y - blank - leading * (1 + number), text, fonts.BOLD, name.size
                )

    return Block(paint, height=height, before=4)


def hand_room(
    placed: Sequence[Sequence[Placed]], signers_block: Block, place: int, of: int, room: float
) -> tuple[int, Cell]:
    """The page, and on it the cell, where one of several signers in a row puts the hand."""
    wide, high = room / of, signers_block.height - _SIGNERS_WORDS
    for number, pieces in enumerate(placed, start=1):
        for piece, top in pieces:
            if piece is signers_block:
                x, y = LEFT + place * wide + _HAND_INSET, TOP + top + _SIGNERS_HEAD
                lengths = (x, y, wide - 2 * _HAND_INSET, high)
                return number, Cell(*(round(length / mm, 2) for length in lengths))
    raise ValueError("these signers stand on no page")


def _title_line(text: str, room: float) -> tuple[fonts.Fitted, str]:
    """A line of a title in bold; what stands in brackets is a remark."""
    face, size = (fonts.ITALIC, 10.0) if text.startswith("(") else (fonts.BOLD, 11.5)
    whole = fonts.fit(text, face, size, room)
    is_legible = len(whole.lines) == 1 and whole.size >= _LEAST_TITLE
    return whole if is_legible else fonts.fit_words(text, face, size, room), face


def _put_date(canvas: Canvas, right: float, middle: float, y: float, text: str) -> None:
    """Above the last signer, but never beyond the margin."""
    middle = min(middle, right - fonts.width(text, fonts.ITALIC, 12) / 2)
    put_centred(canvas, middle, y, text, fonts.ITALIC, 12)


def printed_at_line(office: OfficeIdentity, printed_at: datetime) -> str:
    """When it was printed, "in lúc 08g35 ngày 10/02/2020", unless the office does without."""
    at = f"in lúc {clock_time(printed_at)} ngày {day(local_day(printed_at))}"
    return at if office.shows_print_time else ""


def page_line(name: str = "", bottom: float = BOTTOM) -> Callable[[Sheet], None]:
    """Trang x/y at the bottom right, after a department's name if there is one."""

    def draw(sheet: Sheet) -> None:
        text = f"Trang {sheet.number}/{sheet.count}"
        text = fonts.shown(f"{name} – {text}" if name else text)
        put_right(sheet.canvas, sheet.part.right, bottom + 2, text, fonts.REGULAR, 10)

    return draw


def around_plain(told: str) -> Callable[[Sheet], None]:
    """What a page that nobody signs for has outside its text: when it was printed, its number."""
    numbered = page_line()

    def draw(sheet: Sheet) -> None:
        numbered(sheet)
        put(sheet.canvas, LEFT, BOTTOM + 2, told, fonts.REGULAR, 8)

    return draw


def around_signed(name: str, codes: Callable[[int], str], told: str) -> Callable[[Sheet], None]:
    """What a page made for signing has outside its text: code, digits, marks, page number."""
    numbered = page_line(name)

    def draw(sheet: Sheet) -> None:
        canvas, digits = sheet.canvas, codes(sheet.number)
        numbered(sheet)
        paint_code(canvas, digits, LEFT, BOTTOM, _QR)
        put(canvas, LEFT + _QR + 3 * mm, BOTTOM + 13, digits, fonts.REGULAR, 9)
        put(canvas, LEFT + _QR + 3 * mm, BOTTOM + 2, told, fonts.REGULAR, 8)
        _, high = sheet.part.size
        for x, y in marks(sheet.part):
            canvas.rect(x * mm - _MARK / 2, high - y * mm - _MARK / 2, _MARK, _MARK, 0, 1)

    return draw


def marks(part: Part) -> tuple[tuple[float, float], ...]:
    """The middles of the corner squares in mm from the upper left corner of the page."""
    half = _MARK / 2
    left, right = LEFT + half, part.right - half
    top, bottom = _MARK_FROM_EDGE + half, part.size[1] - _MARK_FROM_EDGE - half
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    return tuple((round(x / mm, 2), round(y / mm, 2)) for x, y in corners)


def square(part: Part) -> tuple[float, float, float]:
    """The QR code's left and upper edge and its side, in mm from the upper left corner."""
    top = part.size[1] - BOTTOM - _QR
    return round(LEFT / mm, 2), round(top / mm, 2), round(_QR / mm, 2)


def printed_pages(
    part: Part, table: Table, column: int, paper: int, codes: Callable[[int], str]
) -> list[PrintedPage]:
    """What the scanner needs to know of a part: whose cell is where on which page."""
    x = round((LEFT + table.edges[column]) / mm, 2)
    wide = round((table.edges[column + 1] - table.edges[column]) / mm, 2)
    pages = []
    for number, placed in enumerate(part.pages, start=1):
        signed = [
            (piece.about, Cell(x, round((TOP + top) / mm, 2), wide, round(piece.height / mm, 2)))
            for piece, top in placed
            if isinstance(piece, Row) and isinstance(piece.about, int) and piece.stroke is None
        ]
        rows = tuple(about for about, _ in signed)
        cells = tuple(cell for _, cell in signed)
        pages.append(
            PrintedPage(codes(number), paper, number, rows, cells, marks(part), square(part))
        )
    return pages
