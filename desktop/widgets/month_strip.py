"""The days of a month in a line: how much each has, and which have nothing, with a sign."""

import calendar
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
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
from desktop.dates import long_day_text
from desktop.labels import number
from desktop.translation import N_, _

_WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
_HIGH, _LEAST = 60, 18  # pixels: of a line of days, of a day before the month takes two lines
_SIGN = 11


class MonthStrip(QWidget):
    """Arrows go from day to day, Enter or a click picks one; PageUp and PageDown change the month.

    A past day with nothing has a cross where others have their number, today's is framed.
    """

    picked = Signal(object)  # date
    turned = Signal(int)  # months on (1) or back (-1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._today, self._since = date.min, date.min, date.min
        self._counts: Mapping[date, int] = {}
        self.current: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(16 * _LEAST)
        self.setFixedHeight(_HIGH)

    def show_month(
        self, first: date, today: date, counts: Mapping[date, int], since: date = date.min
    ) -> None:
        """Show the month that begins on `first`; a day that `counts` lacks has nothing.

        Before `since` nothing was asked for.
        """
        self._first, self._today, self._counts, self._since = first, today, counts, since
        if self.current is None or self.current.replace(day=1) != first:
            self.current = today if today.replace(day=1) == first else first
        self._fit()
        self.update()

    @property
    def days(self) -> list[date]:
        """The days of the month."""
        count = calendar.monthrange(self._first.year, self._first.month)[1]
        return [self._first.replace(day=n) for n in range(1, count + 1)]

    def is_missing(self, day: date) -> bool:
        """Whether a day that has come has nothing."""
        return self._since <= day <= self._today and not self._counts.get(day)

    def told(self, day: date) -> str:
        """A day in words."""
        count = self._counts.get(day, 0)
        if not count and not self.is_missing(day):
            return long_day_text(day)
        said = _("{count} tin").format(count=number(count)) if count else _("chưa có tin")
        return f"{long_day_text(day)}: {said}"

    def sizeHint(self) -> QSize:
        return QSize(31 * _LEAST, _HIGH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day in self.days:
            self._paint_day(painter, day, self._cell(day))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(event.pos().x(), event.pos().y())
            if day is not None:
                QToolTip.showText(event.globalPos(), self.told(day), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(int(event.position().x()), int(event.position().y()))
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(day)
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, days = event.key(), self.days
        place = days.index(self.current) if self.current in days else 0
        steps = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}
        turns = {int(Qt.Key.Key_PageDown): 1, int(Qt.Key.Key_PageUp): -1}
        if key in steps:
            self._go(days[max(0, min(len(days) - 1, place + steps[key]))])
        elif key in turns:
            self.turned.emit(turns[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(days[place])
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self.current = day
        self.setAccessibleName(self.told(day))
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(_HIGH * self._lines())

    def _lines(self) -> int:
        return 1 if self.width() >= 31 * _LEAST else 2

    def _cell(self, day: date) -> QRect:
        per_line = -(-len(self.days) // self._lines())
        line, place = divmod(day.day - 1, per_line)
        left, right = (self.width() * n // per_line for n in (place, place + 1))
        return QRect(left, line * _HIGH, right - left, _HIGH).adjusted(1, 1, -1, -1)

    def _day_at(self, x: int, y: int) -> date | None:
        return next((day for day in self.days if self._cell(day).contains(x, y)), None)

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        is_missing = self.is_missing(day)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.setOpacity(0.35)
        painter.drawRoundedRect(QRectF(cell), 4, 4)
        painter.setOpacity(1)
        if day == self._today or (day == self.current and self.hasFocus()):
            is_current = day == self.current and self.hasFocus()
            painter.setPen(QPen(theme.color("primary"), 2 if is_current else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        third = cell.height() // 3
        lines = [QRect(cell.x(), cell.y() + n * third, cell.width(), third) for n in range(3)]
        _write(painter, lines[0], _(_WEEKDAYS[day.weekday()]), "muted", 9)
        _write(painter, lines[1], str(day.day), "text" if day <= self._today else "muted", 12)
        if is_missing:
            ratio = self.devicePixelRatioF()
            left = lines[2].x() + (lines[2].width() - _SIGN) // 2
            cross = theme.pixmap("x", "bad", _SIGN, ratio)
            painter.drawPixmap(left, lines[2].y() + (third - _SIGN) // 2, cross)
        elif count := self._counts.get(day, 0):
            _write(painter, lines[2], number(count), "ok", 12, is_strong=True)


def _write(
    painter: QPainter, room: QRect, text: str, token: str, size: int, *, is_strong: bool = False
) -> None:
    font = QFont(theme.FAMILY)
    font.setPixelSize(size)
    if is_strong:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
