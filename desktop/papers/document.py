"""Pages of A4 in parts, each with its orientation, margins and page numbers, written as one PDF."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.flow import Piece, Placed, paginate
from desktop.papers.tables import draw_rules

LEFT, RIGHT, TOP = 30 * mm, 15 * mm, 20 * mm
TEXT_WIDTH = A4[0] - LEFT - RIGHT
WIDE_TEXT_WIDTH = A4[1] - LEFT - RIGHT


@dataclass(frozen=True)
class Sheet:
    """A page about to be drawn: its number within its part and how many the part has."""

    canvas: Canvas
    part: "Part"
    number: int
    count: int
    placed: Sequence[Placed]


@dataclass
class Part:
    """Pages of one orientation, numbered by themselves; lengths in points.

    `around` draws what stands outside the running text; `reserved` is kept free for it above
    the bottom margin. `outline` is the part's entry in the list of bookmarks.
    """

    pieces: Iterable[Piece]
    around: Callable[[Sheet], None] | None = None
    is_wide: bool = False
    bottom: float = 20 * mm
    reserved: float = 0
    outline: str = ""
    size: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        self.size = landscape(A4) if self.is_wide else A4

    @property
    def text_top(self) -> float:
        """The upper edge of the text, from the bottom of the page."""
        return float(self.size[1] - TOP)

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return float(self.size[0] - RIGHT)

    @cached_property
    def pages(self) -> list[list[Placed]]:
        """What stands on each page."""
        return paginate(self.pieces, self.text_top - self.bottom - self.reserved)


def write_pdf(parts: Sequence[Part], title: str, author: str) -> bytes:
    """Draw the parts one after the other; equal parts give equal bytes."""
    fonts.register()
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=A4,
        initialFontName=fonts.registered(fonts.REGULAR),
        initialFontSize=12,
        invariant=1,
        lang="vi-VN",
        pageCompression=1,
    )
    canvas.setTitle(fonts.shown(title))
    canvas.setAuthor(fonts.shown(author))
    canvas.setSubject(fonts.shown(title))
    canvas.setCreator("haucan")
    for index, part in enumerate(parts):
        _write_part(canvas, part, index)
    canvas.save()
    return buffer.getvalue()


def _write_part(canvas: Canvas, part: Part, index: int) -> None:
    canvas.setPageSize(part.size)
    for number, placed in enumerate(part.pages, start=1):
        if part.outline and number == 1:
            canvas.bookmarkPage(f"part{index}")
            canvas.addOutlineEntry(fonts.shown(part.outline), f"part{index}")
        for piece, top in placed:
            piece.draw(canvas, LEFT, part.text_top - top)
        draw_rules(canvas, LEFT, part.text_top, placed)
        if part.around is not None:
            part.around(Sheet(canvas, part, number, len(part.pages), placed))
        canvas.showPage()
