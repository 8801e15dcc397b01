"""Khóa sổ: what stands in the way, closing and undoing it, and the reports that were kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.queries.closing import CloseRow, Hindrance, Obstacle, closes, obstacles
from db.queries.kept_reports import KeptRow, kept_pdf, kept_reports
from db.queries.office import settings
from db.rules.calendar import week_of
from db.services.closing import undo_close
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.draft_forms import form_of
from desktop.labels import number, sentence
from desktop.pages.reports.closing_columns import (
    close_columns,
    edition_words,
    kept_columns,
    obstacle_columns,
)
from desktop.pages.reports.period import span_text
from desktop.tables import RowsModel, TableView
from desktop.tasks import Progress
from desktop.translation import _
from desktop.weekly import close_book
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.supply_fields import label
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.wrap_row import WrapRow

PAUSE_MILLISECONDS = 250


@dataclass(frozen=True, slots=True)
class Standing:
    """How the book stands: closes, kept reports, and what is in the way up to a day."""

    closes: list[CloseRow]
    kept: list[KeptRow]
    obstacles: list[Obstacle]
    to_on: date

    @property
    def closed_to(self) -> date | None:
        """The last closed day."""
        return next((row.closed_to for row in self.closes if row.undone_at is None), None)


class Closing(QWidget):
    """The day to close to and what hinders it on the left, the kept paper on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: int | None = None  # the kept report in sight
        self._is_begun = False
        self.to_on = DateField(context.clock.today, is_past=True)
        self.go = action_button(_("Khóa sổ"), self._close, icon="archive", is_primary=True)
        self.despite = QCheckBox(_("Vẫn khóa dù còn việc dở"))
        self.state, self.way = WrappedLabel(), WrappedLabel()
        self.obstacles = RowsModel[Obstacle](obstacle_columns(), self)
        self.in_the_way = TableView(self.obstacles, "")
        self.in_the_way.setAccessibleName(_("Việc còn vướng"))
        self.closes = RowsModel[CloseRow](close_columns(), self)
        self.periods = TableView(self.closes, _("Chưa khóa sổ lần nào."))
        self.periods.setAccessibleName(_("Các lần khóa sổ"))
        self.undo = action_button(_("Bỏ khóa sổ lần cuối"), self._ask_undo)
        self.undo.setProperty("danger", True)
        self.ask = AskBar()
        self.kept = RowsModel[KeptRow](kept_columns(), self)
        self.reports = TableView(self.kept, _("Chưa giữ báo cáo nào."))
        self.reports.setAccessibleName(_("Báo cáo đã giữ"))
        self.digest = QLineEdit()
        self.digest.setReadOnly(True)
        self.digest.hide()
        self.digest.setAccessibleName("SHA-256")
        self.pdf = PdfView()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._read_pdf)
        self._lay_out()
        self.to_on.picked.connect(lambda _day: self.refresh())
        self.in_the_way.opened.connect(self._go_to)
        self.reports.selectionModel().selectionChanged.connect(lambda *_: self._pause.start())
        self.pdf.told.connect(context.notice)

    def refresh(self) -> None:
        """Read how the book stands in the background."""
        day = self.to_on.day if self._is_begun else None
        self._context.tasks.run(self, partial(_read, self._context.database, day), self._show)

    def open(self, **_target: Any) -> None:
        """Nothing more to show."""

    def leave(self) -> None:
        """Nothing is typed here that could be lost."""

    def save(self) -> None:
        """Save the kept report in sight: the very file."""
        self.pdf.save()

    def print_out(self) -> None:
        """Print the kept report in sight."""
        self.pdf.print_out()

    def _show(self, found: Standing) -> None:
        if not self._is_begun:
            self._is_begun = True
            self.to_on.set_day(found.to_on)
        elif found.to_on != self.to_on.day and self.to_on.day is not None:
            return  # another day was chosen meanwhile
        closed_to = found.closed_to
        told = _("Sổ đang khóa đến hết {day}.").format(day=day_text(closed_to))
        self.state.setText(told if closed_to else _("Chưa có kỳ nào đang khóa."))
        is_open = closed_to is None or found.to_on > closed_to
        in_the_way = found.obstacles if is_open else []
        self.go.setEnabled(is_open)
        blocking = sum(one.is_blocking for one in in_the_way)
        words = _("Không còn gì vướng đến hết {day}.").format(day=day_text(found.to_on))
        tone = Tone.OK
        if in_the_way:
            words = _("{count} việc còn vướng đến hết {day}, {blocking} việc phải xong trước:")
            words = words.format(
                count=number(len(in_the_way)),
                day=day_text(found.to_on),
                blocking=number(blocking),
            )
            tone = Tone.WARNING if blocking else Tone.NONE
        self.way.setText(words)
        self.way.setVisible(is_open)
        set_tone(self.way, tone)
        self.in_the_way.setVisible(bool(in_the_way))
        self.despite.setVisible(blocking > 0)
        self.obstacles.show_rows(in_the_way)
        self.closes.show_rows(found.closes)
        self.undo.setEnabled(closed_to is not None)
        place = self.reports.currentIndex().row()
        self.kept.show_rows(found.kept)
        if found.kept:
            self.reports.selectRow(min(max(place, 0), len(found.kept) - 1))
        else:
            self.pdf.clear()
            self.digest.clear()
            self.digest.hide()

    # Closing

    def _close(self) -> None:
        if (day := self.to_on.day) is None:
            self._context.notice(_("Hãy ghi ngày cần khóa đến hết."), Tone.WARNING)
            return
        self.go.setEnabled(False)
        despite = self.despite.isChecked() and self.despite.isVisible()
        database = self._context.database

        def work(progress: Progress) -> int:
            return close_book(database, day, despite=despite, progress=progress)

        title = _("Khóa sổ đến hết {day}").format(day=day_text(day))
        closing = self._context.tasks.run_long(
            self, title, work, lambda _kept: self._closed(day), self._not_closed
        )
        closing.ended.connect(lambda: self.go.setEnabled(True))

    def _closed(self, day: date) -> None:
        self.despite.setChecked(False)
        self._is_begun = False
        told = _("Đã khóa sổ đến hết {day}; báo cáo của các tuần đã được giữ.")
        self._context.notice(told.format(day=day_text(day)), Tone.OK)
        self.refresh()

    def _not_closed(self, error: DomainError) -> None:
        self._context.notice(sentence(error), Tone.BAD)
        self.refresh()

    def _ask_undo(self) -> None:
        hint = _("Lý do, ví dụ: sót phiếu nhập ngày 07/02")
        self.ask.ask(_("Bỏ khóa sổ vì"), _("Bỏ khóa sổ"), self._undo, hint=hint)

    def _undo(self, reason: str) -> None:
        act = partial(self._context.database.do, undo_close, reason)
        self._context.tasks.run(self, act, lambda _close: self._undone(), self.ask.refuse)

    def _undone(self) -> None:
        self.ask.hide()
        self._is_begun = False
        self._context.notice(_("Đã bỏ khóa sổ; báo cáo đã giữ vẫn còn."), Tone.OK)
        self.refresh()

    def _go_to(self, one: Obstacle) -> None:
        """Where what stands in the way is settled."""
        if one.kind is Hindrance.COUNT:
            self._context.navigate("stock", stocktake_id=one.key)
        elif one.kind is Hindrance.DRAFT:
            self._context.navigate(form_of(one.form)[0], draft_id=one.key)
        else:
            self._context.navigate("documents", tab="returns")

    # The kept reports

    def _read_pdf(self) -> None:
        row = next(iter(self.reports.selected()), None)
        if row is None or row.kept_id == self._shown:
            return
        work = partial(self._context.database.ask, kept_pdf, row.kept_id)
        self._context.tasks.run(self, work, partial(self._show_pdf, row))

    def _show_pdf(self, row: KeptRow, pdf: bytes) -> None:
        self._shown = row.kept_id
        self.digest.setText(f"SHA-256 {row.sha256}")
        self.digest.setCursorPosition(0)
        self.digest.show()
        week = span_text(row.from_on, row.to_on).partition(" · ")[0].replace("/", "-")
        self.pdf.show_pdf(pdf, f"{edition_words(row)} {week}")

    def _lay_out(self) -> None:
        left = Card()
        left.setFixedWidth(484)
        line = WrapRow()
        line.add_field(label(_("Khóa đến hết"), self.to_on), self.to_on, 0)
        self.to_on.setAccessibleName(_("Khóa đến hết"))
        line.add(self.go)
        line.add(self.despite)
        body = left.body
        body.addWidget(self.state)
        body.addLayout(line)
        body.addWidget(self.way)
        body.addWidget(self.in_the_way, 3)
        for title, table, share in (
            (_("Các lần khóa sổ"), self.periods, 2),
            (_("Báo cáo đã giữ"), self.reports, 3),
        ):
            heading = QLabel(title)
            heading.setProperty("role", "strong")
            body.addWidget(heading)
            body.addWidget(table, share)
            if table is self.periods:
                body.addWidget(self.ask)
                body.addWidget(self.undo)
        paper = Card()
        paper.body.addWidget(self.pdf, 1)
        paper.body.addWidget(self.digest)
        row = SideBySide()
        row.add(left)
        row.add(paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(row)
        self.setFocusProxy(self.to_on)


def _read(database: Database, to_on: date | None) -> Standing:
    periods = database.ask(closes)
    day = to_on or _proposed(database, periods)
    return Standing(periods, database.ask(kept_reports), database.ask(obstacles, day), day)


def _proposed(database: Database, periods: list[CloseRow]) -> date:
    """The end of the last week that is over and open, else today."""
    today = database.clock.today()
    starts_on = database.ask(settings, today)["calendar"]["week_starts_on"]
    ended = week_of(today, starts_on)[0] - timedelta(days=1)
    last = next((row.closed_to for row in periods if row.undone_at is None), None)
    return ended if last is None or last < ended else today
