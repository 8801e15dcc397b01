"""A button that reads like a link, and the bar on top of whatever was opened from a list."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop import theme
from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.cards import Chip
from desktop.widgets.page_header import action_button
from desktop.widgets.texts import ElidedLabel
from desktop.widgets.wrap_row import WrapRow


def link_button(text: str, do: Callable[[], object]) -> QPushButton:
    """A flat button that leads to something else."""
    button = action_button(text, do)
    button.setProperty("flat", True)
    return button


TITLE = 160  # pixels that a long title keeps


class OpenedBar(QWidget):
    """Back, a title, how it stands, and what can be done with it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = QToolButton()
        self.back.setIcon(theme.icon("arrow-left", "text"))
        self.back.setAccessibleName(_("Quay lại"))
        self.back.setToolTip(_("Quay lại (Esc)"))
        self.back.setShortcut(QKeySequence("Alt+Left"))
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.chip = Chip()
        self._row = WrapRow(self)
        self._row.add(self.back)
        self._row.add(self.title, 1)
        self._row.add(self.chip)

    def name(self, title: str, word: str = "", tone: Tone = Tone.NONE) -> None:
        """Say what is open."""
        self.title.setText(title)
        self.title.setMinimumWidth(min(TITLE, self.title.sizeHint().width()))
        self.chip.say(word, tone)

    def add(self, widget: QWidget) -> None:
        """Put something on the right."""
        self._row.add(widget)
