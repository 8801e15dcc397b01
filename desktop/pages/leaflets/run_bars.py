"""How far each line of a print run is: a bar whose parts add up to what was ordered."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.queries.print_run_list import RunLineRow
from desktop import theme
from desktop.labels import number
from desktop.tables import strong_font
from desktop.translation import _

BAR, GAP = 22, 4  # pixels of a bar, between it and its texts
LEAST = 5  # pixels of a part that is there at all


class RunBars(QWidget):
    """A title, a bar and the sum in words for each line; good is filled, spoiled hatched, the rest open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RunLineRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)

    def show_lines(self, lines: Sequence[RunLineRow]) -> None:
        """Show other lines; they are told in words to screen readers, too."""
        self._lines = tuple(lines)
        self.setAccessibleName("; ".join(f"{line.title}: {sum_of(line)}" for line in lines))
        self.setToolTip("\n".join(f"{line.title}: {sum_of(line)}" for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self._high() * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._high() * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, line in enumerate(self._lines):
            self._draw_line(painter, line, place * self._high())
        painter.end()

    def _high(self) -> int:
        return 2 * self.fontMetrics().lineSpacing() + BAR + 3 * GAP + 6

    def _draw_line(self, painter: QPainter, line: RunLineRow, top: int) -> None:
        text = self.fontMetrics().lineSpacing()
        wide = self.width() - 1
        painter.setPen(theme.color("text"))
        painter.setFont(strong_font())
        title = QFontMetrics(strong_font()).elidedText(
            f"{line.code}  {line.title}", Qt.TextElideMode.ElideRight, wide
        )
        painter.drawText(QRectF(0, top, wide, text), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(self.font())
        self._draw_bar(painter, line, QRectF(0, top + text + GAP, wide, BAR))
        painter.setPen(theme.color("muted"))
        told = self.fontMetrics().elidedText(sum_of(line), Qt.TextElideMode.ElideRight, wide)
        below = QRectF(0, top + text + BAR + 2 * GAP, wide, text)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, told)

    def _draw_bar(self, painter: QPainter, line: RunLineRow, room: QRectF) -> None:
        parts = (line.accepted, line.spoiled, line.outstanding)
        left = room.left()
        for part, width in zip(range(len(parts)), widths(parts, room.width()), strict=True):
            if not width:
                continue
            cell = QRectF(left, room.top(), width, room.height())
            self._fill_part(painter, part, cell)
            words = number(parts[part])
            if self.fontMetrics().horizontalAdvance(words) + 8 <= width:
                self._write(painter, part, cell, words)
            left += width
        painter.setPen(QPen(theme.color("text"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)

    def _fill_part(self, painter: QPainter, part: int, cell: QRectF) -> None:
        if part == 0:
            painter.fillRect(cell, theme.color("ok"))
        elif part == 1:
            painter.fillRect(cell, theme.color("card"))
            painter.fillRect(cell, QBrush(theme.color("bad"), Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillRect(cell, theme.color("card"))
        painter.setPen(QPen(theme.color("text"), 1))
        painter.drawLine(cell.topRight(), cell.bottomRight())

    def _write(self, painter: QPainter, part: int, cell: QRectF, words: str) -> None:
        if part == 1:  # a figure is not read on hatching
            room = self.fontMetrics().boundingRect(words).size()
            plate = QRectF(0, 0, room.width() + 6, room.height())
            plate.moveCenter(cell.center())
            painter.fillRect(plate, theme.color("card"))
        painter.setPen(theme.color("on_primary" if part == 0 else "text"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)


def widths(parts: Sequence[int], room: float) -> list[float]:
    """The pixels of each part: in proportion, but nothing that is there is out of sight."""
    total = sum(parts)
    if not total:
        return [0.0 for _part in parts]
    small = [part and part * room / total < LEAST for part in parts]
    left = room - LEAST * sum(map(bool, small))
    rest = sum(part for part, is_small in zip(parts, small, strict=True) if not is_small)
    return [
        float(LEAST) if is_small else part * left / rest if part else 0.0
        for part, is_small in zip(parts, small, strict=True)
    ]


def sum_of(line: RunLineRow) -> str:
    """The sum that the bar shows, in words."""
    told = _("Đặt in {ordered} = đạt {accepted} + hỏng {spoiled} + còn phải giao {left}").format(
        ordered=number(line.ordered),
        accepted=number(line.accepted),
        spoiled=number(line.spoiled),
        left=number(line.outstanding),
    )
    if line.sent_back:
        back = _("in bù {count}").format(count=number(line.sent_back))
        return f"{told}; {back}"
    return told
