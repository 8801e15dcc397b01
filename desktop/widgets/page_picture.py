"""A scanned page, as wide as there is room, moved to where something on it is marked."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.picture_cells import Decoded

Place = tuple[float, float, float, float]  # left, top, width, height as shares of the page
TALLEST = 20_000  # of a page made as wide as the window
PAGES_KEPT = 6
PAUSE_MILLISECONDS = 30  # a page passed over on the way to another is not decoded


class PagePicture(QScrollArea):
    """Shows one page; the mark is a frame around a cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self._picture = b""
        self._mark: Place | None = None
        self._decoded = Decoded(PAGES_KEPT)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._later.timeout.connect(self._draw)

    def show_page(self, picture: bytes, mark: Place | None = None) -> None:
        """Show a page, moved to its mark; empty shows nothing."""
        is_same = picture is self._picture
        self._picture, self._mark = picture, mark
        if is_same and not self._later.isActive():
            self._draw()
        else:
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        wide = self.viewport().width()
        if not self._picture or wide < 2:
            self._sheet.show_page(QPixmap(), None, ratio)
            return
        room = QSize(round(wide * ratio), TALLEST)
        self._sheet.show_page(self._decoded.get(self._picture, room), self._mark, ratio)
        if self._mark is not None:
            middle = round((self._mark[1] + self._mark[3] / 2) * self._sheet.height())
            self.verticalScrollBar().setValue(middle - self.viewport().height() // 2)
        else:
            self.verticalScrollBar().setValue(0)


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown = QPixmap()
        self._mark: Place | None = None

    def show_page(self, shown: QPixmap, mark: Place | None, ratio: float) -> None:
        self._shown, self._mark = shown, mark
        self.setFixedSize(shown.size() / ratio)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown.isNull():
            return
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._shown)
        if self._mark is not None:
            left, top, wide, high = self._mark
            frame = QRectF(
                left * self.width(), top * self.height(), wide * self.width(), high * self.height()
            )
            painter.setPen(QPen(theme.color("primary"), 2))
            painter.drawRect(frame.adjusted(-2, -2, 2, 2).intersected(QRectF(QRect(self.rect()))))
        painter.end()
