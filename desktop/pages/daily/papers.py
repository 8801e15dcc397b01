"""Trình Giám đốc: which paper of which days, the text to send, the pages that were given before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.database import Database
from db.queries.daily_pages import PageRow, daily_pages, stock_days
from db.queries.documents import file_content
from db.queries.office import settings
from db.rules.calendar import DAY, week_of
from desktop import daily_papers
from desktop.context import Context
from desktop.daily_papers import PrintedDay
from desktop.dates import day_text
from desktop.labels import moment
from desktop.pages.daily.press_texts import PressTexts
from desktop.tables import Column, RowsModel, TableView
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.supply_fields import label
from desktop.widgets.wrap_row import WrapRow

MOST_PAGES = 400  # of those given before: more than a year
Work = Callable[[], bytes]


class Kind(StrEnum):
    """The papers of this tab."""

    PAGE = "page"
    SUMMARY = "summary"
    WEEK = "week"
    PRESS = "press"


NAMES = {
    Kind.PAGE: N_("Báo cáo nhanh"),
    Kind.SUMMARY: N_("Bảng tổng hợp báo cáo ngày"),
    Kind.WEEK: N_("Tuần theo đơn vị và chỉ tiêu"),
    Kind.PRESS: N_("Báo cáo tình hình đăng tin của báo, đài"),
}
_ABOUT_WEEK = N_(
    "Ai báo cáo đúng hạn, chỉ tiêu từng ngày và cả kỳ của mỗi đơn vị, có biểu đồ; số vụ việc tin sai"
    " sự thật; tin đã đăng trên trang của Sở."
)
_OF_A_DAY = (Kind.PAGE, Kind.SUMMARY)


@dataclass(frozen=True, slots=True)
class Found:
    """What is read anew: the text to send, the days its stock covers, pages given before."""

    day: date
    text: str
    covers: tuple[date, date]
    given: list[PageRow]


class Papers(QWidget):
    """Paper and days above; a paper that is printed or saved has been given, and is kept."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._printed: dict[bytes, PrintedDay] = {}
        today = context.clock.today
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Giấy tờ"))
        for kind in Kind:
            self.kind.addItem(_(NAMES[kind]), kind)
        self.day = DateField(today, is_past=True)
        self.day.setAccessibleName(_("Ngày báo cáo"))
        self.day.follow_today(lambda: True)
        self.from_on, self.to_on = DateField(today, is_past=True), DateField(today, is_past=True)
        self.from_on.setAccessibleName(_("Từ ngày"))
        self.to_on.setAccessibleName(_("Đến ngày"))
        self.view_button = action_button(
            _("Xem, in"), self.view, icon="file-text", shortcut="Ctrl+P", is_primary=True
        )
        self.give_button = action_button(
            _("Trình Giám đốc"), self.give, icon="check", shortcut="Ctrl+Return"
        )
        self.copy_button = action_button(
            _("Chép nội dung"), self.copy, icon="copy", shortcut="Ctrl+Shift+C"
        )
        self.message, self.covers = QLabel(), QLabel()
        self.words = PressTexts(context)
        self.rows = RowsModel[PageRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa trình trang nào."))
        self.table.setAccessibleName(_("Các trang đã trình"))
        self._lay_out()
        self._choose_week()
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(lambda _place: self._on_kind())
        for field in (self.day, self.from_on, self.to_on):
            field.picked.connect(lambda _day: self.refresh())
        self.table.opened.connect(self.open_given)
        self._on_kind()

    @property
    def chosen(self) -> Kind:
        """The paper that is chosen."""
        return Kind(self.kind.currentData())

    def refresh(self) -> None:
        """Read anew what stands beside the choice."""
        ask = partial(_read, self._context.database, self._day(), self._context.clock.now())
        self._context.tasks.run(self, ask, self._show)
        if self.chosen is Kind.PRESS and (span := self._span()) is not None:
            self.words.show_period(span)

    def open(self, *, paper: str = "", day: date | None = None, **_more: Any) -> None:
        """Choose a paper, and a day."""
        if paper:
            self.kind.setCurrentIndex(self.kind.findData(Kind(paper)))
        if day is not None:
            self.day.set_day(day)
        self.refresh()

    def leave(self) -> None:
        """Keep the words that were typed."""
        self.words.leave()

    def view(self) -> None:
        """Show the paper as it stands now; printing or saving the Director's page gives it."""
        database, at, kind = self._context.database, self._context.clock.now(), self.chosen
        if kind in _OF_A_DAY:
            day = self._day()
            title = f"{_(NAMES[kind])} {day_text(day)}"
            sheet = partial(daily_papers.summary_xlsx, database, day, at)
            work: Work = partial(self._print, day, at)
            if kind is Kind.SUMMARY:
                work = partial(daily_papers.summary_pdf, database, day, at)
            self.paper_wanted.emit(title, work, sheet)
            return
        if (span := self._span()) is None:
            self.from_on.setFocus()
            return
        title = f"{_(NAMES[kind])} {day_text(span[0])} – {day_text(span[1])}"
        asked = (database, *span, at)
        if kind is Kind.WEEK:
            self.paper_wanted.emit(
                title,
                partial(daily_papers.week_pdf, *asked),
                partial(daily_papers.week_xlsx, *asked),
            )
            return
        self.words.leave()
        self.paper_wanted.emit(
            title,
            partial(daily_papers.press_pdf, *asked),
            partial(daily_papers.press_xlsx, *asked),
        )

    def give(self) -> None:
        """Keep the Director's page as it stands now, and show it to be printed."""
        day, at = self._day(), self._context.clock.now()

        def work() -> bytes:
            printed = daily_papers.print_page(self._context.database, day, at)
            daily_papers.give_page(self._context.database, printed)
            return printed.pdf

        told = _("Báo cáo nhanh ngày {day} được giữ là đã trình.").format(day=day_text(day))
        self._context.notice(told)

        sheet = partial(daily_papers.summary_xlsx, self._context.database, day, at)
        self.paper_wanted.emit(f"{_(NAMES[Kind.PAGE])} {day_text(day)}", work, sheet)

    def paper_given(self, pdf: bytes) -> None:
        """A paper was printed or saved: the Director's page is kept as it is."""
        if (printed := self._printed.get(pdf)) is not None:
            work = partial(daily_papers.give_page, self._context.database, printed)
            self._context.tasks.run(self, work, lambda _page_id: self.refresh())

    def copy(self) -> None:
        """Put the text on the clipboard, as the book stands now."""
        day, at = self._day(), self._context.clock.now()

        def put(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._context.notice(_("Đã chép nội dung vào bộ nhớ tạm."))

        work = partial(daily_papers.page_text, self._context.database, day, at)
        self._context.tasks.run(self, work, put)

    def open_given(self, row: PageRow) -> None:
        """Show the very page that was given."""
        title = _("Báo cáo nhanh {day} đã trình").format(day=day_text(row.day))
        work = partial(_content, self._context.database, row.attachment_id)
        self.paper_wanted.emit(title, work, None)

    def _print(self, day: date, at: datetime) -> bytes:
        printed = daily_papers.print_page(self._context.database, day, at)
        self._printed[printed.pdf] = printed
        return printed.pdf

    def _day(self) -> date:
        return self.day.day or self._context.clock.today()

    def _span(self) -> tuple[date, date] | None:
        first, last = self.from_on.day, self.to_on.day
        return None if first is None or last is None or last < first else (first, last)

    def _choose_week(self) -> None:
        """On a Monday the week that is over, else the present one."""
        today = self._context.clock.today()
        told = self._context.database.ask(settings, today)
        first, last = week_of(today - DAY, told["calendar"]["week_starts_on"])
        self.from_on.set_day(first)
        self.to_on.set_day(last)

    def _show(self, found: Found) -> None:
        self.rows.show_rows(found.given)
        if found.day != self._day():
            return
        self.message.setText(found.text)
        first, last = found.covers
        told = _("Vật tư trên trang này tính từ ngày {first} đến hết ngày {last}.")
        self.covers.setText(told.format(first=day_text(first), last=day_text(last)))

    def _on_kind(self) -> None:
        kind = self.chosen
        self.of_day.setVisible(kind in _OF_A_DAY)
        self.of_period.setVisible(kind not in _OF_A_DAY)
        self.give_button.setVisible(kind is Kind.PAGE)
        self.beside.setCurrentIndex({Kind.WEEK: 1, Kind.PRESS: 2}.get(kind, 0))
        self.given.setVisible(kind in _OF_A_DAY)
        if kind is not Kind.PRESS:
            self.words.leave()
        self.refresh()

    def _lay_out(self) -> None:
        self.of_day = _pair(label(_("Ngày"), self.day), self.day)
        between = label(_("đến"), self.to_on)
        self.of_period = _pair(label(_("Từ ngày"), self.from_on), self.from_on, between, self.to_on)
        above = WrapRow(spacing=10)
        above.add_field(label(_("Giấy tờ"), self.kind), self.kind, 1)
        for widget in (self.of_day, self.of_period, self.view_button, self.give_button):
            above.add(widget)
        told = Card(_("Nội dung để gửi"))
        for text in (self.message, self.covers):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.covers.setProperty("role", "muted")
        told.body.addWidget(self.message)
        told.body.addWidget(self.covers)
        told.body.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        told.body.addStretch(1)
        worded = Card(_("Lời báo cáo gửi Ủy ban nhân dân Thành phố"))
        worded.body.addWidget(self.words, 1)
        self.beside = QStackedWidget()
        week = Card(_("Tổng hợp báo cáo hằng ngày"))
        about = QLabel(_(_ABOUT_WEEK))
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        week.body.addWidget(about)
        week.body.addStretch(1)
        self.beside.addWidget(told)
        self.beside.addWidget(week)
        self.beside.addWidget(worded)
        self.given = Card(_("Các trang đã trình"))
        hint = QLabel(_("Trang đã in hoặc lưu được giữ lại; vật tư của trang sau tính tiếp từ đó."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.given.body.addWidget(hint)
        self.given.body.addWidget(self.table, 1)
        sides = SideBySide()
        sides.add(self.beside, 1)
        sides.add(self.given, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(sides, 1)


def _pair(*widgets: QWidget) -> QWidget:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return inside


def _columns() -> list[Column[PageRow]]:
    return [
        Column(_("Ngày"), lambda row: day_text(row.day), width=96),
        Column(_("Vật tư các ngày"), lambda row: f"{row.from_on:%d/%m} – {day_text(row.to_on)}"),
        Column(_("Trình lúc"), lambda row: moment(row.made_at), width=130),
    ]


def _read(database: Database, day: date, at: datetime) -> Found:
    return Found(
        day,
        daily_papers.page_text(database, day, at),
        database.ask(stock_days, day),
        database.ask(daily_pages, limit=MOST_PAGES),
    )


def _content(database: Database, attachment_id: int) -> bytes:
    return database.ask(file_content, attachment_id).content
