"""What a daily report in a file is told beside it: how it came."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from db.importers.plan import ImportOptions
from db.kinds import ReportForm
from desktop.context import Context
from desktop.daily_forms import form_xlsx
from desktop.labels import member
from desktop.translation import _
from desktop.widgets.page_header import ActionButton
from desktop.widgets.workbook import save_workbook
from desktop.widgets.wrap_row import WrapRow

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
        when.setWordWrap(True)
        self.blank = ActionButton(_("Lưu &biểu để gửi các đơn vị…"))
        self.blank.clicked.connect(self.save_forms)
        row = WrapRow()
        row.add_field(words, self.form)
        row.add(when, 1, 260)
        row.add(self.blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        self.form.currentIndexChanged.connect(self.changed)

    @property
    def options(self) -> ImportOptions:
        """What is told, at this moment."""
        now = self._context.database.clock.now()
        return ImportOptions(at=now, form=ReportForm(self.form.currentData()))

    def save_forms(self) -> None:
        """Save the forms of today, a sheet for each department, where the clerk says."""
        today = self._context.database.clock.today()
        name = f"bieu-bao-cao-{today.isoformat()}"
        save_workbook(self._context, self, name, partial(form_xlsx, self._context.database, today))
