"""Bars in a table's cells, the figures above them: the parts of a whole side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import theme
from desktop.tables import RowsModel
from desktop.widgets.wrap_row import WrapRow

LOOKS = {
    "signed": ("text", Qt.BrushStyle.SolidPattern),
    "given": ("primary", Qt.BrushStyle.SolidPattern),
    "deposit": ("muted", Qt.BrushStyle.SolidPattern),
    "lost": ("bad", Qt.BrushStyle.BDiagPattern),
    "left": ("muted", Qt.BrushStyle.NoBrush),
}
"""How the parts of a bar are drawn: the colour, and the pattern, which differs without colours."""

_HEIGHT, _SIDE, _KEY = 8, 8, 16  # pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts side by side, as (a key of LOOKS, pieces), in a frame of `whole`."""

    whole: int
    parts: Sequence[tuple[str, int]]


class BarCells(QStyledItemDelegate):
    """Paints the bar of a row at the foot of its cell; the cell's text stands above it."""

    def __init__(self, bar: Callable[[Any], Bar | None], parent: Any = None) -> None:
        super().__init__(parent)
        self._bar = bar

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        assert isinstance(model, RowsModel)
        row = model.row(index.row())
        bar = self._bar(row) if row is not None else None
        if bar is None:
            super().paint(painter, option, index)
            return
        above = QStyleOptionViewItem(option)
        self.initStyleOption(above, index)
        text, above.text = above.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, above, painter, option.widget)
        painter.save()
        painter.setPen(theme.color("text"))
        words = option.rect.adjusted(_SIDE, 2, -_SIDE, -_HEIGHT - 6)
        painter.drawText(words, int(above.displayAlignment), text)
        room = QRectF(option.rect.adjusted(_SIDE, 0, -_SIDE, -6))
        room.setTop(room.bottom() - _HEIGHT)
        draw_bar(painter, room, bar)
        painter.restore()


def draw_bar(painter: QPainter, room: QRectF, bar: Bar) -> None:
    """Draw a bar into a room."""
    whole = max(bar.whole, sum(max(0, pieces) for _, pieces in bar.parts), 1)
    x = room.left()
    painter.setPen(Qt.PenStyle.NoPen)
    for look, pieces in bar.parts:
        wide = room.width() * max(0, pieces) / whole
        token, pattern = LOOKS[look]
        painter.setBrush(theme.color(token))
        if pattern is not Qt.BrushStyle.SolidPattern:
            brush = painter.brush()
            brush.setStyle(pattern)
            painter.setBrush(brush)
        painter.drawRect(QRectF(x, room.top(), wide, room.height()))
        x += wide
    painter.setPen(QPen(theme.color("muted"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room)


class BarLegend(QWidget):
    """What the parts of bars are: a small piece of each before its words."""

    def __init__(self, looks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = WrapRow(self, spacing=12)
        for look, words in looks:
            row.add(_Key(look, words))


class _Key(QWidget):
    def __init__(self, look: str, words: str) -> None:
        super().__init__()
        self._look = look
        text = QLabel(words)
        text.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(_KEY + 6, 0, 0, 0)
        row.addWidget(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(0.5, (self.height() - _HEIGHT) / 2, _KEY, _HEIGHT)
        draw_bar(painter, room, Bar(1, [(self._look, 1)]))
        painter.end()
