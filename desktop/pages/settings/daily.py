"""When reports are due every morning: until what time, on which days, from a day on where it changes."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from db.queries.daily_calendar import SETTING
from db.queries.office import history_of, in_force_from
from db.rules.daily import DailyPolicy, policy_of
from db.services.office import save_settings
from desktop.context import Context
from desktop.daily_words import parse_clock
from desktop.dates import WEEKDAYS, day_text
from desktop.pages.settings.form import SettingsForm, Told, labelled
from desktop.translation import _
from desktop.widgets.date_field import DateField
from desktop.widgets.wrap_row import WrapRow


class DailyForm(SettingsForm):
    """The rule in force today; one of another day leaves the days before it as they were judged."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._before: dict[str, Any] = {}
        self._history: list[tuple[date, Any]] = []
        today = context.clock.today
        form = self.group(_("Hạn báo cáo"))
        self.deadline = self.line(form, _("Báo cáo trước"), "8:30")
        self.deadline.setMaximumWidth(120)
        self.is_inclusive = QCheckBox(_("Nhận đúng giờ hạn vẫn là đúng hạn"))
        form.addRow("", self.is_inclusive)
        form = self.group(
            _("Ngày phải báo cáo"),
            _("Danh sách ngày nghỉ lễ ghi ở tab Lịch và giấy tờ."),
        )
        days = QWidget()
        row = WrapRow(days)
        self.weekdays = [QCheckBox(_(name)) for name in WEEKDAYS]
        for box in self.weekdays:
            row.add(box)
        labelled(form, _("Các ngày trong tuần"), days)
        self.on_holidays = QCheckBox(_("Báo cáo cả ngày nghỉ lễ"))
        form.addRow("", self.on_holidays)
        self.starts_on, self.ends_on = DateField(today), DateField(today)
        labelled(form, _("Từ ngày"), self.starts_on)
        labelled(form, _("Đến ngày (để trống: đến khi có thông báo)"), self.ends_on)
        form = self.group(
            _("Khi quy định đổi"),
            _("Để trống: sửa quy định đang dùng. Ghi ngày: những ngày trước vẫn theo quy định cũ."),
        )
        self.from_on = DateField(today)
        labelled(form, _("Áp dụng từ ngày"), self.from_on)
        self.history = QLabel()
        self.history.setProperty("role", "muted")
        self.history.setWordWrap(True)
        form.addRow(self.history)
        for box in (self.is_inclusive, self.on_holidays, *self.weekdays):
            box.toggled.connect(self.touch)
        for field in (self.starts_on, self.ends_on, self.from_on):
            field.textChanged.connect(self.touch)
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        self._before = dict(told.get(SETTING, {}))
        policy = policy_of(self._before)
        self.deadline.setText(f"{policy.deadline:%H:%M}")
        self.is_inclusive.setChecked(policy.is_inclusive)
        for weekday, box in enumerate(self.weekdays, 1):
            box.setChecked(weekday in policy.weekdays)
        self.on_holidays.setChecked(policy.on_holidays)
        self.starts_on.set_day(policy.starts_on)
        self.ends_on.set_day(policy.ends_on)
        self._tell_history()

    def values(self) -> dict[str, Any]:
        """What never stood in the book and is as usual stays out of it."""
        before, policy = self._in_force(), self._policy()
        return {} if policy == policy_of(before) else {SETTING: {**before, **_setting(policy)}}

    def problem(self) -> str:
        """A time or a day that is not clear; no day of the week at all."""
        if parse_clock(self.deadline.text()) is None:
            return _("Giờ hạn chưa rõ: hãy gõ như 8:30.")
        for field in (self.starts_on, self.ends_on, self.from_on):
            if not field.is_clear:
                return _("“{text}” không phải là một ngày.").format(text=field.text())
        if not any(box.isChecked() for box in self.weekdays):
            return _("Hãy chọn ít nhất một ngày trong tuần.")
        first, last = self.starts_on.day, self.ends_on.day
        if first is not None and last is not None and last < first:
            return _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return ""

    def write(self, changed: Told) -> None:
        """Write the rule that is in force anew, or one from another day on."""
        database, today = self.context.database, self.context.clock.today()
        from_on = self.from_on.day or database.ask(in_force_from, SETTING, today)
        database.do(save_settings, changed, from_on)

    def _on_saved(self, changed: Told) -> None:
        self.from_on.set_day(None)
        super()._on_saved(changed)
        in_force = dict(self.context.database.ask(history_of, SETTING))
        today = self.context.clock.today()
        days = [from_on for from_on in in_force if from_on <= today]
        self._told = {**self._told, SETTING: in_force[max(days)]} if days else self._told
        self._is_showing = True
        self.show_values(self._told)
        self._is_showing = False
        self._weigh()

    def _changed(self) -> dict[str, Any]:
        """What differs from the rule of the day typed, be it the one that is in force today."""
        return self.values()

    def _in_force(self) -> dict[str, Any]:
        """The rule of the day typed; without one that of today."""
        day = self.from_on.day
        if day is None:
            return self._before
        values = [value for from_on, value in self._history if from_on <= day]
        return dict(values[-1]) if values else {}

    def _policy(self) -> DailyPolicy:
        before = policy_of(self._before)
        return DailyPolicy(
            deadline=parse_clock(self.deadline.text()) or before.deadline,
            is_inclusive=self.is_inclusive.isChecked(),
            weekdays=tuple(n for n, box in enumerate(self.weekdays, 1) if box.isChecked()),
            on_holidays=self.on_holidays.isChecked(),
            starts_on=self.starts_on.day if self.starts_on.is_clear else before.starts_on,
            ends_on=self.ends_on.day if self.ends_on.is_clear else before.ends_on,
        )

    def _tell_history(self) -> None:
        self._history = self.context.database.ask(history_of, SETTING)
        lines = [_line(from_on, policy_of(value)) for from_on, value in self._history]
        self.history.setText("\n".join(lines))
        self.history.setVisible(len(lines) > 0)


def _setting(policy: DailyPolicy) -> dict[str, Any]:
    return {
        "deadline": policy.deadline.isoformat("seconds" if policy.deadline.second else "minutes"),
        "is_inclusive": policy.is_inclusive,
        "weekdays": list(policy.weekdays),
        "on_holidays": policy.on_holidays,
        "starts_on": policy.starts_on.isoformat() if policy.starts_on else None,
        "ends_on": policy.ends_on.isoformat() if policy.ends_on else None,
    }


def _line(from_on: date, policy: DailyPolicy) -> str:
    since = _("Từ trước") if from_on == date.min else _("Từ {day}").format(day=day_text(from_on))
    days = _("mọi ngày")
    if len(policy.weekdays) < len(WEEKDAYS):
        days = ", ".join(_(WEEKDAYS[number - 1]) for number in policy.weekdays)
    holidays = "" if policy.on_holidays else f", {_('trừ ngày nghỉ lễ')}"
    told = _("{since}: trước {time}, {days}{holidays}")
    return told.format(since=since, time=f"{policy.deadline:%H:%M}", days=days, holidays=holidays)
