"""Asks for one line inside the page before something is done; a refusal stands under it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.errors import DomainError
from desktop.context import Tone
from desktop.labels import sentence
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.page_header import ActionButton
from desktop.widgets.wrap_row import WrapRow


class AskBar(Card):
    """One line to type; Enter goes on, Esc puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._do: Callable[[str], object] = str
        self.question = QLabel()
        self.question.setProperty("role", "strong")
        self.field = QLineEdit()
        self.go_on = ActionButton("")
        self.give_up = ActionButton(_("Thôi"))
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_tone(self.refusal, Tone.BAD)
        row = WrapRow()
        row.add(self.question)
        row.add(self.field, 1, 180)
        row.add(self.go_on)
        row.add(self.give_up)
        self.body.addLayout(row)
        self.body.addWidget(self.refusal)
        self.field.textChanged.connect(self._weigh)
        self.field.returnPressed.connect(self._go_on)
        self.go_on.clicked.connect(self._go_on)
        self.give_up.clicked.connect(self.hide)
        self.hide()

    def ask(
        self, question: str, button: str, do: Callable[[str], object], *, hint: str, text: str = ""
    ) -> None:
        """Ask; what was typed goes to `do` once it is not empty."""
        self._do = do
        self.question.setText(question)
        self.field.setText(text)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(question)
        self.go_on.setText(button)
        self.go_on.setAccessibleName(button)
        self._tell("")
        self._weigh()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: DomainError) -> None:
        """Say why not."""
        self._tell(sentence(error))
        self._weigh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _weigh(self) -> None:
        self.go_on.setEnabled(bool(self.field.text().strip()))

    def _go_on(self) -> None:
        if self.go_on.isEnabled():
            self.go_on.setEnabled(False)  # until it is done or refused
            self._do(self.field.text().strip())

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))
