"""What an allocation may be told beside its file: its title and its day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from db.importers.plan import ImportOptions
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.date_field import DateField


class AllocationBar(QWidget):
    """Both may stay empty: then the sheet says them."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("để trống: theo tiêu đề trong tệp"))
        self.day = DateField(context.clock.today)
        self.day.set_day(None)
        self.day.setPlaceholderText(_("để trống: tự chọn"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for words, field in ((_("Tên &bảng"), self.title), (_("&Ngày"), self.day)):
            label = QLabel(words)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field, int(field is self.title))
        self.title.editingFinished.connect(self.changed)
        self.day.picked.connect(self.changed)

    @property
    def options(self) -> ImportOptions:
        """What is told."""
        return ImportOptions(self.day.day, title=self.title.text().strip())
