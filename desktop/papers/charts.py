"""The chart of a paper: white, grey and black bars that read on a black-and-white printer."""

from functools import partial

from reportlab.pdfgen.canvas import Canvas

from desktop.charts import Bar, BarChart, ChartLayout, Label, lay_out
from desktop.papers import fonts
from desktop.papers.figures import number
from desktop.papers.flow import Block, put, put_centred, put_right

_GREYS = (1.0, 0.62, 0.0)  # white, grey, black
_TEXT_SIZE = 9


def chart(shown: BarChart, width: float, height: float) -> Block:
    """A chart as a piece of a page; lengths in points."""
    layout = lay_out(
        shown,
        width,
        height,
        _TEXT_SIZE,
        lambda text, size: fonts.width(text, fonts.REGULAR, size),
        number,
    )
    return Block(partial(_paint, layout), height=height, before=16)


def _paint(layout: ChartLayout, canvas: Canvas, left: float, top: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.25)
    canvas.setStrokeGray(0.7)
    canvas.lines([(left + t.x1, top - t.y, left + t.x2, top - t.y) for t in layout.ticks[1:]])
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    for bar in (*layout.bars, *(bar for bar, _ in layout.keys)):
        _paint_bar(canvas, left, top, bar)
    canvas.setFillGray(0)
    base = layout.ticks[0]
    canvas.line(left + base.x1, top - base.y, left + base.x2, top - base.y)
    for label in (*layout.labels, *(label for _, label in layout.keys)):
        _paint_label(canvas, left, top, label, layout.text_size)
    canvas.restoreState()


def _paint_bar(canvas: Canvas, left: float, top: float, bar: Bar) -> None:
    if bar.height > 0:
        canvas.setFillGray(_GREYS[bar.series % len(_GREYS)])
        canvas.rect(left + bar.x, top - bar.y - bar.height, bar.width, bar.height, fill=1)


def _paint_label(canvas: Canvas, left: float, top: float, label: Label, size: float) -> None:
    text = fonts.shown(label.text)
    draw = {"left": put, "centre": put_centred, "right": put_right}[label.align]
    x, y = left + label.x, top - label.y
    if not label.is_turned:
        draw(canvas, x, y - size * 0.34, text, fonts.REGULAR, size)
        return
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(90)
    draw(canvas, 0, -size * 0.34, text, fonts.REGULAR, size)
    canvas.restoreState()
