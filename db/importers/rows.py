"""The rows under a header: which are data, and what group rows, sums and signatures say about them."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from db.importers import cells
from db.importers.header import Header, joined
from db.importers.problems import Refusal
from db.importers.reading import Cell
from db.importers.row_words import (
    department_key,
    is_letter_row,
    is_ordinal,
    is_signature,
    without_numbering,
)
from db.importers.words import category_of, header_key, ignored_headers, row_words
from db.text import clean

T = TypeVar("T")

_CODE = re.compile(r"[^\W\d_]{1,8}[-._/ ]?\d+")
_PHONE_DIGITS = 6
_NUMERIC = frozenset(["quantity", "amount", "price", "document_quantity", "requested", "minimum"])
_NAMES = {
    "supplies": (("name",), ("code", "unit")),
    "staff": (("name", "family_name", "given_name"), ("code", "title", "category", "phone")),
    "receipts": (("supply_code", "supply_name"), ("day", "quantity", "document_number")),
    "issues": (("supply_code", "supply_name"), ("day", "quantity", "code", "name")),
    "vouchers": (("supply_code", "supply_name"), ("day", "quantity", "kind", "recipient")),
}


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of data: its number in the sheet, its cells by field, the group it stands under."""

    number: int
    cells: dict[str, Cell]
    group: str = ""

    def text(self, name: str) -> str:
        """The clean text of a field, empty where there is none."""
        return cells.text(self.cells.get(name, ""))

    def read(self, name: str, parse: Callable[[Cell], T]) -> T:
        """What a field's cell means. Raises Refusal, which then knows the field."""
        try:
            return parse(self.cells.get(name, ""))
        except Refusal as refusal:
            refusal.field = refusal.field or name
            raise


@dataclass(slots=True)
class _State:
    group: str = ""
    is_after_list: bool = False
    is_just_after_header: bool = True
    above: dict[str, Cell] = field(default_factory=dict)


def data_rows(header: Header, departments: Collection[str] = ()) -> Iterator[DataRow]:
    """The data rows of a list in order; `departments` are keys of names known to be departments."""
    reader = _Reader(header, departments)
    state = _State()
    lines = list(reader.lines())
    for (number, line), (_, following) in zip(lines, [*lines[1:], (0, None)], strict=False):
        found = reader.classify(line, state, following)
        if found is not None:
            yield DataRow(number, found, state.group)


class _Reader:
    """Tells the rows of one list apart."""

    def __init__(self, header: Header, departments: Collection[str]) -> None:
        self._header = header
        self._departments = departments
        self._fields = header.fields
        self._field_at = {i: name for name, columns in header.fields.items() for i in columns}
        self._ordinals = frozenset(
            index
            for index, title in header.titles.items()
            if header_key(title) in ignored_headers()
        )
        self._counts = frozenset(i for i, name in self._field_at.items() if name in _NUMERIC)
        self._filled = self._merged_cells()
        self._across = {
            (top + 1, left)
            for top, left, bottom, right in header.sheet.merged
            if right > left and top >= header.last_row
        }
        self._names, self._others = _NAMES[header.kind]

    def lines(self) -> Iterator[tuple[int, "_Line"]]:
        """Every row below the header that is not empty."""
        rows = self._header.sheet.rows
        for index in range(self._header.last_row, len(rows)):
            number = index + 1
            row = list(rows[index])
            for column in self._filled.get(index, ()):
                if column < len(row):
                    row[column] = self._filled[index][column]
            line = _Line(number, tuple(row), self._ordinals, self._counts)
            if line.texts:
                yield number, line

    def classify(
        self, line: "_Line", state: _State, following: "_Line | None" = None
    ) -> dict[str, Cell] | None:
        """The cells of a data row; None for any other, which may change the state."""
        first, state.is_just_after_header = state.is_just_after_header, False
        if self._is_header_again(line):
            state.is_just_after_header = True
            return None
        if first and is_letter_row(line.texts.values()):
            return None
        found = {name: joined(line.row, columns) for name, columns in self._fields.items()}
        if not self._is_full(found, line):
            if (group := self._group(line, following)) is not None:
                state.group = group or state.group
                if self._is_surely_group(group, line):
                    state.is_after_list = False
                return None
            if self._is_total(line) or self._is_signature(line):
                state.is_after_list = True
                return None
            if not self._has_something(found, line):
                return None
        if state.is_after_list and not self._goes_on(found, line):
            return None
        state.is_after_list = False
        return self._without_dittos(found, state)

    def _is_full(self, found: dict[str, Cell], line: "_Line") -> bool:
        texts = {name: cells.text(found.get(name, "")) for name in (*self._names, *self._others)}
        has_name = any(texts[name] for name in self._names)
        if not has_name or self._all_signatures(line):
            return False
        if self._header.kind == "staff" and sum(map(str.isdigit, texts["phone"])) < _PHONE_DIGITS:
            texts["phone"] = ""  # the number of people, in the row of a group
        others = sum(bool(texts[name]) for name in self._others)
        is_sum = self._is_total(line) and not (texts.get("day") or texts.get("code"))
        if self._header.kind in {"staff", "supplies"}:
            return others > 0 and (line.has_number_in_front or not is_sum)
        has_number = any(map(str.isdigit, texts["day"] + texts["quantity"]))
        return others > 1 and has_number and not is_sum

    def _goes_on(self, found: dict[str, Cell], line: "_Line") -> bool:
        """Whether the list goes on after a sum or a signature: else names stand under signatures."""
        has_digit = any(any(map(str.isdigit, text)) for text in line.texts.values())
        category = cells.text(found.get("category", ""))
        return line.has_number_in_front or has_digit or category_of(category) is not None

    def _has_something(self, found: dict[str, Cell], line: "_Line") -> bool:
        """Whether a row that is neither whole nor anything else is meant as data."""
        texts = {name: cells.text(found.get(name, "")) for name in (*self._names, *self._others)}
        count = sum(map(bool, texts.values()))
        if self._header.kind == "staff":
            named = any(any(map(str.isalpha, texts[name])) for name in self._names)
            return named or bool(texts["code"]) or count > 1
        return count > 1 or (count == 1 and line.has_number_in_front)

    def _group(self, line: "_Line", following: "_Line | None") -> str | None:
        """The words of a group row; None for a row that is something else."""
        words = line.words
        if len(words) != 1 or len(line.texts) - len(words) > 2 or self._is_total(line):
            return None
        index, text = words[0]
        numbers = [i for i in line.texts if i != index and i not in self._ordinals]
        subtotals = {"quantity", "amount", "phone", "note", None}
        if any(self._field_at.get(i) not in subtotals for i in numbers if i > index):
            return None
        name = without_numbering(text)
        is_numbered = bool(line.ordinal) and not line.ordinal[0].isdigit()
        if department_key(name) in self._departments:
            return name
        if self._all_signatures(line):
            return None
        if self._field_at.get(index) in {"name", "supply_name"} and line.has_number_in_front:
            return name if self._sounds_like_department(name) else None
        if _CODE.fullmatch(text):
            return None
        is_caption = name.isupper() and " " in name and self._field_at.get(index) != "name"
        across = (line.number, index) in self._across
        if (
            is_numbered
            or name != text
            or across
            or is_caption
            or self._heads_numbered_rows(line, index, following)
            or self._sounds_like_department(name)
        ):
            return name
        return None

    def _heads_numbered_rows(self, line: "_Line", index: int, following: "_Line | None") -> bool:
        """Whether a lone text in the place of names stands over rows that are numbered, as it is not."""
        return (
            bool(self._ordinals)
            and self._field_at.get(index) == "name"
            and len(line.texts) == 1
            and not any(map(str.isdigit, line.texts[index]))
            and following is not None
            and following.has_number_in_front
        )

    def _is_surely_group(self, name: str, line: "_Line") -> bool:
        """Whether a list goes on under this row, even after a sum or a signature."""
        is_numbered = bool(line.ordinal) or (name and line.words[0][1] != name)
        is_known = department_key(name) in self._departments
        return is_known or bool(is_numbered) or self._sounds_like_department(name)

    def _sounds_like_department(self, name: str) -> bool:
        lowered = f"{name.lower()} "
        return self._header.kind != "supplies" and any(
            lowered.startswith(word if word.endswith(".") else f"{word} ")
            for word in row_words().department_words
        )

    def _is_total(self, line: "_Line") -> bool:
        for index, text in list(line.texts.items())[:3]:
            lowered = text.lower()
            if index not in self._ordinals and lowered.startswith(("tong cong", "tong so")):
                return True
            for word in row_words().totals:
                if lowered.startswith(word) and not lowered[len(word) : len(word) + 1].isalpha():
                    return True
        return False

    def _is_signature(self, line: "_Line") -> bool:
        return not line.has_number_in_front and any(
            is_signature(text) for text in line.texts.values()
        )

    def _all_signatures(self, line: "_Line") -> bool:
        return not line.has_number_in_front and all(
            is_signature(text) for text in line.texts.values()
        )

    def _is_header_again(self, line: "_Line") -> bool:
        same = sum(
            header_key(text) == header_key(self._header.titles.get(index, ""))
            for index, text in line.texts.items()
        )
        return same > 1 and 2 * same >= len(line.texts)

    def _without_dittos(self, found: dict[str, Cell], state: _State) -> dict[str, Cell]:
        """Put what stands above where a cell only says "the same"."""
        for name, cell in found.items():
            if isinstance(cell, str) and clean(cell).lower() in row_words().ditto:
                found[name] = state.above.get(name, "")
        state.above = found
        return found

    def _merged_cells(self) -> dict[int, dict[int, Cell]]:
        """Values of cells merged over several rows, for the rows below the first."""
        filled: dict[int, dict[int, Cell]] = {}
        rows = self._header.sheet.rows
        for top, left, bottom, _ in self._header.sheet.merged:
            if top < self._header.last_row or self._field_at.get(left) in {None, *_NUMERIC}:
                continue
            if top < len(rows) and left < len(rows[top]):
                for index in range(top + 1, min(bottom + 1, len(rows))):
                    filled.setdefault(index, {})[left] = rows[top][left]
        return filled


class _Line:
    """A row's cells that hold something, with the number or letter in front."""

    def __init__(
        self,
        number: int,
        row: tuple[Cell, ...],
        ordinals: Collection[int],
        counts: Collection[int],
    ) -> None:
        self.number = number
        self.row = row
        self.texts = {index: text for index, cell in enumerate(row) if (text := cells.text(cell))}
        self.ordinal = next(
            (
                text.rstrip(".)")
                for index, text in self.texts.items()
                if index in ordinals
                or (index == min(self.texts) and index not in counts and is_ordinal(text))
            ),
            "",
        )
        if len(self.ordinal) > 6:
            self.ordinal = ""

    @property
    def has_number_in_front(self) -> bool:
        """Whether the row is numbered 1, 2, 3 as data is."""
        return self.ordinal.isdigit()

    @property
    def words(self) -> list[tuple[int, str]]:
        """The cells with words, other than what stands in front."""
        return [
            (index, text)
            for index, text in self.texts.items()
            if any(c.isalpha() for c in text)
            and not (is_ordinal(text) and text.rstrip(".)") == self.ordinal)
        ]
