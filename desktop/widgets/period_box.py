"""Which days a list of vouchers shows: this week, this month, all, or from one day to another."""

import calendar
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from db.queries.office import settings
from db.rules.calendar import week_of
from desktop.context import Context
from desktop.dates import day_text
from desktop.translation import N_, _
from desktop.widgets.date_field import DateField


class Preset(StrEnum):
    """The periods that have a name."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    DAYS = "days"


WORDS = {
    Preset.WEEK: N_("Tuần này"),
    Preset.MONTH: N_("Tháng này"),
    Preset.ALL: N_("Tất cả"),
    Preset.DAYS: N_("Từ ngày…"),
}


class PeriodBox(QWidget):
    """A choice of periods; two date fields appear for any other."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        today = context.clock.today
        self.preset = QComboBox()
        self.preset.setAccessibleName(_("Kỳ"))
        for preset in Preset:
            self.preset.addItem(_(WORDS[preset]), preset)
        self.from_on = DateField(today, is_past=True)
        self.from_on.setAccessibleName(_("Từ ngày"))
        self.to_on = DateField(today, is_past=True)
        self.to_on.setAccessibleName(_("Đến ngày"))
        self._between = QLabel("–")
        for field in (self.from_on, self.to_on):
            field.setFixedWidth(112)
            field.picked.connect(self._dated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.preset, self.from_on, self._between, self.to_on):
            row.addWidget(widget)
        self._dress()
        self.preset.currentIndexChanged.connect(self._chosen)

    def period(self) -> tuple[date, date]:
        """First and last day, both included."""
        today = self._context.clock.today()
        match Preset(self.preset.currentData()):
            case Preset.WEEK:
                told = self._context.database.ask(settings, today)
                return week_of(today, told.get("calendar", {}).get("week_starts_on", 1))
            case Preset.MONTH:
                last = calendar.monthrange(today.year, today.month)[1]
                return today.replace(day=1), today.replace(day=last)
            case Preset.ALL:
                return date.min, date.max
        return self.from_on.day or date.min, self.to_on.day or date.max

    def words(self) -> str:
        """The period as a line under a title says it."""
        preset = Preset(self.preset.currentData())
        if preset is Preset.ALL:
            return _("tất cả các ngày")
        first, last = self.period()
        told = (day_text(day) if date.min < day < date.max else "…" for day in (first, last))
        return " – ".join(told)

    def choose(self, preset: Preset) -> None:
        """Choose a named period without announcing it."""
        self.preset.blockSignals(True)
        self.preset.setCurrentIndex(self.preset.findData(preset))
        self.preset.blockSignals(False)
        self._dress()

    def choose_days(self, from_on: date | None, to_on: date | None) -> None:
        """Choose the days from one to another without announcing it."""
        self.from_on.set_day(from_on)
        self.to_on.set_day(to_on)
        self.choose(Preset.DAYS)

    def _chosen(self) -> None:
        if self.preset.currentData() == Preset.DAYS and self.from_on.day is None:
            today = self._context.clock.today()
            self.from_on.set_day(today.replace(day=1))
            self.to_on.set_day(today)
        self._dress()
        self.changed.emit()

    def _dated(self, _day: object) -> None:
        self.changed.emit()

    def _dress(self) -> None:
        is_dated = self.preset.currentData() == Preset.DAYS
        for widget in (self.from_on, self._between, self.to_on):
            widget.setVisible(is_dated)
