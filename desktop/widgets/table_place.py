"""Keeps what is selected and in sight of a list while its rows are read anew."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from desktop.tables import TableView


@contextmanager
def kept_place(table: TableView, key: Callable[[Any], Hashable]) -> Iterator[None]:
    """Select the rows of the same keys again, and scroll back, once the body showed new rows.

    Only rows that are at hand are compared: meant for lists that `show_rows` fills.
    """
    current = table.current()
    current_key = None if current is None else key(current)
    chosen = {key(row) for row in table.selected()}
    bar = table.verticalScrollBar()
    height = bar.value()
    yield
    model, keeper = table.rows, table.selectionModel()
    places = {}
    wanted = chosen | {current_key}
    for place in range(model.rowCount()):
        row = model.row(place)
        if row is not None and (known := key(row)) in wanted:
            places[known] = place
    last = len(model.columns) - 1
    chosen_places = sorted(place for known, place in places.items() if known in chosen)
    selection = QItemSelection()
    for first, end in _runs(chosen_places):
        selection.select(model.index(first, 0), model.index(end, last))
    if current_key in places:
        at = model.index(places[current_key], 0)
        keeper.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
    keeper.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    table.executeDelayedItemsLayout()
    bar.setValue(height)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    for _offset, run in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        numbers = [place for _number, place in run]
        yield numbers[0], numbers[-1]
