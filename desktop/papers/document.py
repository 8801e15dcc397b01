"""Pages of A4 in parts, each with its orientation, margins and page numbers, written as one PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.flow import Piece, Placed, paginate
from desktop.papers.tables import draw_rules

LEFT, RIGHT, TOP = 30 * mm, 15 * mm, 20 * mm
TEXT_WIDTH = A4[0] - LEFT - RIGHT
WIDE_TEXT_WIDTH = A4[1] - LEFT - RIGHT
HALF = (A4[0], A4[1] / 2)  # A5 lying, two of which lie one above the other on a sheet
_HALF_TOP = 7 * mm


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

    Pages of parts that are halves lie two on a sheet, to be cut apart. `around` draws what stands outside the running text; `reserved` is kept free for it above
    the bottom margin. `outline` is the part's entry in the list of bookmarks.
    """

    pieces: Iterable[Piece]
    around: Callable[[Sheet], None] | None = None
    is_wide: bool = False
    bottom: float = 20 * mm
    reserved: float = 0
    outline: str = ""
    is_half: bool = False
    size: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        self.size = HALF if self.is_half else landscape(A4) if self.is_wide else A4

    @property
    def text_top(self) -> float:
        """The upper edge of the text, from the bottom of the page."""
        return float(self.size[1] - (_HALF_TOP if self.is_half else TOP))

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
    for sheet in _sheets(parts):
        is_half = sheet[0].part.is_half
        canvas.setPageSize(A4 if is_half else sheet[0].part.size)
        for place, page in enumerate(sheet):
            if page.part.outline and page.number == 1:
                canvas.bookmarkPage(f"part{page.part_index}")
                canvas.addOutlineEntry(fonts.shown(page.part.outline), f"part{page.part_index}")
            canvas.saveState()
            if is_half:
                canvas.translate(0, 0 if place else HALF[1])
            _draw_page(canvas, page.part, page.number)
            canvas.restoreState()
        if is_half:
            _draw_cut(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Page(NamedTuple):
    part_index: int
    part: Part
    number: int


def _sheets(parts: Sequence[Part]) -> Iterator[list[_Page]]:
    """The pages, so many as lie on each sheet of paper."""
    half: list[_Page] = []
    for index, part in enumerate(parts):
        if half and not part.is_half:
            yield half
            half = []
        for number in range(1, len(part.pages) + 1):
            page = _Page(index, part, number)
            if not part.is_half:
                yield [page]
                continue
            half.append(page)
            if len(half) == 2:
                yield half
                half = []
    if half:
        yield half


def _draw_page(canvas: Canvas, part: Part, number: int) -> None:
    placed = part.pages[number - 1]
    for piece, top in placed:
        piece.draw(canvas, LEFT, part.text_top - top)
    draw_rules(canvas, LEFT, part.text_top, placed)
    if part.around is not None:
        part.around(Sheet(canvas, part, number, len(part.pages), placed))


def _draw_cut(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setDash(3, 4)
    canvas.line(0, HALF[1], A4[0], HALF[1])
    canvas.restoreState()
