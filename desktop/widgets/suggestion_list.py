"""The list under a field of suggestions."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.suggestions import Suggestion

ROWS_IN_SIGHT = 8
_ROW, _EDGE = 32, 4


class SuggestionList(QFrame):
    """The list itself: a child of the window, so that focus and input method stay in the field."""

    picked = Signal(object)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        self._field = field
        self._found: Sequence[Suggestion] = ()
        self.setObjectName("suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows = QListWidget(self)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setUniformItemSizes(True)
        self.rows.setItemDelegate(_TwoTexts(self.rows))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMouseTracking(True)
        self.rows.itemClicked.connect(lambda item: self.picked.emit(self._of(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.addWidget(self.rows)
        field.destroyed.connect(self.deleteLater)

    def show_under(self, found: Sequence[Suggestion]) -> None:
        """Fill the list and put it under its field, or above where there is no room."""
        self._found = tuple(found)
        self.rows.clear()
        for one in self._found:
            item = QListWidgetItem(one.label, self.rows)
            item.setData(Qt.ItemDataRole.UserRole, one.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.label}, {one.detail}")
        self.rows.setCurrentRow(0)
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = min(len(self._found), ROWS_IN_SIGHT) * _ROW + 2 * (_EDGE + 6)
        width = min(max(self._field.width(), 420), window.width() - 16)
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        if below.y() + height > window.height():
            below.setY(max(0, self._field.mapTo(window, QPoint(0, 0)).y() - height - 2))
        below.setX(max(8, min(below.x(), window.width() - width - 8)))
        self.setGeometry(below.x(), below.y(), width, height)
        self.raise_()
        self.show()

    def current(self) -> Suggestion | None:
        """The highlighted line."""
        row = self.rows.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def move_by_key(self, key: int) -> None:
        """Move the highlight as an arrow or page key says."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: ROWS_IN_SIGHT,
            Qt.Key.Key_PageUp: -ROWS_IN_SIGHT,
        }
        row = self.rows.currentRow() + steps[Qt.Key(key)]
        self.rows.setCurrentRow(max(0, min(row, len(self._found) - 1)))

    def _of(self, item: QListWidgetItem) -> Suggestion:
        return self._found[self.rows.row(item)]


class _TwoTexts(QStyledItemDelegate):
    """Draws the name, and on the right what tells it apart."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        detail = str(index.data(Qt.ItemDataRole.UserRole) or "")
        if not detail:
            return
        room = option.rect.adjusted(10, 0, -10, 0)
        left = option.fontMetrics.horizontalAdvance(str(index.data())) + 24
        room.setLeft(room.left() + min(left, room.width() // 2))
        painter.save()
        painter.setPen(theme.color("muted"))
        told = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
        painter.restore()
