"""What a leaflet needs before it is printed and released, and how legal deposit is made."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from db.queries.office import in_force_from
from db.rules.leaflet_checks import Need, Stage
from db.services.office import save_settings
from desktop.context import Context
from desktop.leaflet_policy import NEEDS, SETTING, STAGES, leaflet_setting
from desktop.pages.settings.form import SettingsForm, Told, labelled
from desktop.translation import N_, _
from desktop.widgets.date_field import DateField
from desktop.widgets.wrap_row import WrapRow

NUMBERS = {
    "deposit_copies": N_("Số bản nộp lưu chiểu"),
    "small_run": N_("In ít là dưới số tờ"),
    "small_deposit_copies": N_("Số bản nộp khi in ít"),
    "deposit_days": N_("Nộp trước khi phát hành số ngày"),
}


class LeafletsForm(SettingsForm):
    """Nothing of the law is fixed in the program: it stands here, from a day on where it changes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._before: dict[str, Any] = {}
        self.needs: dict[Stage, dict[Need, QCheckBox]] = {}
        form = self.group(
            _("Hồ sơ của tờ bướm"),
            _("Trang Tờ bướm nhắc những gì còn thiếu theo các mục chọn ở đây."),
        )
        for stage, words in STAGES.items():
            self.needs[stage] = {need: self._need(stage, need) for need in NEEDS}
            labelled(form, _(words), self._together(self.needs[stage]))
        form = self.group(_("Nộp lưu chiểu"))
        self.numbers = {key: self._number(form, _(words)) for key, words in NUMBERS.items()}
        form = self.group(
            _("Khi quy định đổi"),
            _("Để trống: sửa quy định đang dùng. Ghi ngày: những ngày trước vẫn theo quy định cũ."),
        )
        self.from_on = DateField(context.clock.today)
        labelled(form, _("Áp dụng từ ngày"), self.from_on)
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        self._before = leaflet_setting(told)
        for stage, boxes in self.needs.items():
            for need, box in boxes.items():
                box.setChecked(need.value in self._before.get(stage.value, ()))
        for key, field in self.numbers.items():
            field.setText(str(self._before.get(key, 0)))

    def values(self) -> dict[str, Any]:
        """What never stood in the book and is as the profile begins with stays out of it."""
        value: dict[str, Any] = {
            **self._before,
            **{
                stage.value: [need.value for need, box in boxes.items() if box.isChecked()]
                for stage, boxes in self.needs.items()
            },
        }
        for key, field in self.numbers.items():
            text = field.text().strip()
            value[key] = int(text) if text.isdecimal() else self._before.get(key, 0)
        is_same = _sorted(value) == _sorted(self._before)
        return {} if is_same else {SETTING: value}

    def problem(self) -> str:
        """A number that is none, a day that is not clear."""
        for field in self.numbers.values():
            if not field.text().strip().isdecimal():
                return _("“{text}” không phải là một số.").format(text=field.text())
        return "" if self.from_on.is_clear else _("Ngày áp dụng chưa rõ.")

    def write(self, changed: Told) -> None:
        """Write the rule that is in force anew, or one from another day on."""
        database, today = self.context.database, self.context.clock.today()
        from_on = self.from_on.day or database.ask(in_force_from, SETTING, today)
        database.do(save_settings, changed, from_on)

    def _on_saved(self, changed: Told) -> None:
        self._before = dict(changed[SETTING])
        self.from_on.set_day(None)
        super()._on_saved(changed)

    def _need(self, stage: Stage, need: Need) -> QCheckBox:
        box = QCheckBox(_(NEEDS[need]))
        box.setAccessibleName(f"{_(STAGES[stage])}: {_(NEEDS[need])}")
        box.toggled.connect(self.touch)
        return box

    def _together(self, boxes: dict[Need, QCheckBox]) -> QWidget:
        line = QWidget()
        row = WrapRow(line)
        for box in boxes.values():
            row.add(box)
        return line

    def _number(self, form: QFormLayout, words: str) -> QLineEdit:
        field = self.line(form, words)
        field.setMaximumWidth(120)
        field.setMaxLength(6)
        return field


def _sorted(setting: dict[str, Any]) -> dict[str, Any]:
    """The same whatever the order of its needs."""
    return {
        key: sorted(value) if isinstance(value, list) else value for key, value in setting.items()
    }
