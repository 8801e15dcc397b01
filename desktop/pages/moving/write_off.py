"""Ghi giảm: goods that are broken, lost or past their date go off the book, with the reason."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.kinds import Loss
from db.queries.vouchers import VoucherDetail
from db.services.moving import NewWriteOff, StockLine, post_write_off
from desktop.context import Context
from desktop.labels import member
from desktop.pages.moving.form import MovingForm, StockFields
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.supply_fields import EnterBox
from desktop.widgets.voucher_form import Told, Wrong

LOSSES = tuple(Loss)


class LossFields(StockFields):
    """What happened and why, and the record that was made of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.loss = EnterBox()
        for loss in LOSSES:
            self.loss.addItem(member(loss), loss)
        self.reason, self.document = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(_("ví dụ: rơi vỡ khi vận chuyển"))
        self.document_on = DateField(context.clock.today, is_past=True)
        self.body.addLayout(
            field_line(
                (_("Ngày"), self.day, 0),
                (_("Kho"), self.store, 1),
                (_("Ghi giảm vì"), self.loss, 1),
                (_("Lý do"), self.reason, 3),
            )
        )
        self.body.addLayout(
            field_line(
                (_("Biên bản số"), self.document, 1),
                (_("Ngày biên bản"), self.document_on, 0),
                (_("Ghi chú"), self.note, 3),
            )
        )
        self.typed(self.reason, self.document, self.document_on, self.note)
        self.loss.currentIndexChanged.connect(self.changed)
        self.leads(self.day, self.reason, self.document, self.document_on, self.note)

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        self.reason.setFocus()

    def wrong(self) -> Wrong | None:
        """What is not clear in the fields, and what puts the cursor there."""
        if not self.reason.text().strip():
            return _("Hãy ghi lý do."), self.reason.setFocus
        if not self.document_on.is_clear:
            return _("Ngày biên bản chưa rõ."), self.document_on.setFocus
        return super().wrong()

    def show_voucher(self, detail: VoucherDetail) -> None:
        super().show_voucher(detail)
        self.loss.setCurrentIndex(LOSSES.index(detail.loss or Loss.DAMAGED))
        self.reason.setText(detail.reason)
        self.document.setText(detail.document_number)
        self.document_on.set_day(detail.document_on)

    def state(self) -> dict[str, Any]:
        return {**super().state(), "loss": Loss(self.loss.currentData()).value}

    def restore(self, state: Mapping[str, Any]) -> None:
        super().restore(state)
        self.loss.setCurrentIndex(LOSSES.index(Loss(state["loss"])))


class WriteOffForm(MovingForm):
    """One loss; expired and blocked lots may go too."""

    fields: LossFields

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "write_off", LossFields(context), parent, with_unusable=True)

    @property
    def title(self) -> str:
        """What this form makes."""
        return _("Ghi giảm")

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        fields = self.fields
        loss = NewWriteOff(
            day=fields.chosen_day,
            store_id=fields.store.store_id,
            loss=Loss(fields.loss.currentData()),
            reason=fields.reason.text().strip(),
            lines=self.lines.lines(StockLine),
            document_number=fields.document.text().strip(),
            document_on=fields.document_on.day,
            note=fields.note.text().strip(),
        )
        told = _("Đã ghi sổ phiếu {number}: ghi giảm vì {loss}.")
        cause = fields.loss.currentText().lower()
        return (
            self._posting(post_write_off, loss),
            lambda done: told.format(number=done.told, loss=cause),
        )
