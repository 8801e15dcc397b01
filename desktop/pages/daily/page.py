"""Báo cáo 8g30: who reported today, each month, cases, the web site, what the Director is given."""

from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.translation import N_, _
from desktop.widgets.tabbed_page import TabbedPage

TABS = {  # a tab is imported and made when it is first shown
    "board": (N_("Hôm nay"), "TodayBoard"),
    "month": (N_("Trong tháng"), "Month"),
    "papers": (N_("Trình Giám đốc"), "Papers"),
    "cases": (N_("Tin sai sự thật"), "Cases"),
    "website": (N_("Trang tin của Sở"), "Website"),
    "duties": (N_("Nhiệm vụ, chỉ tiêu"), "Duties"),
}


class Page(TabbedPage):
    """Tabs in the order of the work."""

    shows = frozenset(
        {"daily_report", "daily_excuse", "daily_page", "duty", "indicator", "info_case"}
        | {"info_case_file", "web_update", "setting", "department", "membership"}
        | {"movement", "acknowledgement", "attachment"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Báo cáo 8g30"), "desktop.pages.daily", TABS, parent)
