"""Finding the header of an allocation: places in rows, leaflets in columns (or beside a quantity)."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.importers import cells
from db.importers.errors import NoHeader
from db.importers.header import Header
from db.importers.places import place_key
from db.importers.reading import Sheet
from db.importers.row_words import is_letter_row
from db.importers.spread import spread
from db.importers.words import allocation_words, header_key, ignored_headers, kind_words

KIND = "allocation"
LEAFLET = "leaflet:"
_ROWS_SEARCHED = 100
_HEADER_ROWS = 3
_LONGEST = 250
_CODED = re.compile(
    r"^\s*([^\W\d_]{1,6}[-._/ ]?\d{1,5}[A-Za-z]?)\s*(?:[-–—:.]\s*(\S.*))?$", re.DOTALL
)
_PLACES = ("district", "ward", "agency")


@dataclass(frozen=True, slots=True)
class LeafletHead:
    """What the head of a column says of its leaflet; either part may be empty."""

    code: str
    title: str


def leaflet_head(text: str) -> LeafletHead:
    """The code and the title in "TR01 - Tờ bướm: …"."""
    found = _CODED.match(text)
    if found:
        return LeafletHead(found[1].replace(" ", ""), found[2] or "")
    return LeafletHead("", text)


def find_allocation_header(sheets: Sequence[Sheet]) -> Header:
    """The header that knows most columns, on the visible sheets first. Raises NoHeader."""
    best: Header | None = None
    for is_hidden in (False, True):
        for sheet in sheets:
            if sheet.is_hidden is is_hidden:
                for header in _candidates(sheet):
                    if best is None or _rank(header) > _rank(best):
                        best = header
        if best is not None and not _missing(best):
            return best
    titles = kind_words(KIND).titles
    if best is None:
        raise NoHeader(KIND, (titles["district"], titles["leaflet"]), "", 0)
    raise NoHeader(
        KIND, tuple(titles[name] for name in _missing(best)), best.sheet.name, best.first_row
    )


def other_allocation_headers(header: Header, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The other visible sheets that hold an allocation."""
    return tuple(
        sheet.name
        for sheet in sheets
        if sheet is not header.sheet
        and not sheet.is_hidden
        and any(not _missing(found) for found in _candidates(sheet))
    )


def leaflet_fields(header: Header) -> list[str]:
    """The fields of the columns that are leaflets, from left to right."""
    return [name for name in header.fields if name.startswith(LEAFLET)]


def _missing(header: Header) -> tuple[str, ...]:
    lacks = [] if header.has(*_PLACES) else ["district"]
    is_long = header.has("leaflet") and header.has("quantity")
    return (*lacks, *(() if leaflet_fields(header) or is_long else ("leaflet",)))


def _rank(header: Header) -> tuple[int, int, int, int]:
    """Whole ones first; a leaflet that several columns name has a row of heads below it."""
    places = sum(header.has(name) for name in _PLACES)
    columns = leaflet_fields(header)
    again = len(columns) - len({header.title(name) for name in columns})
    known = len(header.fields) - header.has("-") - 2 * again
    return -len(_missing(header)), places, known, header.first_row - header.last_row


def _candidates(sheet: Sheet) -> Iterator[Header]:
    grid = spread(sheet, _ROWS_SEARCHED + _HEADER_ROWS)
    for top in range(min(len(grid), _ROWS_SEARCHED)):
        for height in range(1, _HEADER_ROWS + 1):
            lines = grid[top : top + height]
            if len(lines) < height or not _is_header(lines[-1], sheet, top + height - 1):
                break
            if (header := _header(sheet, top, lines)) is not None:
                yield header


def _is_header(line: Sequence[str], sheet: Sheet, row: int) -> bool:
    """Whether a row has words over its columns: no title over most of them, no figures."""
    filled = [text for text in line if text]
    figures = sum(not isinstance(cell, str) or cell.strip().isdecimal() for cell in sheet.rows[row])
    is_title = len(set(filled)) == 1 and 2 * len(filled) > max(3, len(line))
    return bool(filled) and not is_title and figures < 2 and not is_letter_row(filled)


def _header(sheet: Sheet, top: int, lines: Sequence[Sequence[str]]) -> Header | None:
    fields: dict[str, tuple[int, ...]] = {}
    titles: dict[int, str] = {}
    heads: dict[int, str] = {}
    for index, texts in _stacks(lines).items():
        titles[index] = " – ".join(texts)
        keys = [header_key(text) for text in texts]
        name = _field(keys)
        if name == "quantity" and any(map(_is_surely, texts)):
            name = ""  # "Số lượng" below the title of its leaflet
        if name and name not in fields:
            fields[name] = (index,)
        elif not name and (head := _leaflet(texts, keys)):
            heads[index] = head
    if not any(name in fields for name in _PLACES):
        return None
    last = top + len(lines)
    surely = {index for index, head in heads.items() if _is_surely(head)}
    is_of_places = bool({"district", "ward"} & set(fields)) or _has_places(
        sheet, last, fields["agency"][0]
    )
    is_long = "leaflet" in fields and "quantity" in fields
    for index in sorted(heads):
        if index in surely or (is_of_places and not is_long and _is_counted(sheet, last, index)):
            fields[f"{LEAFLET}{index}"] = (index,)
            titles[index] = heads[index]
    return Header(KIND, sheet, top + 1, last, fields, titles)


def _stacks(lines: Sequence[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The texts of each column from the top down; an upper one goes on over what stands below it."""
    width = max(map(len, lines))
    filled = [[*line, *[""] * (width - len(line))] for line in lines]
    for upper, lower in reversed(list(itertools.pairwise(filled))):
        for index in range(1, width):
            if not upper[index] and lower[index] and lower[index - 1]:
                upper[index] = upper[index - 1]
    stacks = {
        index: tuple(dict.fromkeys(line[index] for line in filled if line[index]))
        for index in range(width)
    }
    return {
        index: texts
        for index, texts in stacks.items()
        if texts and all(len(text) <= _LONGEST for text in texts)
    }


def _field(keys: Sequence[str]) -> str:
    """The field of a column, by its lowest header, then by all of them together."""
    by_header = kind_words(KIND).by_header
    for key in (keys[-1], " ".join(keys)):
        if key in ignored_headers():
            return "-"
        if key in by_header:
            return by_header[key][0]
    return ""


def _leaflet(texts: Sequence[str], keys: Sequence[str]) -> str:
    """The text that names the leaflet of a column, the lowest that says more than "số lượng"."""
    words = allocation_words()
    if any(key in words.other or key in ignored_headers() for key in keys):
        return ""
    named = [
        text for text, key in zip(texts, keys, strict=True) if key and key not in words.generic
    ]
    return named[-1] if named else ""


def _is_surely(head: str) -> bool:
    """Whether a head names a leaflet whatever stands below: a code with a title, "Tờ bướm …"."""
    said = leaflet_head(head)
    is_titled = header_key(said.title).startswith(allocation_words().leaflet_words)
    return is_titled or bool(said.code and said.code[:2].upper() == "TR")


def _is_counted(sheet: Sheet, last: int, index: int) -> bool:
    """Whether most of what stands in a column are numbers."""
    below = [row[index] for row in sheet.rows[last:] if index < len(row) and cells.text(row[index])]
    figures = [cell for cell in below if not isinstance(cell, str) or _starts_with_digit(cell)]
    return bool(below) and 2 * len(figures) > len(below)


def _has_places(sheet: Sheet, last: int, index: int) -> bool:
    """Whether most of what stands in a column says that it is a district or a ward."""
    below = [
        text for row in sheet.rows[last:] if index < len(row) and (text := cells.text(row[index]))
    ]
    return 2 * sum(bool(place_key(text)[0]) for text in below) > len(below)


def _starts_with_digit(cell: str) -> bool:
    return cell.strip()[:1].isdigit()
