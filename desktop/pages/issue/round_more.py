"""What only some rounds need: the unit's request, a note, what was asked for, packed beforehand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from db.queries.vouchers import VoucherDetail
from db.queries.waiting import Packed
from desktop.context import Context
from desktop.dates import day_text
from desktop.pages.issue.round_rows import Facts
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.head_fields import field_line
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow


class RoundMore(QWidget):
    """Two rows of fields under the bar, out of sight until they are wanted."""

    changed = Signal()
    columns_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = context.clock.today
        self.number, self.note = QLineEdit(), QLineEdit()
        self.number.setToolTip(_("Số của Giấy đề nghị cấp vật tư"))
        self.on, self.handed_on = DateField(today, is_past=True), DateField(today)
        self.with_asked = QCheckBox(_("Cột Yêu cầu"))
        self.with_asked.setToolTip(_("Ghi cả số đơn vị đề nghị khi duyệt cấp ít hơn"))
        self.with_waits = QCheckBox(_("Cột Chưa nhận"))
        self.with_waits.setToolTip(_("Đánh dấu người chưa đến nhận phần đã soạn"))
        self.is_packed = QCheckBox(_("Soạn trước cả đợt"))
        self.is_packed.setToolTip(_("Mọi phần được ghi là đã soạn, chưa nhận"))
        first = field_line(
            (_("Giấy đề nghị số"), self.number, 1),
            (_("ngày"), self.on, 0),
            (_("Ghi chú"), self.note, 3),
        )
        second = WrapRow()
        for box in (self.with_asked, self.with_waits, self.is_packed):
            second.add(box)
        self.handed_on.setAccessibleName(_("Phát ngày"))
        second.add_field(label(_("phát ngày"), self.handed_on), self.handed_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(second)
        for field in (self.number, self.note, self.on, self.handed_on):
            field.textEdited.connect(self.changed)
        for box in (self.with_asked, self.with_waits):
            box.toggled.connect(self.columns_changed)
        self.is_packed.toggled.connect(self._on_packed)
        self.handed_on.setEnabled(False)

    @property
    def facts(self) -> Facts:
        """What the fields say."""
        return Facts(
            document_number=self.number.text().strip(),
            document_on=self.on.day,
            note=self.note.text().strip(),
            is_packed=self.is_packed.isChecked(),
            handed_on=self.handed_on.day if self.is_packed.isChecked() else None,
        )

    @property
    def is_plain(self) -> bool:
        """Whether nothing was said here."""
        return self.state() == _PLAIN

    def wrong_with(self, day: date) -> QWidget | None:
        """The field that can't be taken with the vouchers' day, if any."""
        if not self.on.is_clear:
            return self.on
        if self.is_packed.isChecked():
            handed_on = self.handed_on.day
            if not self.handed_on.is_clear or (handed_on is not None and handed_on <= day):
                return self.handed_on
        return None

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {
            "number": self.number.text(),
            "on": self.on.text(),
            "note": self.note.text(),
            "asked": self.with_asked.isChecked(),
            "waits": self.with_waits.isChecked(),
            "packed": self.is_packed.isChecked(),
            "handed_on": self.handed_on.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft, announcing nothing."""
        self.blockSignals(True)
        told = {**_PLAIN, **state}
        self.number.setText(told["number"])
        self.note.setText(told["note"])
        for field, key in ((self.on, "on"), (self.handed_on, "handed_on")):
            field.setText(told[key])
            field.settle()
        self.with_asked.setChecked(told["asked"])
        self.with_waits.setChecked(told["waits"])
        self.is_packed.setChecked(told["packed"])
        self.blockSignals(False)

    def show_voucher(self, detail: VoucherDetail, packed: Packed) -> None:
        """Show what a posted voucher says, and which of its lines wait."""
        people = {line.line_id for line in detail.lines if line.staff_id is not None}
        all_wait = bool(people) and people <= packed.lines
        self.restore(
            {
                "number": detail.document_number,
                "on": day_text(detail.document_on),
                "note": detail.note,
                "asked": any(line.requested is not None for line in detail.lines),
                "waits": bool(packed.lines) and not all_wait,
                "packed": all_wait,
                "handed_on": day_text(packed.handed_on),
            }
        )

    def _on_packed(self, is_packed: bool) -> None:
        self.handed_on.setEnabled(is_packed)
        self.changed.emit()


_PLAIN: dict[str, Any] = {
    "number": "",
    "on": "",
    "note": "",
    "asked": False,
    "waits": False,
    "packed": False,
    "handed_on": "",
}
