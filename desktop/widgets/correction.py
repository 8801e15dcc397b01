"""The line over a form that corrects a posted voucher: which one, and why."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from db.queries.vouchers import VoucherDetail
from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.cards import Card, Chip
from desktop.widgets.page_header import ActionButton


class CorrectionBar(Card):
    """Shown while a voucher is corrected; the old one stays until the new one is recorded."""

    left = Signal()  # the clerk gives the correction up
    typed = Signal()
    finished = Signal()  # Enter in the reason: on to what is corrected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.chip = Chip()
        self.told = QLabel(_("Phiếu cũ chỉ bị hủy khi ghi sổ phiếu này."))
        self.told.setProperty("role", "muted")
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText(_("Lý do sửa"))
        self.reason_field.setAccessibleName(_("Lý do sửa"))
        self.reason_field.textEdited.connect(self.typed)
        self.reason_field.returnPressed.connect(self.finished)
        self.voucher_id: int | None = None  # which one is corrected
        self._number = ""
        self.stop = ActionButton(_("Thôi sửa"))
        self.stop.setAccessibleName(_("Thôi sửa"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.told)
        row.addWidget(self.reason_field, 1)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.hide()

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.reason_field.text().strip()

    def and_replaced(self, told: str) -> str:
        """What was recorded, and which voucher that put in the place of."""
        if self.voucher_id is None:
            return told
        return told + " " + _("Phiếu cũ {number} đã hủy.").format(number=self._number)

    @property
    def lacks_reason(self) -> bool:
        """Whether a voucher is corrected, and nobody said why."""
        return self.voucher_id is not None and not self.reason

    def state(self) -> dict[str, Any]:
        """The correction as a draft keeps it."""
        return {"correct": self.voucher_id, "reason": self.reason}

    def show_for(self, detail: VoucherDetail, reason: str = "") -> None:
        """Say which voucher is corrected."""
        self.voucher_id, self._number = detail.voucher_id, detail.number
        self.chip.say(_("Sửa phiếu {number}").format(number=detail.number), Tone.WARNING)
        self.reason_field.setText(reason)
        self.show()

    def put_away(self) -> None:
        """Nothing is corrected any more."""
        self.voucher_id = None
        self.hide()
