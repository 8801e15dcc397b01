"""One voucher as it was posted: read, printed, reversed, corrected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.database import Database
from db.kinds import Series, VoucherKind
from db.queries.voucher_links import VoucherLink, VoucherLinks, voucher_links
from db.queries.vouchers import DetailLine, VoucherDetail, voucher_detail
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text, long_day_text
from desktop.labels import amount, member, moment, number
from desktop.pages.stock.links import OpenedBar, link_button
from desktop.pages.stock.reversal import ReversalBar
from desktop.pages.stock.words import detail_state, detail_title
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button


@dataclass(frozen=True, slots=True)
class Opened:
    """A voucher with the vouchers around it."""

    detail: VoucherDetail
    links: VoucherLinks


class VoucherView(QWidget):
    """Facts on top, lines below, what can be done on the right of the title."""

    opened = Signal(int)  # another voucher's id
    searched = Signal(str)  # the number of a voucher to look for
    paper_wanted = Signal(str, object)  # title, and what makes the PDF
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.voucher_id: int | None = None
        self.shown: Opened | None = None
        self.bar = OpenedBar()
        self.bar.left.connect(self.left)
        self.print_voucher = action_button(
            _("In phiếu"), self._print_voucher, icon="printer", shortcut="Ctrl+P"
        )
        self.print_list = action_button(
            _("In danh sách ký nhận"), self._print_list, icon="clipboard-text"
        )
        self.correct = action_button(_("Sửa phiếu"), self._correct, icon="pencil-simple")
        self.reverse = action_button(_("Hủy phiếu này"), self._ask_reason, icon="prohibit")
        self.reverse.setProperty("danger", True)
        for button in self._buttons():
            self.bar.add(button)
        self.reversal = ReversalBar(context)
        self.reversal.reversed.connect(self._on_reversed)
        self.reversal.asked_for.connect(self.searched)
        self.facts = Card()
        self._facts = QHBoxLayout()
        self.facts.body.addLayout(self._facts)
        self.rows = RowsModel[DetailLine](_columns(), self)
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
        for widget in (self.bar, self.reversal, self.facts):
            layout.addWidget(widget)
        layout.addWidget(lines, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.table, self.left.emit).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )

    def open(self, voucher_id: int) -> None:
        """Show a voucher."""
        self.voucher_id, self.shown = voucher_id, None
        self.reversal.hide()
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
        self.total.setText(_total(detail))
        holds = detail.kind is not VoucherKind.REVERSAL and not detail.reversed_by
        is_issue = detail.kind is VoucherKind.ISSUE and detail.series is not Series.CL
        self.print_voucher.setEnabled(True)
        self.print_list.setVisible(is_issue)
        self.print_list.setEnabled(is_issue)
        self.reverse.setEnabled(holds)
        self.correct.setEnabled(holds and detail.kind in _CORRECTED_ON)
        if not holds:
            self.reversal.hide()
        if is_first:
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self, found: Opened) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        told = [*_facts(found.detail, found.links)]
        half = -(-len(told) // 2)
        for part in (told[:half], told[half:]):
            self._facts.addWidget(_fact_column(part, self.opened.emit), 1)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.print_voucher, self.print_list, self.correct, self.reverse

    def _print_voucher(self) -> None:
        from desktop.printing import voucher_pdf

        if self.shown is not None:
            detail = self.shown.detail
            work = partial(voucher_pdf, self._context.database, detail.voucher_id)
            self.paper_wanted.emit(detail_title(detail), work)

    def _print_list(self) -> None:
        from desktop.printing import signing_pdf

        if self.shown is not None:
            detail = self.shown.detail
            work = partial(signing_pdf, self._context.database, [detail.voucher_id])
            title = _("Danh sách ký nhận {number}").format(number=detail.number)
            self.paper_wanted.emit(title, work)

    def _correct(self) -> None:
        if self.shown is not None:
            page = _CORRECTED_ON[self.shown.detail.kind]
            self._context.navigate(page, correct=self.shown.detail.voucher_id)

    def _ask_reason(self) -> None:
        if self.shown is not None:
            self.reversal.ask(self.shown.detail.voucher_id, self.shown.detail.number)

    def _on_reversed(self, reversal_id: int) -> None:
        if self.shown is None:
            return
        told = _("Đã hủy phiếu {number}.").format(number=self.shown.detail.number)
        see = NoticeAction(_("Xem phiếu hủy"), lambda: self.opened.emit(reversal_id))
        self._context.notice(told, Tone.OK, [see])
        self.refresh()


_CORRECTED_ON = {VoucherKind.RECEIPT: "receipt", VoucherKind.ISSUE: "issue"}


def _read(database: Database, voucher_id: int) -> Opened:
    return Opened(
        detail=database.ask(voucher_detail, voucher_id),
        links=database.ask(voucher_links, voucher_id),
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    text: str
    link: VoucherLink | None = None


def _facts(detail: VoucherDetail, links: VoucherLinks) -> list[_Fact]:
    """What is known of a voucher beside its lines, in the order a clerk asks for it."""
    document = detail.document_number
    if detail.document_on:
        dated = _("ngày {day}").format(day=day_text(detail.document_on))
        document = f"{document} {dated}".strip()
    posted = _("{moment}, {who}").format(moment=moment(detail.posted_at), who=links.posted_by)
    told = [
        _Fact(_("Loại phiếu"), member(detail.kind)),
        _Fact(_("Ngày"), long_day_text(detail.day)),
        _Fact(_("Kho"), detail.store),
        _Fact(_("Nguồn"), member(detail.source) if detail.source else ""),
        _Fact(_("Đơn vị cung cấp"), detail.supplier),
        _Fact(_("Chứng từ"), document),
        _Fact(_("Đơn vị nhận"), detail.department),
        _Fact(_("Người nhận thay đơn vị"), detail.receiver),
        _Fact(_("Lý do"), detail.reason),
        _Fact(_("Ghi chú"), detail.note),
        _Fact(_("Ghi sổ"), posted),
        _Fact(_("Hủy phiếu"), "", links.reverses),
        _Fact(_("Bị hủy bởi"), detail.reversal_reason, links.reversed_by),
        _Fact(_("Sửa từ phiếu"), "", links.replaces),
        _Fact(_("Đã sửa thành"), "", links.replaced_by),
    ]
    return [fact for fact in told if fact.text or fact.link]


def _fact_column(facts: Sequence[_Fact], open_voucher: Callable[[int], object]) -> QWidget:
    from PySide6.QtWidgets import QFormLayout

    column = QWidget()
    form = QFormLayout(column)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(5)
    for fact in facts:
        name = QLabel(fact.name)
        name.setProperty("role", "muted")
        form.addRow(name, _fact_value(fact, open_voucher))
    return column


def _fact_value(fact: _Fact, open_voucher: Callable[[int], object]) -> QWidget:
    value = QLabel(fact.text)
    value.setWordWrap(True)
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if fact.link is None:
        return value
    link = link_button(fact.link.number, partial(open_voucher, fact.link.voucher_id))
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(link)
    row.addWidget(value, 1)
    return both


def _columns() -> list[Column[DetailLine]]:
    return [
        Column(_("Mã"), lambda line: line.code, width=80),
        Column(_("Vật tư"), lambda line: line.supply, tip=lambda line: line.supply),
        Column(_("Người nhận"), _receiver, tip=_receiver),
        Column(_("Số lượng"), _quantity, RIGHT, 110),
        Column(_("Như đã ghi"), _as_typed, width=110),
        Column(_("Giá trị"), lambda line: amount(line.amount) if line.amount else "", RIGHT, 120),
        Column(_("Lô, hạn dùng"), _lots, width=190, tip=_lots),
        Column(_("Ghi chú"), lambda line: line.note, width=110, tip=lambda line: line.note),
    ]


def _receiver(line: DetailLine) -> str:
    return _("Khách đến liên hệ công tác") if line.is_visitors else line.receiver


def _quantity(line: DetailLine) -> str:
    return f"{number(line.quantity)} {line.unit}"


def _as_typed(line: DetailLine) -> str:
    return f"{number(line.pack_count)} {line.pack}" if line.pack and line.pack_count else ""


def _lots(line: DetailLine) -> str:
    told = []
    for part in line.lots:
        name = part.number or _("không số")
        if part.expires_on:
            name = f"{name} ({day_text(part.expires_on)})"
        told.append(name if len(line.lots) == 1 else f"{name}: {number(part.quantity)}")
    return " · ".join(told)


def _total(detail: VoucherDetail) -> str:
    told = [_("{count} dòng").format(count=number(len(detail.lines)))]
    if len({line.supply_id for line in detail.lines}) == 1:
        pieces = sum(line.quantity for line in detail.lines)
        told.append(f"{number(pieces)} {detail.lines[0].unit}")
    if value := sum(line.amount for line in detail.lines):
        told.append(amount(value))
    return " · ".join(told)
