"""The digits on every printed page: which book, what kind of paper, which paper, which page."""

import re
from dataclasses import dataclass

SIGNING_LIST, COUNTER_SHEET, DOCUMENT_LIST, SLIP, WEEKLY_REPORT = 1, 2, 3, 4, 5
HANDOVER = 6
SIGNED_KINDS = (SIGNING_LIST, DOCUMENT_LIST, SLIP, HANDOVER)
"""Papers that people sign and that come back."""

_WIDTHS = (4, 1, 6, 5)
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the digits of a page say."""

    book: int
    kind: int
    paper: int
    page: int


def page_code(book: int, kind: int, paper: int, page: int) -> str:
    """The 17 digits of a page: book 4, kind 1, paper 6, page or person 5, check digit 1."""
    parts = (book, kind, paper, page)
    digits = "".join(f"{part:0{width}d}" for part, width in zip(parts, _WIDTHS, strict=True))
    if len(digits) != sum(_WIDTHS):
        raise ValueError(f"too large for a page code: {parts}")
    return digits + str(_check(digits))


def parse_code(text: str) -> PageCode | None:
    """What a page's digits say, blanks aside; None if they are no code or a digit is wrong.

    Damm's check finds every single wrong digit and every swap of two neighbours.
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if len(digits) != sum(_WIDTHS) + 1 or not (digits.isascii() and digits.isdigit()):
        return None
    if _check(digits):
        return None
    parts, start = [], 0
    for width in _WIDTHS:
        parts.append(int(digits[start : start + width]))
        start += width
    return PageCode(*parts)


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
