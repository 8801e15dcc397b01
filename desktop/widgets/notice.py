"""The window's notice line: what happened, what can be done about it, and how far long work is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop import theme
from desktop.context import NoticeAction, Tone
from desktop.tasks import LongWork
from desktop.translation import N_, _
from desktop.widgets.cards import set_tone

ICONS = {
    Tone.INFO: ("info", "primary"),
    Tone.OK: ("check-circle", "ok"),
    Tone.WARNING: ("warning", "warning"),
    Tone.BAD: ("x-circle", "bad"),
}
WORDS = {
    Tone.INFO: N_("Thông báo"),
    Tone.OK: N_("Đã xong"),
    Tone.WARNING: N_("Lưu ý"),
    Tone.BAD: N_("Không được"),
}

KEY = "Alt+Enter"  # does what the first button does
WIDE = 1000  # a window with room to say so


class NoticeLine(QFrame):
    """One sentence with up to three buttons; long work shows its bar and a Cancel instead."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._tone = Tone.INFO
        self._work: LongWork | None = None
        self._after_work: tuple[str, Tone, Sequence[NoticeAction]] | None = None
        self.buttons: list[QPushButton] = []
        self.picture = QLabel()
        self.word = QLabel()
        self.word.setProperty("role", "strong")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.share = QLabel()
        self.cancel = QPushButton(_("Dừng"))
        self.cancel.setAutoDefault(True)
        self.cancel.clicked.connect(self._cancel)
        self.close_button = QToolButton()
        self.close_button.setIcon(theme.icon("x"))
        self.close_button.setAccessibleName(_("Đóng thông báo"))
        self.close_button.setToolTip(_("Đóng thông báo"))
        self.close_button.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 7, 8, 7)
        self._row.setSpacing(10)
        self._row.addWidget(self.picture)
        self._row.addWidget(self.word)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.bar, 1)
        for widget in (self.share, self.cancel, self.close_button):
            self._row.addWidget(widget)
        self._working(False)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.OK, actions: Sequence[NoticeAction] = ()) -> None:
        """Show a sentence; while long work is shown it waits for its end."""
        if self._work is not None:
            self._after_work = text, tone, actions
            return
        self._tone = tone
        self.word.setText(_(WORDS[tone]))
        self.text.setText(text)
        self._clear_buttons()
        for number, action in enumerate(actions):
            self._add_button(action, is_first=number == 0)
        self.setAccessibleName(f"{self.word.text()}: {text}")
        self._dress()
        self.show()

    def follow(self, work: LongWork) -> None:
        """Show a long work with its bar and a Cancel until it ends."""
        self._work, self._tone = work, Tone.INFO
        self._clear_buttons()
        self.text.setText(work.title)
        self.bar.setRange(0, 0)
        self.share.setText("")
        self.cancel.setEnabled(True)
        work.progressed.connect(self._progressed)
        work.ended.connect(self._ended)
        self._working(True)
        self._dress()
        self.show()

    def dismiss(self) -> None:
        """Put the line away; long work stays."""
        if self._work is None:
            self._clear_buttons()
            self.hide()
            self.dismissed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        self.share.setText(f"{done * 100 // total}%" if total > 0 else "")

    def _ended(self) -> None:
        self._work = None
        self._working(False)
        self.hide()
        if self._after_work is not None:
            text, tone, actions = self._after_work
            self._after_work = None
            self.say(text, tone, actions)

    def _cancel(self) -> None:
        if self._work is not None:
            self.cancel.setEnabled(False)
            self.share.setText(_("Đang dừng…"))
            self._work.cancel()

    def _add_button(self, action: NoticeAction, *, is_first: bool) -> None:
        button = QPushButton(action.label)
        button.setAutoDefault(True)
        button.setAccessibleName(action.label)
        if is_first:
            if self.window().width() >= WIDE:
                button.setText(f"{action.label}  {KEY}")
            button.setShortcut(QKeySequence("Alt+Return"))
            button.setToolTip(KEY)
        button.clicked.connect(lambda *_told: action.do())
        self._row.insertWidget(self._row.count() - 1, button)
        self.buttons.append(button)

    def _clear_buttons(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()

    def _working(self, is_working: bool) -> None:
        for widget in (self.bar, self.share, self.cancel):
            widget.setVisible(is_working)
        self.word.setVisible(not is_working)
        self.close_button.setVisible(not is_working)

    def _dress(self) -> None:
        set_tone(self, self._tone)
        set_tone(self.word, self._tone)
        self._draw()

    def _draw(self) -> None:
        name, token = ICONS[self._tone]
        self.picture.setPixmap(theme.pixmap(name, token, 20, self.devicePixelRatioF()))
