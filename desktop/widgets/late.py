"""Room for a part of a page that is built when it is first wanted, a tab's content for one."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Late(QWidget, Generic[W]):
    """Stands where `build`'s widget will be, so that a page is not built as a whole in one go."""

    def __init__(self, build: Callable[[], W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self.built: W | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def content(self) -> W:
        """The widget, built now if it was not before."""
        if self.built is None:
            self.built = self._build()
            self._room.addWidget(self.built)
        return self.built
