"""The table in which rows are ticked by keys: arrows move, Space turns a row over, Enter goes on."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from desktop.tables import ROW_HEIGHT, RowsModel, TableView

LEAST_ROWS = 5  # and the head: a small window is scrolled, not squeezed
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MarkTable(TableView):
    """Tells of Space and Enter; a double click turns a row over too."""

    turned = Signal(object)  # the selected rows, the current one first
    went_on = Signal()

    def __init__(
        self, rows: RowsModel[Any], empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(rows, empty, parent)
        self.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(lambda _index: self._turn())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plain:
            self._turn()
        elif event.key() in _ENTER and plain:
            self.went_on.emit()
        else:
            super().keyPressEvent(event)

    def say_anew(self) -> None:
        """Paint what the rows say now."""
        self.viewport().update()

    def _turn(self) -> None:
        current = self.current()
        if current is not None:
            others = [row for row in self.selected() if row is not current]
            self.turned.emit([current, *others])
