"""Nhập – xuất – tồn: of any days, one store or all, as the real paper or a workbook."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.errors import DomainError
from db.queries.catalogue import StoreRow, stores
from db.queries.periods import ReportWeek
from desktop.context import Context
from desktop.pages.reports.period import PeriodBox, Span, known_weeks, span_text
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.choices import refill
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.texts import WrappedLabel
from desktop.widgets.workbook import save_workbook

Asked = tuple[Span, int | None, bool]


class BalanceTab(QWidget):
    """What is asked for on the left, the paper on the right; it follows the book by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._printing: Asked | None = None
        self._is_stale = False
        self.period = PeriodBox(context.clock.today)
        self.store = QComboBox()
        self.store.setAccessibleName(_("Kho"))
        self.is_split = QCheckBox(_("Tách theo nguồn nhập và lý do xuất"))
        self.pdf = PdfView()
        self._lay_out()
        self.setFocusProxy(self.period.weeks)
        self.period.chosen.connect(lambda _span: self._print())
        self.store.currentIndexChanged.connect(lambda _place: self._print())
        self.is_split.toggled.connect(lambda _on: self._print())
        self.pdf.told.connect(context.notice)

    @property
    def span(self) -> Span | None:
        """The days in sight."""
        return self.period.span

    @property
    def name(self) -> str:
        """What the paper's file is called."""
        days = span_text(*self.period.span) if self.period.span else ""
        return _("Nhập xuất tồn {days}").format(days=days.replace("/", "-").replace("·", "-"))

    def refresh(self) -> None:
        """Read the weeks and the stores, then the report, anew."""
        self._context.tasks.run(self, partial(_choices, self._context.database), self._offer)

    def open(self, *, from_on: date | None = None, to_on: date | None = None) -> None:
        """Show some days."""
        if from_on is None or to_on is None:
            return
        if self.period.span is None:
            self.period.span = (from_on, to_on)
        else:
            self.period.choose((from_on, to_on))

    def leave(self) -> None:
        """Nothing is typed here."""

    def save(self) -> None:
        """Save the paper as it is seen."""
        self.pdf.save()

    def print_out(self) -> None:
        """Print the paper as it is seen."""
        self.pdf.print_out()

    def save_workbook(self) -> None:
        """Save the figures as a workbook."""
        from desktop.storeroom_printing import stock_report_xlsx

        if (span := self.period.span) is not None:
            store_id = self.store.currentData()
            make = partial(stock_report_xlsx, self._context.database, span, store_id)
            save_workbook(self._context, self, self.name, make)

    def _lay_out(self) -> None:
        choose = Card()
        choose.setFixedWidth(412)  # as wide as beside the weekly report
        choose.body.addWidget(self.period)
        form = QFormLayout()
        label = QLabel(_("Kho"))
        label.setProperty("role", "muted")
        label.setBuddy(self.store)
        form.addRow(label, self.store)
        choose.body.addLayout(form)
        choose.body.addWidget(self.is_split)
        hint = WrappedLabel(
            _("Nhập, xuất tính theo ngày trên phiếu; phiếu hủy ghi số âm ở cột của phiếu bị hủy.")
        )
        hint.setProperty("role", "muted")
        choose.body.addWidget(hint)
        choose.body.addStretch(1)
        paper = Card()
        paper.body.addWidget(self.pdf)
        row = SideBySide()
        row.add(choose)
        row.add(paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(row)

    def _offer(self, found: tuple[list[ReportWeek], Span, list[StoreRow]]) -> None:
        weeks, otherwise, known = found
        self.period.show_weeks(weeks, otherwise)
        self.store.blockSignals(True)
        refill(self.store, [(_("Tất cả các kho"), None), *((s.name, s.store_id) for s in known)])
        self.store.blockSignals(False)
        self._print()

    def _print(self) -> None:
        """Make the paper that is asked for; while one is being made the last wish waits."""
        if (span := self.period.span) is None:
            return
        if self._printing is not None:
            self._is_stale = True
            return
        asked = self._printing = (span, self.store.currentData(), self.is_split.isChecked())
        self._is_stale = False
        self._context.tasks.run(
            self, partial(_made, self._context.database, asked), self._show, self._refused
        )

    def _show(self, pdf: bytes) -> None:
        self._printing = None
        if self._is_stale:
            self._print()
        else:
            self.pdf.show_pdf(pdf, self.name)

    def _refused(self, error: DomainError) -> None:
        self._printing = None
        self._context.tasks.refused.emit(error)


def _choices(database: Database) -> tuple[list[ReportWeek], Span, list[StoreRow]]:
    return (*known_weeks(database), database.ask(stores))


def _made(database: Database, asked: Asked) -> bytes:
    from desktop.storeroom_printing import stock_report_pdf

    span, store_id, is_split = asked
    return stock_report_pdf(database, span, store_id, is_split=is_split)
