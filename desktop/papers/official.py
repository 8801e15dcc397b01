"""What every official paper has: letterhead, titles, text styles, recipients, signer, page numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.document import LEFT, TEXT_WIDTH, Sheet
from desktop.papers.figures import long_day, long_day_blank
from desktop.papers.flow import Block, Piece, TextStyle, paragraph, put, put_centred, put_right
from desktop.papers.office import Letterhead, OfficeIdentity

DECREE_30_FROM = date(2020, 3, 5)
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BLANK_NUMBER = "\u00a0" * 8
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BODY = TextStyle()
HEADING = TextStyle(face=fonts.BOLD)
POINT = TextStyle()
SUBJECT = TextStyle(fonts.BOLD, 14, 16.2, 0, "centre", 0)
ADDRESSEE = TextStyle(before=8, align="centre", first_indent=0)
CAPTION = TextStyle(fonts.BOLD, 12, 14, 3, "centre", 0)
BESIDE = TextStyle(fonts.ITALIC, 13, 15, 0, "centre", 0)

_LEFT_A, _RIGHT_A = 75 * mm, 90 * mm
_LEFT_B, _RIGHT_B = 62 * mm, 103 * mm
_LEADING_11, _LEADING_12, _LEADING_13 = 12.6, 14.4, 15.6
_SIGNER_WIDTH = 90 * mm
HAND = 25 * mm  # of height, below the title of who signs
BELOW_TITLE = 8  # points between an annex's title and its table
_RULE = 0.6
_BOXES = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}  # mm wide, as the decree has them


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an official paper carries above its text: number, day (None: blank), urgency.

    `kind` is the abbreviation of the kind of paper, before the issuer's symbol.
    """

    number: str
    day: date | None
    printed_on: date
    urgency: str = ""
    kind: str = "BC"

    def number_line(self, head: Letterhead) -> str:
        """The number, "Số:        /BC-VP": the records desk writes it."""
        number = f" {self.number}" if self.number else BLANK_NUMBER
        return f"Số:{number}/{self.kind}-{head.symbol}"

    def reference(self, head: Letterhead) -> str:
        """How an annex names the report: "Báo cáo số      /BC-VP ngày … của Văn phòng Sở"."""
        number = self.number or "\u00a0" * 5
        return f"Báo cáo số {number}/{self.kind}-{head.symbol} ngày {self.written_day} của {head.author}"

    def date_line(self, place: str) -> str:
        """Place and day: "Thành phố Hồ Chí Minh, ngày 10 tháng 02 năm 2020"."""
        return f"{place}, ngày {self.written_day}"

    @property
    def written_day(self) -> str:
        """The day in long form, or blank before the month of printing."""
        return long_day(self.day) if self.day else long_day_blank(self.printed_on)


def is_decree_30(office: OfficeIdentity, day: date) -> bool:
    """Whether a paper of that day follows Nghị định 30/2020, else Thông tư 01/2011."""
    return office.layout == "nd30" if office.layout else day >= DECREE_30_FROM


def plan_cited(office: OfficeIdentity) -> str:
    """The plan that reports are made under: its number (blank while unknown), day and subject."""
    number = f"{office.plan_number or BLANK_NUMBER}/{office.plan_symbol}"
    words = office.plan_words.replace("{dịch}", office.campaign)
    return f"{office.plan_name} số {number} ngày {long_day(office.plan_on)} {words}"


def letterhead(
    head: Letterhead, place: str = "", stamp: Stamp | None = None, room: float = TEXT_WIDTH
) -> Block:
    """Row A, and row B where the paper has number and date; the right side never wraps.

    On a page wider than the two rows they stand at its edges.
    """
    apart = room - TEXT_WIDTH
    left = _left_lines(head)
    height_a = max(len(left) * _LEADING_12, _LEADING_12 + _LEADING_13) + 6
    height = height_a + (_LEADING_13 + 2 if stamp else 0)
    boxed = stamp is not None and bool(stamp.urgency)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        _paint_row_a(canvas, x, x + apart, top, left)
        if stamp is not None:
            y = top - height_a - 12
            _put_whole(canvas, x + _LEFT_B / 2, y, stamp.number_line(head), fonts.REGULAR, _LEFT_B)
            _put_whole(
                canvas,
                x + _LEFT_B + _RIGHT_B / 2,
                y,
                stamp.date_line(place),
                fonts.ITALIC,
                _RIGHT_B,
            )
        if stamp is not None and boxed:
            _paint_urgency(canvas, x + _LEFT_B / 2, top - height - 2, stamp.urgency)

    return Block(paint, height=height + (10 * mm if boxed else 0))


def _left_lines(head: Letterhead) -> list[tuple[str, str]]:
    """The lines of parent and issuer with their faces; a long name wraps between words."""
    sides = ((head.parent, fonts.REGULAR), (head.issuer, fonts.BOLD))
    return [
        (line, face)
        for names, face in sides
        for name in names
        for line in balanced(name, TextStyle(face, 12), _LEFT_A)
    ]


def _paint_row_a(
    canvas: Canvas, x: float, beside: float, top: float, left: Sequence[tuple[str, str]]
) -> None:
    canvas.setLineWidth(_RULE)
    middle = x + _LEFT_A / 2
    y = top - 11
    for text, face in left:
        put_centred(canvas, middle, y, text, face, 12)
        y -= _LEADING_12
    wide = fonts.width(left[-1][0], left[-1][1], 12) if left else 0
    _rule(canvas, middle, y + _LEADING_12 - 5.5, wide * 0.45)
    middle = beside + _LEFT_A + _RIGHT_A / 2
    put_centred(canvas, middle, top - 11, NATION, fonts.BOLD, 12)
    put_centred(canvas, middle, top - 11 - _LEADING_13, MOTTO, fonts.BOLD, 13)
    _rule(canvas, middle, top - 11 - _LEADING_13 - 5.5, fonts.width(MOTTO, fonts.BOLD, 13))


def _paint_urgency(canvas: Canvas, middle: float, top: float, word: str) -> None:
    wide, high = _BOXES.get(word, fonts.width(word, fonts.BOLD, 13) / mm + 4) * mm, 8 * mm
    canvas.saveState()
    canvas.setStrokeColorRGB(0.8, 0, 0)
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.rect(middle - wide / 2, top - high, wide, high)
    put_centred(canvas, middle, top - high / 2 - 4.5, word, fonts.BOLD, 13)
    canvas.restoreState()


def _put_whole(canvas: Canvas, middle: float, y: float, text: str, face: str, room: float) -> None:
    """Draw a text that never wraps, smaller where a long place name needs it."""
    text = fonts.shown(text)
    size = min(13.0, room / fonts.width(text, face, 1))
    put_centred(canvas, middle, y, text, face, size)


def _rule(canvas: Canvas, middle: float, y: float, length: float) -> None:
    canvas.line(middle - length / 2, y, middle + length / 2, y)


def title(
    kind: str, subject: Sequence[str], room: float = TEXT_WIDTH, style: TextStyle = SUBJECT
) -> list[Piece]:
    """The kind of paper, what it is about in a style, and the rule below."""
    lines = [line for text in subject for line in balanced(text, style, room)]
    pieces = paragraph(kind, SUBJECT, room)
    pieces += [piece for line in lines for piece in paragraph(line, style, room)]
    pieces[0].before = 10
    last = lines[-1] if lines else kind
    length = min(fonts.width(last, style.face, style.size) * 0.4, 60 * mm)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        canvas.setLineWidth(_RULE)
        _rule(canvas, x + room / 2, top - 3, length)

    for piece in pieces:
        piece.keeps_next = True
    return [*pieces, Block(paint, height=5, keeps_next=True)]


def balanced(text: str, style: TextStyle, room: float) -> list[str]:
    """A centred title in as few lines as it needs, all about as long."""
    lines = fonts.wrap(text, style.face, style.size, room)
    narrower = room / 2
    while len(fonts.wrap(text, style.face, style.size, narrower)) > len(lines):
        narrower += 4 * mm
    return fonts.wrap(text, style.face, style.size, min(narrower, room))


def heading(text: str, room: float = TEXT_WIDTH) -> list[Piece]:
    """A numbered heading, never last on a page."""
    return paragraph(text, HEADING, room, keeps_next=True)


def point(text: str, room: float = TEXT_WIDTH) -> list[Piece]:
    """A lettered point that heads a table or a text."""
    return paragraph(text, POINT, room, keeps_next=True)


def caption(text: str, room: float = TEXT_WIDTH) -> list[Piece]:
    """The line above a table, never parted from it."""
    pieces = paragraph(text, CAPTION, room, keeps_next=True)
    return [*pieces, Block(height=2, keeps_next=True)]


def subtitle(text: str, room: float) -> list[Piece]:
    """A line in italics between an annex's title and its table."""
    pieces = paragraph(text, BESIDE, room, keeps_next=True)
    return [*pieces, Block(height=BELOW_TITLE, keeps_next=True)]


def closing(recipients: Sequence[str], head: Letterhead, blank: float = HAND) -> Block:
    """Nơi nhận on the left, the signer on the right with 25 mm for the hand."""
    listed = [line for text in recipients for line in fonts.wrap(text, fonts.REGULAR, 11, 72 * mm)]
    titles = [_signed(text) for text in head.signature.title]
    name = _signed(head.signature.name)
    lines = sum(len(fitted.lines) for fitted in [*titles, name])
    height = max(14 + len(listed) * _LEADING_11, lines * _LEADING_13 + blank) + 4

    def paint(canvas: Canvas, x: float, top: float) -> None:
        put(canvas, x, top - 12, "Nơi nhận:", fonts.BOLD_ITALIC, 12)
        for index, line in enumerate(listed):
            put(canvas, x, top - 25 - index * _LEADING_11, line, fonts.REGULAR, 11)
        y = top - 12
        for fitted in [*titles, None, name]:
            if fitted is None:
                y -= blank
                continue
            for text, _ in fitted.lines:
                middle = x + TEXT_WIDTH - _SIGNER_WIDTH / 2
                put_centred(canvas, middle, y, text, fonts.BOLD, fitted.size)
                y -= _LEADING_13

    return Block(paint, height=height, before=10)


def _signed(text: str) -> fonts.Fitted:
    return fonts.fit(text, fonts.BOLD, 13, _SIGNER_WIDTH)


def foot_line(texts: Sequence[str], *, sinks: bool = True) -> Block:
    """The 8 pt line at the foot of the last page: digits, time of printing."""
    line = fonts.shown("; ".join(text for text in texts if text))

    def paint(canvas: Canvas, x: float, top: float) -> None:
        put(canvas, x, top - 9, line, fonts.REGULAR, 8)

    return Block(paint, height=11, before=2, sinks=sinks)


def page_numbers(*, on_top: bool) -> Callable[[Sheet], None]:
    """Numbers from page 2 on: top centre (NĐ 30) or bottom right (TT 01)."""

    def draw(sheet: Sheet) -> None:
        if sheet.number == 1:
            return
        _, high = sheet.part.size
        if on_top:
            middle = (LEFT + sheet.part.right) / 2
            put_centred(
                sheet.canvas, middle, high - 14 * 72 / 25.4, str(sheet.number), fonts.REGULAR, 13
            )
        else:
            put_right(sheet.canvas, sheet.part.right, 10 * mm, str(sheet.number), fonts.REGULAR, 13)

    return draw
