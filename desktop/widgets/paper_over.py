"""A page whose papers are shown over it: Esc leads back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.context import Context

if TYPE_CHECKING:
    from desktop.widgets.paper import Paper


class PaperOver(QStackedWidget):
    """The page itself below; what draws papers is loaded with the first one."""

    def __init__(self, context: Context, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._page = page
        self._paper: Paper | None = None
        self._focused: QWidget | None = None
        self.addWidget(page)

    @property
    def paper(self) -> "Paper":
        """Where papers are shown."""
        if self._paper is None:
            from desktop.widgets.paper import Paper

            self._paper = Paper(self._context)
            self._paper.left.connect(self.back)
            self.addWidget(self._paper)
        return self._paper

    def show_paper(
        self,
        title: str,
        work: Callable[[], bytes],
        workbook: Callable[[], bytes] | None = None,
    ) -> None:
        """Make a paper and show it over the page."""
        self._focused = self._page.focusWidget()
        self.paper.open(title, work, workbook)
        self.setCurrentWidget(self.paper)

    def back(self) -> None:
        """Show the page again, as it was left."""
        self.setCurrentWidget(self._page)
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
