"""Finding the header of a list, wherever it stands, and what each of its columns means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.importers import allocation_header, daily_form, stock_header
from db.importers.errors import NoHeader
from db.importers.header import Evidence, Header, below
from db.importers.reading import Sheet
from db.importers.spread import LONGEST_HEADER, spread, stands_alone
from db.importers.words import KindWords, header_key, ignored_headers, kind_words
from db.text import fold

_ROWS_SEARCHED = 400
_HEADER_ROWS = 3
_PERSON = frozenset(["code", "name", "department", "title"])
_SUPPLY = frozenset(["supply_code", "supply_name", "unit", "quantity"])
_NO_NAMES = frozenset(["nam", "nu", "x", "v", "co", "khong"])
_SEVERAL_COLUMNS = frozenset(["name"])


@dataclass(frozen=True, slots=True)
class _Candidate:
    header: Header
    missing: tuple[str, ...]
    score: float


def find_header(kind: str, sheets: Sequence[Sheet], evidence: Evidence) -> Header:
    """The header that knows most columns, on the visible sheets first. Raises NoHeader."""
    if kind == stock_header.KIND:
        return stock_header.find_stock_header(sheets)
    if kind == allocation_header.KIND:
        return allocation_header.find_allocation_header(sheets)
    if kind == daily_form.KIND:
        return daily_form.find_daily_header(sheets)
    best: _Candidate | None = None
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    for group in (visible, [sheet for sheet in sheets if sheet.is_hidden]):
        for sheet in group:
            for candidate in _candidates(kind, sheet, evidence):
                if best is None or _rank(candidate) > _rank(best):
                    best = candidate
        if best is not None and not best.missing:
            return best.header
    if best is None:
        raise NoHeader(kind, _usual(kind, (need[-1] for need in kind_words(kind).needs)), "", 0)
    lacks, at = _usual(kind, best.missing), best.header
    raise NoHeader(kind, lacks, at.sheet.name, at.first_row)


def _usual(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    titles = kind_words(kind).titles
    return tuple(titles[name] for name in names)


def other_headers(header: Header, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The other visible sheets that hold a list of the same kind."""
    if header.kind == stock_header.KIND:
        return stock_header.other_stock_headers(header, sheets)
    if header.kind == allocation_header.KIND:
        return allocation_header.other_allocation_headers(header, sheets)
    return tuple(
        sheet.name
        for sheet in sheets
        if sheet is not header.sheet
        and not sheet.is_hidden
        and any(not found.missing for found in _candidates(header.kind, sheet, Evidence()))
    )


def _rank(candidate: _Candidate) -> tuple[bool, int, float]:
    is_whole = not candidate.missing
    return is_whole, -len(candidate.missing), candidate.score


def _candidates(kind: str, sheet: Sheet, evidence: Evidence) -> Iterator[_Candidate]:
    words = kind_words(kind)
    grid = spread(sheet, _ROWS_SEARCHED + _HEADER_ROWS)
    for top in range(min(len(grid), _ROWS_SEARCHED)):
        if sum(bool(text) for text in grid[top]) < len(words.needs):
            continue
        for height in range(1, _HEADER_ROWS + 1):
            lines = grid[top : top + height]
            if len(lines) < height or any(stands_alone(lines, line) for line in lines):
                continue
            if scored := _scored(kind, lines):
                yield _candidate(kind, sheet, (top, height), scored, evidence)


def _scored(kind: str, lines: Sequence[Sequence[str]]) -> dict[int, dict[str, float]]:
    """For each column the fields it may be, with how well its header fits."""
    width = max(len(line) for line in lines)
    padded = [[*line, *[""] * (width - len(line))] for line in lines]
    filled = _filled_right(padded) if len(lines) > 1 else padded
    scored: dict[int, dict[str, float]] = {}
    for index in range(width):
        texts = [line[index] for line in filled if line[index]]
        if not texts or any(len(text) > LONGEST_HEADER for text in texts):
            continue
        if fits := _fits(kind, tuple(header_key(text) for text in texts)):
            scored[index] = fits
    return scored


def _filled_right(lines: list[list[str]]) -> list[list[str]]:
    """Where a lower row goes on under an empty upper cell, the upper header to the left counts."""
    filled = [line[:] for line in lines]
    for upper, lower in zip(filled, lines[1:], strict=False):
        for index in range(1, len(upper)):
            if not upper[index] and lower[index] and lower[index - 1]:
                upper[index] = upper[index - 1]
    return filled


@lru_cache(maxsize=20_000)
def _fits(kind: str, keys: tuple[str, ...]) -> dict[str, float]:
    words = kind_words(kind)
    low, top = keys[-1], keys[0]
    tries = [(low, 3.5)]
    if len(keys) > 1:
        joined = " ".join(dict.fromkeys(keys))
        turned = " ".join(dict.fromkeys(reversed(keys)))
        tries = [(joined, 4.0), (turned, 4.0), (low, 3.5), (top, 1.5)]
    fits: dict[str, float] = {}
    for key, score in tries:
        if key in ignored_headers():
            return fits
        for name in words.by_header.get(key, ()):
            bonus = 0.3 if key.startswith("thuc ") else 0.0
            fits[name] = max(fits.get(name, 0.0), score + bonus)
        if fits and score > 1.5:
            return fits
    if not fits and (
        begun := _longest_beginning(words, tries[0][0]) or _longest_beginning(words, low)
    ):
        fits = dict.fromkeys(words.by_header[begun], 2.0 + len(begun) / 100)
    return fits


def _longest_beginning(words: KindWords, key: str) -> str:
    """The longest known header that `key` begins with, else one that it holds."""
    padded = f"{key} "
    begins = [known for known in words.by_header if padded.startswith(f"{known} ")]
    holds = [known for known in words.by_header if " " in known and f" {known} " in f" {padded}"]
    return max(begins or holds, key=len, default="")


def _candidate(
    kind: str,
    sheet: Sheet,
    place: tuple[int, int],
    scored: dict[int, dict[str, float]],
    evidence: Evidence,
) -> _Candidate:
    top, height = place
    titles = _titles(sheet, top, height)
    draft = Header(kind, sheet, top + 1, top + height, {}, titles)
    fields = _assigned(draft, scored, evidence)
    fields = _whole_names(draft, fields, scored)
    if kind == "receipts" and "day" not in fields and "document_on" in fields:
        fields["day"] = fields.pop("document_on")
    missing = tuple(
        need[-1]
        for need in kind_words(kind).needs
        if not any(name in fields for name in need)
        and not (need == ("name",) and {"family_name", "given_name"} <= fields.keys())
    )
    score = sum(
        scored[index].get(name, 1.5) for name, found in fields.items() for index in found[:1]
    )
    header = Header(kind, sheet, top + 1, top + height, fields, titles)
    return _Candidate(header, missing, score - height / 100)


def _titles(sheet: Sheet, top: int, height: int) -> dict[int, str]:
    """The header of each column as written: the lowest text of its rows."""
    return {
        index: text
        for line in _spread_rows(sheet, top, height)
        for index, text in enumerate(line)
        if text
    }


def _spread_rows(sheet: Sheet, top: int, height: int) -> list[list[str]]:
    return spread(Sheet("", sheet.rows[top : top + height], _moved(sheet, top)), height)


def _moved(sheet: Sheet, top: int) -> tuple[tuple[int, int, int, int], ...]:
    return tuple(
        (first - top, left, last - top, right)
        for first, left, last, right in sheet.merged
        if first >= top
    )


def _assigned(
    draft: Header, scored: dict[int, dict[str, float]], evidence: Evidence
) -> dict[str, tuple[int, ...]]:
    """Give each field its column: the plain ones first, then those that could be several."""
    fields: dict[str, tuple[int, ...]] = {}
    open_columns = dict(scored)
    while open_columns:
        left = {
            index: {name: score for name, score in fits.items() if name not in fields}
            for index, fits in open_columns.items()
        }
        left = {index: fits for index, fits in left.items() if fits}
        plain = {index: fits for index, fits in left.items() if len(fits) == 1}
        if plain:
            index = max(plain, key=lambda i: (max(plain[i].values()), -i))
            name = next(iter(plain[index]))
        elif left:
            index, name = _clearest(draft, left, scored, fields, evidence)
        else:
            break
        fields[name] = (index,)
        open_columns.pop(index)
    return fields


def _clearest(
    draft: Header,
    left: dict[int, dict[str, float]],
    scored: dict[int, dict[str, float]],
    fields: dict[str, tuple[int, ...]],
    evidence: Evidence,
) -> tuple[int, str]:
    """Of the columns that may be several fields the one where the choice is clearest, and its field.

    A field speaks for itself by known values below the header and by neighbours of its own group.
    """
    taken = {columns[0]: name for name, columns in fields.items()}
    choices: list[tuple[float, int, str]] = []
    for index, fits in left.items():
        values = below(draft, index)
        ranked = sorted(
            (
                (
                    score + _beside(index, name, scored, taken) + 10 * evidence.share(name, values),
                    name,
                )
                for name, score in fits.items()
            ),
            reverse=True,
        )
        choices.append((ranked[0][0] - ranked[1][0], -index, ranked[0][1]))
    _, index, name = max(choices)
    return -index, name


def _beside(
    index: int, name: str, scored: dict[int, dict[str, float]], taken: dict[int, str]
) -> float:
    """How much the neighbours of a column speak for a field: a code stands before its name."""
    group = _PERSON if name in _PERSON else _SUPPLY
    weight = 0.0
    for neighbour, counts in ((index + 1, 1.0), (index - 1, 0.6)):
        there = {taken[neighbour]} if neighbour in taken else set(scored.get(neighbour, ()))
        if there and there <= group:
            weight += counts
    return weight


def _whole_names(
    draft: Header, fields: dict[str, tuple[int, ...]], scored: dict[int, dict[str, float]]
) -> dict[str, tuple[int, ...]]:
    """Names in two columns: "Họ đệm" and "Tên", or one header merged over both."""
    if "family_name" in fields:
        for index, fits in scored.items():
            if "given_name" in fits and (index,) != fields["family_name"]:
                fields.pop("name", None)
                return {**fields, "given_name": (index,)}
    if "given_name" in fields and "family_name" not in fields:
        given = fields.pop("given_name")
        fields.setdefault("name", given)
    for name in _SEVERAL_COLUMNS & fields.keys():
        first = fields[name][0]
        used = {index for columns in fields.values() for index in columns}
        more = [first]
        while (following := more[-1] + 1) not in used and scored.get(following) == scored[first]:
            more.append(following)
        if len(more) == 1 and first + 1 not in used and _goes_on(draft, first + 1):
            more.append(first + 1)
        fields[name] = tuple(more)
    return fields


def _goes_on(draft: Header, index: int) -> bool:
    """Whether a column without a header holds given names, as a text table leaves merged headers."""
    values = set(below(draft, index))
    return (
        index not in draft.titles
        and bool(values)
        and not {fold(value) for value in values} <= _NO_NAMES
        and all(value.replace(" ", "").isalpha() and value.count(" ") < 2 for value in values)
    )
