"""Which report: a week of the book, the one before or after it, or any two dates."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.database import Database
from db.queries.office import settings
from db.queries.periods import ReportWeek, report_weeks
from db.rules.calendar import iso_week, week_of
from desktop import theme
from desktop.dates import day_text
from desktop.translation import _
from desktop.widgets.date_field import DateField

WEEK = timedelta(days=7)
Span = tuple[date, date]


def known_weeks(database: Database) -> tuple[list[ReportWeek], Span]:
    """The weeks to choose from and the present one, read in any thread."""
    today = database.clock.today()
    starts_on = database.ask(settings, today)["calendar"]["week_starts_on"]
    return database.ask(report_weeks, today), week_of(today, starts_on)


class PeriodBox(QWidget):
    """The weeks to choose from, arrows to the next and previous one, and two dates."""

    chosen = Signal(object)  # (first day, last day)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: list[ReportWeek] = []
        self.span: Span | None = None
        self.before = self._arrow("caret-left", _("Tuần trước"), "Alt+Left", -1)
        self.after = self._arrow("caret-right", _("Tuần sau"), "Alt+Right", 1)
        self.weeks = QComboBox()
        self.weeks.setAccessibleName(_("Tuần báo cáo"))
        self.weeks.activated.connect(self._on_week)
        self.from_field, self.to_field = DateField(today), DateField(today)
        self.from_field.setAccessibleName(_("Từ ngày"))
        self.to_field.setAccessibleName(_("Đến ngày"))
        for field in (self.from_field, self.to_field):
            field.picked.connect(self._on_dates)
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self.before)
        above.addWidget(self.weeks, 1)
        above.addWidget(self.after)
        below = QHBoxLayout()
        below.addWidget(_muted(_("Từ")))
        below.addWidget(self.from_field, 1)
        below.addWidget(_muted(_("đến")))
        below.addWidget(self.to_field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)

    def show_weeks(self, weeks: list[ReportWeek], otherwise: Span) -> None:
        """Offer these weeks; the newest is chosen unless something is already."""
        self._weeks = weeks
        if self.span is None:
            self.span = (weeks[0].from_on, weeks[0].to_on) if weeks else otherwise
        self._mark()

    def choose(self, span: Span) -> None:
        """Go to a period and say so."""
        if span != self.span:
            self.span = span
            self._mark()
            self.chosen.emit(span)

    def _mark(self) -> None:
        self.weeks.clear()
        for week in self._weeks:
            self.weeks.addItem(week_text(week), (week.from_on, week.to_on))
        assert self.span is not None
        at = next((n for n, week in enumerate(self._weeks) if _span(week) == self.span), -1)
        if at < 0:
            self.weeks.insertItem(0, span_text(*self.span), self.span)
            at = 0
        self.weeks.setCurrentIndex(at)
        self.from_field.set_day(self.span[0])
        self.to_field.set_day(self.span[1])

    def _on_week(self, number: int) -> None:
        self.choose(self.weeks.itemData(number))

    def _on_dates(self, _day: object) -> None:
        first, last = self.from_field.day, self.to_field.day
        if first is not None and last is not None and first <= last:
            self.choose((first, last))

    def _step(self, direction: int) -> None:
        """The week beside this one, whether or not anything moved in it."""
        if self.span is not None:
            first, last = self.span
            away = max(WEEK, last - first + timedelta(days=1)) * direction
            self.choose((first + away, last + away))

    def _arrow(self, icon: str, name: str, keys: str, direction: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon, "text"))
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setShortcut(keys)
        button.clicked.connect(lambda: self._step(direction))
        return button


def week_text(week: ReportWeek) -> str:
    """A week in the list: Tuần 06 · 03/02 – 09/02/2020 · Dự thảo."""
    state = _("Đã khóa sổ") if week.is_closed else _("Dự thảo")
    return f"{span_text(week.from_on, week.to_on)} · {state}"


def span_text(from_on: date, to_on: date) -> str:
    """A period: Tuần 06 · 03/02 – 09/02/2020."""
    first = f"{from_on:%d/%m}" if from_on.year == to_on.year else day_text(from_on)
    span = f"{first} – {day_text(to_on)}"
    if (week := iso_week(from_on, to_on)) is None:
        return span
    return _("Tuần {week} · {span}").format(week=week[-2:], span=span)


def _span(week: ReportWeek) -> Span:
    return week.from_on, week.to_on


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
