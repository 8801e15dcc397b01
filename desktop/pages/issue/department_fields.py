"""The head of an issue to a department: when, from where, to whom, who fetches it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.queries.catalogue import stores
from db.queries.entering import earlier_receivers
from db.queries.staff import departments, people
from db.queries.vouchers import VoucherDetail
from desktop.context import Context
from desktop.pages.issue.department_rows import Receiver
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import HeadFields, field_line
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in


class DepartmentFields(HeadFields):
    """Two rows of fields: to whom it goes, who fetches it."""

    place_changed = Signal()  # another day or store: what there is must be read again

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.clock.today, parent)
        self._context = context
        self._departments: list[Suggestion] = []
        self._fixed: Receiver | None = None
        self.department = SuggestEdit(search_in(()))
        self.department.setPlaceholderText(_("Gõ tên đơn vị"))
        self.receiver = SuggestEdit(search_in(()))
        self.receiver.setPlaceholderText(_("Người nhận thay đơn vị"))
        self.number = QLineEdit()
        self.number.setToolTip(_("Số của Giấy đề nghị cấp vật tư"))
        self.on = DateField(context.clock.today, is_past=True)
        self._lay_out()
        self._connect()

    @property
    def to(self) -> Receiver | None:
        """Who it goes to, None while that is not said."""
        if self._fixed is not None:
            return self._fixed
        chosen = self.department.suggestion
        if chosen is None or not isinstance(chosen.value, int):
            return None
        return Receiver(chosen.label, department_id=chosen.value)

    @property
    def is_fixed(self) -> bool:
        """Whether it goes to a person or to visitors, as the voucher did that is corrected."""
        return self._fixed is not None

    def offer(self, *, with_retired: bool) -> None:
        """Offer what the book has now."""
        ask, today = self._context.database.ask, self._context.clock.today()
        self.store.show_stores(ask(stores))
        self._departments = [
            Suggestion(row.name, row.code, row.department_id, row.code)
            for row in ask(departments, today, with_retired=with_retired)
        ]
        self.department.set_search(search_in(self._departments))

    def choose(self, department_id: int | None) -> None:
        """Show a department."""
        found = next((one for one in self._departments if one.value == department_id), None)
        self.department.choose(found)
        self._offer_receivers()

    def fix(self, receiver: Receiver) -> None:
        """Show who a corrected voucher went to; only a department may be changed for another."""
        if receiver.department_id is not None and receiver.staff_id is None:
            self.choose(receiver.department_id)
            return
        self._fixed = receiver
        self.department.choose(Suggestion(receiver.name))
        self.department.setEnabled(False)

    def show_voucher(self, detail: VoucherDetail) -> None:
        """Show the rest of a posted voucher's head."""
        super().show_voucher(detail)
        self.receiver.choose(Suggestion(detail.receiver))
        self.number.setText(detail.document_number)
        self.on.set_day(detail.document_on)

    def clear(self) -> None:
        """Ready for the next one: the same day and store."""
        self._fixed = None
        self.department.setEnabled(True)
        self.department.choose(None)
        self.receiver.choose(None)
        self.note.clear()
        self.number.clear()
        self.on.set_day(None)

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {
            **super().state(),
            "department": self.department.value,
            "receiver": self.receiver.text(),
            "number": self.number.text(),
            "on": self.on.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft."""
        if not self.is_fixed:
            self.choose(state["department"])
        super().restore(state)
        self.receiver.choose(Suggestion(state["receiver"]))
        self.number.setText(state.get("number", ""))
        self.on.setText(state.get("on", ""))
        self.on.settle()

    def _offer_receivers(self) -> None:
        """Its people and who fetched before may fetch."""
        department_id = self.department.value
        if not isinstance(department_id, int):
            self.receiver.set_search(search_in(()))
            return
        ask, today = self._context.database.ask, self._context.clock.today()
        earlier = ask(earlier_receivers, department_id)
        there = ask(people, today, department_id=department_id)
        names = dict.fromkeys([*earlier, *(row.name for row in there)])
        self.receiver.set_search(search_in(Suggestion(name, value=name) for name in names))

    def _connect(self) -> None:
        self.day.picked.connect(self.place_changed)
        self.store.currentIndexChanged.connect(self.place_changed)
        self.department.picked.connect(self._offer_receivers)
        for picking in (self.department, self.receiver):
            picking.picked.connect(self.changed)
        for typing in (self.receiver, self.number, self.on, self.note):
            typing.textEdited.connect(self.changed)
        self.day.returnPressed.connect(self.store.setFocus)
        self.department.returnPressed.connect(self.receiver.setFocus)
        self.receiver.returnPressed.connect(self.note.setFocus)
        self.number.returnPressed.connect(self.on.setFocus)
        self.on.returnPressed.connect(self.finished)
        self.note.returnPressed.connect(self.finished)

    def _lay_out(self) -> None:
        self.body.addLayout(
            field_line(
                (_("Ngày"), self.day, 0),
                (_("Kho"), self.store, 1),
                (_("Đơn vị nhận"), self.department, 3),
            )
        )
        self.body.addLayout(
            field_line(
                (_("Người nhận"), self.receiver, 2),
                (_("Ghi chú"), self.note, 2),
                (_("Giấy đề nghị số"), self.number, 1),
                (_("ngày"), self.on, 0),
            )
        )
