"""The form beside a list: one record, saved with Ctrl+Enter, a draft until it is saved or dropped."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from db.queries.office import DraftRow
from desktop.context import Context, Tone
from desktop.drafting import Drafting, Sheet, saved_text
from desktop.labels import sentence
from desktop.translation import N_, _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import ActionButton, action_button
from desktop.widgets.record_fields import Picks, Unclear, put_in, settled, value_of
from desktop.widgets.wrap_row import WrapRow

T = TypeVar("T")
_ANY_WIDTH = 16_777_215  # Qt's own "no limit"


class RecordForm(Card, Generic[T]):
    """Fields under a heading; Enter goes to the next field, a refusal stands above the buttons.

    A subclass adds its fields, fills them in `fill` and says in `work` how they are saved. What was
    typed over a record waits as its draft, `DRAFTS`, and is there again when the record is shown.
    """

    DRAFTS: ClassVar[str]
    SAVES: ClassVar[str] = N_("Lưu")
    saved = Signal(object)  # the record's id
    paper_wanted = Signal(str, object, object)  # title, what makes the PDF, the workbook (None)
    left = Signal()  # Esc: back to the list; what was typed stays
    dropped = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self.record: T | None = None
        self._key = ""
        self._as_filled: tuple[Any, ...] = ()
        self._inputs: list[QWidget] = []
        self._beside: list[QWidget] = []  # kept with the draft, but another button's than Lưu
        self.drafting = Drafting(context, self.DRAFTS, self._sheet, self)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(9)
        self.fields.setContentsMargins(0, 0, 8, 0)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.save_button = action_button(
            _(self.SAVES), self.save, shortcut="Ctrl+Return", is_primary=True
        )
        self.drop_button = ActionButton(_("Bỏ sửa"))
        self.drop_button.clicked.connect(self._drop)
        self.retire_button = ActionButton()
        self.retire_button.setProperty("danger", True)
        self.retire_button.clicked.connect(self.retire)
        self.area = self._scrolled()
        self.body.addWidget(self.area, 1)
        self.below = QVBoxLayout()
        self.body.addLayout(self.below)
        self.body.addWidget(self.told)
        buttons = WrapRow()
        for button in (self.save_button, self.drop_button, self.retire_button):
            buttons.add(button)
        self.body.addLayout(buttons)
        self.tell("")

    # What a subclass says.

    def name_of(self, record: T) -> str:
        """How a record is called in sentences."""
        raise NotImplementedError

    def id_of(self, record: T) -> Any:
        """The key of a record, as JSON can hold it."""
        raise NotImplementedError

    def heading_for_new(self) -> str:
        """The heading of an empty form."""
        raise NotImplementedError

    def fill(self, record: T | None) -> None:
        """Put a record into the fields; None empties them for a new one."""
        raise NotImplementedError

    def work(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The service that saves, and what it is given. Raises Unclear."""
        raise NotImplementedError

    def is_retired(self, record: T) -> bool:
        """Whether a record is out of use."""
        raise NotImplementedError

    def retire(self) -> None:
        """Take the record out of use, or bring it back."""
        raise NotImplementedError

    # What all forms do.

    def add_row(self, *fields: tuple[str, QWidget] | tuple[str, QWidget, str]) -> None:
        """Add fields side by side, each (label, field, hint) under its label."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, field, *hint in fields:
            row.addLayout(self._labelled(label, field, *hint), 1)
        self.fields.addLayout(row)

    def _labelled(self, label: str, field: QWidget, hint: str = "") -> QVBoxLayout:
        field.setAccessibleName(label)
        if hint:
            field.setToolTip(hint)
            if isinstance(field, QLineEdit) and not field.placeholderText():
                field.setPlaceholderText(hint)
        field.installEventFilter(self)
        self._inputs.append(field)
        self._listen(field)
        column = QVBoxLayout()
        column.setSpacing(3)
        if isinstance(field, QAbstractButton):
            column.addStretch(1)
        else:
            name = QLabel(label)
            name.setProperty("role", "muted")
            name.setBuddy(field)
            column.addWidget(name)
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(6)
        if isinstance(field, DateField):
            field.setMaximumWidth(_ANY_WIDTH)
        column.addWidget(field)
        return column

    def add_beside(self, field: QWidget) -> None:
        """Keep with the draft what is typed in a field that *Lưu* does not save."""
        self._beside.append(field)
        self._listen(field)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed since the record was shown."""
        return bool(self._key) and self._state() != self._as_filled

    @property
    def has_to_save(self) -> bool:
        """Whether something was typed that *Lưu* saves."""
        saved = len(self._inputs)
        return bool(self._key) and self._state()[:saved] != self._as_filled[:saved]

    def show_record(self, record: T | None) -> None:
        """Show a record, or an empty form for a new one; what was typed over it before stands in it."""
        self.drafting.flush()
        self.drafting.begin()
        self.drafting.pause(is_paused=True)
        self.record, self._key = record, uuid.uuid4().hex
        self.set_heading(self.heading_for_new() if record is None else self.name_of(record))
        self.fill(record)
        self.area.verticalScrollBar().setValue(0)
        for field in self._inputs:
            if isinstance(field, QLineEdit):
                field.home(False)
        self._as_filled = self._state()
        self.tell("")
        if (draft := self._draft_of(record)) is not None:
            self._resume(draft)
        self.drafting.pause(is_paused=False)
        self._weigh()
        is_retired = record is not None and self.is_retired(record)
        self.retire_button.setVisible(record is not None)
        self.retire_button.setText(_("Dùng lại") if is_retired else _("Ngừng dùng"))
        self.retire_button.setAccessibleName(self.retire_button.text())

    def go_in(self) -> None:
        """Begin to type in the first field that can be typed in."""
        for field in self._inputs:
            if field.isEnabled() and not (isinstance(field, QLineEdit) and field.isReadOnly()):
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def save(self) -> None:
        """Save in the background, unless a field is unclear."""
        if not self.save_button.isEnabled():
            return
        try:
            service, given = self.work()
        except Unclear as unclear:
            self.tell(str(unclear), Tone.BAD)
            return
        self.do(service, *given, key=self._key)

    def do(
        self,
        service: Callable[..., Any],
        *given: Any,
        key: str | None = None,
        told: str | None = None,
    ) -> None:
        """Carry out an act of this form; what it refuses stands above the buttons."""
        self.do_work(partial(self._context.database.do, service, *given, key=key), told)

    def do_work(self, work: Callable[[], Any], told: str | None = None) -> None:
        """The same for work that carries out the act itself and returns the record's id."""
        self.save_button.setEnabled(False)
        self._context.tasks.run(self, work, partial(self._done, told), self._refused)

    def announce(self, told: str) -> None:
        """Say in the window that it was saved."""
        self._context.notice(told, Tone.OK)

    def tell(self, text: str, tone: Tone = Tone.NONE) -> None:
        """Say something above the buttons."""
        self.told.setText(text)
        set_tone(self.told, tone)
        self.told.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if is_enter and is_plain and not isinstance(watched, QPlainTextEdit):
                if settled(watched):
                    self._go_on()
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """To the next field, and bring it into sight."""
        self.focusNextChild()
        field = QApplication.focusWidget()
        if field is not None and self.area.isAncestorOf(field):
            self.area.ensureWidgetVisible(field)

    def _done(self, told: str | None, record_id: Any) -> None:
        beside = self._typed_beside() if told is None else {}
        self.drafting.discard()
        self._as_filled = self._state()
        self._key = uuid.uuid4().hex
        self._weigh()
        self.announce(told or _("Đã lưu {name}.").format(name=self._called()))
        self.saved.emit(record_id)
        if beside and self.record is not None and self.id_of(self.record) == record_id:
            self._keep(beside)

    def _typed_beside(self) -> dict[str, Any]:
        """What was typed and *Lưu* does not save."""
        sheet = self._sheet()
        typed = {} if sheet is None else sheet.cells["typed"]
        saved = {id(field) for field in self._inputs}
        return {
            name: typed[name]
            for name, field in self._named_inputs()
            if name in typed and id(field) not in saved
        }

    def _keep(self, beside: dict[str, Any]) -> None:
        """Leave what was not saved where it was typed."""
        for name, field in self._named_inputs():
            if name in beside:
                put_in(field, beside[name])
        told = _("Ngày ở trên chưa ghi: hãy bấm {button}, hoặc Bỏ sửa.")
        self.tell(told.format(button=self.retire_button.text()), Tone.INFO)

    def _called(self) -> str:
        return self.name_of(self.record) if self.record is not None else self._first_text()

    def _first_text(self) -> str:
        texts = (field.text() for field in self._inputs if isinstance(field, QLineEdit))
        return " ".join(text for text in list(texts)[:2] if text)

    def _refused(self, error: DomainError) -> None:
        self._weigh()
        self.tell(sentence(error), Tone.BAD)

    def _drop(self) -> None:
        self.drafting.discard()
        self.dropped.emit()

    def _changed(self) -> None:
        self._weigh()
        self.drafting.touch()

    def _sheet(self) -> Sheet | None:
        """What was typed over the record: the fields that differ from it, by their names here."""
        if not self.is_dirty:
            return None
        typed = {
            name: value_of(field)
            for (name, field), filled in zip(self._named_inputs(), self._as_filled, strict=True)
            if value_of(field) != filled
        }
        if self.record is None:
            title = f"{self.heading_for_new()}: {self._first_text()}"
            return Sheet(title, {"record": None, "typed": typed})
        title = _("Sửa: {name}").format(name=self.name_of(self.record))
        return Sheet(title, {"record": self.id_of(self.record), "typed": typed})

    def _draft_of(self, record: T | None) -> DraftRow | None:
        record_id = None if record is None else self.id_of(record)
        kept = self.drafting.waiting()
        return next((draft for draft in kept if draft.cells["record"] == record_id), None)

    def _resume(self, draft: DraftRow) -> None:
        typed = self.drafting.resume(draft)["typed"]
        inputs = self._named_inputs()
        for name, field in sorted(inputs, key=lambda one: isinstance(one[1], QComboBox)):
            if name in typed:  # choices last: some are offered by what other fields hold
                put_in(field, typed[name])
        told = _("Còn phần nhập dở, tự lưu {time}: hãy Lưu, hoặc Bỏ sửa.")
        self.tell(told.format(time=saved_text(draft.saved_at)), Tone.INFO)

    def _named_inputs(self) -> list[tuple[str, QWidget]]:
        names = {id(value): name for name, value in vars(self).items()}
        return [(names[id(field)], field) for field in (*self._inputs, *self._beside)]

    def _weigh(self) -> None:
        self.save_button.setEnabled(self.has_to_save)
        self.drop_button.setEnabled(self.is_dirty or self.record is None)

    def _state(self) -> tuple[Any, ...]:
        return tuple(value_of(field) for field in (*self._inputs, *self._beside))

    def _listen(self, field: QWidget) -> None:
        match field:
            case QLineEdit():
                field.textChanged.connect(self._changed)
            case QComboBox():
                field.currentTextChanged.connect(self._changed)
            case QAbstractButton():
                field.toggled.connect(self._changed)
            case QPlainTextEdit():
                field.textChanged.connect(self._changed)
            case Picks():
                field.changed.connect(self._changed)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.fields)
        whole.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setWidget(inside)
        return area
