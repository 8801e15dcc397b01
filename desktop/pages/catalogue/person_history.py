"""Which days of somebody's history to print: two dates and a button."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.context import Context, Tone
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button


class PersonHistory(QWidget):
    """From the beginning of the year to today, unless other days are given."""

    wanted = Signal(object, object)  # first and last day

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        today = context.clock.today()
        self.from_on, self.to_on = DateField(context.clock.today), DateField(context.clock.today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for field, name, day in (
            (self.from_on, _("Từ ngày"), date(today.year, 1, 1)),
            (self.to_on, _("Đến ngày"), today),
        ):
            field.setAccessibleName(name)
            field.setFixedWidth(102)
            field.set_day(day)
        self.button = action_button(_("Lịch sử nhận"), self._ask)
        row.addWidget(self.from_on)
        row.addWidget(QLabel("–"))
        row.addWidget(self.to_on)
        row.addWidget(self.button, 1)

    def _ask(self) -> None:
        first, last = self.from_on.day, self.to_on.day
        if first is None or last is None or first > last:
            self._context.notice(_("Hãy ghi rõ từ ngày nào đến ngày nào."), Tone.WARNING)
            return
        self.wanted.emit(first, last)
