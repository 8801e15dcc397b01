"""A barcode reader types like a keyboard, only faster: what it types goes to the program, not to a field.

Digits wait for as long as a reader pauses between two of them and no longer. If they turn out to
be a person's they go where they were meant for, in their order; nothing ever has to be taken back.
"""

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

DIGITS = 17  # of a page's code, see db.rules.codes
GAP_MILLISECONDS = 35  # between two keys of a reader at most; nobody types so fast
LAST_CALL_MILLISECONDS = 5  # keys that came while the window was busy are looked at first

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_INTERRUPTING = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.FocusOut,
        QEvent.Type.Close,
        QEvent.Type.InputMethod,
    }
)


class Barcodes(QObject):
    """Listens to the keys of the window in front, whichever widget they are meant for."""

    scanned = Signal(str)  # the digits

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[QKeyEvent] = []
        self._count = 0  # digits among what is held
        self._window: QWindow | None = None
        self._focus: QObject | None = None
        self._is_handing_on = self._is_no_code = False
        self._ends_with: int | None = None  # the Enter whose release belongs to the reader too
        self._gap = QTimer(self, singleShot=True, interval=GAP_MILLISECONDS)
        self._gap.setTimerType(Qt.TimerType.PreciseTimer)
        self._last_call = QTimer(self, singleShot=True, interval=LAST_CALL_MILLISECONDS)
        self._gap.timeout.connect(self._last_call.start)
        self._last_call.timeout.connect(self._pause)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._is_handing_on:
            return False
        if kind in _KEYS and watched is self._window and isinstance(event, QKeyEvent):
            is_press = kind == QEvent.Type.KeyPress
            return self._on_press(event) if is_press else self._on_release(event)
        if self._held and (
            kind in _INTERRUPTING
            or (
                (isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride)
                and not (_is_digit(event) or self._is_whole(event))
            )
        ):
            self._hand_on()
        return False

    def _on_press(self, event: QKeyEvent) -> bool:
        if self._is_whole(event):
            self._take(event)
            return True
        if not _is_digit(event) or (event.isAutoRepeat() and not self._held):
            self._hand_on()  # X takes two equal digits of a quick reader for one held down
            return False
        self._gap.start()
        self._last_call.stop()
        if self._is_no_code or self._count == DIGITS:  # a longer code of some goods
            self._hand_on(goes_on=True)
            return False
        self._hold(event)
        self._count += 1
        return True

    def _on_release(self, event: QKeyEvent) -> bool:
        if event.key() == self._ends_with:
            self._ends_with = None
            return True
        if any(event.key() == held.key() for held in self._held):
            self._hold(event)
            return True
        return False

    def _is_whole(self, event: QKeyEvent) -> bool:
        return self._count == DIGITS and event.key() in _ENTER and _is_plain(event)

    def _hold(self, event: QKeyEvent) -> None:
        if not self._held:  # an input method writes past the window, right into the widget
            self._focus = cast("QObject | None", QGuiApplication.focusObject())
            if self._focus is not None and self._focus is not self._window:
                self._focus.installEventFilter(self)
        self._held.append(_copy(event))

    def _take(self, event: QKeyEvent) -> None:
        code = "".join(held.text() for held in self._held if held.type() == QEvent.Type.KeyPress)
        self._ends_with = event.key()
        self._let_go()
        QTimer.singleShot(0, self, lambda: self.scanned.emit(code))

    def _pause(self) -> None:
        self._hand_on()
        self._is_no_code = False

    def _hand_on(self, *, goes_on: bool = False) -> None:
        """Let the keys go where they were meant for; what goes on after too many is no code."""
        held = self._let_go()
        self._is_no_code = goes_on
        if goes_on:
            self._gap.start()
        self._is_handing_on = True
        try:
            for event in held:
                if self._window is not None and isValid(self._window):
                    QCoreApplication.sendEvent(self._window, event)
        finally:
            self._is_handing_on = False

    def _let_go(self) -> list[QKeyEvent]:
        held, self._held, self._count = self._held, [], 0
        self._gap.stop()
        self._last_call.stop()
        if self._focus is not None and self._focus is not self._window and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = None
        return held

    def _follow(self, window: QWindow | None) -> None:
        self._hand_on()
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _is_digit(event: QKeyEvent) -> bool:
    text = event.text()
    is_digit = len(text) == 1 and text.isascii() and text.isdigit()
    return is_digit and _is_plain(event)


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
    )
