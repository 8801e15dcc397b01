"""What opening stock needs to be told beside its file: the day, and whether names may be new."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from db.importers.plan import ImportOptions
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.wrap_row import WrapRow


class OpeningBar(QWidget):
    """A day, at first the last of the month before, and a tick."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateField(context.clock.today, is_past=True)
        self.day.set_day(_end_of_last_month(context.clock.today()))
        words = QLabel(_("Tồn kho đến hết &ngày"))
        words.setBuddy(self.day)
        self.creates = QCheckBox(_("&Thêm vật tư chưa có vào danh mục"))
        row = WrapRow()
        row.add_field(words, self.day)
        row.add(self.creates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        self.day.picked.connect(self.changed)
        self.creates.toggled.connect(self.changed)

    @property
    def options(self) -> ImportOptions:
        """What is told."""
        return ImportOptions(self.day.day, creates_supplies=self.creates.isChecked())


def _end_of_last_month(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)
