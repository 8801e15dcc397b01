"""Báo cáo: the weekly report as the real paper, and the lists to print again."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout, QWidget

from db.database import Database
from desktop.context import Context, Tone
from desktop.pages.reports.lists import ListsTab
from desktop.pages.reports.weekly import WeeklyTab
from desktop.places import documents_folder
from desktop.translation import _
from desktop.weekly import Preview
from desktop.widgets.page_header import PageHeader

WEEKLY, LISTS = "weekly", "lists"


class Page(QWidget):
    """Two kinds of paper in tabs; saving and printing are the same bytes that are in sight."""

    shows = frozenset(
        {"supply", "voucher", "movement", "setting", "signer", "period_close", "staff_member"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.header = PageHeader(_("Báo cáo"))
        self.vouchers = self.header.add_action(_("Xem phiếu"), self._to_vouchers, icon="package")
        self.excel = self.header.add_action(_("Excel"), self.save_workbook, icon="file-xls")
        self.header.add_action(_("Lưu PDF"), self.save, icon="floppy-disk", shortcut="Ctrl+S")
        self.header.add_action(
            _("In"), self.print, icon="printer", shortcut="Ctrl+P", is_primary=True
        )
        self.weekly = WeeklyTab(context)
        self.lists = ListsTab(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.weekly, _("Báo cáo tuần"))
        self.tabs.addTab(self.lists, _("Danh sách ký nhận, bảng kê cấp lẻ"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        self.weekly.shown.connect(self._on_shown)
        self.setFocusProxy(self.weekly.period.weeks)

    def refresh(self) -> None:
        """Read anew what is in sight."""
        self.weekly.refresh()
        if self.tabs.currentWidget() is self.lists:
            self._offer_lists()

    def open(
        self, *, from_on: date | None = None, to_on: date | None = None, tab: str = WEEKLY
    ) -> None:
        """Show the report of some days, or the lists."""
        self.tabs.setCurrentWidget(self.lists if tab == LISTS else self.weekly)
        if from_on is not None and to_on is not None:
            shown = self.lists.period if tab == LISTS else None
            if shown is not None:
                shown.choose((from_on, to_on))
            else:
                self.weekly.go((from_on, to_on))

    def leave(self) -> None:
        """Keep what was typed."""
        self.weekly.leave()

    def save(self) -> None:
        """Save the paper in sight as it is seen."""
        if self.tabs.currentWidget() is self.lists:
            self.lists.pdf.save()
        else:
            self.weekly.when_settled(self._save_weekly)

    def print(self) -> None:
        """Print the paper in sight as it is seen."""
        if self.tabs.currentWidget() is self.lists:
            self.lists.pdf.print_out()
        else:
            self.weekly.when_settled(self._print_weekly)

    def save_workbook(self) -> None:
        """Save the figures of the report as a workbook."""
        self.weekly.when_settled(self._save_workbook)

    def _save_weekly(self) -> None:
        self.weekly.leave()
        self.weekly.pdf.save()

    def _print_weekly(self) -> None:
        self.weekly.leave()
        self.weekly.pdf.print_out()

    def _save_workbook(self) -> None:
        preview = self.weekly.preview
        suggested = str(documents_folder() / f"{self.weekly.name}.xlsx")
        told, _kind = QFileDialog.getSaveFileName(
            self, _("Lưu tệp Excel"), suggested, _("Bảng tính (*.xlsx)")
        )
        if told and preview is not None:
            path = Path(told).with_suffix(".xlsx")
            work = partial(_write_workbook, self._context.database, preview, path)
            self._context.tasks.run(self, work, self._told_saved)

    def _told_saved(self, path: Path) -> None:
        self._context.notice(_("Đã lưu {path}").format(path=path), Tone.OK)

    def _on_shown(self, preview: Preview) -> None:
        state = _("Đã khóa sổ") if preview.paper.report.is_closed else _("Dự thảo")
        self.header.set_subtitle(
            _("{state} · số liệu lấy từ các phiếu đã ghi sổ").format(state=state)
        )

    def _on_tab(self) -> None:
        is_weekly = self.tabs.currentWidget() is self.weekly
        self.excel.setVisible(is_weekly)
        if is_weekly:
            self.setFocusProxy(self.weekly.period.weeks)
        else:
            self.weekly.leave()
            self._offer_lists()
            self.setFocusProxy(self.lists.table)

    def _offer_lists(self) -> None:
        self._context.tasks.run(
            self, self.weekly.read_weeks, lambda found: self.lists.offer(*found)
        )

    def _to_vouchers(self) -> None:
        """What the figures are made of: the vouchers of these days."""
        period = self.lists if self.tabs.currentWidget() is self.lists else self.weekly
        if (span := period.period.span) is not None:
            self._context.navigate("stock", tab="vouchers", from_on=span[0], to_on=span[1])


def _write_workbook(database: Database, preview: Preview, path: Path) -> Path:
    from desktop.papers.saving import save
    from desktop.sheets.weekly import weekly_workbook

    paper = preview.paper
    save(path, weekly_workbook(paper.report, paper.office, database.clock.now()))
    return path
