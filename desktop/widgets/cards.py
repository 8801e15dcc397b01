"""Cards: the boxes a page is made of, and the big figures of the overview."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.context import Tone


class Card(QFrame):
    """A box with a heading; put things into `body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "heading")
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(heading))  # once it is inside, or it would be a window

    def set_heading(self, text: str) -> None:
        """Change the heading."""
        self.heading.setText(text)
        self.heading.setVisible(bool(text))


class FigureCard(Card):
    """One big figure with its name, a word on how it stands, and a line about it."""

    opened = Signal()  # clicked, or Enter on it

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("clickable", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name = QLabel(name)
        self.name.setProperty("role", "muted")
        self.figure = QLabel("–")
        self.figure.setProperty("role", "figure")
        self.chip = Chip()
        self.detail = QLabel()
        self.detail.setProperty("role", "muted")
        self.detail.setWordWrap(True)
        middle = QHBoxLayout()
        middle.addWidget(self.figure, 1)
        middle.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setSpacing(2)
        self.body.addWidget(self.name)
        self.body.addLayout(middle)
        self.body.addWidget(self.detail)
        self.body.addStretch(1)

    def show_figure(
        self, figure: str, word: str = "", tone: Tone = Tone.NONE, detail: str = ""
    ) -> None:
        """Say the figure, how it stands, and what about it."""
        self.figure.setText(figure)
        self.chip.say(word, tone)
        self.detail.setText(detail)
        said = (self.name.text(), figure, word, detail)
        self.setAccessibleName(", ".join(filter(None, said)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Chip(QLabel):
    """A word on a soft ground of its tone."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NONE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("chip", True)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Change word and tone; nothing to say hides it."""
        self.setText(text)
        set_tone(self, tone)
        self.setVisible(bool(text))


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Give a widget the look of a tone."""
    widget.setProperty("tone", tone.value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
