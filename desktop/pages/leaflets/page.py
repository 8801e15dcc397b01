"""Tờ bướm: what is printed, who is to get how many, what was handed over, where things stand."""

from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.translation import N_, _
from desktop.widgets.tabbed_page import TabbedPage

TABS = {  # a tab is imported and made when it is first shown
    "standing": (N_("Tình hình"), "Standing"),
    "titles": (N_("Các tờ bướm"), "Titles"),
    "runs": (N_("Đợt in"), "Runs"),
    "allocations": (N_("Phân bổ"), "Allocations"),
    "handovers": (N_("Giao nhận"), "Handovers"),
}


class Page(TabbedPage):
    """Tabs in the order of the work."""

    shows = frozenset(
        {"leaflet", "supply", "voucher", "movement", "print_run", "print_delivery", "agency"}
        | {"print_run_line", "setting"}
        | {"allocation", "allocation_share", "handover", "printed_page", "scanned_page"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Tờ bướm"), "desktop.pages.leaflets", TABS, parent)
