"""A list's header once it is understood: which column holds which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.importers import cells
from db.importers.reading import Cell, Sheet
from db.importers.units import is_unit
from db.importers.words import kind_words
from db.text import fold

_VALUES_ASKED = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the book knows, folded: it tells a person's code from a supply's by the cells below."""

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def share(self, name: str, cells_below: Sequence[str]) -> float:
        """Which part of the cells are known values of a field."""
        if not cells_below:
            return 0.0
        if name == "unit":
            return sum(map(is_unit, cells_below)) / len(cells_below)
        known = self.values.get(name, frozenset())
        return sum(fold(cell) in known for cell in cells_below) / len(cells_below)


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it was understood: its header as written, its field ("" for none), examples.

    Of a form it is one cell: its label, and the `row` (from 1) in which it stands.
    """

    index: int
    header: str
    field: str
    examples: tuple[str, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """Where a list's header stands in a sheet (rows from 1) and what its columns mean."""

    kind: str
    sheet: Sheet
    first_row: int
    last_row: int
    fields: dict[str, tuple[int, ...]]
    titles: dict[int, str]

    def title(self, name: str) -> str:
        """The header of a field as written; where there is no such column, its usual one."""
        if columns := self.fields.get(name):
            return self.titles[columns[0]]
        return kind_words(self.kind).titles.get(name, "")

    def has(self, *names: str) -> bool:
        """Whether the list has one of these columns."""
        return any(name in self.fields for name in names)

    def columns(self) -> tuple[Column, ...]:
        """Every column of the header, understood or not, with values from below it."""
        meaning = {index: name for name, found in self.fields.items() for index in found}
        return tuple(
            Column(index, title, meaning.get(index, ""), tuple(below(self, index)[:3]))
            for index, title in sorted(self.titles.items())
        )


def column_letter(index: int) -> str:
    """A column's letter as spreadsheets show it: A, B, … AA; counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def below(header: Header, index: int) -> list[str]:
    """Values under a column, the first different ones."""
    found: dict[str, None] = {}
    for row in header.sheet.rows[header.last_row :]:
        if index < len(row) and (text := cells.text(row[index])):
            found[text] = None
        if len(found) == _VALUES_ASKED:
            break
    return list(found)


def joined(row: Sequence[Cell], columns: Sequence[int]) -> Cell:
    """The cell of a field; the texts of several columns joined."""
    found = [row[index] for index in columns if index < len(row)]
    if len(found) == 1:
        return found[0]
    return " ".join(text for text in map(cells.text, found) if text)
