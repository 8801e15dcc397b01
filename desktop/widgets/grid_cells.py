"""What a row of the entry grid holds, and how a typed text becomes a value; without widgets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from desktop.context import Tone
from desktop.dates import day_text, parse_date
from desktop.labels import number
from desktop.translation import N_, _
from desktop.widgets.quantity import PackChoice, Quantity, QuantityUnclear, parse_quantity
from desktop.widgets.suggestions import Search, Suggestion, the_one

MARK = "\x1f"  # between the name and the value of a choice in a kept cell


class Kind(Enum):
    """What a column takes."""

    TEXT = auto()  # value: str
    CHOICE = auto()  # value: that of the picked Suggestion
    QUANTITY = auto()  # value: widgets.quantity.Quantity
    NUMBER = auto()  # value: int
    MONEY = auto()  # value: int, whole đồng
    DATE = auto()  # value: date
    PICKED = auto()  # pairs of numbers chosen elsewhere, kept in drafts; shows `text(row)`
    READ_ONLY = auto()  # shows `text(row)`


@dataclass(frozen=True, slots=True)
class Cell:
    """A text as typed, what it means, and why it can't be taken."""

    text: str = ""
    value: Any = None
    problem: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: `row["supply"]` is a value (None if empty or wrong), `row.text("supply")` as typed.

    `tag` is the page's own: the id of a person, of a record.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    tag: Any = None

    def __getitem__(self, key: str) -> Any:
        return self.cells.get(key, EMPTY).value

    def text(self, key: str) -> str:
        """What was typed in a column."""
        return self.cells.get(key, EMPTY).text

    def pieces(self, key: str) -> int:
        """The base units of a quantity; 0 where there is none."""
        value = self[key]
        return value.pieces if isinstance(value, Quantity) else 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed and nothing is tagged."""
        return self.tag is None and not any(cell.text for cell in self.cells.values())

    def with_cell(self, key: str, cell: Cell) -> "GridRow":
        """The same row with another cell."""
        return replace(self, cells={**self.cells, key: cell})


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of an entry grid.

    `width` in pixels, 0 for what is left. `search` suggests for CHOICE; `packs` and `unit` are for
    QUANTITY, `text` and `tone` for what READ_ONLY shows. `is_free` lets a CHOICE keep a text that
    nothing fits. `by_month` reads 02/2021 as a date.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 0
    search: Search | None = None
    is_free: bool = False
    packs: Callable[[GridRow], Sequence[PackChoice]] | None = None
    unit: Callable[[GridRow], str] | None = None
    least: int = 1
    is_past: bool = False
    by_month: bool = False
    text: Callable[[GridRow], str] | None = None
    tone: Callable[[GridRow], Tone] | None = None
    tip: Callable[[GridRow], str] | None = None
    is_right: bool = False

    @property
    def is_editable(self) -> bool:
        """Whether the clerk types here."""
        return self.kind not in {Kind.PICKED, Kind.READ_ONLY}

    @property
    def is_kept(self) -> bool:
        """Whether a draft remembers it."""
        return self.kind is not Kind.READ_ONLY

    def take(self, row: GridRow, text: str, today: date) -> Cell:
        """What a typed text comes to in this row."""
        typed = text.strip()
        if not typed:
            return EMPTY
        return _TAKERS[self.kind](self, row, typed, today)

    def shown(self, row: GridRow) -> str:
        """What the cell shows while it is not typed in."""
        if self.text is not None:
            return self.text(row)
        cell = row.cells.get(self.key, EMPTY)
        if self.kind is Kind.QUANTITY and isinstance(cell.value, Quantity):
            return self._quantity_shown(row, cell)
        return cell.text

    def _quantity_shown(self, row: GridRow, cell: Cell) -> str:
        pieces = number(cell.value.pieces)
        unit = self.unit(row) if self.unit else ""
        if cell.text.replace(".", "").isdigit():
            return f"{pieces} {unit}".rstrip()
        return f"{cell.text} = {pieces} {unit}".rstrip()


def chosen(suggestion: Suggestion) -> Cell:
    """The cell of a picked suggestion."""
    return Cell(suggestion.label, suggestion.value)


def picked(pairs: Iterable[tuple[int, int]]) -> Cell:
    """The cell of pairs of numbers, say of lots with their pieces."""
    value = tuple(pairs)
    return Cell(";".join(f"{one}:{other}" for one, other in value), value) if value else EMPTY


def kept(column: GridColumn, cell: Cell) -> str:
    """A cell as a draft keeps it: as typed; a choice with its value, so that namesakes stay apart."""
    if column.kind is Kind.CHOICE and cell.value is not None:
        return f"{cell.text}{MARK}{cell.value}"
    return cell.text


def restored(column: GridColumn, row: GridRow, text: str, today: date) -> Cell:
    """The cell that `kept` wrote, if what it names is still there."""
    label, mark, value = text.partition(MARK)
    if mark and column.search is not None:
        for one in column.search(label):
            if str(one.value) == value:
                return chosen(one)
    return column.take(row, label, today)


def _text(_column: GridColumn, _row: GridRow, typed: str, _today: date) -> Cell:
    return Cell(typed, typed)


def _choice(column: GridColumn, _row: GridRow, typed: str, _today: date) -> Cell:
    found = column.search(typed) if column.search else ()
    if (only := the_one(typed, found)) is not None:
        return chosen(only)
    if column.is_free:
        return Cell(typed, typed)
    form = N_("“{text}”: có nhiều tên giống, hãy chọn.") if found else N_("Không có “{text}”.")
    return Cell(typed, problem=_(form).format(text=typed))


def _quantity(column: GridColumn, row: GridRow, typed: str, _today: date) -> Cell:
    packs = column.packs(row) if column.packs else ()
    try:
        return Cell(typed, _parsed(typed, tuple(packs), column.least))
    except QuantityUnclear as unclear:
        return Cell(typed, problem=str(unclear))


@lru_cache(2048)  # a list of a thousand people says the same few quantities
def _parsed(typed: str, packs: tuple[PackChoice, ...], least: int) -> Quantity:
    return parse_quantity(typed, packs, least=least)


def _number(column: GridColumn, _row: GridRow, typed: str, _today: date) -> Cell:
    bare = typed.removesuffix("đ").strip() if column.kind is Kind.MONEY else typed
    try:
        value = parse_quantity(bare, least=min(column.least, 0)).pieces
    except QuantityUnclear as unclear:
        return Cell(typed, problem=str(unclear))
    return Cell(number(value), value)


def _date(column: GridColumn, _row: GridRow, typed: str, today: date) -> Cell:
    latest = today if column.is_past else None
    day = parse_date(typed, today, latest=latest, by_month=column.by_month)
    if day is None:
        return Cell(typed, problem=_("“{text}” không phải là ngày.").format(text=typed))
    return Cell(day_text(day), day)


def _picked(_column: GridColumn, _row: GridRow, typed: str, _today: date) -> Cell:
    pairs = [part.partition(":") for part in typed.split(";")]
    if not all(one.isdigit() and other.isdigit() for one, _colon, other in pairs):
        return EMPTY  # a draft of before this column was there
    return picked((int(one), int(other)) for one, _colon, other in pairs)


def _read_only(_column: GridColumn, _row: GridRow, typed: str, _today: date) -> Cell:
    return Cell(typed, typed)


_TAKERS: Mapping[Kind, Callable[[GridColumn, GridRow, str, date], Cell]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.QUANTITY: _quantity,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.DATE: _date,
    Kind.PICKED: _picked,
    Kind.READ_ONLY: _read_only,
}
