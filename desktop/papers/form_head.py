"""What stands above every voucher and book of the store: whose it is, the form's code, its law."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.document import TEXT_WIDTH
from desktop.papers.flow import Block, put, put_centred
from desktop.papers.office import OfficeIdentity, PaperForm

DOTS = "……………………"
_RIGHT_ROOM, _MIDDLE_ROOM, _NARROW = 74 * mm, 57 * mm, 52 * mm

Lines = Sequence[tuple[str, str, float]]  # text, face, size


def form_head(
    office: OfficeIdentity,
    form: PaperForm,
    *,
    copy: str = "",
    middle: Lines = (),
    room: float = TEXT_WIDTH,
) -> Block:
    """The unit on the left, code and law and whose copy on the right; a title between if given."""
    right_room = _NARROW if middle else _RIGHT_ROOM
    left_room = room - right_room - (_MIDDLE_ROOM if middle else 3 * mm)
    size = 10.0 if middle else 11.0
    told = (f"Đơn vị: {office.agency}", f"Mã QHNS: {office.budget_code or DOTS}")
    left = [
        (line, fonts.REGULAR, size) for text in told for line in _wrapped(text, size, left_room)
    ]
    right = [(f"Mẫu số {form.code}", fonts.BOLD, 10.0)] if form.code else []
    if form.regulation:
        law = fonts.wrap(form.regulation, fonts.ITALIC, 9, right_room)
        right += [(line, fonts.ITALIC, 9.0) for line in law]
    right += [(copy, fonts.REGULAR, 10.0)] if copy else []

    def paint(canvas: Canvas, x: float, top: float) -> None:
        y = top
        for text, face, high in left:
            y -= high * 1.25
            put(canvas, x, y, text, face, high)
        _centred(canvas, x + room - right_room / 2, top, right)
        _centred(canvas, x + left_room + _MIDDLE_ROOM / 2, top, middle)

    tallest = max(sum(high * 1.25 for *_, high in part) for part in (left, right, middle))
    return Block(paint, height=tallest + 6, keeps_next=True)


def _wrapped(text: str, size: float, room: float) -> list[str]:
    return fonts.wrap(text, fonts.REGULAR, size, room)


def _centred(canvas: Canvas, middle: float, top: float, lines: Lines) -> None:
    y = top
    for text, face, high in lines:
        y -= high * 1.25
        put_centred(canvas, middle, y, fonts.shown(text), face, high)
