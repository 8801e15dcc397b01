"""What the forms of the settings share: fields in groups, saved together, never lost."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from db.services.office import save_settings
from desktop.context import Context, Tone
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.page_header import action_button

FIELD_WIDTH = 560
Told = Mapping[str, Any]


class SettingsForm(QWidget):
    """Cards of fields under each other; *Lưu* or leaving the page writes what was changed.

    A form says how to show settings and what its fields come to; only groups that differ from
    what was read are written.
    """

    saved = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._told: Told = {}
        self._is_showing = False
        self._inside = QWidget()
        self.cards = QVBoxLayout(self._inside)
        self.cards.setContentsMargins(0, 0, 10, 0)
        self.cards.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)  # which setWidget switches on
        self.state = QLabel()
        self.save_button = action_button(
            _("Lưu"), self.save, icon="floppy-disk", shortcut="Ctrl+Return", is_primary=True
        )
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def group(self, heading: str, hint: str = "") -> QFormLayout:
        """Begin a card of fields."""
        card = Card(heading)
        if hint:
            told = QLabel(hint)
            told.setProperty("role", "muted")
            told.setWordWrap(True)
            card.body.addWidget(told)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        card.body.addLayout(form)
        self.cards.addWidget(card)
        return form

    def line(self, form: QFormLayout, name: str, hint: str = "") -> QLineEdit:
        """Add a field of one line."""
        field = QLineEdit()
        field.setMaximumWidth(FIELD_WIDTH)
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.textChanged.connect(self.touch)
        form.addRow(_label(name), field)
        return field

    def lines(self, form: QFormLayout, name: str, count: int = 2) -> QPlainTextEdit:
        """Add a field of several lines."""
        field = QPlainTextEdit()
        field.setMaximumWidth(FIELD_WIDTH)
        field.setTabChangesFocus(True)
        field.setAccessibleName(name)
        field.setFixedHeight(count * field.fontMetrics().lineSpacing() + 24)
        field.textChanged.connect(self.touch)
        form.addRow(_label(name), field)
        return field

    def show_settings(self, told: Told) -> None:
        """Show what the book says; what is being typed here stays."""
        if self.is_changed:
            return
        self._is_showing = True
        self.show_values(told)
        for field in self.findChildren(QLineEdit):
            field.home(False)  # where a long text begins
        self._is_showing = False
        self._told = told
        self._weigh()

    def show_values(self, told: Told) -> None:
        """Put settings into the fields."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What the fields come to, by key; groups keep what no field shows."""
        raise NotImplementedError

    def problem(self) -> str:
        """What keeps the fields from being saved, in a sentence; nothing if they can be."""
        return ""

    @property
    def is_changed(self) -> bool:
        """Whether something waits to be saved."""
        return bool(self._told) and bool(self._changed())

    def touch(self) -> None:
        """Something was typed."""
        if not self._is_showing:
            self._weigh()

    def save(self) -> None:
        """Write what was changed, in the background."""
        if problem := self.problem():
            self.context.notice(problem, Tone.WARNING)
            return
        changed = self._changed()
        if not changed:
            return
        self.context.tasks.run(
            self, partial(self.write, changed), lambda _none: self._on_saved(changed), self._refused
        )

    def leave(self) -> None:
        """Write what was changed, and can be, before something else is shown."""
        if problem := self.problem():
            self.context.notice(problem, Tone.WARNING)
        changed = self._changed() if self._told else {}
        if changed:
            try:
                self.write(changed)
            except DomainError as error:
                self._refused(error)
            else:
                self._on_saved(changed)

    def write(self, changed: Told) -> None:
        """Write settings into the book; it touches no field."""
        self.context.database.do(save_settings, changed)

    def _changed(self) -> dict[str, Any]:
        return {key: value for key, value in self.values().items() if value != self._told.get(key)}

    def _on_saved(self, changed: Told) -> None:
        self._told = {**self._told, **changed}
        self._weigh()
        self.context.notice(_("Đã lưu thiết lập."), Tone.OK)
        self.saved.emit()

    def _refused(self, error: DomainError) -> None:
        self.context.tasks.refused.emit(error)

    def _weigh(self) -> None:
        is_changed, problem = self.is_changed, self.problem()
        self.save_button.setEnabled(is_changed or bool(problem))
        self.state.setText(problem or (_("Có thay đổi chưa lưu") if is_changed else ""))
        set_tone(self.state, Tone.WARNING if problem or is_changed else Tone.NONE)


def written_lines(text: str) -> list[str]:
    """The lines of a field that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def checked(told: Told, group: str, name: str, *, usual: bool) -> bool:
    """A switch of a group of settings."""
    return bool(told.get(group, {}).get(name, usual))


def labelled(form: QFormLayout, name: str, field: QWidget) -> None:
    """Add a field of another kind."""
    if isinstance(field, QComboBox):
        field.setMaximumWidth(FIELD_WIDTH)
    field.setAccessibleName(name)
    form.addRow(_label(name), field)


def _label(name: str) -> QLabel:
    label = QLabel(name)
    label.setProperty("role", "muted")
    label.setMinimumWidth(170)
    return label
