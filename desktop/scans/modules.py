"""The modules of our square code: what is always the same, and how digits lie in the others.

Our codes are version 1 with the highest correction and a fixed mask (desktop.papers.qr), so all
but the 208 bits of their words is known beforehand.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from desktop.scans.reed_solomon import CORRECTING, corrected

SIDE = 21
_WORDS = 26
_DIGITS = 17
_FORMAT = 0b001011010001001  # level H, mask 0
_HARDEST = 14

Bits = NDArray[np.bool_]
Values = NDArray[np.float64]


def _fixed() -> tuple[Bits, Bits]:
    """Which modules are always the same, and which of them are dark."""
    known, dark = np.zeros((SIDE, SIDE), bool), np.zeros((SIDE, SIDE), bool)
    ring = np.ones((7, 7), bool)
    ring[1:6, 1:6] = False
    ring[2:5, 2:5] = True
    for row, column in ((0, 0), (0, 14), (14, 0)):
        known[max(0, row - 1) : row + 8, max(0, column - 1) : column + 8] = True
        dark[row : row + 7, column : column + 7] = ring
    known[6, :] = known[:, 6] = True
    dark[6, 8:13:2] = dark[8:13:2, 6] = True
    known[8, :9] = known[:9, 8] = known[8, 13:] = known[13:, 8] = True
    dark[13, 8] = True
    first = [(8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)] + [(at, 8) for at in (7, 5, 4, 3, 2, 1, 0)]
    second = [(at, 8) for at in range(20, 13, -1)] + [(8, at) for at in range(13, 21)]
    for places in (first, second):
        for at, place in enumerate(places):
            dark[place] = bool(_FORMAT >> (14 - at) & 1)
    return known, dark


KNOWN, DARK = _fixed()


def _places() -> Iterator[tuple[int, int]]:
    """The modules of the words in order: two columns at a time, up and down from the right."""
    rows = list(range(SIDE))[::-1]
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for row in rows:
            for column in (right, right - 1):
                if not KNOWN[row, column]:
                    yield row, column
        rows.reverse()


_ORDER = tuple(_places())
_ROWS, _COLUMNS = (np.array(axis) for axis in zip(*_ORDER, strict=True))
_MASKED = (_ROWS + _COLUMNS) % 2 == 0


def likeness(values: Values) -> float:
    """How well light and dark lie where they always lie, -1 to 1."""
    seen, known = -values[KNOWN], DARK[KNOWN].astype(float)
    seen = seen - seen.mean()
    known = known - known.mean()
    size = float(np.sqrt((seen**2).sum() * (known**2).sum()))
    return float((seen * known).sum()) / size if size else 0.0


def digits_of(values: Values) -> str | None:
    """The digits in a grid of brightness; what looks like a stain is not believed."""
    bits, doubt = _bits(values)
    words = np.packbits((bits[_ROWS, _COLUMNS] ^ _MASKED).reshape(_WORDS, 8)).tolist()
    doubts = doubt[_ROWS, _COLUMNS].reshape(_WORDS, 8).sum(axis=1)
    order = np.argsort(-doubts, kind="stable").tolist()
    for count in range(0, _HARDEST + 1, 2):
        mended = corrected(words, order[:count])
        if mended is not None and (digits := _digits(mended)) is not None:
            return digits
    return None


def _bits(values: Values) -> tuple[Bits, Values]:
    """Which modules are dark, and how doubtful each is."""
    light, dark = values[KNOWN & ~DARK], values[KNOWN & DARK]
    middle = (np.median(light) + np.median(dark)) / 2
    half = max(1.0, float(np.median(light) - np.median(dark)) / 2)
    bits = values < middle
    doubt = np.clip(1 - np.abs(values - middle) / half, 0, 1)
    doubt += np.clip((np.abs(values - middle) - 1.6 * half) / half, 0, 1)
    for row in range(SIDE - 2):
        for column in range(SIDE - 2):
            window = bits[row : row + 3, column : column + 3]
            if window.all() or not window.any():
                doubt[row : row + 3, column : column + 3] += 0.25
    doubt[KNOWN] = 0
    return bits, doubt


def _digits(words: list[int]) -> str | None:
    """The digits of corrected words: mode and length, then ten bits for three digits."""
    bits = "".join(f"{word:08b}" for word in words[: _WORDS - CORRECTING])
    if int(bits[:4], 2) != 1 or int(bits[4:14], 2) != _DIGITS:
        return None
    digits, at = "", 14
    while len(digits) < _DIGITS:
        count = min(3, _DIGITS - len(digits))
        wide = {3: 10, 2: 7}[count]
        group = int(bits[at : at + wide], 2)
        if group >= 10**count:
            return None
        digits += f"{group:0{count}d}"
        at += wide
    return digits
