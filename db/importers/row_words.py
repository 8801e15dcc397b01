"""Words of rows that are no data: numbering, names of departments, signatures."""

import re
from collections.abc import Iterable

from db.importers.words import header_key, row_words
from db.text import clean

_ROMAN = re.compile(r"(?=[IVXL])X{0,4}(?:IX|IV|V?I{0,3})|L?X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBERING = re.compile(r"^((?:[IVXL]{1,6}|[A-ZĐ]|\d{1,2})\s?[.)\-–:/]+)\s*(?=\S{2})")
_LOOSE_ROMAN = re.compile(r"^([IVX]{1,5})\s+(?=[^\W\d_]{2})")
_LETTER_CELL = re.compile(r"\(?(?:[A-Za-zĐđ]|\d{1,2})\)?(?:\s*=.*)?")
_DATE_LINE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_COUNT_BEHIND = re.compile(
    r"\s*[(:\-–]\s*\d+\s*(?:người|cán bộ|cb|đồng chí|đ/c|nhân viên|viên chức|công chức)?\s*\)?\s*$",
    re.IGNORECASE,
)


def without_numbering(text: str) -> str:
    """A group row's words: "II. VĂN PHÒNG SỞ (30 người)" gives "VĂN PHÒNG SỞ"."""
    words = _LOOSE_ROMAN.sub("", _NUMBERING.sub("", clean(text)))
    return _COUNT_BEHIND.sub("", words).strip(" :.-–")


def department_key(text: str) -> str:
    """A department's name reduced to what its spellings share."""
    words = header_key(text).split()
    opened = {"p": ["phong"], "tt": ["trung", "tam"]}
    if words and words[0] in opened and len(words) > 1:
        words = opened[words[0]] + words[1:]
    if len(words) > 1 and words[-1] == "so":
        words = words[:-1]
    return " ".join(word for word in words if word != "va")


def is_ordinal(text: str) -> bool:
    """Whether a text only counts: 3, A, II."""
    bare = text.rstrip(".)")
    return bool(re.fullmatch(r"\d{1,5}|[A-ZĐ]", bare) or (bare and _ROMAN.fullmatch(bare)))


def is_letter_row(texts: Iterable[str]) -> bool:
    """Whether a row only names the columns: A, B, C, 1, 2, 3=1x2."""
    filled = [text for text in texts if text]
    return len(filled) > 2 and all(_LETTER_CELL.fullmatch(text) for text in filled)


def is_signature(text: str) -> bool:
    """Whether a text is one of those under a list: who signs, and when."""
    lowered = text.lower()
    return bool(_DATE_LINE.search(lowered)) or any(
        lowered.startswith(word) and not lowered[len(word) : len(word) + 1].isalnum()
        for word in row_words().signatures
    )
