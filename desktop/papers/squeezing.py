"""What has to stand on one page and does not fit: drawn on a smaller scale, whole."""

from collections.abc import Callable, Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas

from desktop.papers.flow import Block, Piece, paginate
from desktop.papers.tables import draw_rules

_STEP = 0.96


def height_of(pieces: Iterable[Piece]) -> float:
    """How high pieces stand one below another, the space above each included."""
    return sum(piece.before + piece.height for piece in pieces)


def squeezed(write: Callable[[float], Sequence[Piece]], width: float, height: float) -> Block:
    """Draw what `write` lays out in a width, on the largest scale at which it is within `height`."""
    scale = 1.0
    pieces = write(width)
    while height_of(pieces) * scale > height:
        scale *= _STEP
        pieces = write(width / scale)
    whole = height_of(pieces)
    placed = paginate(pieces, whole)[0]

    def paint(canvas: Canvas, left: float, top: float) -> None:
        canvas.saveState()
        canvas.translate(left, top)
        canvas.scale(scale, scale)
        for piece, down in placed:
            piece.draw(canvas, 0, -down)
        draw_rules(canvas, 0, 0, placed)
        canvas.restoreState()

    return Block(paint, height=whole * scale)
