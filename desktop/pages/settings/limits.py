"""What a voucher is looked at for before it is recorded, and how long ahead a lot runs out."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from db.kinds import Limit, Strictness
from db.queries.lots import expiry_days
from db.queries.pace import planning_days
from db.rules.supply_need import POLICY_DAYS
from db.services.limits import LATE_DAYS
from desktop.context import Context
from desktop.labels import member
from desktop.pages.settings.form import SettingsForm, Told, labelled
from desktop.translation import N_, _

AHEAD = (
    N_("Giao hàng thường mất"),
    N_("Dự phòng"),
    N_("Giữa hai lần đặt"),
    N_("Giao gấp lâu nhất mất"),
)


class LimitsForm(SettingsForm):
    """Limits of vouchers; a shortage is refused whatever stands here."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = self.group(
            _("Giới hạn khi ghi phiếu"),
            _("Thiếu hàng thì không bao giờ ghi được. Nhập từ Excel không bị giới hạn."),
        )
        self.late_days = self._days(form, _("Số ngày được ghi muộn"))
        self.rules: dict[Limit, QComboBox] = {}
        for limit in Limit:
            box = QComboBox()
            for rule in Strictness:
                box.addItem(member(rule), rule)
            box.currentIndexChanged.connect(self.touch)
            labelled(form, member(limit), box)
            self.rules[limit] = box
        form = self.group(_("Lô sắp hết hạn"))
        self.expiry_days = self._days(form, _("Nhắc trước số ngày"))
        form = self.group(
            _("Dự trù, đề nghị bổ sung"),
            _("Tính theo ngày lịch; chương trình đổi ra ngày làm việc."),
        )
        self.ahead = {
            name: self._days(form, _(words)) for name, words in zip(POLICY_DAYS, AHEAD, strict=True)
        }
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        limits = told.get("limits", {})
        self.late_days.setText(str(limits.get("late_days", LATE_DAYS)))
        for limit, box in self.rules.items():
            box.setCurrentIndex(box.findData(Strictness(limits.get(limit, Strictness.WARN))))
        self.expiry_days.setText(str(expiry_days(told)))
        for name, days in planning_days(told).items():
            self.ahead[name].setText(str(days))
        self._before = told

    def values(self) -> dict[str, Any]:
        """What never stood in the book and is as usual stays out of it."""
        before = self._before
        usual = {"late_days": LATE_DAYS, **dict.fromkeys(map(str, Limit), str(Strictness.WARN))}
        limits = {
            "late_days": _number(self.late_days, LATE_DAYS),
            **{str(limit): str(box.currentData()) for limit, box in self.rules.items()},
        }
        values: dict[str, Any] = {}
        if "limits" in before or limits != usual:
            values["limits"] = {**before.get("limits", {}), **limits}
        days = _number(self.expiry_days, expiry_days(before))
        if days != expiry_days(before):
            values["stock"] = {**before.get("stock", {}), "expiry_days": days}
        usually = planning_days(before)
        ahead = {name: _number(field, usually[name]) for name, field in self.ahead.items()}
        if ahead != usually:
            values["planning"] = ahead
        return values

    def problem(self) -> str:
        """A number of days that is none."""
        for field in (self.late_days, self.expiry_days, *self.ahead.values()):
            if not field.text().strip().isdigit():
                return _("“{text}” không phải là số ngày.").format(text=field.text())
        return ""

    def _days(self, form: QFormLayout, words: str) -> QLineEdit:
        field = self.line(form, words)
        field.setMaximumWidth(120)
        field.setMaxLength(3)
        return field


def _number(field: QLineEdit, usual: int) -> int:
    text = field.text().strip()
    return int(text) if text.isdigit() else usual
