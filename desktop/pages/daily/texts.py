"""What a department did, by duty: a field of lines for each, with the text that the book proposes for it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from db.queries.duties import DutyRow
from desktop.office_draft import OTHER_RESULTS
from desktop.translation import _
from desktop.widgets.page_header import ActionButton
from desktop.widgets.texts import WrappedLabel

LINES = 3


class DutyTexts(QWidget):
    """Ids of duties with their texts, as typed; a proposed text stands only where nothing was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[int, QPlainTextEdit] = {}
        self.restore_buttons: dict[int, QPushButton] = {}
        self._proposed: Mapping[int, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    @property
    def values(self) -> list[object]:
        """Each duty with its text."""
        return [[duty_id, field.toPlainText()] for duty_id, field in self.fields.items()]

    @property
    def texts(self) -> dict[int, str]:
        """The texts by duty."""
        return {duty_id: field.toPlainText() for duty_id, field in self.fields.items()}

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        both = zip(self.fields.values(), self.restore_buttons.values(), strict=True)
        return [widget for pair in both for widget in pair]

    def choose(self, values: Sequence[object]) -> None:
        """Put texts in as a draft kept them; a duty that is over is passed over."""
        for value in values:
            assert isinstance(value, list | tuple)
            if (field := self.fields.get(value[0])) is not None:
                field.setPlainText(value[1])

    def show_duties(self, duties: Sequence[DutyRow], texts: Mapping[int, str]) -> None:
        """Show a field for each duty, and one for what belongs to none, filled."""
        if list(self.fields) != [*(duty.duty_id for duty in duties), OTHER_RESULTS]:
            self._build(duties)
        self._proposed = {}
        for duty_id, field in self.fields.items():
            field.setPlainText(texts.get(duty_id, ""))
        self._weigh()

    def propose(self, proposed: Mapping[int, str], *, fills: bool) -> None:
        """Offer texts; `fills` puts each in where there is nothing but an earlier proposal."""
        before, self._proposed = self._proposed, proposed
        for duty_id, field in self.fields.items():
            if fills and field.toPlainText() == before.get(duty_id, ""):
                field.setPlainText(proposed.get(duty_id, ""))
        self._weigh()

    def restore(self, duty_id: int) -> None:
        """Put the proposed text back; Ctrl+Z brings what was typed."""
        put_back(self.fields[duty_id], self._proposed[duty_id])

    def _build(self, duties: Sequence[DutyRow]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.setParent(None)
                gone.deleteLater()
        self.fields, self.restore_buttons = {}, {}
        for duty in duties:
            self._add(duty.duty_id, duty.title, duty.sentence)
        self._add(OTHER_RESULTS, _("Kết quả khác"), "")

    def _add(self, duty_id: int, title: str, sentence: str) -> None:
        name = WrappedLabel(title)
        name.setProperty("role", "muted")
        field = lines_field(title)
        field.setAccessibleDescription(sentence)
        field.textChanged.connect(self._on_typed)
        name.setBuddy(field)
        for widget in (name, field):
            widget.setToolTip(sentence)
        button = restore_button(partial(self.restore, duty_id))
        for each in (name, field, button):
            self._column.addWidget(each)
        name.show()  # at once, for keys that were pressed already; a layout would do it later
        field.show()
        self.fields[duty_id], self.restore_buttons[duty_id] = field, button

    def _on_typed(self) -> None:
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        for duty_id, button in self.restore_buttons.items():
            proposed = self._proposed.get(duty_id, "")
            button.setVisible(bool(proposed) and self.fields[duty_id].toPlainText() != proposed)


def lines_field(name: str, lines: int = LINES) -> QPlainTextEdit:
    """A field of some lines; Tab leaves it."""
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + 20)
    return field


def restore_button(do: partial[None]) -> QPushButton:
    """A quiet button that puts a proposed text back."""
    button = ActionButton(_("Lấy lại câu đề xuất"))
    button.setAccessibleName(button.text())
    button.setProperty("flat", True)
    button.clicked.connect(lambda *_told: do())
    button.hide()
    return button


def put_back(field: QPlainTextEdit, text: str) -> None:
    """Replace what stands in a field so that Ctrl+Z undoes it."""
    cursor = QTextCursor(field.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)
    field.setFocus()
