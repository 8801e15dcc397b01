"""A field with a list of suggestions under it, safe for Vietnamese input methods.

The list is filtered after a short pause, never while letters are being composed, and the field is
never rewritten while it is typed in: only a pick puts a text into it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.text import clean, fold, initials
from desktop import theme

PAUSE_MILLISECONDS = 120
SHOWN = 50
ROWS_IN_SIGHT = 8
_ROW, _EDGE = 32, 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to pick: its name, what tells it apart from its namesakes, and what it stands for."""

    label: str
    detail: str = ""
    value: Any = None
    code: str = ""


Search = Callable[[str], Sequence[Suggestion]]


def search_in(choices: Iterable[Suggestion]) -> Search:
    """A search over choices at hand: beginnings of words, codes, initials; exact accents first."""
    known = tuple(
        (choice, fold(choice.label), fold(choice.code), initials(choice.label))
        for choice in choices
    )

    def search(text: str) -> list[Suggestion]:
        typed, words = clean(text).casefold(), fold(text).split()
        found = [
            (_rank(typed, words, choice, code), number, choice)
            for number, (choice, name, code, letters) in enumerate(known)
            if _matches(words, name, code, letters)
        ]
        return [
            choice for _rank_, _number, choice in sorted(found, key=lambda one: one[:2])[:SHOWN]
        ]

    return search


def _matches(words: Sequence[str], name: str, code: str, letters: str) -> bool:
    if not words:
        return True
    parts = name.split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return True
    return len(words) == 1 and (code.startswith(words[0]) or letters.startswith(words[0]))


def _rank(typed: str, words: Sequence[str], choice: Suggestion, code: str) -> int:
    label = choice.label.casefold()
    if typed in {label, choice.code.casefold()}:
        return 0
    if " ".join(words) in {fold(choice.label), code}:
        return 1
    is_exact = all(f" {word}" in f" {label}" for word in typed.split())
    begins = fold(label).startswith(" ".join(words))
    return 2 + (not is_exact) * 2 + (not begins)


class SuggestEdit(QLineEdit):
    """A line edit over `search(text)`: arrows choose, Enter picks, Esc puts the list away."""

    picked = Signal(object)  # Suggestion

    def __init__(self, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._picked: Suggestion | None = None
        self._is_composing = False
        self._list: SuggestionList | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.suggest)
        self.textEdited.connect(self._typed)

    @property
    def suggestion(self) -> Suggestion | None:
        """What was picked, unless it was typed over since."""
        return self._picked

    @property
    def value(self) -> Any:
        """What the picked suggestion stands for, or None."""
        return self._picked.value if self._picked else None

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._list is not None and self._list.isVisible()

    def set_search(self, search: Search) -> None:
        """Suggest from something else from now on."""
        self._search = search

    def choose(self, suggestion: Suggestion | None) -> None:
        """Put a suggestion into the field without announcing it; None empties it."""
        self._picked = suggestion
        self.setText(suggestion.label if suggestion else "")
        self.close_list()

    def pick(self, suggestion: Suggestion) -> None:
        """Take a suggestion as the clerk's pick."""
        self.choose(suggestion)
        self.picked.emit(suggestion)

    def suggest(self) -> None:
        """Show what fits the text now."""
        self._pause.stop()
        if self._is_composing:
            return
        found = self._search(self.text())
        if not found:
            self.close_list()
            return
        if self._list is None:
            self._list = SuggestionList(self)
            self._list.picked.connect(self.pick)
        self._list.show_under(found)

    def settle(self) -> bool:
        """Take what the text means; False where that is not clear and the list asks.

        The highlighted line of an open list is taken; else the only match, or the one of exactly
        this name. A text that nothing fits is left as it stands, with no suggestion picked.
        """
        if self.is_open and self._list is not None and (chosen := self._list.current()) is not None:
            self.pick(chosen)
            return True
        self._pause.stop()
        if not self.text().strip() or self._picked is not None:
            return True
        found = self._search(self.text())
        if (only := the_one(self.text(), found)) is not None:
            self.pick(only)
            return True
        if found:
            self.suggest()
            return False
        return True

    def close_list(self) -> None:
        """Put the list away."""
        self._pause.stop()
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            if self.is_open and self._list is not None:
                self._list.move_by_key(key)
            elif key == Qt.Key.Key_Down:
                self.suggest()
            return
        if key == Qt.Key.Key_F3:
            self.suggest()
            return
        if key == Qt.Key.Key_Escape and self.is_open:
            self.close_list()
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if self.settle():
                super().keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._is_composing:
            self._pause.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()
        if self._picked is None and self.text().strip():
            only = the_one(self.text(), self._search(self.text()), by_name_only=True)
            if only is not None:
                self.pick(only)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._picked = None
        self._pause.start()


def the_one(
    text: str, found: Sequence[Suggestion], *, by_name_only: bool = False
) -> Suggestion | None:
    """The suggestion that a text means beyond doubt: its very name or code, or the only match."""
    typed = clean(text).casefold()
    for same in (
        [one for one in found if typed in {one.label.casefold(), one.code.casefold()}],
        [one for one in found if fold(text) in {fold(one.label), fold(one.code)}],
    ):
        if same:
            return same[0] if len(same) == 1 else None
    return found[0] if len(found) == 1 and not by_name_only else None


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
