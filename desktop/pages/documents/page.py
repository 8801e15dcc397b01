"""Phổ biến văn bản: rounds and who signed, the register of documents, hand-overs, what comes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.queries.office import drafts
from desktop.context import Context
from desktop.pages.documents import rounds as _first_tab  # noqa: F401 - off the GUI thread, too
from desktop.pages.documents.round_view import RoundView
from desktop.translation import N_, _
from desktop.widgets.lazy_tabs import LazyTabs
from desktop.widgets.page_header import PageHeader
from desktop.widgets.paper import Paper
from desktop.widgets.picture_view import PictureView

TABS = {  # a tab is imported and made when it is first shown
    "rounds": (N_("Đợt phổ biến"), "Rounds"),
    "register": (N_("Văn bản"), "Register"),
    "deliveries": (N_("Sổ chuyển giao"), "Deliveries"),
    "returns": (N_("Nhận lại"), "Returns"),
}
SETTLED = 200  # ms: the page is painted
View = TypeVar("View", bound=QWidget)
DRAFTS = {"document": "register", "distribution": "rounds", "scans": "returns"}
"""The tab that each form of a draft belongs to."""


class Tab(Protocol):
    """What each tab offers the page; `open` takes what `navigate` was given beside the tab.

    It may have the signals `round_wanted`, `paper_wanted` and `picture_wanted`.
    """

    def refresh(self) -> None: ...

    def open(self, **target: Any) -> None: ...

    def focus_search(self) -> None: ...

    def leave(self) -> None: ...


class Page(QWidget):
    """Four tabs; a round, a paper or a picture opened from them lies on top, Esc goes back."""

    shows = frozenset(
        {"document", "document_file", "distribution", "acknowledgement", "delivery", "agency"}
        | {"printed_page", "scanned_page", "issue_signature", "absence", "membership"}
        | {"staff_member", "department", "voucher"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._trail: list[QWidget] = []
        self._views: dict[type[QWidget], QWidget] = {}
        self.tabs = LazyTabs(context, "desktop.pages.documents", TABS)
        self.tabs.built.connect(self._serve)
        self.header = PageHeader(_("Phổ biến văn bản"))
        self.header.add_action(
            _("Nhập bản quét"), lambda: self.open(tab="returns", choose=True), icon="upload-simple"
        )
        self.begin_button = self.header.add_action(
            _("Đợt mới"), lambda: self.open(tab="rounds", new=True), icon="plus", is_primary=True
        )
        self.lists = QWidget()
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.tabs.currentChanged.connect(lambda _tab: self._on_tab())
        self.tabs.tabBarClicked.connect(lambda _tab: QTimer.singleShot(0, self, self._enter_tab))
        find = QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._on_tab()
        self.setFocusProxy(cast("QWidget", self.tab))
        QTimer.singleShot(SETTLED, self, lambda: self.round)  # before it is wanted

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return cast("Tab", self.tabs.in_sight)

    def tab_named(self, key: str) -> Tab:
        """A tab, made if it was never shown."""
        return cast("Tab", self.tabs.named(key))

    @property
    def round(self) -> RoundView:
        """Where a round is shown."""
        return self._view(RoundView)

    @property
    def paper(self) -> Paper:
        """Where papers are shown."""
        return self._view(Paper)

    @property
    def picture(self) -> PictureView:
        """Where scans and photographs are shown."""
        return self._view(PictureView)

    def refresh(self) -> None:
        """Read anew what is in sight."""
        shown = self.stack.currentWidget()
        if isinstance(shown, RoundView):
            shown.refresh()
        elif shown is self.lists:
            self.tab.refresh()

    def open(
        self,
        *,
        tab: str = "rounds",
        scans: tuple[Path, ...] = (),
        code: str = "",
        round_id: int | None = None,
        missing: bool = False,
        draft_id: int | None = None,
        **target: Any,
    ) -> None:
        """Show a tab, or a round on top; take in scanned files, or the list that a code names."""
        if scans or code:
            tab, target = "returns", {"scans": scans, "code": code}
        if draft_id is not None:
            known = {one.draft_id: one.form for one in self._context.database.ask(drafts)}
            tab, target = DRAFTS.get(known.get(draft_id, ""), tab), {"draft_id": draft_id}
        if tab == "deliveries" and round_id is not None:
            target["round_id"] = round_id
        self._trail.clear()
        self.stack.setCurrentWidget(self.lists)
        self.tabs.show_named(tab)
        if target:
            self.tab.open(**target)
        elif round_id is not None:
            self.open_round(round_id, missing)

    def take_code(self, code: str) -> bool:
        """Leave the digits of a sheet that was scanned to the tab in sight, if it takes any."""
        take = getattr(self.tab, "take_code", None)
        if take is None or self.stack.currentWidget() is not self.lists:
            return False
        take(code)
        return True

    def leave(self) -> None:
        """Keep what is unfinished in the tabs."""
        for tab in self.tabs.made:
            tab.leave()

    def open_round(self, round_id: int, missing: bool = False) -> None:
        """Show a round, of its people all or just who has not signed."""
        self.round.open(round_id, missing=missing)
        self._go(self.round)

    def show_paper(self, title: str, work: Callable[[], bytes]) -> None:
        """Make a paper and show it."""
        self.paper.open(title, work)
        self._go(self.paper)

    def show_picture(self, title: str, work: Callable[[], bytes | None]) -> None:
        """Read a picture and show it."""
        self.picture.open(title, work)
        self._go(self.picture)

    def back(self) -> None:
        """Go back to where what is in sight was opened from."""
        shown = self._trail.pop() if self._trail else self.lists
        self.stack.setCurrentWidget(shown)
        self.refresh()
        (cast("QWidget", self.tab) if shown is self.lists else shown).setFocus()

    def _on_tab(self) -> None:
        self.begin_button.setVisible(self.tabs.currentIndex() != list(TABS).index("rounds"))
        self.tab.refresh()

    def _enter_tab(self) -> None:
        cast("QWidget", self.tab).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, view: QWidget) -> None:
        shown = self.stack.currentWidget()
        if shown is not None and shown is not view:
            self._trail.append(shown)
        self.stack.setCurrentWidget(view)

    def _view(self, kind: type[View]) -> View:
        """A view that lies on top of the tabs, made when it is first wanted."""
        if kind not in self._views:
            made = kind(self._context)  # type: ignore[arg-type]
            self._views[kind] = made
            self.stack.addWidget(made)
            self._serve(made)
        return cast("View", self._views[kind])

    def _serve(self, made: QWidget) -> None:
        """Do for a tab or view what it asks of the page."""
        for name, do in (
            ("round_wanted", self.open_round),
            ("paper_wanted", self.show_paper),
            ("picture_wanted", self.show_picture),
            ("deliveries_wanted", lambda number: self.open(tab="deliveries", round_id=number)),
            ("left", self.back),
        ):
            if (signal := getattr(made, name, None)) is not None:
                signal.connect(do)

    def _find(self) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, RoundView):
            shown.focus_search()
        elif shown is self.lists:
            self.tab.focus_search()
