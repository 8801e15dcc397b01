"""A row that goes on in a second line where a small window has no room for all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget, QWidgetItem

FIELD = 120  # pixels that a field which stretches keeps, before the row wraps


@dataclass(slots=True)
class _Part:
    item: QLayoutItem
    share: int
    least: int

    @property
    def need(self) -> int:
        least = max(self.item.minimumSize().width(), self.least)
        is_whole = not self.share and self.item.widget() is not None
        return max(least, self.item.sizeHint().width()) if is_whole else least


class WrapRow(QLayout):
    """Lays its parts side by side; what is over in a line goes to the parts with a share of it.

    One that `is_even` has about as many parts in each of its lines.
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 10, is_even: bool = False
    ) -> None:
        super().__init__(parent)
        self._is_even = is_even
        self._parts: list[_Part] = []
        self._lines, self._width = 1, 0
        self._heights: dict[int, int] = {}  # by width: Qt asks hundreds of times for one page
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add(self, widget: QWidget, share: int = 0, least: int = 0) -> None:
        """Add a widget at the end; it is never narrower than `least`."""
        self.addChildWidget(widget)
        self._parts.append(_Part(QWidgetItem(widget), share, least))
        self.invalidate()

    def add_field(self, words: QWidget, field: QWidget, share: int = 0) -> None:
        """Add a field with the words before it; the two stay together."""
        pair = QHBoxLayout()
        pair.setSpacing(self.spacing())
        pair.addWidget(words)
        pair.addWidget(field, 1)
        self.addChildLayout(pair)
        least = words.sizeHint().width() + self.spacing() + FIELD if share else 0
        self._parts.append(_Part(pair, share, least))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(_Part(item, 0, 0))

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._parts[index].item if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._parts.pop(index).item if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            heights = [_height(line, self._widths(line, width)) for line in self._split(width)]
            self._heights[width] = sum(heights) + self.spacing() * max(0, len(heights) - 1)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        parts = self._shown()
        gaps = self.spacing() * max(0, len(parts) - 1)
        widths = [max(part.need, part.item.sizeHint().width()) for part in parts]
        return QSize(sum(widths) + gaps, _height(parts, widths))

    def minimumSize(self) -> QSize:
        width = max((part.need for part in self._shown()), default=0)
        now = self._width or self._whole()  # the lines it has now are the height it must have
        return QSize(width, self.heightForWidth(max(now, width)))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._width = rect.width()
        y, lines = rect.y(), self._split(rect.width())
        for line in lines:
            widths = self._widths(line, rect.width())
            height, x = _height(line, widths), rect.x()
            for part, width in zip(line, widths, strict=True):
                part.item.setGeometry(QRect(x, y, width, height))
                x += width + self.spacing()
            y += height + self.spacing()
        if len(lines) != self._lines:
            self._lines = len(lines)
            self.invalidate()

    def _widths(self, line: list[_Part], width: int) -> list[int]:
        over = width - sum(part.need for part in line) - self.spacing() * (len(line) - 1)
        shares = sum(part.share for part in line) or 1
        return [part.need + max(0, over) * part.share // shares for part in line]

    def _split(self, width: int) -> list[list[_Part]]:
        lines = list(self._filled(width))
        if not self._is_even or len(lines) < 2:
            return lines
        parts = self._shown()
        each = -(-len(parts) // len(lines))
        even = [parts[at : at + each] for at in range(0, len(parts), each)]
        needs = (sum(part.need + self.spacing() for part in line) for line in even)
        return even if max(needs) - self.spacing() <= width else lines

    def _filled(self, width: int) -> Iterator[list[_Part]]:
        line: list[_Part] = []
        used = 0
        for part in self._shown():
            if line and used + self.spacing() + part.need > width:
                yield line
                line, used = [], 0
            used += part.need + (self.spacing() if line else 0)
            line.append(part)
        if line:
            yield line

    def _shown(self) -> list[_Part]:
        return [part for part in self._parts if not part.item.isEmpty()]

    def _whole(self) -> int:
        parts = self._shown()
        return sum(part.need for part in parts) + self.spacing() * len(parts)


def _height(parts: list[_Part], widths: list[int]) -> int:
    """The height of a line whose parts have these widths."""
    heights = [
        part.item.heightForWidth(width)
        if part.item.hasHeightForWidth()
        else part.item.sizeHint().height()
        for part, width in zip(parts, widths, strict=True)
    ]
    return max(heights, default=0)
