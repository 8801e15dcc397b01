"""The vouchers by kind and period, with a search; Enter opens one."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from db.database import Database
from db.kinds import Series, VoucherKind
from db.queries.voucher_list import VoucherRow, voucher_count, voucher_rows
from desktop.context import Context
from desktop.dates import day_text
from desktop.labels import amount, member, number
from desktop.pages.stock.words import voucher_state
from desktop.tables import RIGHT, WINDOW, Column, RowsModel, TableView
from desktop.translation import N_, _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.period_box import PeriodBox, Preset
from desktop.widgets.search_box import SearchBox
from desktop.widgets.wrap_row import WrapRow

_CHOICES: tuple[tuple[str, VoucherKind | None, Series | None], ...] = (
    (N_("Mọi loại phiếu"), None, None),
    (N_("Nhập kho"), VoucherKind.RECEIPT, None),
    (N_("Xuất kho"), VoucherKind.ISSUE, Series.XK),
    (N_("Cấp lẻ"), VoucherKind.ISSUE, Series.CL),
    (N_("Điều chuyển"), VoucherKind.TRANSFER, None),
    (N_("Ghi giảm (xuất hủy)"), VoucherKind.WRITE_OFF, None),
    (N_("Nhập trả lại kho"), VoucherKind.RETURN, None),
    (N_("Điều chỉnh kiểm kê"), VoucherKind.ADJUSTMENT, None),
    (N_("Hủy phiếu"), VoucherKind.REVERSAL, None),
)


class Vouchers(QWidget):
    """Filters above one table, counted in the background and read as it scrolls."""

    opened = Signal(int)  # a voucher's id
    paper_wanted = Signal(str, object)  # title, and what makes the PDF

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.search = SearchBox(_("Tìm số phiếu, chứng từ, vật tư, người (Ctrl+F)"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Loại phiếu"))
        for words, kind, series in _CHOICES:
            self.kind.addItem(_(words), (kind, series))
        self.period = PeriodBox(context)
        self.with_reversed = QCheckBox(_("Hiện phiếu đã hủy"))
        self.print_lists = action_button("", self._print_lists, icon="printer")
        self.print_vouchers = action_button("", self._print_vouchers, icon="printer")
        self.print_round = action_button(_("In cả đợt"), self._print_round, icon="printer")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.rows = RowsModel[VoucherRow](_columns(), self)
        self.table = TableView(self.rows, _("Không có phiếu nào trong kỳ này."))
        self.table.setAccessibleName(_("Phiếu"))
        self.search.lead_to(self.table)
        above = WrapRow()
        above.add(self.search, 1, 180)
        for widget in (self.kind, self.period, self.with_reversed):
            above.add(widget)
        card = Card()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        below = WrapRow()
        below.add(self.count, 1)
        below.add(self.print_vouchers)
        below.add(self.print_round)
        below.add(self.print_lists)
        card.body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(card)
        self.search.searched.connect(self.refresh)
        self.kind.currentIndexChanged.connect(self.refresh)
        self.period.changed.connect(self.refresh)
        self.with_reversed.toggled.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._weigh())
        self.rows.modelReset.connect(self._weigh)
        self._weigh()
        self.table.opened.connect(lambda row: self.opened.emit(row.voucher_id))

    def show_all(self, text: str) -> None:
        """Look for a text among all vouchers of all days, reversed ones too."""
        self.search.search_for(text)
        self.kind.setCurrentIndex(0)
        self.period.choose(Preset.ALL)
        self.with_reversed.setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Count and read the first window in the background, then show them."""
        self._asked += 1
        asked, wanted = self._asked, self._wanted()
        self._context.tasks.run(
            self,
            partial(_first, self._context.database, wanted),
            lambda found: self._show(asked, wanted, *found),
        )

    def _lists(self) -> list[VoucherRow]:
        """The selected issues that have a signing list, in order of their numbers."""
        found = [row for row in self.table.selected() if _has_list(row)]
        return sorted(found, key=lambda row: row.number)

    def _print_lists(self) -> None:
        from desktop.printing import signing_pdf

        if chosen := self._lists():
            ids = [row.voucher_id for row in chosen]
            title = _("Danh sách ký nhận {number}").format(number=chosen[0].number)
            if len(chosen) > 1:
                title = _("{count} danh sách ký nhận").format(count=len(chosen))
            self.paper_wanted.emit(title, partial(signing_pdf, self._context.database, ids))

    def _print_vouchers(self) -> None:
        """The selected vouchers one after the other, in order of their days."""
        from desktop.printing import voucher_pdf

        chosen = sorted(self.table.selected(), key=lambda row: (row.day, row.voucher_id))
        ids = [row.voucher_id for row in chosen]
        title = _("{count} phiếu").format(count=len(ids))
        self.paper_wanted.emit(title, partial(voucher_pdf, self._context.database, *ids))

    def _print_round(self) -> None:
        from desktop.widgets.round_print import print_round

        if chosen := self._lists():
            ids = [row.voucher_id for row in chosen]
            title = _("Đợt cấp phát {numbers}").format(numbers=chosen[0].number)
            print_round(self._context, self.window(), ids, title)

    def _weigh(self) -> None:
        """Offer to print what is selected: lists of issues, and vouchers where they are several."""
        lists, vouchers = len(self._lists()), len(self.table.selected())
        for button, words, is_offered in (
            (
                self.print_lists,
                _("In danh sách ký nhận ({count})").format(count=lists),
                lists > 0,
            ),
            (self.print_vouchers, _("In phiếu ({count})").format(count=vouchers), vouchers > 1),
        ):
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(is_offered)
        self.print_round.setVisible(lists > 0)

    def _wanted(self) -> dict[str, Any]:
        kind, series = self.kind.currentData()
        from_on, to_on = self.period.period()
        return {
            "from_on": from_on,
            "to_on": to_on,
            "kind": kind,
            "series": series,
            "text": self.search.text(),
            "with_reversed": self.with_reversed.isChecked() or kind is VoucherKind.REVERSAL,
        }

    def _show(
        self, asked: int, wanted: dict[str, Any], count: int, first: list[VoucherRow]
    ) -> None:
        if asked != self._asked:
            return
        ask = self._context.database.ask

        def read(offset: int, limit: int) -> list[VoucherRow]:
            return ask(voucher_rows, **wanted, offset=offset, limit=limit) if offset else first

        place = self.table.currentIndex().row()
        self.rows.show(count, read)
        if 0 <= place < count:
            self.table.selectRow(place)
        self.count.setText(
            _("{count} phiếu · {period}").format(count=number(count), period=self.period.words())
        )


def _first(database: Database, wanted: dict[str, Any]) -> tuple[int, list[VoucherRow]]:
    first = database.ask(voucher_rows, **wanted, offset=0, limit=WINDOW)
    if len(first) < WINDOW:
        return len(first), first
    return database.ask(voucher_count, **wanted), first


def _has_list(row: VoucherRow) -> bool:
    return (
        row.kind is VoucherKind.ISSUE and not row.is_reversed and row.number.startswith(Series.XK)
    )


def _columns() -> list[Column[VoucherRow]]:
    return [
        Column(_("Số phiếu"), lambda row: row.number, width=82),
        Column(_("Ngày"), lambda row: day_text(row.day), width=104),
        Column(_("Loại"), _kind, width=92),
        Column(_("Nội dung"), _about, tip=_about),
        Column(_("Chứng từ"), lambda row: row.document_number, width=104),
        Column(_("Dòng"), lambda row: number(row.lines), RIGHT, 60),
        Column(_("Số lượng"), lambda row: number(row.quantity), RIGHT, 84),
        Column(_("Giá trị"), lambda row: amount(row.amount) if row.amount else "", RIGHT, 108),
        Column(
            _("Trạng thái"),
            lambda row: voucher_state(row)[0],
            width=132,
            tone=lambda row: voucher_state(row)[1],
        ),
    ]


def _about(row: VoucherRow) -> str:
    """Whom or where it was for; a single issue without a department was to visitors."""
    return row.told or (_("Khách") if row.number.startswith(Series.CL) else "")


def _kind(row: VoucherRow) -> str:
    return member(Series.CL) if row.number.startswith(Series.CL) else member(row.kind)
