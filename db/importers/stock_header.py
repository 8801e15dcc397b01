"""Finding the header of a báo cáo nhập – xuất – tồn: blocks, and in each the measures SL, ĐG, TT."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from db.importers.errors import NoHeader, ValuesAlone
from db.importers.header import Header
from db.importers.reading import Cell, Sheet
from db.importers.row_words import is_letter_row
from db.importers.spread import LONGEST_HEADER, spread, stands_alone
from db.importers.words import block_words, header_key, ignored_headers, kind_words
from db.text import fold

KIND = "opening"
_ROWS_SEARCHED = 200
_HEADER_ROWS = 4
_MONTH = re.compile(r"\b(?:thang|t)[ ._]*(\d{1,2})(?!\d)|\b(\d{1,2}) ?[/.\- ] ?20\d\d\b")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WHOLE = ("opening", "received", "issued", "closing")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A column of figures: its block ("" for none said) and its measure ("" for none said)."""

    index: int
    block: str
    measure: str
    is_sum: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    header: Header
    missing: tuple[str, ...]
    known: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Whole ones first, then those that know most columns, in the fewest rows."""
        height = self.header.last_row - self.header.first_row
        return -len(self.missing), self.known, -height


def find_stock_header(sheets: Sequence[Sheet], on: date | None = None) -> Header:
    """The header that knows most columns, on the visible sheets first. Raises NoHeader.

    Of several reports the one whose sheet or titles name the month of `on`.
    """
    best: _Candidate | None = None
    for is_hidden in (False, True):
        of_sheets = [
            max(candidates, key=lambda candidate: candidate.rank)
            for sheet in sheets
            if sheet.is_hidden is is_hidden and (candidates := list(_candidates(sheet)))
        ]
        whole = [found for found in of_sheets if not found.missing]
        of_month = [found for found in whole if on is not None and _is_of_month(found.header, on)]
        if whole or (of_sheets and best is None):
            best = max(of_month or whole or of_sheets, key=lambda candidate: candidate.rank)
        if best is not None and not best.missing:
            return best.header
    titles = kind_words(KIND).titles
    if best is None:
        needs = tuple(titles[need[-1]] for need in kind_words(KIND).needs)
        raise NoHeader(KIND, needs, "", 0)
    at = best.header
    has_values = best.missing == ("closing_quantity",) and at.has("closing_amount")
    refusal = ValuesAlone if has_values else NoHeader
    raise refusal(KIND, tuple(titles[name] for name in best.missing), at.sheet.name, at.first_row)


def _is_of_month(header: Header, on: date) -> bool:
    """Whether the sheet's name or a title above the header names the month of a day."""
    above = (cell for row in header.sheet.rows[: header.first_row - 1] for cell in row)
    for text in (header.sheet.name, *(cell for cell in above if isinstance(cell, str))):
        folded = fold(text)
        years = {int(year) for year in _YEAR.findall(folded)}
        months = {int(named or dated) for named, dated in _MONTH.findall(folded)}
        if on.month in months and (not years or on.year in years):
            return True
    return False


def other_stock_headers(header: Header, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The other visible sheets that hold such a report."""
    return tuple(
        sheet.name
        for sheet in sheets
        if sheet is not header.sheet
        and not sheet.is_hidden
        and any(not found.missing for found in _candidates(sheet))
    )


def _candidates(sheet: Sheet) -> Iterator[_Candidate]:
    grid = spread(sheet, _ROWS_SEARCHED + _HEADER_ROWS)
    for top in range(min(len(grid), _ROWS_SEARCHED)):
        for height in range(1, _HEADER_ROWS + 1):
            lines = grid[top : top + height]
            if len(lines) < height or _is_no_header(lines[-1], sheet.rows[top + height - 1]):
                break
            if not any(stands_alone(lines, line) for line in lines):
                yield _candidate(sheet, top, lines)


def _is_no_header(line: Sequence[str], row: Sequence[Cell]) -> bool:
    """Whether a row says one thing over most columns, names them by letters, or holds figures."""
    filled = [text for text in line if text]
    is_title = len(set(filled)) == 1 and 2 * len(filled) > len(line)
    figures = sum(not isinstance(cell, str) or cell.strip().isdecimal() for cell in row)
    return is_title or figures > 1 or is_letter_row(filled)


def _candidate(sheet: Sheet, top: int, lines: Sequence[Sequence[str]]) -> _Candidate:
    stacks = _stacks(lines)
    fields: dict[str, tuple[int, ...]] = {}
    figures: list[_Figure] = []
    for index, texts in stacks.items():
        keys = tuple(header_key(text) for text in texts)
        if name := _field(keys):
            fields.setdefault(name, (index,))
        elif (figure := _figure(index, keys, follows=bool(figures))) is not None:
            figures.append(figure)
        elif name := _begun(keys):
            fields.setdefault(name, (index,))
    known = len(fields) + sum(2 if figure.measure else 1 for figure in figures)
    fields |= _figure_fields(figures)
    titles = {index: " – ".join(texts) for index, texts in stacks.items()}
    header = Header(KIND, sheet, top + 1, top + len(lines), fields, titles)
    missing = tuple(
        need[-1] for need in kind_words(KIND).needs if not any(name in fields for name in need)
    )
    return _Candidate(header, missing, known)


def _stacks(lines: Sequence[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The texts of each column from the top down; an upper one goes on over what stands below it."""
    width = max(map(len, lines))
    filled = [[*line, *[""] * (width - len(line))] for line in lines]
    for upper, lower in reversed(list(pairwise(filled))):
        for index in range(1, width):
            if not upper[index] and lower[index] and lower[index - 1]:
                upper[index] = upper[index - 1]
    stacks = {}
    for index in range(width):
        texts = tuple(dict.fromkeys(line[index] for line in filled if line[index]))
        if texts and all(len(text) <= LONGEST_HEADER for text in texts):
            stacks[index] = texts
    return stacks


def _field(keys: tuple[str, ...]) -> str:
    """The field of a column outside the blocks, if its header is one of the known ones."""
    by_header = kind_words(KIND).by_header
    for key in (" ".join(keys), keys[-1]):
        if names := by_header.get(key):
            return names[0]
    return "supply_name" if keys[-1].startswith("ten ") else ""


def _begun(keys: tuple[str, ...]) -> str:
    """The field whose header this one begins with: "Mã số theo danh mục"."""
    by_header = kind_words(KIND).by_header
    begun = [known for known in by_header if f"{keys[-1]} ".startswith(f"{known} ")]
    return by_header[max(begun, key=len)][0] if begun else ""


def _figure(index: int, keys: tuple[str, ...], *, follows: bool) -> _Figure | None:
    """What a column of figures says; None for one that is about something else.

    TT alone is Thành tiền where it `follows` other figures, else Thứ tự.
    """
    words = block_words()
    ordinals = ignored_headers() - set(words.measures["amount"])  # TT is Thành tiền too
    if ordinals & set(keys) or any(_has(key, words.blocks["other"]) for key in keys):
        return None
    block = next((found for key in keys if (found := _only_block(key))), "")
    if not block and any(_has(key, words.blocks["stock"]) for key in keys):
        block = "stock"
    measure = next((found for key in reversed(keys) if (found := _measure(key, block))), "")
    if not block and (not measure or (not follows and ignored_headers() & set(keys))):
        return None
    return _Figure(index, block, measure, any(_has(key, words.blocks["sum"]) for key in keys))


def _only_block(key: str) -> str:
    """The block that a header names; "Nhập – xuất – tồn" over all of them names none."""
    blocks = block_words().blocks
    found = [name for name in _WHOLE if _has(key, blocks[name])]
    return found[0] if len(found) == 1 else ""


def _measure(key: str, block: str) -> str:
    """The measure a header names: quantity in "SL nhập", amount in "Trị giá"."""
    for name in ("amount", "price", "quantity"):
        for word in block_words().measures[name]:
            is_it = f" {word} " in f" {key} " if " " in word or block else key == word
            if is_it or key.startswith(f"{word} "):
                return name
    return ""


def _has(key: str, words: Sequence[str]) -> bool:
    return any(f" {word} " in f" {key} " for word in words)


def _figure_fields(figures: Sequence[_Figure]) -> dict[str, tuple[int, ...]]:
    """The columns of each block and measure; of several blocks of stock the last is the closing one."""
    blocks: dict[str, list[_Figure]] = defaultdict(list)
    flows = [figure.index for figure in figures if figure.block in {"received", "issued"}]
    for figure in figures:
        block = figure.block
        if block == "stock":
            block = "opening" if flows and figure.index < flows[0] else "closing"
        blocks[block].append(figure)
    if "closing" not in blocks and not flows:
        # a plain list of what there is
        blocks["closing"] = blocks.pop("opening", []) or blocks.pop("", [])
    fields: dict[str, tuple[int, ...]] = {}
    for block in _WHOLE:
        fields |= _measured(block, blocks.get(block, ()))
    for figure in blocks.get("", ()):
        if figure.measure in {"price", "amount"}:
            fields.setdefault(f"closing_{figure.measure}", (figure.index,))
    return fields


def _measured(block: str, figures: Sequence[_Figure]) -> dict[str, tuple[int, ...]]:
    """The columns of one block by measure; parts of nhập and xuất add up, unless their sum stands there."""
    by_measure: dict[str, list[_Figure]] = defaultdict(list)
    for figure in figures:
        by_measure[figure.measure].append(figure)
    if "quantity" not in by_measure and "" in by_measure:
        by_measure["quantity"] = by_measure.pop("")
    fields: dict[str, tuple[int, ...]] = {}
    for measure in ("quantity", "price", "amount"):
        found = by_measure.get(measure, [])
        if sums := [figure for figure in found if figure.is_sum]:
            found = sums[-1:]
        if block in {"opening", "closing"} or measure == "price":
            found = found[-1:] if block == "closing" else found[:1]
        if found:
            fields[f"{block}_{measure}"] = tuple(figure.index for figure in found)
    return fields
