"""The pages of a PDF under each other, to scroll through; only those in sight are drawn."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import mode

from PySide6.QtCore import QPoint, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop import theme
from desktop.widgets.pdf_document import Hit, PdfDocument

PIXELS_A_POINT = 96 / 72
GAP = 14
KEPT = 24  # drawn pages; about 4 MiB each
LEAST, MOST = 0.25, 4.0


class PdfPages(QAbstractScrollArea):
    """Draws a page when it comes into sight, one after the other."""

    page_changed = Signal(int)  # the page in the middle, from 0
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfDocument | None = None
        self._sizes: Sequence[QSizeF] = ()
        self._images: dict[tuple[int, float], QImage] = {}
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._zoom = 1.0
        self._fits_width = True
        self._is_drawing = False
        self._page = 0
        self._frames: Sequence[QRect] = ()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper."""
        return self._zoom

    def show_document(self, document: PdfDocument, sizes: Sequence[QSizeF]) -> None:
        """Show another document, at the same place where it is a new version of the same paper."""
        self._document, self._sizes = document, sizes
        self._images.clear()
        self._hits, self._hit = (), -1
        self._is_drawing = False
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Show pages larger or smaller, the middle staying in the middle."""
        self._fits_width = False
        self._set_zoom(zoom)

    def fit_width(self) -> None:
        """Show pages as wide as the room."""
        self._fits_width = True
        self._lay_out()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if 0 <= page < self.count:
            self.verticalScrollBar().setValue(self._frames[page].top() - GAP // 2)

    def show_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark what was found, and bring one of the places into sight."""
        self._hits, self._hit = hits, current
        if 0 <= current < len(hits):
            place = self._place(hits[current])
            bar = self.verticalScrollBar()
            if not bar.value() <= place.top() <= bar.value() + self.viewport().height() - 40:
                bar.setValue(place.top() - self.viewport().height() // 3)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        painter.translate(-shift)
        seen = self.viewport().rect().translated(shift)
        for number in self._in_sight():
            frame = self._frames[number]
            if frame.intersects(seen):
                self._paint_page(painter, number, frame)
        painter.end()
        self._draw_next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, step = self.verticalScrollBar(), self.viewport().height() - 40
        act = {
            int(Qt.Key.Key_PageDown): lambda: bar.setValue(bar.value() + step),
            int(Qt.Key.Key_Space): lambda: bar.setValue(bar.value() + step),
            int(Qt.Key.Key_PageUp): lambda: bar.setValue(bar.value() - step),
            int(Qt.Key.Key_Home): lambda: bar.setValue(0),
            int(Qt.Key.Key_End): lambda: bar.setValue(bar.maximum()),
        }.get(event.key())
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _paint_page(self, painter: QPainter, number: int, frame: QRect) -> None:
        image = self._images.get((number, self._scale()))
        if image is not None:
            painter.drawImage(frame, image)
        else:
            painter.fillRect(frame, QColor(Qt.GlobalColor.white))
        painter.setPen(theme.color("field_line"))
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        for place, hit in enumerate(self._hits):
            if hit.page == number:
                mark = QColor(255, 200, 0, 150 if place == self._hit else 70)
                painter.fillRect(self._place(hit), mark)

    def _draw_next(self) -> None:
        """Ask for one page in sight that is not drawn yet."""
        if self._is_drawing or self._document is None:
            return
        scale, document = self._scale(), self._document
        missing = (one for one in self._in_sight() if (one, scale) not in self._images)
        number = next(missing, None)
        if number is not None:
            self._is_drawing = True
            document.draw(number, scale, lambda image: self._drawn(document, number, scale, image))

    def _drawn(self, document: PdfDocument, number: int, scale: float, image: QImage) -> None:
        if document is not self._document:
            return
        self._is_drawing = False
        while len(self._images) >= KEPT:
            self._images.pop(next(iter(self._images)))
        self._images[number, scale] = image
        self.viewport().update()

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        first = bisect_left(self._frames, top, key=QRect.bottom)
        last = bisect_right(self._frames, bottom, key=QRect.top)
        return list(range(first, last))

    def _set_zoom(self, zoom: float) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        share = (bar.value() + height / 2) / (bar.maximum() + height) if bar.value() else 0.0
        self._zoom = max(LEAST, min(MOST, zoom))
        self._set_bars()
        if share:
            bar.setValue(round(share * (bar.maximum() + height) - height / 2))
        self.zoomed.emit(self._zoom)
        self.viewport().update()

    def _lay_out(self) -> None:
        if self._fits_width and self._sizes:
            usual = mode(size.width() for size in self._sizes) * PIXELS_A_POINT
            self._set_zoom(min(1.6, (self.viewport().width() - 2 * GAP) / usual))
            across = self.horizontalScrollBar()
            across.setValue(across.maximum() // 2)  # a wide annex sticks out on both sides
            across = self.horizontalScrollBar()  # of wider pages, the middle is seen
            across.setValue(across.maximum() // 2)
        else:
            self._set_bars()
        self._on_scroll()
        self.viewport().update()

    def _set_bars(self) -> None:
        room, scale = self.viewport().size(), self._zoom * PIXELS_A_POINT
        widest = max((round(size.width() * scale) for size in self._sizes), default=0)
        content = max(room.width(), widest + 2 * GAP)
        frames, top = [], GAP
        for size in self._sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            frames.append(QRect((content - width) // 2, top, width, height))
            top += height + GAP
        self._frames = frames
        self.verticalScrollBar().setRange(0, max(0, top - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, content - room.width())
        self.horizontalScrollBar().setPageStep(room.width())

    def _place(self, hit: Hit) -> QRect:
        frame, scale = self._frames[hit.page], self._zoom * PIXELS_A_POINT
        return QRect(
            frame.left() + round(hit.place.left() * scale) - 1,
            frame.top() + round(hit.place.top() * scale) - 1,
            round(hit.place.width() * scale) + 2,
            round(hit.place.height() * scale) + 2,
        )

    def _scale(self) -> float:
        return round(self._zoom * PIXELS_A_POINT * self.devicePixelRatioF(), 4)

    def _on_scroll(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max(0, bisect_right(self._frames, middle, key=QRect.top) - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
