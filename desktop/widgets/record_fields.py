"""What the fields of a form have in common."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.widgets.quantity import PackChoice, QuantityUnclear, parse_quantity


class Unclear(ValueError):
    """A field that can't be taken as typed; its message says why, for the clerk."""


@runtime_checkable
class Picks(Protocol):
    """A field that holds several things that were picked."""

    changed: SignalInstance

    @property
    def values(self) -> list[object]: ...

    def choose(self, values: Sequence[object]) -> None: ...


def value_of(field: QWidget) -> Any:
    """What a field holds as typed, to see whether it was changed."""
    match field:
        case QLineEdit():
            return field.text()
        case QComboBox():
            return field.currentText()
        case QAbstractButton():
            return field.isChecked()
        case QPlainTextEdit():
            return field.toPlainText()
        case Picks():
            return tuple(field.values)
    return None


def put_in(field: QWidget, value: Any) -> None:
    """Type a value that `value_of` gave into a field again, where it can still be typed."""
    match field:
        case QLineEdit() if not field.isReadOnly():
            field.setText(value)
            field.editingFinished.emit()
        case QComboBox() if (place := field.findText(value)) >= 0:
            field.setCurrentIndex(place)
        case QAbstractButton():
            field.setChecked(value)
        case QPlainTextEdit():
            field.setPlainText(value)
        case Picks():
            field.choose(value)


def settled(field: QObject) -> bool:
    """Let a field read what was typed; False where it still asks which one is meant."""
    settle = getattr(field, "settle", None)
    return settle is None or settle() is not False


def whole_number(field: QLineEdit, packs: Iterable[tuple[str, int]] = ()) -> int:
    """A whole number of base units, 0 for an empty field; packs may be named."""
    typed = field.text().strip()
    if typed in {"", "0"}:
        return 0
    try:
        return parse_quantity(typed, [PackChoice(None, *pack) for pack in packs]).pieces
    except QuantityUnclear as unclear:
        raise Unclear(f"{field.accessibleName()}: {unclear}") from unclear
