"""A field with a list of suggestions under it, safe for Vietnamese input methods.

The list is filtered after a short pause, never while letters are being composed, and the field is
never rewritten while it is typed in: only a pick puts a text into it.
"""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.suggestion_list import SuggestionList
from desktop.widgets.suggestions import SHOWN, Search, Suggestion, search_in, the_one

__all__ = ["SHOWN", "Search", "SuggestEdit", "Suggestion", "search_in", "the_one"]

PAUSE_MILLISECONDS = 120


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
        self._pause.stop()
        self.close_list()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._picked = None
        self._pause.start()
