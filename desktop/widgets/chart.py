"""A bar chart on the screen, painted from the same layout as on paper."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop import theme
from desktop.charts import Bar, BarChart, ChartLayout, Label, lay_out
from desktop.labels import number

SERIES_TOKENS = ("ok", "primary", "warning", "muted")
TEXT_SIZE = 12


class ChartView(QWidget):
    """Shows a BarChart; a click on a group leads to what it is made of."""

    opened = Signal(int)  # number of the group that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = BarChart((), ())
        self._layout: ChartLayout | None = None
        self.setMinimumSize(220, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_chart(self, chart: BarChart) -> None:
        """Show other figures; they are also told in words to screen readers."""
        self._chart = chart
        self._layout = None
        self.setAccessibleName("; ".join(self._told(group) for group in range(len(chart.groups))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 220)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._chart.groups:
            return
        shapes = self._shapes()
        painter = QPainter(self)
        painter.setFont(_font(shapes.text_size))
        painter.setPen(theme.color("line"))
        for tick in shapes.ticks:
            painter.drawLine(QPointF(tick.x1, tick.y), QPointF(tick.x2, tick.y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in shapes.bars:
            self._draw_bar(painter, bar)
        painter.setPen(theme.color("muted"))
        for label in shapes.labels:
            _draw_label(painter, label)
        for bar, label in shapes.keys:
            self._draw_bar(painter, bar)
            painter.setPen(theme.color("muted"))
            _draw_label(painter, label)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            group = self._group_at(event.pos().x())
            if group is not None:
                QToolTip.showText(event.globalPos(), self._told(group), self)
            return True
        if event.type() in {QEvent.Type.Resize, QEvent.Type.PaletteChange}:
            self._layout = None
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on_group = self._group_at(event.position().x()) is not None
        pointing, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(pointing if is_on_group else arrow)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        group = self._group_at(event.position().x())
        if group is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(group)

    def _shapes(self) -> ChartLayout:
        if self._layout is None:
            self._layout = lay_out(
                self._chart, self.width() - 1, self.height() - 1, TEXT_SIZE, _width_of, number
            )
        return self._layout

    def _group_at(self, x: float) -> int | None:
        if not self._chart.groups:
            return None
        per_group = max(len(self._chart.series), 1)
        groups: dict[int, list[Bar]] = {}
        for place, bar in enumerate(self._shapes().bars):
            groups.setdefault(place // per_group, []).append(bar)
        for group, bars in groups.items():
            if bars[0].x - 2 <= x <= bars[-1].x + bars[-1].width + 2:
                return group
        return None

    def _told(self, group: int) -> str:
        values = ", ".join(
            f"{name} {number(of_groups[group])}" for name, of_groups in self._chart.series
        )
        return f"{self._chart.groups[group]}: {values}"

    def _draw_bar(self, painter: QPainter, bar: Bar) -> None:
        painter.fillRect(QRectF(bar.x, bar.y, bar.width, bar.height), _ink(bar.series))


def _ink(series: int) -> QColor:
    return theme.color(SERIES_TOKENS[series % len(SERIES_TOKENS)])


def _draw_label(painter: QPainter, label: Label) -> None:
    width, height = _width_of(label.text, TEXT_SIZE) + 2, TEXT_SIZE * 1.4
    left = {"left": 0.0, "centre": -width / 2, "right": -width}[label.align]
    painter.save()
    painter.translate(label.x, label.y)
    if label.is_turned:
        painter.rotate(-90)
    room = QRectF(left, -height / 2, width, height)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, label.text)
    painter.restore()


def _font(size: float) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(round(size))
    return font


def _width_of(text: str, size: float) -> float:
    return QFontMetricsF(_font(size)).horizontalAdvance(text)
