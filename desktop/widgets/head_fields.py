"""The head of a voucher's form: its day, its store and a note, and what a form adds to them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.queries.vouchers import VoucherDetail
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.supply_fields import StoreBox, label
from desktop.widgets.wrap_row import WrapRow


class HeadFields(Card):
    """Rows of fields; Enter goes from one to the next and then into the grid."""

    changed = Signal()
    finished = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._today = today
        self.day = DateField(today, is_past=True)
        self.day.set_today()
        self.store = StoreBox(())
        self.note = QLineEdit()

    @property
    def chosen_day(self) -> date:
        """The day of the voucher; today while it is not clear."""
        return self.day.day or self._today()

    def show_voucher(self, detail: VoucherDetail) -> None:
        """Show the head of a posted voucher."""
        self.day.set_day(detail.day)
        self.store.choose(detail.store_id)
        self.note.setText(detail.note)

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {"day": self.day.text(), "store": self.store.store_id, "note": self.note.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft."""
        self.day.setText(state["day"])
        self.day.settle()
        self.store.choose(state["store"])
        self.note.setText(state["note"])


def field_line(*fields: tuple[str, QWidget, int]) -> WrapRow:
    """Fields side by side, each behind its words; the number is its share of the room left over."""
    line = WrapRow()
    for words, field, share in fields:
        field.setAccessibleName(words)
        line.add_field(label(words, field), field, share)
    return line
