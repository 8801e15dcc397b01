"""One step of the entry grid's undo stack."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from desktop.widgets.grid_cells import GridRow

Replace = Callable[[int, int, Sequence[GridRow]], None]


class ReplaceRows(QUndoCommand):
    """Puts rows in the place of others by `replace(number, count, rows)`, and back."""

    def __init__(
        self,
        replace: Replace,
        number: int,
        before: Sequence[GridRow],
        after: Sequence[GridRow],
        title: str,
    ) -> None:
        super().__init__(title)
        self._replace, self._number = replace, number
        self._before, self._after = tuple(before), tuple(after)

    def redo(self) -> None:
        self._replace(self._number, len(self._before), self._after)

    def undo(self) -> None:
        self._replace(self._number, len(self._after), self._before)
