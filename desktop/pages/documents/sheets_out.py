"""Tờ chưa nộp lại: pages printed for signing that have not come back, by print, unit and page."""

from collections.abc import Callable
from datetime import date
from functools import cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.queries.sheets_out import SheetOut, sheets_out
from db.text import sort_key
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.documents.mark_table import LEAST_ROWS
from desktop.returning import about
from desktop.tables import RIGHT, ROW_HEIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


class SheetsOut(QWidget):
    """One line a page; Enter opens it to be ticked, a button prints it again."""

    opened = Signal(str)  # digits
    reprint = Signal(object)  # SheetOut
    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.rows = RowsModel[SheetOut](_columns(), self)
        self.table = TableView(self.rows, _("Mọi tờ in ra để ký đều đã nộp lại."))
        self.table.setAccessibleName(_("Tờ chưa nộp lại"))
        self.table.opened.connect(lambda sheet: self.opened.emit(sheet.page.code))
        self.table.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        self.count = QLabel()
        self.count.setProperty("role", "heading")
        self.print_button = action_button(_("In lại"), self._print, icon="printer")
        self.open_button = action_button(_("Nhận tờ này"), self._open, icon="check")
        self.hint = QLabel(_("Enter: mở tờ đang chọn để đánh dấu người ký"))
        self.hint.setProperty("role", "muted")
        self.table.chosen.connect(lambda _row: self._weigh())
        head = WrapRow()
        head.add(self.count, 1, least=160)
        for button in (self.print_button, self.open_button):
            head.add(button)
        card = Card()
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._weigh()

    def refresh(self) -> None:
        """Read in the background what is still out."""
        self._asked += 1
        database, today, asked = self._context.database, self._context.clock.today(), self._asked

        def show(sheets: list[SheetOut]) -> None:
            if asked == self._asked:
                self._show(sheets)

        self._context.tasks.run(
            self, lambda: sorted(database.ask(sheets_out, today), key=_order()), show
        )

    def _show(self, sheets: list[SheetOut]) -> None:
        at = max(0, self.table.currentIndex().row())
        self.rows.show_rows(sheets)
        if sheets:
            self.table.selectRow(min(at, len(sheets) - 1))
        self.count.setText(_("{count} tờ chưa nộp lại").format(count=number(len(sheets))))
        self.counted.emit(len(sheets))
        self._weigh()

    def _weigh(self) -> None:
        for button in (self.print_button, self.open_button):
            button.setEnabled(self.table.current() is not None)

    def _open(self) -> None:
        if (sheet := self.table.current()) is not None:
            self.opened.emit(sheet.page.code)

    def _print(self) -> None:
        if (sheet := self.table.current()) is not None:
            self.reprint.emit(sheet)

    def focus_list(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _order() -> Callable[[SheetOut], tuple[int, int, str, str, int, int]]:
    """By print, unit and person; of many sheets few names differ."""
    key = cache(sort_key)

    def of(sheet: SheetOut) -> tuple[int, int, str, str, int, int]:
        page = sheet.page
        printed = (page.printed_on or date.min).toordinal()
        unit, person = key(sheet.facts.department), key(sheet.person)
        return (-printed, page.kind, unit, person, page.paper, page.page)

    return of


def _columns() -> list[Column[SheetOut]]:
    return [
        Column(_("Đơn vị, cá nhân"), lambda one: one.person or one.facts.department or "–"),
        Column(_("Tờ"), _kind, width=120),
        Column(_("Nội dung"), lambda one: about(one.facts), width=220),
        Column(_("Ngày in"), lambda one: day_text(one.page.printed_on), width=104),
        Column(_("Chờ ký"), lambda one: number(one.waiting), RIGHT, width=84),
        Column(_("Mã"), lambda one: one.page.code, width=160),
    ]


def _kind(one: SheetOut) -> str:
    if one.page.subject.handover_id is not None:
        return _("Biên bản")
    if one.page.is_slip:
        return _("Phiếu")
    return _("Trang {page}").format(page=one.page.page)
