"""Cấp phát: to everybody of some departments, to a department itself, or singly; what waits."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from db.kinds import Series
from db.queries.vouchers import VoucherDetail, voucher_detail
from desktop.context import Context
from desktop.pages.issue.department import PANEL as DEPARTMENT
from desktop.pages.issue.department import DepartmentPanel
from desktop.pages.issue.round import RoundPanel
from desktop.pages.issue.single import SinglePanel
from desktop.translation import _
from desktop.widgets.draft_menu import FormHeader
from desktop.widgets.late import Late

if TYPE_CHECKING:
    from desktop.pages.issue.waiting import WaitingPanel

P = TypeVar("P", RoundPanel, DepartmentPanel)


class Page(QWidget):
    """Four tabs, all but the first built when first wanted; the drafts of the first two wait in one menu."""

    shows = frozenset(
        {"supply", "pack", "store", "department", "staff_member", "membership"}
        | {"absence", "voucher", "setting", "norm", "waiting_line"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale: set[QWidget] = set()
        self.round = RoundPanel(context)
        self._department = Late(lambda: self._wire(DepartmentPanel(context)))
        self._single = Late(lambda: SinglePanel(context))
        self._waiting = Late(lambda: _waiting_panel(context))
        self.header = FormHeader(
            _("Cấp phát"),
            self.round.drafting.waiting,
            lambda: context.navigate("import", kind="issues"),
            self.record,
        )
        self.drafts = self.header.drafts
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.round, _("Theo &danh sách"))
        self.tabs.addTab(self._department, _("Cho &phòng, đơn vị"))
        self.tabs.addTab(self._single, _("Cấp &lẻ"))
        self.tabs.addTab(self._waiting, _("&Chờ nhận"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._tab_changed)
        self._wire(self.round)
        self.drafts.new_asked.connect(self._new)
        self.drafts.opened.connect(self._open_draft)
        self.drafts.discard_asked.connect(self._discard)
        self._tab_changed()

    @property
    def department(self) -> DepartmentPanel:
        """The tab of what a department uses together."""
        return self._department.content

    @property
    def single(self) -> SinglePanel:
        """The tab of single issues."""
        return self._single.content

    @property
    def waiting(self) -> "WaitingPanel":
        """The tab of what waits to be fetched."""
        return self._waiting.content

    @property
    def panel(self) -> "RoundPanel | DepartmentPanel | SinglePanel | WaitingPanel":
        """What the tab in sight holds."""
        shown = self.tabs.currentWidget()
        if shown is self.round:
            return self.round
        if shown is self._waiting:
            return self.waiting
        return self.department if shown is self._department else self.single

    def refresh(self) -> None:
        """The book changed: read the tab in sight again, the others when they are shown."""
        built = self.round, self._department.built, self._single.built, self._waiting.built
        self._stale = {one for one in built if one is not None and one is not self.panel}
        self.panel.refresh()

    def leave(self) -> None:
        """Another page is shown, or the window closes: keep what was typed."""
        for panel in (self.round, self._department.built):
            if panel is not None:
                panel.drafting.flush()
        for card in self._single.built.cards if self._single.built is not None else ():
            card.drafting.flush()

    def setFocus(self) -> None:  # type: ignore[override] # a page puts the cursor to work
        """Put the cursor where the next thing is to be typed."""
        self.panel.begin()

    def record(self) -> None:
        """Record what the tab in sight holds."""
        if isinstance(self.panel, RoundPanel | DepartmentPanel):
            self.panel.record()

    def open(
        self,
        *,
        draft: int | None = None,
        draft_id: int | None = None,
        correct: int | None = None,
        follow: int | None = None,
        department: int | None = None,
        supply: int | None = None,
        tab: str = "",
    ) -> None:
        """Go on with a draft, correct or add to a voucher, or begin for a department or a supply."""
        if (wanted := draft or draft_id) is not None:
            self._open_draft(wanted)
            return
        if correct is not None:
            self._correct(self._context.database.ask(voucher_detail, correct))
            return
        if follow is not None:
            detail = self._context.database.ask(voucher_detail, follow)
            self._show(panel := self._panel_of(detail))
            panel.follow(detail)
            return
        if tab in {"single", "quick", "counter"}:
            self.tabs.setCurrentWidget(self._single)
            if tab == "counter":
                self.single.counter.setFocus()
                return
        elif tab == "waiting":
            self.tabs.setCurrentWidget(self._waiting)
        elif tab == DEPARTMENT:
            self._show(self.department)
            self.department.show_department(department, supply)
        elif department is not None or supply is not None:
            self._show(self.round)
            self.round.show_departments([department] if department else [], supply)
        self.panel.begin()

    def _correct(self, detail: VoucherDetail) -> None:
        panel = self._panel_of(detail)
        self._show(panel)
        panel.correct(detail)

    def _panel_of(self, detail: VoucherDetail) -> RoundPanel | DepartmentPanel:
        is_list = any(line.staff_id for line in detail.lines) and detail.series is not Series.CL
        return self.round if is_list else self.department

    def _open_draft(self, draft_id: int) -> None:
        is_kept = self.round.drafting.find(draft_id) is not None
        for card in () if is_kept else self.single.cards:
            if card.drafting.find(draft_id) is not None:
                self.tabs.setCurrentWidget(self._single)
                card.go_on()
                card.setFocus()
                return
        if (row := self.round.kept_draft(draft_id)) is None:
            self.panel.begin()
            return
        panel = self.department if row.cells.get("panel") == DEPARTMENT else self.round
        panel.resume(row)
        self._show(panel)
        panel.begin()

    def _show(self, panel: RoundPanel | DepartmentPanel) -> None:
        self.tabs.setCurrentWidget(self.round if panel is self.round else self._department)

    def _wire(self, panel: P) -> P:
        panel.drafting.saved.connect(self._drafts_changed)
        panel.printed.connect(self._print)
        return panel

    def _new(self) -> None:
        if isinstance(self.panel, RoundPanel | DepartmentPanel):
            self.panel.clear()
        self.panel.begin()

    def _discard(self) -> None:
        if isinstance(self.panel, RoundPanel | DepartmentPanel):
            self.panel.discard()
        self.panel.begin()

    def _drafts_changed(self) -> None:
        self.drafts.refresh()
        self._tell_saved()

    def _tab_changed(self) -> None:
        if self.panel in self._stale:
            self._stale.discard(self.panel)
            self.panel.refresh()
        is_form = isinstance(self.panel, RoundPanel | DepartmentPanel)
        self.header.record_button.setVisible(is_form)
        self.drafts.setVisible(is_form)
        self._tell_saved()
        self.panel.begin()

    def _tell_saved(self) -> None:
        panel = self.panel
        told = panel.drafting.told if isinstance(panel, RoundPanel | DepartmentPanel) else ""
        self.header.set_subtitle(told)

    def _print(self, voucher_ids: tuple[int, ...], title: str) -> None:
        from desktop.printing import signing_pdf, voucher_pdf
        from desktop.widgets.pdf_view import show_pdf

        database = self._context.database
        is_list = self.sender() is self.round
        work = (
            partial(signing_pdf, database, voucher_ids)
            if is_list
            else partial(voucher_pdf, database, voucher_ids[0])
        )
        show_pdf(self._context.tasks, self, work, title)


def _waiting_panel(context: Context) -> "WaitingPanel":
    from desktop.pages.issue.waiting import WaitingPanel

    return WaitingPanel(context)
