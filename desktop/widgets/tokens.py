"""A field that holds several picks: type a beginning, Enter adds it, Backspace takes the last away."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop import theme
from desktop.translation import _
from desktop.widgets.suggest import SuggestEdit, Suggestion, search_in

ROOM = 420  # pixels for the names of picks; each has its share of it


class TokenField(QFrame):
    """Picks side by side before the field they are typed in.

    A pick whose value is `alone` (all departments at once) stands for itself: it puts the others
    out, and they it.
    """

    changed = Signal()  # a pick was added or taken away by the clerk
    finished = Signal()  # Enter with nothing typed: on to the next field

    def __init__(
        self,
        name: str,
        hint: str,
        alone: object = None,
        shown: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._alone, self._hint, self._shown = alone, hint, shown
        self._choices: tuple[Suggestion, ...] = ()
        self._picked: list[Suggestion] = []
        self._tokens: list[QWidget] = []
        self._was_empty = True
        self.setProperty("tokens", True)
        self.field = SuggestEdit(self._search)
        self.field.setAccessibleName(name)
        self.field.setFrame(False)
        self.field.picked.connect(self._add)
        self.field.returnPressed.connect(self._entered)
        self.field.installEventFilter(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(5)
        self._row.addWidget(self.field, 1)
        self.setFocusProxy(self.field)
        self.field.setMinimumWidth(90)
        self._draw()

    @property
    def values(self) -> list[object]:
        """What was picked, in order."""
        return [one.value for one in self._picked]

    @property
    def labels(self) -> list[str]:
        """The names of what was picked."""
        return [one.label for one in self._picked]

    def offer(self, choices: Iterable[Suggestion]) -> None:
        """Offer these from now on; picks that are gone are dropped."""
        self._choices = tuple(choices)
        self.choose(self.values)

    def offer_more(self, choices: Iterable[Suggestion]) -> None:
        """Offer these too, where they are not offered yet."""
        known = {one.value for one in self._choices}
        self._choices += tuple(one for one in choices if one.value not in known)

    def choose(self, values: Sequence[object]) -> None:
        """Show picks without announcing them; unknown ones are left out."""
        by_value = {one.value: one for one in self._choices}
        self._picked = [by_value[value] for value in values if value in by_value]
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._was_empty = not self.field.text().strip()
            is_back = event.key() == Qt.Key.Key_Backspace
            if is_back and not self.field.text() and self._picked and self.isEnabled():
                self._take(self._picked[-1])
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> Sequence[Suggestion]:
        taken = set(self.values)
        return search_in(one for one in self._choices if one.value not in taken)(text)

    def _add(self, suggestion: Suggestion) -> None:
        if self._alone is not None:
            is_alone = suggestion.value == self._alone
            self._picked = [
                one for one in self._picked if not is_alone and one.value != self._alone
            ]
        self._picked.append(suggestion)
        self.field.choose(None)
        self._draw()
        self.changed.emit()

    def _entered(self) -> None:
        if self._was_empty and self._picked:  # an Enter that just picked stays here
            self.finished.emit()

    def _take(self, suggestion: Suggestion) -> None:
        self._picked.remove(suggestion)
        self._draw()
        self.field.setFocus()
        self.changed.emit()

    def _draw(self) -> None:
        for token in self._tokens:
            self._row.removeWidget(token)
            token.hide()
            token.deleteLater()
        hidden = self._picked[self._shown :]
        self._tokens = [self._token(one) for one in self._picked[: self._shown]]
        if hidden:
            more = QLabel(f"+{len(hidden)}")
            more.setProperty("role", "muted")
            more.setToolTip("\n".join(one.label for one in hidden))
            self._tokens.append(more)
        for number, token in enumerate(self._tokens):
            self._row.insertWidget(number, token)
        self.field.setPlaceholderText("" if self._picked else self._hint)
        self.field.setAccessibleDescription(", ".join(self.labels))

    def _token(self, suggestion: Suggestion) -> QToolButton:
        token = QToolButton()
        token.setProperty("token", True)
        token.ensurePolished()
        room = ROOM // min(len(self._picked), self._shown)
        words = token.fontMetrics().elidedText(suggestion.label, Qt.TextElideMode.ElideRight, room)
        token.setText(words)
        token.setIcon(theme.icon("x"))
        token.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        token.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        token.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        token.setToolTip(_("Bỏ {name}").format(name=suggestion.label))
        token.setAccessibleName(token.toolTip())
        token.clicked.connect(partial(self._take, suggestion))
        return token
