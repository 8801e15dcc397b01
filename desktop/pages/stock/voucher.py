"""One voucher as it was posted: read, printed, reversed, corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.database import Database
from db.errors import ReceiptOfDelivery
from db.kinds import Series, VoucherKind
from db.queries.amendments import AmendmentRow, amendments_of_voucher
from db.queries.voucher_links import VoucherLinks, voucher_links
from db.queries.vouchers import DetailLine, VoucherDetail, voucher_detail
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.labels import sentence
from desktop.pages.stock.additions import Additions
from desktop.pages.stock.correcting import CorrectionQuestion
from desktop.pages.stock.reversal import ReversalBar
from desktop.pages.stock.voucher_facts import fact_column, facts
from desktop.pages.stock.voucher_lines import line_columns, lines_total
from desktop.pages.stock.voucher_papers import VoucherPapers
from desktop.pages.stock.words import detail_state, detail_title
from desktop.tables import RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button


@dataclass(frozen=True, slots=True)
class Opened:
    """A voucher with the vouchers around it."""

    detail: VoucherDetail
    links: VoucherLinks
    added: tuple[AmendmentRow, ...]


class VoucherView(QWidget):
    """Facts on top, lines below, what can be done on the right of the title."""

    opened = Signal(int)  # another voucher's id
    count_opened = Signal(int)  # a stocktake's id
    searched = Signal(str)  # the number of a voucher to look for
    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.voucher_id: int | None = None
        self.shown: Opened | None = None
        self.bar = OpenedBar()
        self.bar.title.setProperty("role", "heading")  # many buttons stand beside it
        self.bar.left.connect(self.left)
        self.print_voucher = action_button(
            _("In phiếu"), self._print_voucher, icon="printer", shortcut="Ctrl+P"
        )
        self.print_list = action_button(_("In danh sách ký nhận"), self._print_list)
        self.correct = action_button(_("Sửa phiếu"), self._correct, icon="pencil-simple")
        self.reverse = action_button(_("Hủy phiếu này"), self._ask_reason, icon="prohibit")
        self.reverse.setProperty("danger", True)
        self.papers = VoucherPapers(context)
        self.papers.paper_wanted.connect(self.paper_wanted)
        for button in self._buttons():
            self.bar.add(button)
        self.reversal = ReversalBar(context)
        self.reversal.reversed.connect(self._on_reversed)
        self.reversal.asked_for.connect(self.searched)
        self.question = CorrectionQuestion()
        self.question.answered.connect(lambda page, target: context.navigate(page, **target))
        self.question.count_asked.connect(self.count_opened)
        self.question.reversal_asked.connect(self._ask_reason)
        self.additions = Additions(context, self)
        self.additions.paper_wanted.connect(self.paper_wanted)
        self.additions.added.connect(self.refresh)
        self.facts = Card()
        self._facts = QHBoxLayout()
        self.facts.body.addLayout(self._facts)
        self.rows = RowsModel[DetailLine](line_columns(), self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(_("Các dòng của phiếu"))
        self.total = QLabel()
        self.total.setProperty("role", "muted")
        lines = Card()
        lines.body.addWidget(self.table, 1)
        lines.body.addWidget(self.total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.bar, self.question, self.reversal, self.facts):
            layout.addWidget(widget)
        layout.addWidget(lines, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.table, self.left.emit).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )

    def open(self, voucher_id: int) -> None:
        """Show a voucher."""
        if voucher_id == self.voucher_id and self.shown is not None:
            self.refresh()
            return
        self.voucher_id, self.shown = voucher_id, None
        self.reversal.hide()
        self.question.hide()
        self.bar.name("")
        self.rows.show_rows(())
        self.total.clear()
        for button in self._buttons():
            button.setEnabled(False)
        self.refresh()

    def refresh(self) -> None:
        """Read the voucher in the background, then show it."""
        if self.voucher_id is not None:
            work = partial(_read, self._context.database, self.voucher_id)
            self._context.tasks.run(self, work, self._show)

    def _show(self, found: Opened) -> None:
        detail = found.detail
        if detail.voucher_id != self.voucher_id:
            return
        is_first = self.shown is None
        self.shown = found
        self.bar.name(detail_title(detail), *detail_state(detail))
        self._show_facts(found)
        self.rows.show_rows(detail.lines)
        for place, column in enumerate(self.rows.columns):
            is_empty = not any(map(column.text, detail.lines))
            self.table.setColumnHidden(place, is_empty)
        self.total.setText(lines_total(detail))
        holds = detail.kind is not VoucherKind.REVERSAL and not detail.reversed_by
        is_issue = detail.kind is VoucherKind.ISSUE
        is_single = detail.series is Series.CL
        words = _("In bảng kê cấp lẻ trong ngày") if is_single else _("In danh sách ký nhận")
        self.print_list.setText(words)
        self.print_list.setAccessibleName(words)
        self.print_voucher.setEnabled(True)
        self.papers.setEnabled(True)
        self.papers.show_voucher(detail, self._additions(holds=holds))
        self.print_list.setVisible(is_issue)
        self.print_list.setEnabled(is_issue)
        self.reverse.setEnabled(holds)
        self.correct.setEnabled(holds)
        if not holds:
            self.reversal.hide()
            self.question.hide()
        if is_first:
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self, found: Opened) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        told = facts(found.detail, found.links, found.added)
        half = -(-len(told) // 2)
        for part in (told[:half], told[half:]):
            column = fact_column(
                part, self.opened.emit, self.count_opened.emit, self.additions.look
            )
            self._facts.addWidget(column, 1)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (*(self.print_voucher, self.papers, self.print_list, self.correct, self.reverse),)

    def _additions(self, *, holds: bool) -> list[tuple[str, Callable[[], object]]]:
        papers = (_("Bổ sung giấy tờ"), self._add_papers)
        return [*([papers] if holds else []), (_("Đính kèm tệp"), self._attach)]

    def _print_voucher(self) -> None:
        from desktop.printing import voucher_pdf
        from desktop.voucher_printing import voucher_xlsx

        if self.shown is not None:
            detail = self.shown.detail
            asked = self._context.database, detail.voucher_id
            self.paper_wanted.emit(
                detail_title(detail), partial(voucher_pdf, *asked), partial(voucher_xlsx, *asked)
            )

    def _print_list(self) -> None:
        from desktop.printing import counter_pdf, signing_pdf

        if self.shown is None:
            return
        detail, database = self.shown.detail, self._context.database
        if detail.series is Series.CL:
            title = _("Bảng kê cấp lẻ ngày {day}").format(day=day_text(detail.day))
            self.paper_wanted.emit(title, partial(counter_pdf, database, detail.day), None)
        else:
            title = _("Danh sách ký nhận {number}").format(number=detail.number)
            self.paper_wanted.emit(title, partial(signing_pdf, database, [detail.voucher_id]), None)

    def _correct(self) -> None:
        if self.shown is None:
            return
        self.reversal.hide()
        if (print_run := self.shown.links.print_run) is None:
            self.question.ask(self.shown.detail)
            return
        told = sentence(ReceiptOfDelivery(self.shown.detail.number))
        go = partial(self._context.navigate, "leaflets", tab="runs", run_id=print_run[0])
        self._context.notice(told, Tone.WARNING, [NoticeAction(_("Mở đợt in"), go)])

    def _add_papers(self) -> None:
        if self.shown is not None:
            self.additions.ask(self.shown.detail)

    def _attach(self) -> None:
        if self.shown is not None:
            self.additions.ask_file(self.shown.detail)

    def _ask_reason(self) -> None:
        if self.shown is not None:
            self.question.hide()
            self.reversal.ask(self.shown.detail.voucher_id, self.shown.detail.number)

    def _on_reversed(self, reversal_id: int) -> None:
        if self.shown is None:
            return
        told = _("Đã hủy phiếu {number}.").format(number=self.shown.detail.number)
        see = NoticeAction(_("Xem phiếu hủy"), lambda: self.opened.emit(reversal_id))
        self._context.notice(told, Tone.OK, [see])
        self.refresh()


def _read(database: Database, voucher_id: int) -> Opened:
    return Opened(
        detail=database.ask(voucher_detail, voucher_id),
        links=database.ask(voucher_links, voucher_id),
        added=tuple(database.ask(amendments_of_voucher, voucher_id)),
    )
