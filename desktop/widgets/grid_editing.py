"""The editors of the entry grid's cells, and what the keys do while one is open."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from desktop import theme
from desktop.tables import RIGHT
from desktop.widgets.grid_cells import Cell, GridColumn, Kind, chosen
from desktop.widgets.grid_model import GridModel
from desktop.widgets.suggest import SuggestEdit, Suggestion

Index = QModelIndex | QPersistentModelIndex


class Moves(Protocol):
    """What the delegate asks of its grid."""

    rows_model: GridModel
    typing: SignalInstance

    def advance(self) -> None: ...
    def step_back(self) -> None: ...
    def move_row(self, step: int) -> None: ...
    def record_now(self) -> None: ...


class GridDelegate(QStyledItemDelegate):
    """One line edit at a time; a key that leaves it puts its text into the cell first."""

    def __init__(self, grid: Moves, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._editor: QLineEdit | None = None
        self._is_settling = False

    def finish(self) -> None:
        """Put what is being typed into its cell and close the editor."""
        editor = self._editor
        if editor is not None and isValid(editor):
            self._editor = None
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def go_to_end(self) -> None:
        """Go on typing at the end of what is there."""
        if self._editor is not None and isValid(self._editor):
            self._editor.end(False)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        if column.kind is Kind.CHOICE and column.search is not None:
            suggest = SuggestEdit(column.search, parent)
            suggest.picked.connect(self._on_picked)
            editor: QLineEdit = suggest
        else:
            editor = QLineEdit(parent)
        if index.data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT:
            editor.setAlignment(RIGHT)
        editor.setFrame(False)
        editor.setAccessibleName(column.title)
        editor.textEdited.connect(partial(self._grid.typing.emit, index.row(), column.key))
        self._editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        row = self._grid.rows_model.row_at(index.row())
        key = self._column(index).key
        if isinstance(editor, SuggestEdit) and row[key] is not None:
            editor.choose(Suggestion(row.text(key), value=row[key]))
        else:
            editor.setText(row.text(key))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        typed: str | Cell = editor.text()
        if isinstance(editor, SuggestEdit) and editor.suggestion is not None:
            typed = chosen(editor.suggestion)
        self._grid.rows_model.type_into(index.row(), self._column(index), typed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The style sheet paints over what the model says of the ground.
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        super().paint(painter, option, index)
        if ground is not None:
            painter.save()
            painter.setPen(QPen(theme.color("bad"), 2))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
            painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if event.type() == QEvent.Type.ShortcutOverride and is_record(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._on_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        key = event.key()
        if is_record(event):
            self._leave(editor, self._grid.record_now)
        elif is_back(event):
            self._leave(editor, self._grid.step_back)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._leave(editor, self._grid.advance)
        elif key == Qt.Key.Key_Escape:
            self._editor = None
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not isinstance(editor, SuggestEdit):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._leave(editor, lambda: self._grid.move_row(step))
        else:
            return False
        return True

    def _leave(self, editor: QLineEdit, then: Callable[[], object]) -> None:
        """Close the editor and go on, unless its text may mean several things."""
        if isinstance(editor, SuggestEdit):
            self._is_settling = True
            is_clear = editor.settle()
            self._is_settling = False
            if not is_clear:
                return
        self.finish()
        then()

    def _on_picked(self, _suggestion: Suggestion) -> None:
        """A click on a suggestion is the end of this cell."""
        if not self._is_settling and self._editor is not None and self._editor.hasFocus():
            self.finish()
            self._grid.advance()

    def _column(self, index: Index) -> GridColumn:
        return self._grid.rows_model.columns[index.column()]


def is_record(event: QKeyEvent) -> bool:
    """Whether a key means to record: Ctrl+Enter."""
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def is_back(event: QKeyEvent) -> bool:
    """Whether a key means the field before: Shift+Tab."""
    has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Backtab or (event.key() == Qt.Key.Key_Tab and has_shift)
