"""The map of tiles on a paper: white to dark grey, each with its percent, framed strips in black."""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from desktop.papers import fonts
from desktop.papers.flow import Block, put, put_centred
from desktop.tile_map import NO_PLAN, WHOLE, Box, MapLayout, Shape, Strip, Text, Tile, lay_out

_GREYS = (1.0, 1.0, 0.86, 0.66, 0.3)  # by level
_TEXT_SIZE = 9.5
LEGEND = (
    "chưa phân bổ",
    "chưa giao (0%)",
    "đã giao dưới 50%",
    "đã giao từ 50%",
    "đã giao đủ",
    "vạch dưới: phần đã ký nhận",
)


def tile_map(tiles: Sequence[Tile], width: float) -> Block:
    """The map as a piece of a page; lengths in points."""
    layout = lay_out(
        tiles,
        LEGEND,
        width,
        _TEXT_SIZE,
        lambda text, size: fonts.width(text, fonts.REGULAR, size),
    )
    return Block(partial(_paint, layout), height=layout.height, before=6)


def _paint(layout: MapLayout, canvas: Canvas, left: float, top: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0)
    for shape in layout.shapes():
        _put(canvas, left, top, shape)
    canvas.restoreState()


def _put(canvas: Canvas, left: float, top: float, shape: Shape) -> None:
    match shape:
        case Box(x, y, width, height, level):
            canvas.setFillGray(_GREYS[level])
            canvas.setDash(*((2, 2) if level == NO_PLAN else ()))
            canvas.rect(left + x, top - y - height, width, height, fill=1)
            canvas.setDash()
        case Strip(x, y, width, height, filled):
            bottom = top - y - height
            canvas.setFillGray(1)
            canvas.rect(left + x, bottom, width, height, fill=1)
            canvas.setFillGray(0)
            canvas.rect(left + x, bottom, width * filled, height, stroke=0, fill=1)
        case Text(x, y, text, size, level, is_bold, is_left):
            canvas.setFillGray(1 if level == WHOLE else 0)
            draw = put if is_left else put_centred
            face = fonts.BOLD if is_bold else fonts.REGULAR
            draw(canvas, left + x, top - y - size * 0.34, fonts.shown(text), face, size)
