"""Kho vật tư: what there is, every voucher, and what each figure is made of."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.context import Context
from desktop.pages.stock.card import SupplyCard
from desktop.pages.stock.card_reading import Place
from desktop.pages.stock.count import CountView
from desktop.pages.stock.counts import Counts
from desktop.pages.stock.lots import Lots
from desktop.pages.stock.on_hand import OnHand
from desktop.pages.stock.voucher import VoucherView
from desktop.pages.stock.vouchers import Vouchers
from desktop.translation import _
from desktop.widgets.page_header import PageHeader
from desktop.widgets.period_box import Preset

if TYPE_CHECKING:
    from desktop.widgets.paper import Paper

ON_HAND, LOTS, VOUCHERS, COUNTS = "on_hand", "lots", "vouchers", "counts"


class Page(QWidget):
    """Lists in tabs; what is opened from them lies on top, and Esc goes back one step."""

    shows = frozenset(
        {"voucher", "movement", "supply", "pack", "store", "lot", "amendment"}
        | {"stocktake", "stocktake_line"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._trail: list[Callable[[], None]] = []
        self.on_hand = OnHand(context)
        self.lots = Lots(context)
        self.vouchers = Vouchers(context)
        self.counts = Counts(context)
        self.card = SupplyCard(context)
        self.voucher = VoucherView(context)
        self.count = CountView(context)
        self._paper: Paper | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.on_hand, _("Tồn kho"))
        self.tabs.addTab(self.lots, _("Lô"))
        self.tabs.addTab(self.vouchers, _("Phiếu"))
        self.tabs.addTab(self.counts, _("Kiểm kê"))
        header = PageHeader(_("Kho vật tư"))
        header.add_action(
            _("Nhập từ Excel"),
            lambda: context.navigate("import", kind="receipts"),
            icon="file-xls",
        )
        header.add_action(
            _("Nhập kho"), lambda: context.navigate("receipt"), icon="tray-arrow-down"
        )
        header.add_action(_("Cấp phát"), lambda: context.navigate("issue"), icon="face-mask")
        for form, words in (
            ("transfer", _("Chuyển kho")),
            ("write_off", _("Ghi giảm")),
            ("return", _("Nhập trả lại")),
        ):
            header.add_action(words, partial(context.navigate, "moving", form=form))
        self.lists = QWidget()
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(header)
        column.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        for widget in (self.lists, self.card, self.voucher, self.count):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self.on_hand.refresh()
        self.setFocusProxy(self.on_hand.search)

    @property
    def paper(self) -> "Paper":
        """Where papers are shown; what draws them is loaded with the first one."""
        if self._paper is None:
            from desktop.widgets.paper import Paper

            self._paper = Paper(self._context)
            self._paper.left.connect(self.back)
            self.stack.addWidget(self._paper)
        return self._paper

    def refresh(self) -> None:
        """Read anew what is in sight."""
        shown = self.stack.currentWidget()
        if shown is self.card:
            self.card.refresh()
        elif shown is self.voucher:
            self.voucher.refresh()
        elif shown is self.count:
            self.count.refresh()
        if shown is self.lists:
            self._refresh_list()

    def open(
        self,
        *,
        supply_id: int | None = None,
        voucher_id: int | None = None,
        stocktake_id: int | None = None,
        new_count: tuple[int, Sequence[str]] | None = None,
        tab: str = "",
        text: str = "",
        period: str = "",
        from_on: date | None = None,
        to_on: date | None = None,
    ) -> None:
        """Show a supply's card, a voucher, a count, or a list, searched or for some days.

        `new_count` begins a count in a store, of supplies by their codes.
        """
        self._trail.clear()
        self.stack.setCurrentWidget(self.lists)
        if tab == ON_HAND:
            self.on_hand.search.search_for(text)
            self._show_tab(self.on_hand)
        elif tab == LOTS:
            self.lots.search.search_for(text)
            self._show_tab(self.lots)
        elif tab == VOUCHERS or from_on or to_on:
            self.vouchers.search.search_for(text)
            self.vouchers.kind.setCurrentIndex(0)
            if period:
                self.vouchers.period.choose(Preset(period))
            elif from_on or to_on:
                self.vouchers.period.choose_days(from_on, to_on)
            self._show_tab(self.vouchers)
        elif tab == COUNTS or stocktake_id is not None or new_count is not None:
            self._show_tab(self.counts)
        if new_count is not None:
            self.counts.new.begin_with(*new_count)
        if stocktake_id is not None:
            self.open_count(stocktake_id)
        if supply_id is not None:
            self.open_supply(supply_id)
        if voucher_id is not None:
            self.open_voucher(voucher_id)

    def open_supply(self, supply_id: int, store: Place | None = None) -> None:
        """Show a supply's stock card, of all stores or of one."""
        self._leave_a_trail()
        self.card.open(supply_id, store)
        self._show(self.card)
        self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_voucher(self, voucher_id: int) -> None:
        """Show a voucher."""
        self._leave_a_trail()
        self.voucher.open(voucher_id)
        self._show(self.voucher)
        self.voucher.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_count(self, stocktake_id: int) -> None:
        """Show a count."""
        self._leave_a_trail()
        self.count.open(stocktake_id)
        self._show(self.count)

    def back(self) -> None:
        """Go back to where what is in sight was opened from."""
        if self._trail:
            self._trail.pop()()

    def _connect(self) -> None:
        self.on_hand.opened.connect(
            lambda row: self.open_supply(row.stock.supply_id, self.on_hand.place())
        )
        self.lots.opened.connect(self.open_supply)
        self.vouchers.paper_wanted.connect(self._show_paper)
        self.vouchers.opened.connect(self.open_voucher)
        self.card.opened.connect(self.open_voucher)
        self.card.paper_wanted.connect(self._show_paper)
        self.voucher.opened.connect(self.open_voucher)
        self.voucher.count_opened.connect(self.open_count)
        self.voucher.searched.connect(self._search_voucher)
        self.voucher.paper_wanted.connect(self._show_paper)
        self.counts.opened.connect(self.open_count)
        self.count.opened.connect(self.open_voucher)
        self.count.paper_wanted.connect(self._show_paper)
        for opened in (self.card, self.voucher, self.count):
            opened.left.connect(self.back)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        find = QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _leave_a_trail(self) -> None:
        """Remember how to come back to what is in sight now."""
        shown = self.stack.currentWidget()
        if shown is self.lists:
            self._trail = [self._show_lists]
        elif shown is self.card and self.card.supply_id is not None:
            again = partial(self.card.open, self.card.supply_id, self.card.store)
            self._trail.append(partial(self._again, self.card, again))
        elif shown is self.voucher and (voucher_id := self.voucher.voucher_id) is not None:
            again = partial(self.voucher.open, voucher_id)
            self._trail.append(partial(self._again, self.voucher, again))
        elif shown is self.count:
            self._trail.append(self._count_again)

    def _again(self, view: SupplyCard | VoucherView, open_again: Callable[[], None]) -> None:
        open_again()
        self._show(view)
        view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_again(self) -> None:
        self._show(self.count)
        self.count.refresh()
        self.count.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _list(self) -> OnHand | Lots | Vouchers | Counts:
        """The list in sight."""
        return cast("OnHand | Lots | Vouchers | Counts", self.tabs.currentWidget())

    def _show_lists(self) -> None:
        self._show(self.lists)
        self._refresh_list()
        self._list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_paper(
        self,
        title: str,
        work: Callable[[], bytes],
        workbook: Callable[[], bytes] | None = None,
    ) -> None:
        self._leave_a_trail()
        self.paper.open(title, work, workbook)
        self._show(self.paper)

    def _search_voucher(self, number: str) -> None:
        self._trail.clear()
        self._show(self.lists)
        self.vouchers.show_all(number)
        self._show_tab(self.vouchers)

    def _show(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)

    def _show_tab(self, tab: QWidget) -> None:
        if self.tabs.currentWidget() is tab:
            self._on_tab()
        else:
            self.tabs.setCurrentWidget(tab)

    def _on_tab(self) -> None:
        self._refresh_list()
        search = self._list.search
        self.setFocusProxy(search)
        if not self.tabs.tabBar().hasFocus():
            search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_list(self) -> None:
        self._list.refresh()

    def _find(self) -> None:
        if self.stack.currentWidget() is self.lists and (proxy := self.focusProxy()):
            proxy.setFocus(Qt.FocusReason.ShortcutFocusReason)
