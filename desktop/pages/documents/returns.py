"""The tab of returns."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import Context


class Returns(QWidget):
    """The tab of returns."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def refresh(self) -> None:
        """Read anew what is in sight."""

    def open(self, **target: Any) -> None:
        """Show what was asked for."""

    def focus_search(self) -> None:
        """Go to the search."""
