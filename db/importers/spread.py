"""The first rows of a sheet as texts, with merged headers written into every column they cover."""

from collections.abc import Sequence

from db.importers import cells
from db.importers.reading import Sheet
from db.importers.words import header_key, ignored_headers

LONGEST_HEADER = 80


def spread(sheet: Sheet, rows: int) -> list[list[str]]:
    """The first rows as texts; numbers and days are no header."""
    grid = [
        [cells.text(cell) if isinstance(cell, str) else "" for cell in row]
        for row in sheet.rows[:rows]
    ]
    for top, left, _, right in sheet.merged:
        if top < len(grid):
            row = grid[top]
            for index in range(left, min(right + 1, len(row))):
                row[index] = row[left]
    return grid


def stands_alone(lines: Sequence[Sequence[str]], line: Sequence[str]) -> bool:
    """Whether a row has one text that no other row goes on with: a subtitle, or the first group."""
    filled = [index for index, text in enumerate(line) if text]
    if len(lines) == 1 or len(filled) != 1:
        return False
    wide = [other for other in lines if sum(map(bool, other)) > 1]
    others = [other[filled[0]] for other in wide if filled[0] < len(other)]
    return not any(text and header_key(text) not in ignored_headers() for text in others)
