"""Tabs that are imported and made when they are first shown."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.context import Context
from desktop.translation import _


class LazyTabs(QTabWidget):
    """Tabs of one page; `offered` gives each by its module in `package`: its title and its class."""

    built = Signal(object)  # the tab, before it is shown for the first time

    def __init__(
        self, context: Context, package: str, offered: Mapping[str, tuple[str, str]]
    ) -> None:
        super().__init__()
        self._context, self._package, self._offered = context, package, offered
        self._made: dict[str, QWidget] = {}
        self._rooms: dict[str, QVBoxLayout] = {}
        self.setDocumentMode(True)
        for key, (title, _made_of) in offered.items():
            room = QWidget()
            self._rooms[key] = QVBoxLayout(room)
            self._rooms[key].setContentsMargins(0, 0, 0, 0)
            self.addTab(room, _(title))

    @property
    def in_sight(self) -> Any:
        """The tab in sight."""
        return self.named(list(self._offered)[self.currentIndex()])

    @property
    def made(self) -> list[Any]:
        """The tabs that were shown already."""
        return list(self._made.values())

    def named(self, key: str) -> Any:
        """A tab, made if it was never shown."""
        if key not in self._made:
            module = import_module(f"{self._package}.{key}")
            tab = cast("QWidget", getattr(module, self._offered[key][1])(self._context))
            self._rooms[key].addWidget(tab)
            self._made[key] = tab
            self.built.emit(tab)
        return self._made[key]

    def show_named(self, key: str) -> None:
        """Bring a tab into sight."""
        self.setCurrentIndex(list(self._offered).index(key))
