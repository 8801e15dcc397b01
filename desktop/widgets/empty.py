"""What stands where there is nothing yet: what this place is for, and the first step."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme


class EmptyState(QWidget):
    """An icon, a sentence, a hint, and the button that starts."""

    def __init__(
        self, icon: str, sentence: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setProperty("role", "heading")
        self.sentence.setWordWrap(True)
        self.hint = QLabel(hint, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(8)
        self._rows.addStretch(1)
        for widget in (self.picture, self.sentence, self.hint):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self._draw()

    def add_button(self, button: QPushButton) -> None:
        """Put a button under the words."""
        at = self._rows.count() - 1
        self._rows.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self.picture.setPixmap(theme.pixmap(self._icon, "muted", 48, ratio))
