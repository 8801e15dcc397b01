"""A few fields over a page, with a reason where one is needed; Enter goes on, Esc puts it away."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.translation import _
from desktop.widgets.date_field import DateField


class FieldsDialog(QDialog):
    """Asks for some values; the button that goes on waits until they are clear."""

    def __init__(
        self,
        title: str,
        told: str,
        fields: Sequence[tuple[str, QWidget]],
        parent: QWidget | None = None,
        *,
        needs_reason: bool,
        below: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(500)
        heading = QLabel(told)
        heading.setProperty("role", "strong")
        heading.setWordWrap(True)
        self.reason_field = QLineEdit()
        self._needs_reason = needs_reason
        named = [*fields, (_("Lý do") if needs_reason else _("Lý do (nếu có)"), self.reason_field)]
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        for words, field in named:
            field.setAccessibleName(words)
            form.addRow(words, field)
        self._fields = [field for _words, field in named]
        self.buttons = QDialogButtonBox()
        self.yes = self.buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setDefault(True)
        self.buttons.addButton(_("Thôi"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addLayout(form)
        if below:
            history = QLabel("\n".join(below))
            history.setProperty("role", "muted")
            history.setWordWrap(True)
            layout.addWidget(history)
        layout.addWidget(self.buttons)
        lines = [field for field in self._fields if isinstance(field, QLineEdit)]
        for field in lines:
            field.textChanged.connect(self._weigh)
        self._fields[0].setFocus()
        self._weigh()

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.reason_field.text().strip()

    def _weigh(self) -> None:
        dates = (field for field in self._fields if isinstance(field, DateField))
        is_clear = all(field.is_clear for field in dates)
        self.yes.setEnabled(is_clear and bool(self.reason or not self._needs_reason))
