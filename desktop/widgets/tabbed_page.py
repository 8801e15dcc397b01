"""A page of tabs that are made when they are first shown; a paper opened from one lies on top."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.queries.office import drafts
from desktop.context import Context, Tone
from desktop.translation import _
from desktop.widgets.lazy_tabs import LazyTabs
from desktop.widgets.page_header import PageHeader
from desktop.widgets.paper import Paper


class Tab(Protocol):
    """What each tab offers the page; `open` takes what `navigate` was given beside the tab.

    A tab may have the signal `paper_wanted(str, object, object)`: a title, the work that makes the
    PDF, the one that makes its workbook (or None). Its `paper_given(pdf)` is told when a paper was
    saved or printed.
    """

    def refresh(self) -> None: ...

    def open(self, **target: Any) -> None: ...

    def leave(self) -> None: ...


class TabbedPage(QWidget):
    """Tabs in the order of the work, each a module of `package`; Esc leads back from a paper."""

    def __init__(
        self,
        context: Context,
        title: str,
        package: str,
        tabs: Mapping[str, tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._paper: Paper | None = None
        self.header = PageHeader(title)
        self.tabs = LazyTabs(context, package, tabs)
        self.tabs.built.connect(self._serve)
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
        self._on_tab()

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return cast("Tab", self.tabs.in_sight)

    def tab_named(self, key: str) -> Tab:
        """A tab, made if it was never shown."""
        return cast("Tab", self.tabs.named(key))

    @property
    def paper(self) -> Paper:
        """Where papers are shown."""
        if self._paper is None:
            self._paper = Paper(self._context)
            self._paper.left.connect(self.back)
            self._paper.given.connect(self._on_given)
            self.stack.addWidget(self._paper)
        return self._paper

    def refresh(self) -> None:
        """Read anew what is in sight."""
        if self.stack.currentWidget() is self.lists:
            self.tab.refresh()

    def open(self, *, tab: str = "", draft_id: int | None = None, **target: Any) -> None:
        """Show a tab (without a name: the one in sight), or a form as it was left in it."""
        if draft_id is not None:
            known = {one.draft_id: one for one in self._context.database.ask(drafts)}
            if (draft := known.get(draft_id)) is None:
                self._context.notice(_("Phần nhập dở này không còn nữa."), Tone.WARNING)
                return
            tab, target = draft.form.rpartition("/")[2], {"draft_id": draft_id}
        self.stack.setCurrentWidget(self.lists)
        if tab:
            self.tabs.show_named(tab)
        if target:
            self.tab.open(**target)

    def show_paper(
        self, title: str, work: Callable[[], bytes], workbook: Callable[[], bytes] | None = None
    ) -> None:
        """Make a paper and show it."""
        self.paper.open(title, work, workbook)
        self.stack.setCurrentWidget(self.paper)
        self.paper.setFocus()

    def back(self) -> None:
        """Go back from a paper to the tabs."""
        self.stack.setCurrentWidget(self.lists)
        self.refresh()
        cast("QWidget", self.tab).setFocus()

    def leave(self) -> None:
        """Keep what is unfinished in the tabs."""
        for tab in self.tabs.made:
            tab.leave()

    def _on_tab(self) -> None:
        self.leave()
        self.setFocusProxy(cast("QWidget", self.tab))
        self.tab.refresh()

    def _on_given(self, pdf: bytes) -> None:
        if (told := getattr(self.tab, "paper_given", None)) is not None:
            told(pdf)

    def _serve(self, tab: QWidget) -> None:
        if (wanted := getattr(tab, "paper_wanted", None)) is not None:
            wanted.connect(self.show_paper)
