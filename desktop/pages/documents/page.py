"""Phổ biến văn bản: rounds and who signed, the register of documents, hand-overs, what comes back."""

from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.context import Context
from desktop.translation import N_, _
from desktop.widgets.page_header import PageHeader

TABS = {  # a tab is imported and made when it is first shown
    "rounds": (N_("Đợt phổ biến"), "Rounds"),
    "register": (N_("Văn bản"), "Register"),
    "deliveries": (N_("Sổ chuyển giao"), "Deliveries"),
    "returns": (N_("Nhận lại"), "Returns"),
}


class Tab(Protocol):
    """What each tab offers the page; `open` takes what `navigate` was given beside the tab."""

    def refresh(self) -> None: ...

    def open(self, **target: Any) -> None: ...

    def focus_search(self) -> None: ...


class Page(QWidget):
    """Four tabs; Ctrl+F goes to the search of the one in sight."""

    shows = frozenset(
        {"document", "document_file", "distribution", "acknowledgement", "delivery", "agency"}
        | {"printed_page", "scanned_page", "issue_signature", "absence", "membership"}
        | {"staff_member", "department"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tabs: dict[str, Tab] = {}
        self._rooms: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, _made_of in TABS.values():
            room = QWidget()
            self._rooms.append(QVBoxLayout(room))
            self._rooms[-1].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, _(title))
        self.header = PageHeader(_("Phổ biến văn bản"))
        self.header.add_action(
            _("Nhập bản quét"), lambda: self.open(tab="returns", choose=True), icon="upload-simple"
        )
        self.header.add_action(
            _("Đợt mới"), lambda: self.open(tab="rounds", new=True), icon="plus", is_primary=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _tab: self.tab.refresh())
        find = QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.tab.refresh()

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return self.tab_named(list(TABS)[self.tabs.currentIndex()])

    def tab_named(self, key: str) -> Tab:
        """A tab, made if it was never shown."""
        if key not in self._tabs:
            module = import_module(f"desktop.pages.documents.{key}")
            made = cast("QWidget", getattr(module, TABS[key][1])(self._context))
            self._rooms[list(TABS).index(key)].addWidget(made)
            self._tabs[key] = cast("Tab", made)
        return self._tabs[key]

    def refresh(self) -> None:
        """Read anew what is in sight."""
        self.tab.refresh()

    def open(
        self,
        *,
        tab: str = "rounds",
        scans: tuple[Path, ...] = (),
        code: str = "",
        **target: Any,
    ) -> None:
        """Show a tab, or a round in it; take in scanned files, or the list that a code names."""
        if scans or code:
            tab, target = "returns", {"scans": scans, "code": code}
        self.tabs.setCurrentIndex(list(TABS).index(tab))
        if target:
            self.tab.open(**target)

    def _find(self) -> None:
        self.tab.focus_search()
