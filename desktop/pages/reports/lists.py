"""The lists of a period, to print again: signing lists of its issues, sheets of single issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.kinds import Series, VoucherKind
from db.queries.periods import ReportWeek
from db.queries.voucher_list import voucher_rows
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.reports.period import PeriodBox, Span, known_weeks
from desktop.printing import counter_pdf, signing_pdf
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.side_by_side import SideBySide

PAUSE_MILLISECONDS = 250
Job = tuple["ListRow", ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A paper that can be printed: an issue's list, or a day's single issues (no voucher)."""

    day: date
    name: str
    number: str
    quantity: int
    voucher_id: int | None


def list_rows(database: Database, span: Span) -> list[ListRow]:
    """The papers of a period, the newest first."""
    issues = database.ask(voucher_rows, *span, VoucherKind.ISSUE, Series.XK)
    single = database.ask(voucher_rows, *span, VoucherKind.ISSUE, Series.CL)
    rows = [ListRow(row.day, row.told, row.number, row.quantity, row.voucher_id) for row in issues]
    for day in sorted({row.day for row in single}):
        of_day = [row for row in single if row.day == day]
        first, last = of_day[-1].number, of_day[0].number
        rows.append(
            ListRow(
                day,
                _("Bảng kê cấp lẻ"),
                first if first == last else f"{first} – {last}",
                sum(row.quantity for row in of_day),
                None,
            )
        )
    return sorted(rows, key=lambda row: row.day, reverse=True)


class ListsTab(QWidget):
    """The papers of a period on the left; those selected, as one PDF, on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Job = ()
        self.period = PeriodBox(context.clock.today)
        self.rows = RowsModel[ListRow](_columns(), self)
        self.table = TableView(self.rows, _("Chưa cấp phát lần nào trong những ngày này."))
        self.table.setAccessibleName(_("Danh sách và bảng kê"))
        self.hint = QLabel(_("Giữ Ctrl hoặc Shift để chọn nhiều danh sách, in chung một lần."))
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.all = action_button(_("Chọn tất cả danh sách ký nhận"), self._select_lists)
        self.pdf = PdfView()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._print)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.period.chosen.connect(self._on_period)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._pause.start())
        self.table.opened.connect(self._open)
        self.pdf.told.connect(context.notice)

    @property
    def name(self) -> str:
        """What the file of what is in sight is called."""
        if len(self._shown) != 1:
            return _("Danh sách ký nhận")
        row = self._shown[0]
        kind = _("Bảng kê cấp lẻ") if row.voucher_id is None else _("Danh sách ký nhận")
        return f"{kind} {row.number if row.voucher_id else day_text(row.day).replace('/', '-')}"

    @property
    def span(self) -> Span | None:
        """The days in sight."""
        return self.period.span

    def refresh(self) -> None:
        """Read the weeks, then the list, anew."""
        self._context.tasks.run(self, partial(known_weeks, self._context.database), self._offer)

    def open(self, *, from_on: date | None = None, to_on: date | None = None) -> None:
        """Show the lists of some days."""
        if from_on is not None and to_on is not None:
            self.period.choose((from_on, to_on))

    def leave(self) -> None:
        """Nothing is typed here."""

    def save(self) -> None:
        """Save the paper as it is seen."""
        self.pdf.save()

    def print_out(self) -> None:
        """Print the paper as it is seen."""
        self.pdf.print_out()

    def _lay_out(self) -> None:
        choose = Card()
        choose.setFixedWidth(464)  # the longest department beside day, number and sum
        choose.body.addWidget(self.period)
        choose.body.addWidget(self.table, 1)
        choose.body.addWidget(self.hint)
        choose.body.addWidget(self.all)
        paper = Card()
        paper.body.addWidget(self.pdf)
        row = SideBySide()
        row.add(choose)
        row.add(paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(row)

    def _offer(self, found: tuple[list[ReportWeek], Span]) -> None:
        self.period.show_weeks(*found)
        self._read()

    def _on_period(self, _span: Span) -> None:
        self._read()

    def _read(self) -> None:
        if (span := self.period.span) is not None:
            work = partial(list_rows, self._context.database, span)
            self._context.tasks.run(self, work, self._show_rows)

    def _show_rows(self, rows: list[ListRow]) -> None:
        self.rows.show_rows(rows)
        self.all.setEnabled(any(row.voucher_id is not None for row in rows))
        if rows:
            self.table.selectRow(0)
        else:
            self._shown = ()
            self.pdf.clear()

    def _select_lists(self) -> None:
        """Every list that people sign; sheets of single issues are papers of their own."""
        self.table.clearSelection()
        model = self.table.selectionModel()
        for place in range(self.rows.rowCount()):
            row = self.rows.row(place)
            if row is not None and row.voucher_id is not None:
                model.select(
                    self.rows.index(place, 0),
                    model.SelectionFlag.Select | model.SelectionFlag.Rows,
                )
        self.table.setFocus()

    def _print(self) -> None:
        selected: Sequence[ListRow] = self.table.selected()
        if not selected:
            return
        lists = tuple(row for row in selected if row.voucher_id is not None)
        job = lists or tuple(selected[:1])
        if job != self._shown:
            work = partial(_printed, self._context.database, job)
            self._context.tasks.run(self, work, partial(self._show, job))

    def _show(self, job: Job, pdf: bytes) -> None:
        self._shown = job
        self.pdf.show_pdf(pdf, self.name)

    def _open(self, row: ListRow) -> None:
        """What a list is made of: its voucher; what a day's sheet is made of: the day's vouchers."""
        if row.voucher_id is not None:
            self._context.navigate("stock", voucher_id=row.voucher_id)
        else:
            self._context.navigate("stock", tab="vouchers", from_on=row.day, to_on=row.day)


def _printed(database: Database, job: Job) -> bytes:
    ids = [row.voucher_id for row in reversed(job) if row.voucher_id is not None]
    return signing_pdf(database, ids) if ids else counter_pdf(database, job[0].day)


def _columns() -> list[Column[ListRow]]:
    return [
        Column(_("Ngày"), lambda row: f"{row.day:%d/%m}", width=66),
        Column(_("Phòng, đơn vị"), lambda row: row.name, tip=lambda row: row.name),
        Column(_("Số phiếu"), lambda row: row.number, width=92, tip=lambda row: row.number),
        Column(_("Số lượng"), lambda row: number(row.quantity), RIGHT, 92),
    ]
