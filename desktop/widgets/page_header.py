"""The top of every page: title, a line about what is shown, and what can be done here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop import theme
from desktop.widgets.texts import ElidedLabel
from desktop.widgets.wrap_row import WrapRow


class PageHeader(QWidget):
    """Title and subtitle on the left, buttons on the right; the main one is filled."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title)
        self.title.setProperty("role", "title")
        self.subtitle = ElidedLabel(subtitle)
        self.subtitle.setProperty("role", "subtitle")
        self._row = WrapRow(self, spacing=12)
        self._row.add(self.title)
        self._row.add(self.subtitle, 1)

    def set_subtitle(self, text: str) -> None:
        """Say what is shown: a day, a week, when the draft was saved."""
        self.subtitle.setText(text)

    def add_action(
        self,
        text: str,
        do: Callable[[], object],
        *,
        icon: str = "",
        shortcut: str = "",
        is_primary: bool = False,
    ) -> QPushButton:
        """Add a button on the right; its shortcut works anywhere on the page and is shown."""
        button = action_button(text, do, icon=icon, shortcut=shortcut, is_primary=is_primary)
        self._row.add(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add something else on the right."""
        self._row.add(widget)


class ActionButton(QPushButton):
    """Obeys Enter, and its shortcut at once: Qt lets a tenth of a second of typing go astray."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Shortcut and isinstance(event, QShortcutEvent):
            if not event.isAmbiguous():
                self.click()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)


def action_button(
    text: str,
    do: Callable[[], object],
    *,
    icon: str = "",
    shortcut: str = "",
    is_primary: bool = False,
) -> QPushButton:
    """A button that does something, with its icon, and its shortcut written beside the words."""
    button = ActionButton(text)
    button.setAutoDefault(False)
    button.setAccessibleName(text.replace("&", ""))
    if is_primary:
        button.setProperty("primary", True)
    if icon:
        button.setIcon(theme.icon(icon, "on_primary" if is_primary else "muted"))
    if shortcut:
        sequence = QKeySequence(shortcut)
        written = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        written = written.replace("Return", "Enter")  # as it says on the key
        button.setText(f"{text}  {written}")
        button.setShortcut(sequence)
    button.clicked.connect(lambda *_told: do())
    return button


def icon_button(words: str, do: Callable[[], object], icon: str, shortcut: str) -> QPushButton:
    """A button that shows its picture only; its words and its shortcut are its tip."""
    button = action_button(words, do, icon=icon)
    button.setText("")
    button.setShortcut(QKeySequence(shortcut))  # after the text, which would take it away
    keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{words} ({keys})")
    return button
