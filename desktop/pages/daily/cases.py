"""Tin sai sự thật: the cases of false information, how far each is, how many a week (duty D7)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from db.kinds import CaseState
from db.queries.cases import CaseRow, CaseWeek, case_count, case_weeks, cases
from db.queries.office import settings
from desktop.charts import BarChart
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.pages.daily.case_form import CaseForm
from desktop.tables import Column
from desktop.translation import _
from desktop.widgets.chart import ChartView
from desktop.widgets.choices import choose
from desktop.widgets.page_header import action_button
from desktop.widgets.period_box import PeriodBox, Preset
from desktop.widgets.record_section import Section
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.wrap_row import WrapRow

WEEKS = 8
_ROOM = 640  # pixels of a window that shows the chart without being asked
TONES = {
    CaseState.FOUND: Tone.WARNING,
    CaseState.CHECKED: Tone.INFO,
    CaseState.STOPPED: Tone.INFO,
    CaseState.HANDLED: Tone.OK,
    CaseState.DISMISSED: Tone.NONE,
}


class Cases(Section[CaseRow]):
    """Every case, the latest first; a click on a week of the chart shows that week's."""

    form: CaseForm
    paper_wanted = Signal(str, object, object)
    picture_wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            CaseForm(context),
            _columns(),
            hint=_("Nội dung, nền tảng, đường dẫn (Ctrl+F)"),
            retired="",
            add=_("Thêm"),
        )
        self.table.empty = _("Không có vụ việc nào như vậy. Thêm bằng Ctrl+N.")
        self._weeks: list[CaseWeek] = []
        self._is_chart_wanted: bool | None = None  # None: where there is room
        self.state, self.period = QComboBox(), PeriodBox(context)
        self.figures, self.chart = WrappedLabel(), ChartView()
        self.with_people = QCheckBox(_("In cả người đăng"))
        self.print_button = action_button(
            _("In danh sách"), self.print_list, icon="printer", shortcut="Ctrl+P"
        )
        self.chart_button = action_button(_("8 tuần qua"), self._turn_chart, icon="chart-bar")
        self._lay_out()
        self.state.currentIndexChanged.connect(lambda _place: self.refresh())
        self.period.changed.connect(self.refresh)
        self.chart.opened.connect(self._show_week)
        self.form.files.paper_wanted.connect(self._show_file)
        self.form.files.picture_wanted.connect(self.picture_wanted)

    def count(self) -> int:
        return self._context.database.ask(case_count, *self._wanted())

    def read(self, offset: int, limit: int) -> Sequence[CaseRow]:
        return self._context.database.ask(cases, *self._wanted(), offset=offset, limit=limit)

    def refresh(self) -> None:
        """Read the list and the weeks anew."""
        super().refresh()
        ask, today = self._context.database.ask, self._context.clock.today()
        starts_on = ask(settings, today).get("calendar", {}).get("week_starts_on", 1)
        self._weeks = ask(case_weeks, today, WEEKS, starts_on)
        self._show_weeks()

    def show_all(self) -> None:
        super().show_all()
        self.period.choose(Preset.ALL)
        self.state.blockSignals(True)
        choose(self.state, None)
        self.state.blockSignals(False)

    def open(
        self,
        *,
        case_id: int | None = None,
        draft_id: int | None = None,
        new: bool = False,
        from_on: date | None = None,
        to_on: date | None = None,
        **_target: Any,
    ) -> None:
        """Show a case, the cases of some days, go on with a draft, or begin a new case."""
        if draft_id is not None and (draft := self.form.drafting.find(draft_id)) is not None:
            self.show_draft(draft.cells["record"])
        elif new:
            self.add()
        elif case_id is not None:
            self.show_all()
            self.refresh()
            self.select(case_id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif from_on is not None:
            self.show_all()
            self.period.choose_days(from_on, to_on)
            self.refresh()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.drafting.flush()

    def print_list(self) -> None:
        """Show the list in sight as a paper."""
        from desktop.watching_printing import CasesWanted, cases_pdf, cases_xlsx

        text, state, from_on, to_on = self._wanted()
        wanted = CasesWanted(from_on, to_on, state, text, self.with_people.isChecked())
        asked = self._context.database, wanted
        title = _("Danh sách vụ việc: {days}").format(days=self.period.words())
        self.paper_wanted.emit(title, partial(cases_pdf, *asked), partial(cases_xlsx, *asked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress_chart()

    def _wanted(self) -> tuple[str, CaseState | None, date, date]:
        return self.search.text(), self.state.currentData(), *self.period.period()

    def _lay_out(self) -> None:
        self.state.setAccessibleName(_("Tình trạng"))
        self.state.addItem(_("Mọi tình trạng"), None)
        for state in CaseState:
            self.state.addItem(member(state), state)
        self.period.choose(Preset.ALL)
        filters = WrapRow()
        filters.add(self.state)
        filters.add(self.period)
        self.chart.setFixedHeight(170)
        printing = WrapRow()
        for widget in (self.print_button, self.with_people, self.chart_button):
            printing.add(widget)
        body = self.list_card.body
        body.insertWidget(0, self.figures)
        body.insertLayout(3, filters)
        body.addWidget(self.chart)
        body.addLayout(printing)
        self._dress_chart()

    def _show_weeks(self) -> None:
        week, found = self._weeks[-1], self._weeks[-1].figures
        told = _(
            "Tuần này ({days}): phát hiện {found}, ngăn chặn {stopped},"
            " xử lý {handled}, còn mở {open}."
        )
        self.figures.setText(
            told.format(
                days=f"{week.from_on:%d/%m} – {week.to_on:%d/%m}",
                found=number(found.found),
                stopped=number(found.stopped),
                handled=number(found.handled),
                open=number(found.open),
            )
        )
        figures = [one.figures for one in self._weeks]
        self.chart.show_chart(
            BarChart(
                tuple(f"{one.from_on:%d/%m}" for one in self._weeks),
                (
                    (_("Phát hiện"), tuple(one.found for one in figures)),
                    (_("Ngăn chặn"), tuple(one.stopped for one in figures)),
                    (_("Xử lý"), tuple(one.handled for one in figures)),
                ),
            )
        )

    def _show_week(self, group: int) -> None:
        week = self._weeks[group]
        self.period.choose_days(week.from_on, week.to_on)
        self.refresh()

    def _turn_chart(self) -> None:
        self._is_chart_wanted = self.chart.isHidden()
        self._dress_chart()

    def _dress_chart(self) -> None:
        has_room = self.window().height() >= _ROOM
        wanted = self._is_chart_wanted
        self.chart.setVisible(has_room if wanted is None else wanted)

    def _show_file(self, title: str, work: Any) -> None:
        self.paper_wanted.emit(title, work, None)


def _columns() -> list[Column[CaseRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.found_on), width=104),
        Column(_("Nền tảng"), lambda row: row.platform, width=96, tip=lambda row: row.link),
        Column(_("Nội dung"), lambda row: row.content, tip=lambda row: row.content, least=140),
        Column(_("Đơn vị"), lambda row: row.department, width=120, tip=lambda row: row.department),
        Column(
            _("Tình trạng"),
            lambda row: member(row.state),
            width=116,
            tone=lambda row: TONES[row.state],
            least=132,
        ),
    ]
