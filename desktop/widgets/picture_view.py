"""A picture in the window: a scanned page, a photographed document; Esc goes back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.context import Context
from desktop.translation import _
from desktop.widgets.opened_bar import OpenedBar

LARGEST = 4_000  # pixels of a side; more than a screen can show


class PictureView(QWidget):
    """The picture as wide as there is room, never larger than it is."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._whole = QPixmap()
        self.bar = OpenedBar()
        self.bar.left.connect(self.left)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self.picture.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        # one that came with the picture would hide its right edge
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self.picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self._area, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self._area)

    def open(self, title: str, work: Callable[[], bytes | None]) -> None:
        """Read a picture in the background and show it."""
        self._asked += 1
        asked = self._asked
        self.bar.name(title)
        self._whole = QPixmap()
        self.picture.clear()

        def show(image: QImage) -> None:
            if asked == self._asked:
                self._whole = QPixmap.fromImage(image)
                self.picture.setText("" if image.width() else _("Không xem được ảnh này."))
                self._fit()

        self._context.tasks.run(self, lambda: _image(work()), show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        width = min(self._whole.width(), self._area.viewport().width() - 2)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(self._whole.scaledToWidth(max(width, 1), smooth))


def _image(content: bytes | None) -> QImage:
    image = QImage.fromData(content or b"")
    if max(image.width(), image.height()) > LARGEST:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        return image.scaled(LARGEST, LARGEST, keep, smooth)
    return image
