"""What the cells of a daily form mean: texts of several lines, whole numbers, times of day."""

import re
from datetime import time

from db.importers import cells
from db.importers.problems import Problem, Refusal
from db.importers.reading import Cell
from db.text import clean_lines, fold

MOST_LETTERS = 10_000
_SHOWN = 80
_TIME = re.compile(
    r"(\d{1,2}) ?(?:[:hg.]|gio) ?(?:(\d{1,2})(?: ?(?:[:.']|phut) ?(\d{1,2})?)?)?(?:\.\d+)?"
)
_SECONDS = 24 * 60 * 60


def lines(cell: Cell) -> str:
    """A text of several lines. Raises Refusal where it is endless."""
    text = clean_lines(cell) if isinstance(cell, str) else cells.text(cell)
    if len(text) > MOST_LETTERS:
        raise Refusal(Problem.TOO_LONG, count=len(text), most=MOST_LETTERS)
    return text


def whole(cell: Cell) -> int:
    """A whole number from 0 on. Raises Refusal."""
    try:
        return cells.whole(cell)
    except Refusal as refusal:
        if refusal.problem in {Problem.NOT_POSITIVE, Problem.FRACTION}:
            raise Refusal(Problem.NOT_WHOLE, text=shown(cell)) from refusal
        raise Refusal(refusal.problem, **{**refusal.facts, "text": shown(cell)}) from refusal


def time_of(cell: Cell) -> time:
    """A time of day: "8:05", "8g05", "8 giờ 05 phút", or a spreadsheet's part of a day."""
    if isinstance(cell, float) and 0 <= cell < 1:
        seconds = round(cell * _SECONDS) % _SECONDS
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    found = _TIME.fullmatch(fold(cells.text(cell))) if isinstance(cell, str) else None
    parts = [int(part or 0) for part in found.groups()] if found else [24, 0, 0]
    if parts[0] > 23 or max(parts[1:]) > 59:
        raise Refusal(Problem.NOT_A_TIME, text=shown(cell))
    hour, minute, second = parts
    return time(hour, minute, second)


def shown(cell: Cell) -> str:
    """A cell as a sentence names it."""
    return cut(cells.text(cell))


def cut(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
