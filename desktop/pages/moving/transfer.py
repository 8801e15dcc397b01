"""Chuyển kho: goods carried from one store to another, lot by lot."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.queries.catalogue import stores
from db.queries.vouchers import VoucherDetail
from db.services.moving import NewTransfer, StockLine, post_transfer
from desktop.context import Context
from desktop.pages.moving.form import MovingForm, StockFields
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.head_fields import field_line
from desktop.widgets.supply_fields import StoreBox
from desktop.widgets.voucher_form import Told, Wrong


class TransferFields(StockFields):
    """From which store to which, who takes the goods over, why."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.to_store = StoreBox(())
        self.receiver, self.reason = QLineEdit(), QLineEdit()
        self.receiver.setPlaceholderText(_("Người nhận ở kho đến"))
        self.reason.setPlaceholderText(_("ví dụ: chuyển ra quầy tiếp nhận"))
        self.body.addLayout(
            field_line(
                (_("Ngày"), self.day, 0),
                (_("Kho xuất"), self.store, 1),
                (_("Kho nhận"), self.to_store, 1),
            )
        )
        self.body.addLayout(
            field_line(
                (_("Người nhận"), self.receiver, 2),
                (_("Lý do"), self.reason, 2),
                (_("Ghi chú"), self.note, 2),
            )
        )
        self.typed(self.receiver, self.reason, self.note)
        self.to_store.currentIndexChanged.connect(self.changed)
        self.day.returnPressed.connect(self.store.setFocus)
        self.leads(self.receiver, self.reason, self.note)

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        self.to_store.setFocus()

    def offer(self) -> None:
        """Offer the stores that the book has now; the second one is the likelier target."""
        super().offer()
        rows = self.context.database.ask(stores)
        is_new = not self.to_store.store_id
        self.to_store.show_stores(rows)
        if is_new and len(rows) > 1:
            self.to_store.choose(rows[1].store_id)

    def wrong(self) -> Wrong | None:
        """What is not clear in the fields, and what puts the cursor there."""
        if self.store.store_id == self.to_store.store_id:
            return _("Kho nhận phải khác kho xuất."), self.to_store.setFocus
        return super().wrong()

    def show_voucher(self, detail: VoucherDetail) -> None:
        super().show_voucher(detail)
        self.to_store.choose(detail.to_store_id or 0)
        self.receiver.setText(detail.receiver)
        self.reason.setText(detail.reason)

    def state(self) -> dict[str, Any]:
        return {**super().state(), "to_store": self.to_store.store_id}

    def restore(self, state: Mapping[str, Any]) -> None:
        super().restore(state)
        self.to_store.choose(state["to_store"])


class TransferForm(MovingForm):
    """One transfer."""

    fields: TransferFields

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "transfer", TransferFields(context), parent)

    @property
    def title(self) -> str:
        """What this form makes."""
        return _("Chuyển kho")

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        fields = self.fields
        transfer = NewTransfer(
            day=fields.chosen_day,
            store_id=fields.store.store_id,
            to_store_id=fields.to_store.store_id,
            lines=self.lines.lines(StockLine),
            receiver=fields.receiver.text().strip(),
            reason=fields.reason.text().strip(),
            note=fields.note.text().strip(),
        )
        told = _("Đã ghi sổ phiếu {number}: chuyển từ {store} sang {to_store}.")
        names = {"store": fields.store.currentText(), "to_store": fields.to_store.currentText()}
        return (
            self._posting(post_transfer, transfer),
            lambda done: told.format(number=done.told, **names),
        )
