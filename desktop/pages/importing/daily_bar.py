"""What a daily report in a file is told beside it: how it came."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from db.importers.plan import ImportOptions
from db.kinds import ReportForm
from desktop.context import Context
from desktop.labels import member
from desktop.translation import _

_FORMS = (ReportForm.EMAIL, ReportForm.SYSTEM)


class DailyBar(QWidget):
    """By e-mail, or through a program of the office; when, the form says, else it is now."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = QComboBox()
        for form in _FORMS:
            self.form.addItem(member(form), form)
        words = QLabel(_("&Gửi qua"))
        words.setBuddy(self.form)
        when = QLabel(_("Giờ nhận là giờ gửi ghi trong biểu; biểu không ghi thì là bây giờ."))
        when.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words)
        layout.addWidget(self.form)
        layout.addWidget(when, 1)
        self.form.currentIndexChanged.connect(self.changed)

    @property
    def options(self) -> ImportOptions:
        """What is told, at this moment."""
        now = self._context.database.clock.now()
        return ImportOptions(at=now, form=ReportForm(self.form.currentData()))
