"""Báo cáo: the weekly report as the real paper, and what else is reported of a period."""

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.office import drafts
from desktop.context import Context, Tone
from desktop.translation import N_, _
from desktop.weekly import Preview
from desktop.widgets.lazy_tabs import LazyTabs
from desktop.widgets.page_header import PageHeader

if TYPE_CHECKING:
    from desktop.pages.reports.lists import ListsTab
    from desktop.pages.reports.weekly import WeeklyTab

TABS = {  # a tab is imported and made when it is first shown
    "weekly": (N_("Báo cáo tuần"), "WeeklyTab"),
    "balance": (N_("Nhập – xuất – tồn"), "BalanceTab"),
    "lists": (N_("Danh sách ký nhận, bảng kê cấp lẻ"), "ListsTab"),
    "planning": (N_("Dự trù"), "Planning"),
    "closing": (N_("Khóa sổ"), "Closing"),
    "checks": (N_("Kiểm tra khẩu trang"), "MaskChecks"),
}


class Tab(Protocol):
    """What each tab offers the page; `open` takes what `navigate` was given beside the tab.

    The header offers `save`, `print_out` and `save_workbook` where a tab has them, and the
    vouchers of its `span` (two days).
    """

    def refresh(self) -> None: ...

    def open(self, **target: Any) -> None: ...

    def leave(self) -> None: ...


class Page(QWidget):
    """Papers in tabs; what is saved and printed are the same bytes that are in sight."""

    shows = frozenset(
        {"supply", "voucher", "movement", "setting", "signer", "period_close", "staff_member"}
        | {"mask_check", "stocktake", "kept_report"}
        | {"daily_report", "daily_excuse", "duty", "web_update"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.header = PageHeader(_("Báo cáo"))
        self.vouchers = self.header.add_action(_("Xem phiếu"), self._to_vouchers, icon="package")
        self.excel = self.header.add_action(_("Excel"), self.save_workbook, icon="file-xls")
        self.pdf = self.header.add_action(
            _("Lưu PDF"), self.save, icon="floppy-disk", shortcut="Ctrl+S"
        )
        self.printer = self.header.add_action(
            _("In"), self.print_out, icon="printer", shortcut="Ctrl+P", is_primary=True
        )
        self.tabs = LazyTabs(context, "desktop.pages.reports", TABS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.weekly.shown.connect(self._on_shown)
        self._offer_acts()
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return cast("Tab", self.tabs.in_sight)

    @property
    def weekly(self) -> "WeeklyTab":
        """The weekly report."""
        return cast("WeeklyTab", self.tab_named("weekly"))

    @property
    def lists(self) -> "ListsTab":
        """The lists to print again."""
        return cast("ListsTab", self.tab_named("lists"))

    def tab_named(self, key: str) -> Tab:
        """A tab, made if it was never shown."""
        return cast("Tab", self.tabs.named(key))

    def refresh(self) -> None:
        """Read anew what is in sight."""
        self.tab.refresh()

    def open(
        self,
        *,
        tab: str = "weekly",
        from_on: date | None = None,
        to_on: date | None = None,
        draft_id: int | None = None,
        **target: Any,
    ) -> None:
        """Show a tab; those that report of a period show these days, a form what was left in it."""
        if draft_id is not None:
            known = {one.draft_id: one for one in self._context.database.ask(drafts)}
            if (draft := known.get(draft_id)) is None:
                self._context.notice(_("Phần nhập dở này không còn nữa."), Tone.WARNING)
                return
            tab, target = draft.form.rpartition("/")[2], {"draft": draft.cells}
        self.tabs.show_named(tab)
        if from_on is not None:
            target |= {"from_on": from_on, "to_on": to_on}
        if target:
            self.tab.open(**target)

    def leave(self) -> None:
        """Keep what was typed."""
        for tab in self.tabs.made:
            tab.leave()

    def save(self) -> None:
        """Save the paper in sight as it is seen."""
        self._do("save")

    def print_out(self) -> None:
        """Print the paper in sight as it is seen."""
        self._do("print_out")

    def save_workbook(self) -> None:
        """Save the figures in sight as a workbook."""
        self._do("save_workbook")

    def _do(self, act: str) -> None:
        if (do := getattr(self.tab, act, None)) is not None:
            do()

    def _on_shown(self, preview: Preview) -> None:
        if self.tabs.currentIndex():  # another tab is in sight
            return
        state = _("Đã khóa sổ") if preview.paper.report.is_closed else _("Dự thảo")
        self.header.set_subtitle(
            _("{state} · số liệu lấy từ các phiếu đã ghi sổ").format(state=state)
        )

    def _on_tab(self) -> None:
        self.leave()
        self.header.set_subtitle("")
        self._offer_acts()
        self.tab.refresh()

    def _offer_acts(self) -> None:
        for button, act in (
            (self.vouchers, "span"),
            (self.excel, "save_workbook"),
            (self.pdf, "save"),
            (self.printer, "print_out"),
        ):
            button.setVisible(hasattr(type(self.tab), act))
        self.setFocusProxy(cast("QWidget", self.tab))

    def _to_vouchers(self) -> None:
        """What the figures are made of: the vouchers of these days."""
        if (span := getattr(self.tab, "span", None)) is not None:
            self._context.navigate("stock", tab="vouchers", from_on=span[0], to_on=span[1])
