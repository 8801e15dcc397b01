"""People of a round as a list in which those still to sign can be ticked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.kinds import AckState
from db.queries.acknowledging import PersonAck
from desktop.tables import Column, Index, RowsModel, TableView

TO_SIGN = frozenset({AckState.NOT_DELIVERED, AckState.DELIVERED, AckState.AWAY})
"""States in which a signature is still waited for."""


class TickedRows(RowsModel[PersonAck]):
    """Ticks before the people still to sign; who is away is not ticked until the clerk does."""

    ticked = Signal()

    def __init__(self, columns: Sequence[Column[PersonAck]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.has_ticks = False
        self._changed: set[int] = set()

    def begin(self, *, has_ticks: bool) -> None:
        """Forget what was ticked; begin with or without ticks."""
        self.has_ticks = has_ticks
        self._changed.clear()

    def is_ticked(self, person: PersonAck) -> bool:
        """Whether a person will be marked with the rest of the unit."""
        usual = person.state in TO_SIGN and person.state is not AckState.AWAY
        return usual != (person.staff_id in self._changed and person.state in TO_SIGN)

    def toggle(self, people: Sequence[PersonAck]) -> None:
        """Tick people, or untick them if all of them are ticked."""
        can = [person for person in people if person.state in TO_SIGN]
        wanted = not all(map(self.is_ticked, can))
        for person in can:
            if self.is_ticked(person) != wanted:
                self._changed ^= {person.staff_id}
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.CheckStateRole or index.column():
            return super().data(index, role)
        person = self.row(index.row())
        if not self.has_ticks or person is None or person.state not in TO_SIGN:
            return None
        return Qt.CheckState.Checked if self.is_ticked(person) else Qt.CheckState.Unchecked

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found if index.column() else found | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        person = self.row(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or person is None:
            return False
        self.toggle([person])
        return True


class TickedTable(TableView):
    """Space ticks the selected people."""

    def __init__(self, rows: TickedRows, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(rows, empty, parent)
        self._ticks = rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._ticks.has_ticks:
            self._ticks.toggle(self.selected())
        else:
            super().keyPressEvent(event)


def still_to_sign(people: Sequence[PersonAck], is_ticked: Callable[[PersonAck], bool]) -> list[int]:
    """Those of a unit that "Đủ chữ ký" marks."""
    return [person.staff_id for person in people if person.state in TO_SIGN and is_ticked(person)]
