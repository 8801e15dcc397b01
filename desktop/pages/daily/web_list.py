"""The updates of the web site in a list, under the days of their month, with the form beside it."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from db.kinds import WebSource
from db.queries.office import settings
from db.queries.web_updates import (
    WebFigures,
    WebUpdateRow,
    updates_by_day,
    web_figures,
    web_update_count,
    web_updates,
)
from desktop import theme
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.pages.daily.web_form import WebUpdateForm
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.month_strip import MonthStrip
from desktop.widgets.page_header import ActionButton
from desktop.widgets.period_box import PeriodBox, Preset
from desktop.widgets.record_section import Section
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.wrap_row import WrapRow

_SHOWN_DAYS = 12


class WebLog(Section[WebUpdateRow]):
    """The updates of a period, the latest first, under the days of its month."""

    form: WebUpdateForm

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            WebUpdateForm(context),
            _columns(),
            hint=_("Tiêu đề, đường dẫn (Ctrl+F)"),
            retired="",
            add=_("Thêm"),
        )
        self.table.empty = _("Không có tin nào như vậy. Thêm bằng Ctrl+N.")
        self.strip, self.told, self.period = MonthStrip(), WrappedLabel(), PeriodBox(context)
        self.back_button, self.on_button = ActionButton(), ActionButton()
        for button, icon, name in (
            (self.back_button, "caret-left", _("Tháng trước")),
            (self.on_button, "caret-right", _("Tháng sau")),
        ):
            button.setIcon(theme.icon(icon))
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._lay_out()
        self.period.changed.connect(self.refresh)
        self.strip.picked.connect(self._on_day)
        self.strip.turned.connect(self.turn)
        self.back_button.clicked.connect(lambda: self.turn(-1))
        self.on_button.clicked.connect(lambda: self.turn(1))

    @property
    def month(self) -> date:
        """The first day of the month in sight: that of the period's last day that has come."""
        first, last = self.period.period()
        today = self._context.clock.today()
        return max(first, min(last, today)).replace(day=1)

    def count(self) -> int:
        return self._context.database.ask(web_update_count, *self._wanted())

    def read(self, offset: int, limit: int) -> Sequence[WebUpdateRow]:
        return self._context.database.ask(web_updates, *self._wanted(), offset=offset, limit=limit)

    def refresh(self) -> None:
        """Read the list and the month anew."""
        super().refresh()
        ask, today, first = self._context.database.ask, self._context.clock.today(), self.month
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        since = date.fromisoformat(ask(settings, today)["campaign"]["starts_on"])
        self.strip.show_month(first, today, ask(updates_by_day, first, last), since)
        self.told.setText(_told(first, today, ask(web_figures, first, last, today)))

    def show_all(self) -> None:
        super().show_all()
        self.period.choose(Preset.ALL)

    def turn(self, months: int) -> None:
        """Show the month after (1) or before (-1) the one in sight."""
        first = self.month
        other = first + timedelta(days=32) if months > 0 else first - timedelta(days=1)
        first = other.replace(day=1)
        if first == self._context.clock.today().replace(day=1):
            self.period.choose(Preset.MONTH)
        else:
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            self.period.choose_days(first, last)
        self.refresh()

    def _on_saved(self, record_id: Any) -> None:
        """After a new one the form is ready for the next."""
        was_new = self.form.record is None
        super()._on_saved(record_id)
        if was_new:
            self.add()

    def _on_day(self, day: date) -> None:
        """Show the updates of a day; a new one would be of that day."""
        if day > self._context.clock.today():
            return
        self.form.next_day = day
        self.period.choose_days(day, day)
        self.refresh()
        if self.strip.is_missing(day):
            self.add()

    def _wanted(self) -> tuple[str, date, date]:
        return self.search.text(), *self.period.period()

    def _lay_out(self) -> None:
        self.period.choose(Preset.MONTH)
        turning = WrapRow()
        turning.add(self.back_button)
        turning.add(self.on_button)
        turning.add(self.told, 1, 200)
        body = self.list_card.body
        body.insertLayout(0, turning)
        body.insertWidget(1, self.strip)
        filters = WrapRow()
        filters.add(self.period)
        self.filters = filters
        body.insertLayout(4, filters)


def _told(first: date, today: date, figures: WebFigures | None) -> str:
    """The month in words: how much from where, and the days without."""
    month = f"{first:%m/%Y}"
    if figures is None:
        return _("Tháng {month}: chưa có tin nào.").format(month=month)
    parts = [
        f"{member(source)} {number(figures.by_source[source])}"
        for source in WebSource
        if figures.by_source.get(source)
    ]
    told = _("Tháng {month}: {count} tin").format(month=month, count=number(figures.updates))
    told += f" ({', '.join(parts)})." if parts else "."
    without = [
        _("hôm nay") if day == today else f"{day:%d/%m}" for day in reversed(figures.days_without)
    ]
    if not without:
        return f"{told}\n{_('Ngày nào cũng có tin.')}"
    days = ", ".join(without[:_SHOWN_DAYS]) + (", …" if len(without) > _SHOWN_DAYS else "")
    missing = _("✕ {count} ngày chưa có tin: {days}.")
    return f"{told}\n{missing.format(count=number(len(without)), days=days)}"


def _columns() -> list[Column[WebUpdateRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(
            _("Giờ"),
            lambda row: f"{row.at.astimezone():%H:%M}" if row.at else "",
            width=64,
            least=64,
        ),
        Column(_("Tiêu đề"), lambda row: row.title, tip=lambda row: row.title, least=160),
        Column(_("Nguồn"), lambda row: member(row.source), width=104),
        Column(_("Đường dẫn"), lambda row: row.link, tip=lambda row: row.link, least=80),
    ]
