"""A splitter whose parts stand above each other in a window too narrow to have them side by side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class TurningSplitter(QSplitter):
    """Side by side from `beside` pixels on; its least width is that of the widest part."""

    def __init__(self, beside: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._beside = beside
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)

    def minimumSizeHint(self) -> QSize:
        parts = [self.widget(place) for place in range(self.count())]
        least = [
            max(part.minimumSizeHint().width(), part.minimumWidth())
            for part in parts
            if part is not None and not part.isHidden()
        ]
        return QSize(max(least, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_wide = self.width() >= self._beside
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self.updateGeometry()
        super().resizeEvent(event)
