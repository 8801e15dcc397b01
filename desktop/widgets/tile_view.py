"""A map of tiles on the screen, painted from the same layout as on paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop import theme
from desktop.tile_map import NO_PLAN, WHOLE, Box, MapLayout, Shape, Strip, Text, Tile, lay_out

TEXT_SIZE = 12
_BLENDED = (0.0, 0.0, 0.22, 0.5, 1.0)  # how much of the primary colour, by level
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TileView(QWidget):
    """Shows tiles; a click on one, or Enter, leads to what it is made of; arrows go about."""

    opened = Signal(int)  # the tile's key

    def __init__(
        self, legend: Sequence[str], told: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._legend, self._told = legend, told
        self._tiles: Sequence[Tile] = ()
        self._layout: MapLayout | None = None
        self.current = 0  # the place of the tile that the keyboard is on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; the keyboard stays on the place it was on."""
        self._tiles = tiles
        self.current = min(self.current, max(0, len(tiles) - 1))
        self._lay_out()

    def shapes(self) -> MapLayout:
        """The shapes as they are painted now."""
        if self._layout is None:
            self._layout = lay_out(
                self._tiles, self._legend, self.width() - 2, TEXT_SIZE, _width_of
            )
        return self._layout

    def sizeHint(self) -> QSize:
        return QSize(380, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(1, 1)
        layout = self.shapes()
        for shape in layout.shapes():
            _put(painter, shape)
        if self.hasFocus() and layout.tiles:
            painter.setPen(QPen(theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(_rect(layout.tiles[self.current].box))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self._told(self._tiles[place].key), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on_one = self._at(event.position()) is not None
        pointing, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(pointing if is_on_one else arrow)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(place)
            self.opened.emit(self._tiles[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._tiles:
            super().keyPressEvent(event)
        elif event.key() in _STEPS:
            self._go_to(self._beside(*_STEPS[Qt.Key(event.key())]))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self._tiles[self.current].key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._layout = None
        self.setFixedHeight(max(1, round(self.shapes().height) + 2))
        self._tell()
        self.update()

    def _go_to(self, place: int) -> None:
        self.current = place
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Screen readers hear the tile that the keyboard is on."""
        if self._tiles:
            self.setAccessibleDescription(self._told(self._tiles[self.current].key))

    def _beside(self, right: int, down: int) -> int:
        """The nearest tile in a direction; the present one where there is none."""
        here = self._tiles[self.current]

        def far(place: int) -> tuple[int, int]:
            one = self._tiles[place]
            ahead = (one.column - here.column) * right + (one.row - here.row) * down
            aside = abs((one.column - here.column) * down) + abs((one.row - here.row) * right)
            return ahead + 2 * aside, place

        def is_ahead(one: Tile) -> bool:
            return (one.column - here.column) * right + (one.row - here.row) * down > 0

        ahead = [place for place, one in enumerate(self._tiles) if is_ahead(one)]
        return min(ahead, key=far, default=self.current)

    def _at(self, point: QPointF) -> int | None:
        at = point - QPointF(1, 1)
        found = (n for n, one in enumerate(self.shapes().tiles) if _rect(one.box).contains(at))
        return next(found, None)


def _put(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Box():
            line = Qt.PenStyle.DashLine if shape.level == NO_PLAN else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.color("muted"), 1, line))
            painter.setBrush(_ground(shape.level))
            painter.drawRect(_rect(shape))
        case Strip():
            room = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.setPen(QPen(theme.color("text"), 1))
            painter.setBrush(theme.color("card"))
            painter.drawRect(room)
            room.setWidth(shape.width * shape.filled)
            painter.fillRect(room, theme.color("text"))
        case Text():
            painter.setFont(_font(shape.size, is_bold=shape.is_bold))
            painter.setPen(theme.color("on_primary" if shape.level == WHOLE else "text"))
            width = _width_of(shape.text, shape.size) * 1.2 + 4
            left = shape.x if shape.is_left else shape.x - width / 2
            room = QRectF(left, shape.y - shape.size, width, shape.size * 2)
            across = Qt.AlignmentFlag.AlignLeft if shape.is_left else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(room, across | Qt.AlignmentFlag.AlignVCenter, shape.text)


def _ground(level: int) -> QColor:
    """The card's colour, the more of the primary one the further a tile is."""
    share, card, primary = _BLENDED[level], theme.color("card"), theme.color("primary")
    parts = zip(card.getRgb()[:3], primary.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _font(size: float, *, is_bold: bool = False) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font


def _width_of(text: str, size: float) -> float:
    return QFontMetricsF(_font(size)).horizontalAdvance(text)
