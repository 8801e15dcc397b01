"""The rows of the entry grid as Qt's model; every change is one step of the undo stack."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QUndoStack

from desktop import theme
from desktop.context import Tone
from desktop.tables import CENTRE, LEFT, RIGHT, strong_font, tone_color
from desktop.translation import _
from desktop.widgets.grid_cells import EMPTY, Cell, GridColumn, GridRow, Kind, kept, restored
from desktop.widgets.grid_checks import Check, Judge
from desktop.widgets.grid_undo import ReplaceRows

Index = QModelIndex | QPersistentModelIndex
Fill = Callable[[GridRow, str], Mapping[str, Cell | str]]
Together = Callable[[Sequence[GridRow], int, Sequence[GridRow]], tuple[int, Sequence[GridRow]]]
"""Of all rows, the first place of a change and the changed rows: the first place and the rows that
change together with them."""
_RIGHT = frozenset({Kind.QUANTITY, Kind.NUMBER, Kind.MONEY})
_BLANK = GridRow()


class GridModel(QAbstractTableModel):
    """Typed rows; the last one is always blank where the grid grows."""

    edited = Signal()
    judged = Signal()  # rows may have become right or wrong

    def __init__(
        self,
        columns: Sequence[GridColumn],
        today: Callable[[], date],
        *,
        grows: bool,
        check: Check | None,
        fill: Fill | None,
        together: Together | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.grows = grows
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        self._today, self._fill, self._together = today, fill, together
        self._judge = Judge(check)
        self._rows: list[GridRow] = []

    # Rows

    def rows(self) -> list[GridRow]:
        """The rows that hold something."""
        return [row for row in self._rows if not row.is_blank]

    def row_at(self, number: int) -> GridRow:
        """A row by its place; blank beyond the last."""
        return self._rows[number] if 0 <= number < len(self._rows) else _BLANK

    def load(self, rows: Iterable[GridRow]) -> None:
        """Start over with rows; there is nothing to undo."""
        self.beginResetModel()
        self._rows = list(rows)
        self._judge.start_over()
        self.undo_stack.clear()
        self.endResetModel()
        self.judged.emit()

    def typed(self) -> list[list[str]]:
        """The cells as typed, for a draft."""
        return [
            [kept(column, row.cells.get(column.key, EMPTY)) for column in self.columns]
            for row in self.rows()
        ]

    def restore(self, state: Sequence[Sequence[str]]) -> None:
        """Start over with the cells of a draft."""
        self.load(self._restored(cells) for cells in state)

    def tell(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """Show what the book refused: row number -> column key ("" for the row) -> sentence."""
        self._judge.tell(problems)
        self._show_again()

    def problems(self, number: int) -> Mapping[str, str]:
        """What is wrong with a row: column key ("" for the row) -> sentence."""
        return self._judge.problems(number, self.row_at(number))

    @property
    def has_problems(self) -> bool:
        """Whether something is wrong with any row."""
        return any(
            self.problems(number) for number, row in enumerate(self._rows) if not row.is_blank
        )

    def rest_on(self, number: int) -> None:
        """Say which row is being filled in."""
        if number != self._judge.resting_row:
            both = [row for row in (self._judge.resting_row, number) if row >= 0]
            self._judge.resting_row = number
            self._judge.forget(both)
            self._show_again(both)

    # Changes

    def type_into(self, number: int, column: GridColumn, text: str | Cell) -> None:
        """Put a typed text or a picked cell into a row."""
        row = self.row_at(number)
        if isinstance(text, str) and text.strip() == row.text(column.key):
            return
        changed = self._typed(row, column, text)
        if changed != row:
            self._change(number, 1 if number < len(self._rows) else 0, [changed], column.title)

    def type_block(self, number: int, block: Sequence[Mapping[str, str]], title: str) -> None:
        """Put texts into rows from `number` on, adding rows where the grid grows."""
        by_key = {column.key: column for column in self.columns}
        changed = []
        for offset, texts in enumerate(block):
            if number + offset >= len(self._rows) and not self.grows:
                break
            row = self.row_at(number + offset)
            for key, text in texts.items():
                row = self._filled(row, by_key[key], text)
            if self._fill is not None or any(
                by_key[key].kind is not Kind.QUANTITY for key in texts
            ):
                row = self._settled(row, "")  # a quantity changes no other
            changed.append(row)
        if changed:
            there = max(0, min(len(changed), len(self._rows) - number))
            self._change(number, there, changed, title)

    def put(self, number: int, row: GridRow, title: str) -> None:
        """Put a row in the place of another, as one step that can be undone."""
        self._change(number, 1 if number < len(self._rows) else 0, [row], title)

    def remove(self, number: int, count: int = 1) -> None:
        """Take rows away."""
        there = min(count, len(self._rows) - number)
        if there > 0:
            self._change(number, there, [], _("Xóa dòng"))

    def insert(self, number: int, rows: Sequence[GridRow]) -> None:
        """Put rows in."""
        self._change(min(number, len(self._rows)), 0, rows, _("Thêm dòng"))

    def replace(self, number: int, count: int, rows: Sequence[GridRow]) -> None:
        """Put `rows` in the place of `count` rows: what a step of the undo stack does."""
        same, changed = min(count, len(rows)), range(number, number + len(rows))
        # At the end it is the blank row that comes or goes, and the cursor stays in its row.
        blank = int(self.grows and number + count == len(self._rows))
        self._rows[number : number + same] = rows[:same]
        if extra := rows[same:]:
            first = number + same + blank
            self.beginInsertRows(QModelIndex(), first, first + len(extra) - 1)
            self._rows[number + same : number + same] = extra
            self.endInsertRows()
        elif count > same:
            first = number + same + blank
            self.beginRemoveRows(QModelIndex(), first, first + count - same - 1)
            del self._rows[number + same : number + count]
            self.endRemoveRows()
        if len(rows) != count and not blank:
            self._judge.start_over()
        self._judge.changed(changed)
        self._show_again(changed if len(rows) == count else None)
        self.edited.emit()

    # Qt's model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows) + self.grows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() < len(self.columns) and self.columns[index.column()].is_editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = index.row()
        if index.column() >= len(self.columns):
            return self._note(number, role)
        column = self.columns[index.column()]
        row = self.row_at(number)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == Qt.ItemDataRole.EditRole:
            return row.text(column.key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_right or column.kind in _RIGHT else LEFT
        problem = "" if row.is_blank else self.problems(number).get(column.key, "")
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.color("bad_soft") if problem else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem or (column.tip(row) if column.tip else None)
        if role in {Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole} and column.tone:
            tone = column.tone(row)
            if tone is not Tone.NONE:
                is_ink = role == Qt.ItemDataRole.ForegroundRole
                return tone_color(tone) if is_ink else strong_font()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.type_into(index.row(), self.columns[index.column()], value)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return CENTRE
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < len(self._rows) else "+"
            return None
        if section >= len(self.columns):
            return _("Lưu ý") if role == Qt.ItemDataRole.DisplayRole else self._left(role)
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_right or column.kind in _RIGHT else LEFT
        return None

    def _left(self, role: int) -> Any:
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _note(self, number: int, role: int) -> Any:
        if self.row_at(number).is_blank:
            return None
        sentence = next(iter(self.problems(number).values()), "")
        if not sentence:
            return None
        return {
            int(Qt.ItemDataRole.DisplayRole): sentence,
            int(Qt.ItemDataRole.ToolTipRole): sentence,
            int(Qt.ItemDataRole.ForegroundRole): theme.color("bad"),
            int(Qt.ItemDataRole.DecorationRole): theme.icon("warning", "bad"),
        }.get(role)

    # Inside

    def _change(self, number: int, count: int, rows: Sequence[GridRow], title: str) -> None:
        if self._together is not None and count == len(rows):
            number, rows = self._together(self._rows, number, rows)
            count = len(rows)
        before = self._rows[number : number + count]
        self.undo_stack.push(ReplaceRows(self.replace, number, before, rows, title))

    def _typed(self, row: GridRow, column: GridColumn, text: str | Cell) -> GridRow:
        return self._settled(self._filled(row, column, text), column.key)

    def _filled(self, row: GridRow, column: GridColumn, text: str | Cell) -> GridRow:
        row = row.with_cell(column.key, self._taken(column, row, text))
        if self._fill is not None:
            by_key = {one.key: one for one in self.columns}
            for key, filled in self._fill(row, column.key).items():
                row = row.with_cell(key, self._taken(by_key[key], row, filled))
        return row

    def _taken(self, column: GridColumn, row: GridRow, text: str | Cell) -> Cell:
        return text if isinstance(text, Cell) else column.take(row, text, self._today())

    def _settled(self, row: GridRow, typed_key: str) -> GridRow:
        """Read quantities again: what `3h` comes to depends on the supply of the row."""
        today = self._today()
        for column in self.columns:
            if column.kind is Kind.QUANTITY and column.key != typed_key and row.text(column.key):
                again = column.take(row, row.text(column.key), today)
                if again != row.cells[column.key]:
                    row = row.with_cell(column.key, again)
        return row

    def _restored(self, cells: Sequence[str]) -> GridRow:
        row = GridRow()
        for column, text in zip(self.columns, cells, strict=False):
            if text and column.is_kept:
                row = row.with_cell(column.key, restored(column, row, text, self._today()))
        return self._settled(row, "")

    def _show_again(self, rows: Iterable[int] | None = None) -> None:
        """Have rows and what lies between them (None: all) painted anew, told in one go."""
        shown = range(max(1, self.rowCount())) if rows is None else sorted(rows)
        if rows is None:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, shown[-1])
        if shown:
            last_column = self.columnCount() - 1
            self.dataChanged.emit(self.index(shown[0], 0), self.index(shown[-1], last_column))
        self.judged.emit()
