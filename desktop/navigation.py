"""The one list of pages, in the sidebar's order."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from desktop.translation import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page; its module is imported after the window stands.

    One that is not in the sidebar may stand `under` one that is.
    """

    key: str
    title: str
    icon: str
    module: str
    under: str = ""

    def load(self) -> "_PageModule":
        """Import the page's module, in any thread."""
        return cast("_PageModule", import_module(self.module))

    def build(self, context: "Context", parent: "QWidget") -> "QWidget":
        """Make the page's `Page`."""
        made = self.load().Page(context, parent)
        made.setObjectName(f"page_{self.key}")
        return made


class _PageModule(Protocol):
    def Page(self, context: "Context", parent: "QWidget") -> "QWidget": ...


PAGES = (
    PageEntry("overview", N_("Tổng quan"), "squares-four", "desktop.pages.overview.page"),
    PageEntry("issue", N_("Cấp phát"), "face-mask", "desktop.pages.issue.page"),
    PageEntry("receipt", N_("Nhập kho"), "tray-arrow-down", "desktop.pages.receipt.page"),
    PageEntry("stock", N_("Kho vật tư"), "package", "desktop.pages.stock.page"),
    PageEntry("documents", N_("Phổ biến văn bản"), "file-text", "desktop.pages.documents.page"),
    PageEntry("leaflets", N_("Tờ bướm"), "newspaper", "desktop.pages.leaflets.page"),
    PageEntry("daily", N_("Báo cáo 8g30"), "clock-countdown", "desktop.pages.daily.page"),
    PageEntry("reports", N_("Báo cáo"), "chart-bar", "desktop.pages.reports.page"),
    PageEntry("catalogue", N_("Danh mục"), "address-book", "desktop.pages.catalogue.page"),
    PageEntry("journal", N_("Nhật ký"), "shield-check", "desktop.pages.journal.page"),
    PageEntry("settings", N_("Cài đặt"), "gear-six", "desktop.pages.settings.page"),
)

UNLISTED = (  # reached from other pages, not from the sidebar
    PageEntry(
        "moving",
        N_("Chuyển kho, ghi giảm, trả lại"),
        "package",
        "desktop.pages.moving.page",
        "stock",
    ),
    PageEntry("import", N_("Nhập từ Excel"), "file-xls", "desktop.pages.importing.page"),
)


def page_entry(key: str) -> PageEntry:
    """The entry of a page. Raises KeyError."""
    for entry in (*PAGES, *UNLISTED):
        if entry.key == key:
            return entry
    raise KeyError(key)
