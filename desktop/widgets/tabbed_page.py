"""A page of tabs that are made when they are first shown; what is opened from one lies on top."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.queries.office import drafts
from desktop.context import Context, Tone
from desktop.translation import _
from desktop.widgets.lazy_tabs import LazyTabs
from desktop.widgets.page_header import PageHeader
from desktop.widgets.paper import Paper
from desktop.widgets.picture_view import PictureView


class Tab(Protocol):
    """What each tab offers the page; `open` takes what `navigate` was given beside the tab.

    A tab may have the signals `paper_wanted(str, object, object)`: a title, the work that makes the
    PDF, the one that makes its workbook (or None); and `picture_wanted(str, object)`. Its
    `paper_given(pdf)` is told when a paper was saved or printed; Ctrl+F calls its `focus_search`.
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
        self._picture: PictureView | None = None
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
        find = QShortcut(QKeySequence.StandardKey.Find, self.lists, self._find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
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

    @property
    def picture(self) -> PictureView:
        """Where pictures are shown."""
        if self._picture is None:
            self._picture = PictureView(self._context)
            self._picture.left.connect(self.back)
            self.stack.addWidget(self._picture)
        return self._picture

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

    def show_picture(self, title: str, work: Callable[[], bytes | None]) -> None:
        """Read a picture and show it."""
        self.picture.open(title, work)
        self.stack.setCurrentWidget(self.picture)
        self.picture.setFocus()

    def back(self) -> None:
        """Go back from a paper or a picture to the tabs."""
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

    def _find(self) -> None:
        if (focus_search := getattr(self.tab, "focus_search", None)) is not None:
            focus_search()

    def _on_given(self, pdf: bytes) -> None:
        if (told := getattr(self.tab, "paper_given", None)) is not None:
            told(pdf)

    def _serve(self, tab: QWidget) -> None:
        for name, show in (
            ("paper_wanted", self.show_paper),
            ("picture_wanted", self.show_picture),
        ):
            if (wanted := getattr(tab, name, None)) is not None:
                wanted.connect(show)
