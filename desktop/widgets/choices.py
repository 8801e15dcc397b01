"""Filling a choice anew without losing what is chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox


def choose(box: QComboBox, value: Any) -> None:
    """Show the choice that stands for a value; the first one where none does."""
    place = next((n for n in range(box.count()) if box.itemData(n) == value), 0)
    box.setCurrentIndex(place)


def refill(box: QComboBox, choices: Sequence[tuple[str, Any]]) -> None:
    """Offer other choices, silently; what is chosen stays where it is still offered."""
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == list(choices):
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, value in choices:
        box.addItem(text, value)
    choose(box, chosen)
    box.blockSignals(False)
