"""A text of a paper in a box: proposed by the book, worded by the clerk."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.office import KeptText
from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.page_header import action_button

FEWEST_LINES, MOST_LINES = 2, 9


class SentenceBox(QFrame):
    """One text: as proposed, or the clerk's own with the way back to the proposal."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposed = ""  # by the book, now
        self._replaced = ""  # the proposal that was worded otherwise
        self._late = ""  # a new proposal that waits until the cursor has left
        self.name = QLabel(name)
        self.name.setProperty("role", "strong")
        self.state = QLabel()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(name)
        self.text.installEventFilter(self)
        self.now = QLabel()
        self.now.setWordWrap(True)
        self.now.setProperty("role", "muted")
        self.now.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = action_button(_("Lấy lại câu đề xuất"), self.take_back)
        self.back.setProperty("flat", True)
        self.back.setAccessibleName(_("Lấy lại câu đề xuất: {name}").format(name=name))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.now)
        column.addLayout(foot)
        self.text.textChanged.connect(self._on_text)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._weigh()
        self._fit()

    @property
    def words(self) -> str:
        """The text as it stands; toPlainText would make plain spaces of those that never break."""
        raw = self.text.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def is_edited(self) -> bool:
        """Whether the text is the clerk's own."""
        return self.words != self.proposed

    @property
    def is_outdated(self) -> bool:
        """Whether figures changed since the clerk worded it."""
        return self.is_edited and self._replaced != self.proposed

    def show_text(self, proposed: str, kept: KeptText | None) -> None:
        """Begin with a period: the kept text if there is one, else the proposal."""
        self._late = ""
        self.proposed = proposed
        self._replaced = kept.proposed if kept else proposed
        self._write(kept.text if kept else proposed)

    def follow(self, proposed: str) -> None:
        """The figures may have changed: an untouched text follows, the clerk's own stays."""
        if proposed == self.proposed:
            return
        if self.is_edited:
            self.proposed = proposed
        elif self.text.hasFocus():
            self._late = proposed
            return
        else:
            self.proposed = self._replaced = proposed
            self._write(proposed)
        self._weigh()

    def take_back(self) -> None:
        """Put the proposal back; Ctrl+Z brings the clerk's words again."""
        cursor = self.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self.proposed)
        self.text.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text:
            if event.type() == QEvent.Type.FocusOut and self._late:
                late, self._late = self._late, ""
                self.follow(late)
            elif event.type() == QEvent.Type.Resize:
                QTimer.singleShot(0, self, self._fit)  # once its lines are broken anew
        return super().eventFilter(watched, event)

    def _write(self, text: str) -> None:
        if text != self.words:
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)
        self._weigh()

    def _on_text(self) -> None:
        self._late, self._replaced = "", self.proposed
        self._weigh()
        self.edited.emit()

    def _weigh(self) -> None:
        """Say whose words these are, and show both where the figures changed."""
        word, tone = "", Tone.NONE
        if self.is_outdated:
            word, tone = _("Số liệu đã đổi từ khi sửa"), Tone.WARNING
        elif self.is_edited:
            word, tone = _("Đã sửa"), Tone.OK
        self.state.setText(word)
        set_tone(self.state, tone)
        self.back.setVisible(self.is_edited)
        self.now.setVisible(self.is_outdated)
        self.now.setText(_("Câu đề xuất hiện nay: {text}").format(text=self.proposed))

    def _fit(self) -> None:
        """As high as its text, within bounds."""
        lines = round(self.text.document().size().height())
        bars = Qt.ScrollBarPolicy
        self.text.setVerticalScrollBarPolicy(
            bars.ScrollBarAsNeeded if lines > MOST_LINES else bars.ScrollBarAlwaysOff
        )
        lines = min(MOST_LINES, max(FEWEST_LINES, lines))
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + 24)
