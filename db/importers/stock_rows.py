"""The rows of a báo cáo nhập – xuất – tồn: data, groups with their subtotals, the sheet's own totals."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from db.importers import cells
from db.importers.header import Header
from db.importers.problems import Refusal
from db.importers.reading import Cell
from db.importers.row_words import is_letter_row, is_ordinal, is_signature, without_numbering
from db.importers.rows import DataRow
from db.importers.words import header_key, ignored_headers, row_words
from db.text import fold

_OF_A_PART = re.compile(r"\b(nhom|trang|muc|phan|loai|chuyen|mang)\b")
_NUMBER = re.compile(r"\d{1,5}(?:[.)]\d{0,3})*[.)]?")
_FIRST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Sums:
    """What the sheet itself says a column of closing stock comes to; None where it says nothing."""

    row: int
    quantity: Decimal | None
    amount: Decimal | None


@dataclass(slots=True)
class Group:
    """A group row: its words, its own sums, and the numbers of its rows of data."""

    name: str
    sums: Sums
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class StockRows:
    """All that stands under the header."""

    data: list[DataRow] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    total: Sums | None = None


def stock_rows(header: Header) -> StockRows:
    """Tell the rows of a report apart."""
    return _Reader(header).read()


def figure(cell: Cell) -> Decimal | None:
    """A figure as it stands, 0 and negative ones too; None for an empty cell or a dash.

    Raises Refusal for what is no number.
    """
    shown = cells.text(cell)
    if shown in {"", "-", "\u2013", "x", "X"}:
        return None
    return cells.signed(cell)


class _Reader:
    """Reads one report from its header down."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._at = header.fields
        self._figures = frozenset(
            index
            for name, columns in header.fields.items()
            if name.endswith(("_quantity", "_price", "_amount"))
            for index in columns
        )
        self._ordinals = frozenset(
            index
            for index, title in header.titles.items()
            if index not in self._figures and header_key(title) in ignored_headers()
        )
        self._filled = _merged_down(header, self._figures | self._ordinals)
        self._across = {
            (top, left)
            for top, left, _, right in header.sheet.merged
            if right > left and top >= header.last_row
        }
        self._found = StockRows()
        self._totals: list[tuple[str, Sums]] = []

    def read(self) -> StockRows:
        """Go through the rows in order."""
        is_first, is_after = True, False
        for index in range(self._header.last_row, len(self._header.sheet.rows)):
            line = self._line(index)
            if not line.texts or self._is_header_again(line):
                continue
            if is_first and is_letter_row(line.texts.values()):
                continue
            is_first = False
            if self._is_total(line):
                words = fold(next(text for _, text in line.words))
                self._totals.append((words, self._sums(line)))
            elif not line.numbers and not line.is_numbered and self._is_signature(line):
                is_after = True
            elif not (is_after and not line.numbers):
                self._take(line)
        self._found.total = self._grand_total()
        return self._found

    def _line(self, index: int) -> "_Line":
        row = list(self._header.sheet.rows[index])
        for column, cell in self._filled.get(index, {}).items():
            if column < len(row) and not cells.text(row[column]):
                row[column] = cell
        return _Line(index, row, self._ordinals, self._figures)

    def _take(self, line: "_Line") -> None:
        """A row of data or of a group; what is neither is left aside."""
        name = self._group(line)
        if name:
            self._found.groups.append(Group(name, self._sums(line)))
            return
        is_named = self._has(line, "supply_name") or self._has(line, "supply_code")
        is_data = line.numbers or line.is_numbered or self._has(line, "unit")
        if not is_data or not (is_named or (line.is_numbered and line.numbers)):
            return
        found: dict[str, Cell] = {
            name: self._cell(line, name) for name in self._at if self._cell(line, name) != ""
        }
        group = self._found.groups[-1] if self._found.groups else None
        if group is not None:
            group.rows.append(line.number)
        self._found.data.append(DataRow(line.number, found, group.name if group else ""))

    def _cell(self, line: "_Line", name: str) -> Cell:
        """The cell of a field; several columns of nhập or xuất added up."""
        columns = [index for index in self._at.get(name, ()) if index < len(line.row)]
        if len(columns) < 2:
            return line.row[columns[0]] if columns else ""
        try:
            return float(sum(figure(line.row[index]) or 0 for index in columns))
        except Refusal:
            return ""

    def _has(self, line: "_Line", name: str) -> bool:
        return any(index in line.texts for index in self._at.get(name, ()))

    def _group(self, line: "_Line") -> str:
        """The words of a group row: no unit, no code, not numbered 1, 2, 3 as data is."""
        if len(line.words) != 1 or self._has(line, "unit") or self._has(line, "supply_code"):
            return ""
        index, text = line.words[0]
        name = without_numbering(text)
        if line.is_numbered and name == text:
            return ""
        if line.ordinal or name != text or fold(text).startswith("nhom ") or not line.numbers:
            return name
        # with sums of its own it still lacks what rows of data have
        stands_out = text.isupper() or (line.index, index) in self._across
        return name if "unit" in self._at and (stands_out or self._ordinals) else ""

    def _sums(self, line: "_Line") -> Sums:
        def read(name: str) -> Decimal | None:
            try:
                return figure(self._cell(line, name))
            except Refusal:
                return None

        return Sums(line.number, read("closing_quantity"), read("closing_amount"))

    def _grand_total(self) -> Sums | None:
        """The row of the whole: "Tổng cộng", else the last "Cộng" that is of no part."""
        whole = [(words, sums) for words, sums in self._totals if not _OF_A_PART.search(words)]
        plain = [sums for words, sums in whole if words.startswith("tong")]
        if plain:
            return plain[0]
        if whole and (not self._found.groups or len(whole) == 1):
            return whole[-1][1]
        return None

    def _is_total(self, line: "_Line") -> bool:
        if line.is_numbered:
            return False
        for _, text in line.words[:_FIRST_WORDS]:
            lowered = without_numbering(text).lower()
            for word in row_words().totals:
                if lowered.startswith(word) and not lowered[len(word) : len(word) + 1].isalpha():
                    return True
        return False

    def _is_signature(self, line: "_Line") -> bool:
        return any(is_signature(text) for text in line.texts.values())

    def _is_header_again(self, line: "_Line") -> bool:
        titles = self._header.titles
        same = sum(
            header_key(text) in {header_key(part) for part in titles.get(index, "").split(" – ")}
            for index, text in line.texts.items()
        )
        return same > 1 and 2 * same >= len(line.texts)


class _Line:
    """A row's cells that hold something."""

    def __init__(
        self, index: int, row: list[Cell], ordinals: frozenset[int], figures: frozenset[int]
    ) -> None:
        self.index, self.number, self.row = index, index + 1, row
        self.texts = {i: text for i, cell in enumerate(row) if (text := cells.text(cell))}
        front = [i for i in self.texts if i in ordinals or i == min(self.texts)]
        self.ordinal = next(
            (
                self.texts[i].rstrip(".)")
                for i in front
                if i not in figures
                and (is_ordinal(self.texts[i]) or _NUMBER.fullmatch(self.texts[i]))
            ),
            "",
        )
        self.words = [
            (i, text)
            for i, text in self.texts.items()
            if any(map(str.isalpha, text))
            and i not in figures
            and not (i in front and text.rstrip(".)") == self.ordinal)
        ]
        self.numbers = [
            i for i, text in self.texts.items() if i in figures and any(map(str.isdigit, text))
        ]

    @property
    def is_numbered(self) -> bool:
        """Whether the row is numbered 1, 2, 3 as data is."""
        return bool(_NUMBER.fullmatch(self.ordinal))


def _merged_down(header: Header, left_out: frozenset[int]) -> dict[int, dict[int, Cell]]:
    """What cells merged over several rows say to the rows below their first."""
    filled: dict[int, dict[int, Cell]] = {}
    rows = header.sheet.rows
    known = {index for columns in header.fields.values() for index in columns}
    for top, left, bottom, _ in header.sheet.merged:
        if top < header.last_row or left in left_out or left not in known or top >= len(rows):
            continue
        if left < len(rows[top]):
            for index in range(top + 1, min(bottom + 1, len(rows))):
                filled.setdefault(index, {})[left] = rows[top][left]
    return filled
