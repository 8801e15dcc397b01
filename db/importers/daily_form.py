"""Finding what a department's daily form tells: labels wherever they stand, and what is beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.importers import cells
from db.importers.errors import NoHeader
from db.importers.header import Header, column_letter
from db.importers.reading import Cell, Sheet
from db.importers.words import header_key, kind_words

KIND = "daily"
VERSION = 1
"""Of the form that the program prints; a higher one is of a later program."""

FREE = ("other_results", "difficulties", "proposals", "tomorrow")
PEOPLE = ("present", "on_leave", "quarantined", "feverish")
_TABLES = {"duty": "result", "indicator": "figure"}
_OF_TABLES = frozenset(["duty", "result", "indicator", "unit", "figure"])
_ITS_OWN = ("sent_at", "reporter", *FREE, "duty", "indicator")
_FEWEST = 2
_MOST_ROWS, _MOST_COLUMNS = 500, 60
_LONGEST_LABEL = 60
_NUMBERING = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-z]) (?=\S{2})")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a label, or in a row of a table; the place of the cell counts from 0."""

    label: str
    cell: Cell
    row: int
    column: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told."""
        return not cells.text(self.cell)


@dataclass(frozen=True, slots=True)
class DailyForm:
    """One sheet as it was understood: single fields, results by duty, figures by indicator."""

    sheet: Sheet
    fields: Mapping[str, Told]
    results: tuple[Told, ...]
    figures: tuple[Told, ...]
    tables: frozenset[str]

    @property
    def is_form(self) -> bool:
        """Whether it says of whom and of which day it is, and has fields that no list has."""
        known = self.fields.keys() | self.tables
        return not self.missing and sum(name in known for name in _ITS_OWN) >= _FEWEST

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the fields that it can't do without it lacks."""
        lacks = [] if {"code", "department"} & self.fields.keys() else ["department"]
        return (*lacks, *(() if "day" in self.fields else ("day",)))

    def address(self, told: Told, *, with_sheet: bool) -> str:
        """Where a cell stands, as a spreadsheet names it: C12, or BC!C12."""
        place = f"{column_letter(told.column)}{told.row + 1}"
        return f"{self.sheet.name}!{place}" if with_sheet else place


def find_forms(sheets: Sequence[Sheet]) -> tuple[DailyForm, ...]:
    """The visible sheets that are forms. Raises NoHeader where none is."""
    read = [_read(sheet) for sheet in sheets if not sheet.is_hidden]
    if forms := tuple(form for form in read if form.is_form):
        return forms
    titles = kind_words(KIND).titles
    best = max(read, key=lambda form: len(form.fields), default=None)
    missing = best.missing if best and best.fields else ("department", "day")
    lacks = tuple(titles[name] for name in missing or ("reporter",))
    raise NoHeader(KIND, lacks, best.sheet.name if best else "", 1 if best and best.fields else 0)


def find_daily_header(sheets: Sequence[Sheet]) -> Header:
    """The first form as if its labels were headers, to compare it with lists. Raises NoHeader."""
    form = find_forms(sheets)[0]
    rows = [told.row + 1 for told in form.fields.values()]
    fields: dict[str, tuple[int, ...]] = {
        name: (told.column,) for name, told in form.fields.items()
    }
    return Header(KIND, form.sheet, min(rows), max(rows), fields, {})


def label_key(text: str) -> str:
    """A duty or an indicator reduced to its words, without the number in front."""
    return _NUMBERING.sub("", header_key(text))


def _read(sheet: Sheet) -> DailyForm:
    fields: dict[str, Told] = {}
    rows: dict[str, list[Told]] = {name: [] for name in _TABLES}
    tables: set[str] = set()
    at: tuple[str, int, int] | None = None
    ends = {(top, left): right for top, left, _bottom, right in sheet.merged}
    for number, row in enumerate(sheet.rows[:_MOST_ROWS]):
        line = row[:_MOST_COLUMNS]
        if (head := _table(line)) is not None:
            at = head
            tables.add(at[0])
            continue
        if at is not None and not _ends(line, at[1]):
            table, names, values = at
            if names < len(line) and (label := _first_line(line[names])):
                cell = line[values] if values < len(line) else ""
                rows[table].append(Told(label, cell, number, values))
            continue
        at = None
        for name, told in _fields(number, line, ends):
            if name not in fields or fields[name].is_empty:
                fields[name] = told
    return DailyForm(
        sheet, fields, tuple(rows["duty"]), tuple(rows["indicator"]), frozenset(tables)
    )


def _table(line: Sequence[Cell]) -> tuple[str, int, int] | None:
    """The table that a row heads, with the columns of its names and of what is told of them."""
    named = {name: index for index, cell in reversed([*enumerate(line)]) if (name := _field(cell))}
    for name, value in _TABLES.items():
        if named.get(name, len(line)) < named.get(value, -1):
            return name, named[name], named[value]
    return None


def _ends(line: Sequence[Cell], column: int) -> bool:
    """Whether a row belongs no longer to a table: a label of something else stands in front."""
    return any(_field(cell) not in {"", *_OF_TABLES} for cell in line[: column + 1])


def _fields(
    number: int, line: Sequence[Cell], ends: Mapping[tuple[int, int], int]
) -> Iterator[tuple[str, Told]]:
    """The labels of a row with what is told beside them; `ends` are the last columns of merged cells."""
    index = 0
    while index < len(line):
        cell, at = line[index], index
        index += 1
        name = _field(cell)
        if name and name not in _OF_TABLES:
            told = next((n for n in range(index, len(line)) if cells.text(line[n])), None)
            if told is None or _field(line[told]):
                yield name, Told(cells.text(cell), "", number, ends.get((number, at), at) + 1)
            else:
                yield name, Told(cells.text(cell), line[told], number, told)
                index = told + 1
        elif isinstance(cell, str) and ":" in cell:
            label, _colon, value = cell.partition(":")
            name = _field(label)
            if name and name not in _OF_TABLES and value.strip():
                yield name, Told(cells.text(label), value, number, at)


def _first_line(cell: Cell) -> str:
    """The name in front of a plan's own sentence."""
    return cells.text(cell.strip().partition("\n")[0] if isinstance(cell, str) else cell)


def _field(cell: Cell) -> str:
    """The field whose label a cell is, else nothing."""
    if not isinstance(cell, str) or not 0 < len(cell) <= _LONGEST_LABEL:
        return ""
    found = kind_words(KIND).by_header
    key = header_key(cell)
    return (found.get(key) or found.get(_NUMBERING.sub("", key)) or ("",))[0]
