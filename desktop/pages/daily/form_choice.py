"""How a report came: one key for each, or the arrows."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from db.kinds import ReportForm
from desktop.labels import member
from desktop.translation import _
from desktop.widgets.choices import choose

_KEYS = {
    "1": ReportForm.PAPER,
    "b": ReportForm.PAPER,
    "g": ReportForm.PAPER,
    "2": ReportForm.EMAIL,
    "t": ReportForm.EMAIL,
    "3": ReportForm.SYSTEM,
    "p": ReportForm.SYSTEM,
    "4": ReportForm.PHONE,
    "d": ReportForm.PHONE,
    "đ": ReportForm.PHONE,
}


class FormChoice(QComboBox):
    """Takes 1 to 4, or the first letter of what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for form in ReportForm:
            self.addItem(member(form), form)
        self.setToolTip(
            _("1 hoặc B: bản giấy · 2 hoặc T: thư · 3 hoặc P: phần mềm · 4 hoặc Đ: điện thoại")
        )

    @property
    def form(self) -> ReportForm:
        """What is chosen."""
        return ReportForm(self.currentData())

    def choose(self, form: ReportForm) -> None:
        """Show a choice."""
        choose(self, form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (form := _KEYS.get(event.text().lower())) is not None:
            self.choose(form)
        else:
            super().keyPressEvent(event)
