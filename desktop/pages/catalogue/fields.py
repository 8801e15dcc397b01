"""What the fields of a form have in common."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget


class Unclear(ValueError):
    """A field that can't be taken as typed; its message says why, for the clerk."""


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
    return None


def settled(field: QObject) -> bool:
    """Let a field read what was typed; False where it still asks which one is meant."""
    settle = getattr(field, "settle", None)
    return settle is None or settle() is not False
