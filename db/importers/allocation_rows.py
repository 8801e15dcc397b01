"""The rows of an allocation: what each place is to get, groups, subtotals, what is kept back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from db.importers import cells
from db.importers.header import Header, joined
from db.importers.reading import Cell
from db.importers.row_words import is_letter_row, is_ordinal, is_signature, without_numbering
from db.importers.words import allocation_words, header_key, ignored_headers, row_words

_PLACES = ("district", "ward", "agency")


class Said(Enum):
    """What a row is."""

    PLACE = auto()
    SUM = auto()  # of everything, or of the district that its words name
    KEPT = auto()  # what is not given out


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row under the header; `words` are what it says in front of its figures.

    `figures` are the cells of the leaflets' columns by field; `leaflet` and `quantity` those of a
    list with a row for each leaflet, `others` those of all other fields.
    """

    number: int
    said: Said
    district: str
    ward: str
    agency: str
    words: str
    figures: dict[str, Cell] = field(default_factory=dict)
    leaflet: str = ""
    quantity: Cell = ""
    others: dict[str, Cell] = field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        """Whether something stands in the columns of figures."""
        return any(map(cells.text, (*self.figures.values(), self.quantity)))


def place_rows(header: Header, columns: Sequence[str]) -> Iterator[PlaceRow]:
    """The rows of a list of places in order; signatures and what stands below are left out.

    `columns` are the fields whose cells are figures.
    """
    ordinals = {
        index
        for index, title in header.titles.items()
        if all(header_key(part) in ignored_headers() for part in title.split(" – "))
    }
    merged = _merged_down(header)
    is_first, is_after = True, False
    for index in range(header.last_row, len(header.sheet.rows)):
        row = [*header.sheet.rows[index]]
        for column, cell in merged.get(index, {}).items():
            row[column] = cell
        texts = {at: text for at, cell in enumerate(row) if (text := cells.text(cell))}
        if not texts or _is_header_again(header, texts):
            continue
        if is_first and is_letter_row(texts.values()):
            continue
        is_first = False
        found = _row(header, columns, index + 1, row, _words(header, texts, ordinals))
        if not found.has_figures and any(map(is_signature, texts.values())):
            is_after = True
        elif found.words and not (is_after and not found.has_figures):
            yield found


def _row(
    header: Header, columns: Sequence[str], number: int, row: list[Cell], words: str
) -> PlaceRow:
    at = {name: cells.text(joined(row, header.fields.get(name, ()))) for name in _PLACES}
    if not any(at.values()):
        at["agency"] = words
    figures = {name: joined(row, header.fields[name]) for name in columns}
    others = {
        name: joined(row, found)
        for name, found in header.fields.items()
        if name not in {*columns, *_PLACES}
    }
    is_long = not columns
    return PlaceRow(
        number=number,
        said=_said(words),
        district=at["district"],
        ward=at["ward"],
        agency=at["agency"],
        words=words,
        figures=figures,
        leaflet=cells.text(others.get("leaflet", "")) if is_long else "",
        quantity=others.get("quantity", "") if is_long else "",
        others=others,
    )


def _words(header: Header, texts: dict[int, str], ordinals: set[int]) -> str:
    """What stands in front: the place, or the words in the column of numbers ("I. QUẬN 1")."""
    places = {index for name in _PLACES for index in header.fields.get(name, ())}
    for index, text in texts.items():
        if index in places or (index in ordinals and _says_something(text)):
            return without_numbering(text) if any(map(str.isalpha, text)) else text
    return ""


def _says_something(text: str) -> bool:
    """Whether the column of numbers holds words: "I. QUẬN 1", not "II", "1.1" or "a)"."""
    return not is_ordinal(text) and sum(map(str.isalpha, text)) > 1


def _said(words: str) -> Said:
    lowered, key = words.lower(), header_key(words)
    if key.startswith(allocation_words().kept):
        return Said.KEPT
    for word in row_words().totals:
        if lowered.startswith(word) and not lowered[len(word) : len(word) + 1].isalpha():
            return Said.SUM
    return Said.PLACE


def _is_header_again(header: Header, texts: dict[int, str]) -> bool:
    same = sum(
        header_key(text) in {header_key(part) for part in header.titles.get(index, "").split(" – ")}
        for index, text in texts.items()
    )
    return same > 1 and 2 * same >= len(texts)


def _merged_down(header: Header) -> dict[int, dict[int, Cell]]:
    """A district merged over the rows of its wards stands in each of them."""
    places = {index for name in ("district", "leaflet") for index in header.fields.get(name, ())}
    filled: dict[int, dict[int, Cell]] = {}
    rows = header.sheet.rows
    for top, left, bottom, _right in header.sheet.merged:
        if top >= header.last_row and left in places and top < len(rows):
            for index in range(top + 1, min(bottom + 1, len(rows))):
                filled.setdefault(index, {})[left] = rows[top][left]
    return filled
