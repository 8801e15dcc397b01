"""The line over a form that corrects a posted voucher, or adds to it: which one, and why."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from db.queries.vouchers import VoucherDetail
from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.cards import Card, Chip
from desktop.widgets.page_header import ActionButton


class CorrectionBar(Card):
    """Shown while a voucher is corrected; the old one stays until the new one is recorded.

    Also while a voucher is added to, which stays as it is and needs no reason.
    """

    left = Signal()  # the clerk gives the correction up
    typed = Signal()
    finished = Signal()  # Enter in the reason: on to what is corrected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.chip = Chip()
        self.told = QLabel(_("Phiếu cũ chỉ bị hủy khi ghi sổ phiếu này."))
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText(_("Lý do sửa"))
        self.reason_field.setAccessibleName(_("Lý do sửa"))
        self.reason_field.textEdited.connect(self.typed)
        self.reason_field.returnPressed.connect(self.finished)
        self.voucher_id: int | None = None  # which one is corrected
        self.follows_id: int | None = None  # which one is added to
        self._number = ""
        self.stop = ActionButton(_("Thôi sửa"))
        self.stop.setAccessibleName(_("Thôi sửa"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.told, 1)
        row.addWidget(self.reason_field, 2)
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
        state = {"correct": self.voucher_id, "reason": self.reason}
        return {**state, "follow": self.follows_id} if self.follows_id else state

    @property
    def is_shown(self) -> bool:
        """Whether a voucher is corrected or added to."""
        return self.voucher_id is not None or self.follows_id is not None

    def show_for(self, detail: VoucherDetail, reason: str = "") -> None:
        """Say which voucher is corrected."""
        self.voucher_id, self._number = detail.voucher_id, detail.number
        self.chip.say(_("Sửa phiếu {number}").format(number=detail.number), Tone.WARNING)
        self.told.setText(_("Phiếu cũ chỉ bị hủy khi ghi sổ phiếu này."))
        self.reason_field.setText(reason)
        self._set_words(_("Thôi sửa"), has_reason=True)

    def show_following(self, detail: VoucherDetail) -> None:
        """Say which voucher is added to."""
        self.follows_id = detail.voucher_id
        self.chip.say(_("Bổ sung phiếu {number}").format(number=detail.number), Tone.INFO)
        self.told.setText(_("Phiếu cũ giữ nguyên; phiếu này ghi phần thêm."))
        self._set_words(_("Thôi bổ sung"), has_reason=False)

    def _set_words(self, stop: str, *, has_reason: bool) -> None:
        self.stop.setText(stop)
        self.stop.setAccessibleName(stop)
        self.reason_field.setVisible(has_reason)
        self.show()

    def put_away(self) -> None:
        """Nothing is corrected or added to any more."""
        self.voucher_id = self.follows_id = None
        self.hide()
