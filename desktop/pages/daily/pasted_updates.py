"""Several updates of the web site at once: rows pasted from Excel, each told what it lacks."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from db.errors import DomainError
from db.kinds import WebSource
from db.queries.daily_calendar import aware
from db.queries.web_updates import web_updates
from db.services.web_updates import WebUpdateFields, add_web_updates
from db.text import fold
from desktop.context import Context, Tone
from desktop.dates import parse_date, parse_time
from desktop.drafting import Drafting, Sheet
from desktop.labels import member, number, sentence
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.page_header import action_button
from desktop.widgets.suggestions import Suggestion, search_in
from desktop.widgets.wrap_row import WrapRow

DRAFTS = "daily/pasted/website"
DAY, TIME, TITLE, LINK, SOURCE = KEYS = ("day", "time", "title", "link", "source")
_SOURCES = {  # as lists that are kept elsewhere name them, whatever language is on the screen
    "bo y te": WebSource.MINISTRY,
    "byt": WebSource.MINISTRY,
    "so y te": WebSource.HEALTH_DEPARTMENT,
    "syt": WebSource.HEALTH_DEPARTMENT,
    "so": WebSource.OWN,
    "so tt&tt": WebSource.OWN,
    "stttt": WebSource.OWN,
    "khac": WebSource.OTHER,
    "nguon khac": WebSource.OTHER,
}


def pasted_rows(text: str, today: date) -> list[dict[str, str]]:
    """The rows of a copied table: day, time (may be missing), title, link, source; no head."""
    lines = [line for line in csv.reader(text.splitlines(), "excel-tab") if any(line)]
    if lines and parse_date(lines[0][0], today) is None and len(lines) > 1:
        lines = lines[1:] if parse_date(lines[1][0], today) is not None else lines
    return [_row(line) for line in lines]


def _row(line: Sequence[str]) -> dict[str, str]:
    has_time = len(line) > 1 and (not line[1].strip() or parse_time(_minutes(line[1])) is not None)
    keys = KEYS if has_time else (DAY, TITLE, LINK, SOURCE)
    row = dict(zip(keys, (cell.strip() for cell in line), strict=False))
    return {**row, TIME: _minutes(row[TIME])} if has_time else row


def _minutes(text: str) -> str:
    """A time of day without its seconds, as Excel copies it: 08:15:00 is 08:15."""
    typed = text.strip()
    return typed[:-3] if typed.count(":") == 2 and typed.endswith(":00") else typed


class UpdateGrid(EntryGrid):
    """A row an update; rows pasted into the first column may lack the time."""

    def __init__(
        self, today: Callable[[], date], check: Callable[[GridRow], Mapping[str, str]]
    ) -> None:
        super().__init__(
            [
                GridColumn(DAY, _("Ngày"), Kind.DATE, 104, is_past=True),
                GridColumn(TIME, _("Giờ"), Kind.TEXT, 72, is_right=True),
                GridColumn(TITLE, _("Tiêu đề"), Kind.TEXT),
                GridColumn(LINK, _("Đường dẫn"), Kind.TEXT, 150),
                GridColumn(SOURCE, _("Nguồn"), Kind.CHOICE, 120, search=_search_source),
            ],
            today,
            check=check,
        )
        self._today = today
        self.setAccessibleName(_("Các tin cập nhật"))

    def paste(self) -> None:
        if self.currentIndex().column() > 0:
            super().paste()
            return
        block = pasted_rows(QGuiApplication.clipboard().text(), self._today())
        if block:
            row = max(self.currentIndex().row(), 0)
            self.rows_model.type_block(row, block, _("Dán"))
            self.go(min(row + len(block), self.rows_model.rowCount() - 1), 0)


class PastedUpdates(Card):
    """The grid over the log; Ctrl+Enter records all of it in one act, Esc goes back."""

    recorded = Signal(object)  # the days that were entered
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Nhập nhiều tin cập nhật"), parent)
        self._context = context
        self._known: dict[date, set[str]] = {}
        hint = QLabel(
            _("Chép từ Excel rồi Ctrl+V: ngày, giờ (có thể không có), tiêu đề, đường dẫn, nguồn.")
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.grid = UpdateGrid(context.clock.today, self._lacks)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.record_button = action_button(
            _("Ghi tất cả"), self.record, shortcut="Ctrl+Return", is_primary=True
        )
        self.back_button = action_button(_("Về danh sách"), self.left.emit, icon="arrow-left")
        self.clear_button = action_button(_("Xóa hết"), self._clear)
        self.drafting = Drafting(context, DRAFTS, self._sheet, self)
        buttons = WrapRow()
        for button in (self.record_button, self.back_button, self.clear_button):
            buttons.add(button)
        self.body.addWidget(hint)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.told)
        self.body.addLayout(buttons)
        self.setFocusProxy(self.grid)
        self.grid.record.connect(self.record)
        self.grid.changed.connect(self.drafting.touch)
        self.grid.edited.connect(lambda: self._tell(""))

    def begin(self, *, is_pasting: bool = False) -> None:
        """Go on with what is there, and paste what was copied after it."""
        self._known.clear()
        if not self.grid.rows() and (kept := self.drafting.waiting()):
            self.grid.restore(self.drafting.resume(kept[0])["rows"])
        self.grid.edit_cell(len(self.grid.rows()), DAY)
        if is_pasting:
            self.grid.paste()

    def record(self) -> None:
        """Record every row in one act, unless one of them lacks something."""
        if not self.record_button.isEnabled():
            return
        rows = self.grid.rows()
        if (problem := self.grid.first_problem()) is not None:
            place, told = problem
            self._tell(_("Dòng {number}: {problem}").format(number=place + 1, problem=told))
            return
        if doubled := _doubled(rows):
            self.grid.show_problems({key: {TITLE: _("Tin này có ở dòng trên.")} for key in doubled})
            self._tell(_("Có tin ghi hai lần: hãy bỏ dòng thừa bằng Ctrl+Delete."))
            return
        if not rows:
            self._tell(_("Chưa có tin nào để ghi."))
            return
        updates = tuple(map(_update, rows))
        do, key = self._context.database.do, self.drafting.key

        def done(count: int) -> None:
            self.record_button.setEnabled(True)
            self.drafting.discard()
            self.grid.clear()
            self._context.notice(_("Đã ghi {count} tin cập nhật.").format(count=number(count)))
            self.recorded.emit(tuple(sorted({one.day for one in updates})))

        def refused(error: DomainError) -> None:
            self.record_button.setEnabled(True)
            self._tell(sentence(error))

        self.record_button.setEnabled(False)
        self._context.tasks.run(self, lambda: do(add_web_updates, updates, key=key), done, refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # a cell that is typed in takes it first
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lacks(self, row: GridRow) -> dict[str, str]:
        """What a row still needs, or that the book has it already."""
        found = {}
        day: date | None = row[DAY]
        if not row.text(DAY):
            found[DAY] = _("Chưa có ngày.")
        elif day is not None and day > self._context.clock.today():
            found[DAY] = _("Ngày này chưa đến.")
        if row.text(TIME) and parse_time(row.text(TIME)) is None:
            found[TIME] = _("“{text}” không phải là giờ.").format(text=row.text(TIME))
        if not row.text(TITLE):
            found[TITLE] = _("Chưa có tiêu đề.")
        elif day is not None and fold(row.text(TITLE)) in self._titles(day):
            found[TITLE] = _("Tin này đã có trong nhật ký.")
        if not row.text(SOURCE):
            found[SOURCE] = _("Chưa có nguồn.")
        return found

    def _titles(self, day: date) -> set[str]:
        if day not in self._known:
            rows = self._context.database.ask(web_updates, from_on=day, to_on=day)
            self._known[day] = {fold(row.title) for row in rows}
        return self._known[day]

    def _sheet(self) -> Sheet | None:
        typed = self.grid.typed()
        if not typed:
            return None
        title = _("{count} tin cập nhật chưa ghi").format(count=number(len(typed)))
        return Sheet(title, {"rows": typed})

    def _clear(self) -> None:
        self.grid.clear()
        self.drafting.discard()
        self._tell("")
        self.grid.edit_cell(0, DAY)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        set_tone(self.told, Tone.BAD)
        self.told.setVisible(bool(text))


def _search_source(text: str) -> Sequence[Suggestion]:
    if (known := _SOURCES.get(fold(text))) is not None:
        return [Suggestion(member(known), value=known)]
    return search_in(Suggestion(member(one), value=one) for one in WebSource)(text)


def _update(row: GridRow) -> WebUpdateFields:
    day, time = row[DAY], parse_time(row.text(TIME))
    at = aware(day, time.hour, time.minute) if time else None
    return WebUpdateFields(day, row.text(TITLE), WebSource(row[SOURCE]), row.text(LINK), at)


def _doubled(rows: Iterable[GridRow]) -> list[int]:
    """The places of rows that say what one above them says."""
    seen: set[tuple[Any, str]] = set()
    found = []
    for place, row in enumerate(rows):
        said = row[DAY], fold(row.text(TITLE))
        if said in seen:
            found.append(place)
        seen.add(said)
    return found
