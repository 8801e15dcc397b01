"""Running text onto pages: pieces that stand whole, what they keep with them, where pages break."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts

_ASCENT, _DESCENT = 0.891, 0.216  # of the typeface, of its size


@dataclass(kw_only=True)
class Piece:
    """Something that stands whole on a page.

    `before` is the space above it, dropped at the top of a page. A piece that `keeps_next` is on
    the page of the one after it. `repeats` are drawn above it where it begins a page. A piece
    that `sinks` stands at the bottom.
    """

    height: float = 0
    before: float = 0
    keeps_next: bool = False
    repeats: "tuple[Piece, ...]" = ()
    sinks: bool = False

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it below and right of a point of the page."""


class Placed(NamedTuple):
    """A piece on its page; `top` is its distance from the top of the text."""

    piece: Piece
    top: float


@dataclass
class Block(Piece):
    """A piece with a drawing of its own."""

    paint: Callable[[Canvas, float, float], None] | None = None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        if self.paint is not None:
            self.paint(canvas, left, top)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks; lengths in points, `align` is justify, left, centre or right."""

    face: str = fonts.REGULAR
    size: float = 13
    leading: float = 15  # single for 13 points
    before: float = 6
    align: str = "justify"
    first_indent: float = 10 * mm
    indent: float = 0


@dataclass
class Line(Piece):
    """One line of a paragraph."""

    text: str
    style: TextStyle
    room: float
    indent: float = 0
    is_last: bool = True

    def __post_init__(self) -> None:
        self.height = self.style.leading

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        style = self.style
        wide = fonts.width(self.text, style.face, style.size)
        spare = max(self.room - self.indent - wide, 0)
        x = left + self.indent + spare * {"centre": 0.5, "right": 1}.get(style.align, 0)
        gaps = self.text.count(" ") + self.text.count("\u00a0")  # a PDF stretches both
        stretch = spare / gaps if style.align == "justify" and not self.is_last and gaps else 0
        y = top - baseline(style.size, style.leading)
        put(canvas, x, y, self.text, style.face, style.size, stretch)


def put(
    canvas: Canvas, x: float, y: float, text: str, face: str, size: float, stretch: float = 0
) -> None:
    """Draw a text from a point of its baseline, with `stretch` added to each space."""
    canvas.setFont(fonts.registered(face), size)
    canvas.drawString(x, y, text, wordSpace=stretch or None)


def put_centred(canvas: Canvas, x: float, y: float, text: str, face: str, size: float) -> None:
    """Draw a text around a point of its baseline."""
    put(canvas, x - fonts.width(text, face, size) / 2, y, text, face, size)


def put_right(canvas: Canvas, x: float, y: float, text: str, face: str, size: float) -> None:
    """Draw a text up to a point of its baseline."""
    put(canvas, x - fonts.width(text, face, size), y, text, face, size)


def baseline(size: float, leading: float) -> float:
    """The distance of the baseline from the top of a line."""
    return (leading - size * (_ASCENT + _DESCENT)) / 2 + size * _ASCENT


def paragraph(text: str, style: TextStyle, room: float, *, keeps_next: bool = False) -> list[Piece]:
    """Break a text into lines; no line of it is left alone at the foot or head of a page."""
    first_room = room - style.indent - style.first_indent
    lines = fonts.wrap(text, style.face, style.size, room - style.indent, first_room)
    last = len(lines) - 1
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        indent = style.indent + (0 if index else style.first_indent)
        piece = Line(line, style, room, indent, is_last=index == last)
        piece.before = 0 if index else style.before
        piece.keeps_next = (index in {0, last - 1} and index != last) or keeps_next
        pieces.append(piece)
    return pieces


def paragraphs(text: str, style: TextStyle, room: float) -> list[Piece]:
    """A paragraph for each line of a text that the clerk may have written."""
    lines = [line.strip() for line in text.splitlines()]
    return [piece for line in lines if line for piece in paragraph(line, style, room)]


def keep_with(pieces: Sequence[Piece], lines: int) -> None:
    """Keep the last pieces, so many, with what follows them."""
    for piece in pieces[-lines:]:
        piece.keeps_next = True


def paginate(pieces: Iterable[Piece], room: float) -> list[list[Placed]]:
    """Lay pieces out on pages with `room` points of height for text."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    limit = room + fonts.ROUNDING
    for chain in _chains(pieces):
        for number, part in enumerate(_parts(chain, limit)):
            if used and (number or used + _height(part) > limit):
                pages.append([])
                used = 0.0
            for piece in part:
                if not used:
                    for head in piece.repeats:
                        pages[-1].append(Placed(head, used))
                        used += head.height
                used += piece.before if pages[-1] else 0
                top = room - piece.height if piece.sinks else used
                pages[-1].append(Placed(piece, top))
                used = top + piece.height
    return pages


def _height(pieces: Iterable[Piece]) -> float:
    return sum(piece.before + piece.height for piece in pieces)


def _parts(chain: list[Piece], limit: float) -> list[list[Piece]]:
    """The chain; where it is longer than a page, what has to be on a page of its own."""
    if _height(chain) <= limit:
        return [chain]
    for start, piece in enumerate(chain):  # the end of a table and what follows it stay together
        if start and piece.repeats and _height([*piece.repeats, *chain[start:]]) <= limit:
            before = [of for of in chain[:start] if all(of is not head for head in piece.repeats)]
            return [before, chain[start:]]
    parts: list[list[Piece]] = [[]]
    for piece in chain:
        if parts[-1] and _height([*piece.repeats, *parts[-1], piece]) > limit:
            parts.append([])
        parts[-1].append(piece)
    return parts


def _chains(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keeps_next:
            yield chain
            chain = []
    if chain:
        yield chain
