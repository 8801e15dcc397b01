"""Asks why before something is undone: one line, Enter goes on."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.translation import _


class ReasonDialog(QDialog):
    """One sentence, one line to type the reason into; it cannot be left empty."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        told = QLabel(sentence)
        told.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Lý do, ví dụ: ghi nhầm số lượng"))
        self.field.setAccessibleName(_("Lý do"))
        self.buttons = QDialogButtonBox()
        self._yes = self.buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
        self._yes.setDefault(True)
        self.buttons.addButton(_("Không"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._weigh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addWidget(self.field)
        layout.addWidget(self.buttons)
        self.field.setFocus()
        self._weigh()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    def _weigh(self) -> None:
        self._yes.setEnabled(bool(self.reason))
