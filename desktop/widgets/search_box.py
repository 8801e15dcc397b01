"""The search field above a list: it searches after a short pause and hands the keys on to the list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from desktop import theme

PAUSE_MILLISECONDS = 150


class SearchBox(QLineEdit):
    """Searches what was typed; Enter, Down and the page keys go into the list, Esc empties it."""

    searched = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        glass = QAction(theme.icon("magnifying-glass"), "", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._list: QAbstractItemView | None = None
        self._is_put_off = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(lambda _text: self._pause.start())

    def lead_to(self, rows: QAbstractItemView) -> None:
        """Name the list that the keys go on to."""
        self._list = rows

    def search_for(self, text: str) -> None:
        """Put a text in without searching; who does so reads anew."""
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ONWARDS and self._list is not None and not event.modifiers() & _MODIFIERS:
            if self._pause.isActive():
                self._search()
            self._go_on(self._list)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_put_off = self._pause.isActive()  # the book may be closed before it is over
        self._pause.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_put_off:
            self._is_put_off = False
            self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())

    def _go_on(self, rows: QAbstractItemView) -> None:
        rows.setFocus(Qt.FocusReason.TabFocusReason)
        model = rows.model()
        if not rows.currentIndex().isValid() and model.rowCount():
            rows.setCurrentIndex(model.index(0, 0))


_ONWARDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_PageDown})
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
)
