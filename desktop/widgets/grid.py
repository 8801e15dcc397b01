"""The entry grid: typed by keys alone, pasted from Excel, undone, kept as a draft.

Enter goes to the next field and at the end to the next row; Ctrl+Enter records; Esc leaves the cell;
Ctrl+Z and Ctrl+Y undo and redo typing; Ctrl+D copies the cell above; F2 edits; Ctrl+Delete removes rows.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.translation import _
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.grid_checks import Check
from desktop.widgets.grid_editing import GridDelegate, is_back, is_record
from desktop.widgets.grid_model import Fill, GridModel, Together
from desktop.widgets.grid_sheet import GridSheet

DRAFT_MILLISECONDS = 400


class EntryGrid(GridSheet):
    """A grid to type into.

    `check(row)` says what a row lacks (column key or "" -> sentence); a row being filled in is only
    judged once it is left. `fill(row, key)` gives the other cells that follow from what was typed,
    `together` the other rows that change with some.
    """

    record = Signal()  # Ctrl+Enter; what was being typed is in the rows already
    changed = Signal()  # some time after the last change, for drafts
    edited = Signal()  # at once after each change, for sums
    typing = Signal(int, str, str)  # row, column and text at each key, before it is in its cell

    def __init__(
        self,
        columns: Sequence[GridColumn],
        today: Callable[[], date],
        *,
        grows: bool = True,
        check: Check | None = None,
        fill: Fill | None = None,
        together: Together | None = None,
        parent: QWidget | None = None,
    ) -> None:
        model = GridModel(columns, today, grows=grows, check=check, fill=fill, together=together)
        super().__init__(model, parent)
        self._delegate = GridDelegate(self, self)
        self.setItemDelegate(self._delegate)
        self._debounce = QTimer(self, singleShot=True, interval=DRAFT_MILLISECONDS)
        self._debounce.timeout.connect(self.changed)
        model.edited.connect(self._on_edited)

    # For pages

    def rows(self) -> list[GridRow]:
        """The rows that hold something, what is being typed now included."""
        self.commit()
        return self.rows_model.rows()

    def set_rows(self, rows: Iterable[GridRow]) -> None:
        """Start over with rows."""
        self.rows_model.load(rows)

    def clear(self) -> None:
        """Start over without a row."""
        self.rows_model.load(())

    def typed(self) -> list[list[str]]:
        """The cells as typed, for a draft."""
        return self.rows_model.typed()

    def restore(self, state: Sequence[Sequence[str]]) -> None:
        """Start over with the cells of a draft."""
        self.rows_model.restore(state)

    def show_problems(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """Say in the rows what the book refused: row number -> column key or "" -> sentence."""
        self.rows_model.tell(problems)
        if problems:
            self.go(min(problems), self.currentIndex().column())

    def first_problem(self) -> tuple[int, str] | None:
        """The first row that can't be recorded and why, or None; the row is gone to."""
        self.commit()
        self.rows_model.rest_on(-1)
        for number in range(self.rows_model.rowCount()):
            if self.rows_model.row_at(number).is_blank:
                continue
            for key, sentence in self.rows_model.problems(number).items():
                self.go(number, self.column_of(key))
                return number, sentence
        return None

    def type_cell(self, row: int, key: str, text: str) -> None:
        """Put a text into a cell as if it was typed."""
        self.rows_model.type_into(row, self.columns[self.column_of(key)], text)

    def edit_cell(self, row: int, key: str) -> None:
        """Go to a cell."""
        self.setFocus()
        self.go(row, self.column_of(key))

    def commit(self) -> None:
        """Put what is being typed into its cell."""
        self._delegate.finish()

    def undo(self) -> None:
        """Take back the last typing."""
        self.rows_model.undo_stack.undo()

    def redo(self) -> None:
        """Type it again."""
        self.rows_model.undo_stack.redo()

    def record_now(self) -> None:
        """Ask the page to record, with what is being typed."""
        self.commit()
        self.record.emit()

    # Qt

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_record(event)
        ):
            event.accept()
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        ):  # before Qt takes it as a wish to leave
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_record(event):
            self.record_now()
        elif (modifiers == Qt.KeyboardModifier.NoModifier and (act := self._plain(key))) or (
            modifiers == Qt.KeyboardModifier.ControlModifier and (act := self._with_control(key))
        ):
            act()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif is_back(event):
            self.leave_or(self.step_back, is_back=True)
        else:
            super().keyPressEvent(event)

    def _plain(self, key: int) -> Callable[[], object] | None:
        return {
            int(Qt.Key.Key_Return): self.advance,
            int(Qt.Key.Key_Enter): self.advance,
            int(Qt.Key.Key_Tab): lambda: self.leave_or(self.advance, is_back=False),
            int(Qt.Key.Key_F2): self._edit_at_end,
            int(Qt.Key.Key_F3): self._edit_at_end,
            int(Qt.Key.Key_Delete): self._clear_cells,
            int(Qt.Key.Key_Backspace): self._clear_cells,
        }.get(key)

    def _with_control(self, key: int) -> Callable[[], object] | None:
        return {
            int(Qt.Key.Key_Z): self.undo,
            int(Qt.Key.Key_Y): self.redo,
            int(Qt.Key.Key_D): self._copy_above,
            int(Qt.Key.Key_C): self.copy,
            int(Qt.Key.Key_V): self.paste,
            int(Qt.Key.Key_Delete): self._remove_rows,
        }.get(key)

    # Acts

    def copy(self) -> None:
        """Put the selected cells on the clipboard, ready for Excel."""
        chosen = self.selectionModel().selectedIndexes()
        if not chosen:
            return
        rows = sorted({index.row() for index in chosen if not self.isRowHidden(index.row())})
        columns = sorted({index.column() for index in chosen if index.column() < len(self.columns)})
        lines = []
        for number in rows:
            row = self.rows_model.row_at(number)
            lines.append("\t".join(self._copied(row, self.columns[one]) for one in columns))
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def paste(self) -> None:
        """Put rows of Excel into the fields from the current cell on."""
        text = QGuiApplication.clipboard().text()
        lines = [line for line in csv.reader(text.splitlines(), "excel-tab") if any(line)]
        index = self.currentIndex()
        fields = [number for number in self.fields() if number >= index.column()]
        keys = [self.columns[number].key for number in fields]
        block = [dict(zip(keys, line, strict=False)) for line in lines]
        if block and keys:
            row = min(max(index.row(), 0), self.rows_model.rowCount() - 1)
            block = self._into_shown(row, block)
            self.rows_model.type_block(row, block, _("Dán"))
            last = min(row + len(block), self.rows_model.rowCount() - 1)
            self.go(last, fields[0])

    def _into_shown(self, row: int, block: list[dict[str, str]]) -> list[dict[str, str]]:
        """The block with nothing for the rows that are folded away."""
        spread: list[dict[str, str]] = []
        for texts in block:
            while self.isRowHidden(row + len(spread)):
                spread.append({})
            spread.append(texts)
        return spread

    def _copied(self, row: GridRow, column: GridColumn) -> str:
        if column.kind is Kind.QUANTITY and row[column.key] is not None:
            return str(row.pieces(column.key))
        return column.shown(row)

    def _clear_cells(self) -> None:
        chosen = [
            index
            for index in self.selectionModel().selectedIndexes()
            if index.column() in set(self.fields())
        ]
        if not chosen:
            return
        first, last = min(i.row() for i in chosen), max(i.row() for i in chosen)
        block: list[dict[str, str]] = [{} for _row in range(first, last + 1)]
        for index in chosen:
            block[index.row() - first][self.columns[index.column()].key] = ""
        stop = self.rows_model.rowCount() - self.rows_model.grows
        self.rows_model.type_block(first, block[: max(0, stop - first)], _("Xóa"))

    def _copy_above(self) -> None:
        index = self.currentIndex()
        rows_above = [row for row in range(index.row()) if not self.isRowHidden(row)]
        if rows_above and index.column() in self.fields():
            column = self.columns[index.column()]
            above = self.rows_model.row_at(rows_above[-1]).cells.get(column.key)
            if above is not None:
                self.rows_model.type_into(index.row(), column, above)
                self.go(index.row(), index.column())

    def _remove_rows(self) -> None:
        if not self.rows_model.grows:
            return
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        if rows:
            first = min(rows)
            self.rows_model.remove(first, max(rows) - first + 1)
            self.go(min(first, self.rows_model.rowCount() - 1), self.currentIndex().column())

    def _edit_at_end(self) -> None:
        index = self.currentIndex()
        if index.column() in self.fields():
            self.edit(index)
            self._delegate.go_to_end()

    def _on_edited(self) -> None:
        self.edited.emit()
        self._debounce.start()
