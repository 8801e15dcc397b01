"""What opening stock needs to be told beside its file: the day, the store, whether names may be new."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from db.importers.plan import ImportOptions
from db.queries.catalogue import stores
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.supply_fields import StoreBox
from desktop.widgets.wrap_row import WrapRow


class OpeningBar(QWidget):
    """A day, at first the last of the month before; the main store at first; and a tick."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.day = DateField(context.clock.today, is_past=True)
        self.day.set_day(_end_of_last_month(context.clock.today()))
        words = QLabel(_("Tồn kho đến hết &ngày"))
        words.setBuddy(self.day)
        self.store = StoreBox(context.database.ask(stores))
        where = QLabel(_("&Kho"))
        where.setBuddy(self.store)
        self.creates = QCheckBox(_("&Thêm vật tư chưa có vào danh mục"))
        row = WrapRow()
        row.add_field(words, self.day)
        row.add_field(where, self.store)
        row.add(self.creates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        self.day.picked.connect(self.changed)
        self.store.currentIndexChanged.connect(self.changed)
        self.creates.toggled.connect(self.changed)

    @property
    def options(self) -> ImportOptions:
        """What is told."""
        return ImportOptions(self.day.day, self.creates.isChecked(), self.store.store_id or None)

    def refresh(self) -> None:
        """Offer the stores as they are now."""
        self.store.show_stores(self._context.database.ask(stores))


def _end_of_last_month(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)
