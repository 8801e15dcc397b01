"""Hôm nay: who has reported, who is late or missing, how long there is still time; the report form beside it."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.kinds import Punctuality, ReportForm
from db.queries.daily_board import Board, BoardRow, daily_board
from db.queries.daily_calendar import local
from db.queries.daily_entering import entering
from db.queries.office import DraftRow
from db.services.daily import DailyReportFields, save_report
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.pages.daily.board_columns import FORM, HEAD, REPORTER, board_columns
from desktop.pages.daily.board_head import AWAITED, BoardHead
from desktop.pages.daily.excuses import ExcuseBar
from desktop.pages.daily.form import DailyForm
from desktop.pages.daily.report_fields import usual_reporter
from desktop.tables import RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.wrap_row import WrapRow

A_SECOND = 1_000  # milliseconds
BESIDE = 900  # pixels: from here on the form stands beside the board, else in its place
SHARES = 5, 6  # of the room: the board's, the form's
NARROW = 700  # below that only what tells how a department stands


class TodayBoard(QWidget):
    """A line for each department; Enter opens its report, F4 notes only that it came."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.board: Board | None = None
        self._is_recording = False
        self.covered = WrappedLabel()
        self.covered.setProperty("role", "muted")
        self.rows = RowsModel[BoardRow](board_columns(self._deadline), self)
        self.table = TableView(self.rows, _("Ngày này không có đơn vị nào được giao nhiệm vụ."))
        self.table.setAccessibleName(_("Các đơn vị phải báo cáo"))
        self.form = DailyForm(context)
        self.form.next_acts = self._next_acts
        self.form.hide()
        self.head = BoardHead(context, self.form.isHidden)
        self.excuse_bar = ExcuseBar(context)
        self.enter_button = action_button(_("Nhập báo cáo"), self._open_current, icon="plus")
        self.came_button = action_button(_("Chỉ ghi đã nhận"), self.note_received, shortcut="F4")
        self.excuse_button = action_button(_("Miễn báo cáo…"), self.ask_excuse, shortcut="Ctrl+M")
        self.sheets_button = action_button(_("Biểu Excel…"), self._to_import, icon="file-xls")
        self.sheets_button.setToolTip(_("Lấy biểu trống cho đơn vị điền, hoặc đọc biểu đã điền"))
        self.ticking = QTimer(self, interval=A_SECOND)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def day(self) -> date:
        """The day whose board it is."""
        return self.head.day

    def refresh(self) -> None:
        """Read the board anew; a report that is being typed is left alone."""
        current = self.table.current()
        self.board = self._context.database.ask(daily_board, self.day, self._context.clock.now())
        self.rows.show_rows(self.board.rows)
        self._select(current.department_id if current else None)
        self.head.tell(self.board)
        self.covered.setText(_covered(self.board))
        if not self.form.isHidden():
            self.form.follow()
        if not self.excuse_bar.isHidden():
            self.excuse_bar.refresh()

    def open(
        self,
        *,
        day: date | None = None,
        department_id: int | None = None,
        draft_id: int | None = None,
    ) -> None:
        """Show a day, the report of a department, or what was left unfinished of one."""
        if draft_id is not None and (draft := self.form.drafting.find(draft_id)) is not None:
            department_id, day = _of_draft(draft)
        if day is not None:
            self.show_day(day)
        if department_id is not None:
            self.open_report(department_id)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.drafting.flush()

    def show_day(self, day: date) -> None:
        """Show the board of a day."""
        if day != self.day or self.board is None:
            self._close_form()
            self.excuse_bar.hide()
        self.head.show_day(day)
        self.refresh()

    def open_report(self, department_id: int) -> None:
        """Open the report of a department beside the board, or in its place."""
        self._select(department_id)
        self.excuse_bar.hide()
        self.form.show()
        self._divide()
        self.form.open(department_id, self.day)

    def note_received(self) -> None:
        """Note that the report of the current department came just now, and nothing else."""
        row, clock = self.table.current(), self._context.clock
        if row is None or not self.came_button.isEnabled() or self._is_recording:
            return
        database, day = self._context.database, self.day
        self._is_recording = True

        def work() -> None:
            report = database.ask(entering, row.department_id, day)
            fields = DailyReportFields(
                row.department_id,
                day,
                clock.now(),
                report.form or ReportForm.PAPER,
                *usual_reporter(report),
                edition=report.edition,
            )
            database.do(save_report, fields)

        self._context.tasks.run(self, work, partial(self._came, row), self._refused)

    def ask_excuse(self) -> None:
        """Ask on which days the current department need not report."""
        if (row := self.table.current()) is not None:
            self._close_form()
            self.excuse_bar.ask(row.department_id, row.department, self.day)

    def tick(self) -> None:
        """Say the time that is left; once the deadline has passed, who is missing."""
        board = self.board
        if board is None or board.deadline is None:
            return
        waiting = [row for row in board.rows if row.standing.state is Punctuality.WAITING]
        now = local(self._context.clock.now())
        is_over = now > board.deadline or (now == board.deadline and not board.is_inclusive)
        if waiting and is_over:
            self.refresh()
        else:
            self.head.tell_time(board)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._close_form()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ticking.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        self.ticking.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _lay_out(self) -> None:
        below = WrapRow()
        for button in (
            self.enter_button,
            self.came_button,
            self.excuse_button,
            self.sheets_button,
        ):
            below.add(button)
        self.card = Card()
        self.card.body.addWidget(self.head)
        self.card.body.addWidget(self.table, 1)
        self.card.body.addWidget(self.covered)
        self.card.body.addWidget(self.excuse_bar)
        self.card.body.addLayout(below)
        self.table.setMinimumHeight(80)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.card, SHARES[0])
        row.addWidget(self.form, SHARES[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(row)

    def _connect(self) -> None:
        self.head.day_wanted.connect(self.show_day)
        self.head.finished.connect(self.table.setFocus)
        self.table.opened.connect(lambda row: self.open_report(row.department_id))
        self.table.chosen.connect(self._on_chosen)
        self.form.left.connect(self._close_form)
        self.form.dropped.connect(self._on_dropped)
        self.form.saved.connect(self._on_saved)
        self.form.paper_wanted.connect(self.paper_wanted)
        self.excuse_bar.left.connect(self.table.setFocus)
        self.ticking.timeout.connect(self.tick)

    def _to_import(self) -> None:
        self._context.navigate("import", kind="daily")

    def _open_current(self) -> None:
        if (row := self.table.current()) is not None:
            self.open_report(row.department_id)

    def _close_form(self) -> None:
        if self.form.isHidden():
            return
        self.form.drafting.flush()
        self.form.hide()
        self._divide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_dropped(self) -> None:
        self._close_form()
        self.refresh()

    def _on_saved(self, _report_id: object) -> None:
        self._close_form()
        self.refresh()
        if (row := self._next_waiting()) is not None:
            self._select(row.department_id)

    def _came(self, row: BoardRow, _none: None) -> None:
        self._is_recording = False
        self.refresh()
        told = _("Đã ghi nhận báo cáo của {department}.").format(department=row.department)
        fill_in = NoticeAction(_("Nhập nội dung"), partial(self.open_report, row.department_id))
        self._context.notice(told, Tone.OK, [fill_in])
        if (following := self._next_waiting()) is not None:
            self._select(following.department_id)

    def _refused(self, error: Any) -> None:
        self._is_recording = False
        self._context.tasks.refused.emit(error)
        self.refresh()

    def _deadline(self) -> datetime | None:
        return self.board.deadline if self.board else None

    def _on_chosen(self, row: BoardRow | None) -> None:
        self._weigh()
        if row is not None and not self.form.isHidden() and self.table.hasFocus():
            self.form.turn_to(row.department_id, self.day)

    def _weigh(self) -> None:
        """What can be done to the current department."""
        row = self.table.current()
        is_awaited = row is not None and row.report is None
        is_today = self.day == self._context.clock.today()
        self.came_button.setEnabled(is_awaited and is_today and self.form.isHidden())
        for button in (self.enter_button, self.excuse_button):
            button.setEnabled(row is not None)

    def _select(self, department_id: int | None) -> None:
        for at, row in enumerate(self.board.rows if self.board else ()):
            if row.department_id == department_id:
                self.table.selectRow(at)
                return
        self.table.selectRow(0)

    def _next_waiting(self) -> BoardRow | None:
        rows = self.board.rows if self.board else ()
        return next((row for row in rows if row.standing.state in AWAITED), None)

    def _next_acts(self) -> Sequence[NoticeAction]:
        """The next department that has not reported; once all have, the Director's page."""
        self.refresh()
        if (row := self._next_waiting()) is not None:
            words = _("Ghi tiếp: {department}").format(department=row.short_name or row.department)
            return [NoticeAction(words, partial(self.open_report, row.department_id))]
        show = partial(self._context.navigate, "daily", tab="papers", day=self.day)
        return [NoticeAction(_("Trình Giám đốc"), show)]

    def _divide(self) -> None:
        """Give the form its room: beside the board, or instead of it where that is too narrow."""
        is_open, is_narrow = not self.form.isHidden(), self.width() < NARROW
        self.card.setVisible(not is_open or self.width() >= BESIDE)
        self.table.setColumnHidden(REPORTER, is_open)
        for column in (HEAD, FORM):
            self.table.setColumnHidden(column, is_open or is_narrow)
        for label in (self.head.weekday, self.covered):
            label.setVisible(not is_narrow)
        self._weigh()


def _covered(board: Board) -> str:
    """Of which days the figures are that the book gives these reports."""
    first, last = board.covered
    if first == last:
        told = _("Số liệu từ sổ của các báo cáo này: ngày {day}.")
        return told.format(day=day_text(last))
    told = _("Số liệu từ sổ của các báo cáo này: từ {from_on} đến hết {to_on}.")
    return told.format(from_on=day_text(first), to_on=day_text(last))


def _of_draft(draft: DraftRow) -> tuple[int, date]:
    department_id, day = draft.cells["record"]
    return department_id, date.fromisoformat(day)
