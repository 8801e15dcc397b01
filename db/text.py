"""Vietnamese text: clean on the way in, folded for search, keyed for the alphabet's order."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_DROPPED = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF, 0x00AD, *range(0x202A, 0x202F)]
)
_ETH = str.maketrans("Ððđ", "Đđđ")  # the Icelandic letter that looks like the Vietnamese one
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {
    letter: f"{chr(ord('a') + index // 4)}{index % 4}" for index, letter in enumerate(_LETTERS)
}
_OF_LETTER = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn make another letter
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_PIECES = re.compile(r"[0-9]+|\s+|.", re.DOTALL)

# Separators lie below everything a key may hold, so that a shorter text comes before a longer one.
_PART = "\x01"
_LEVEL = "\x02"


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """Mend a text on its way in: NFC, one plain space between words, nothing invisible."""
    visible = text.translate(_DROPPED).translate(_ETH)
    composed = unicodedata.normalize("NFC", visible)
    return _SPACES.sub(" ", "".join(c for c in composed if c.isspace() or c.isprintable())).strip()


def clean_lines(text: str) -> str:
    """Mend a text of several lines; empty ones go."""
    return "\n".join(filter(None, map(clean, text.splitlines())))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Reduce a text to what search compares: lower case, no marks, đ as d, single spaces."""
    bare = (c for c in unicodedata.normalize("NFKD", clean(text).casefold()) if not _is_mark(c))
    return _SPACES.sub(" ", "".join(bare).replace("đ", "d")).strip()


def sort_key(text: str) -> str:
    """Key of a text in the Vietnamese alphabet: letters, then tones, then case; bytewise comparable.

    Numbers compare by value, old and new places of a tone (hoà, hòa) as equal.
    """
    return _LEVEL.join(_levels(clean(text)))


def name_sort_key(full_name: str) -> str:
    """Key of a person's name: given name, then family name, then what stands between."""
    words = clean(full_name).split()
    given, family, middle = " ".join(words[-1:]), " ".join(words[:1]), " ".join(words[1:-1])
    if len(words) == 1:
        family = ""
    levels = [_levels(part) for part in (given, family, middle)]
    parts = [_LEVEL.join(level[:2]) for level in levels]
    return _PART.join([*parts, "".join(level[2] for level in levels)])


def initials(name: str) -> str:
    """First letters of the words of a name, folded: "Nguyễn Văn An" gives "nva"."""
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(name)))


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0


def _levels(text: str) -> tuple[str, str, str]:
    """Primary letters, tones word by word, case letter by letter."""
    letters, tones, cases = [], [], []
    for word in text.split():
        primary, tone, case = _word_levels(word)
        letters.append(primary)
        tones.append(tone)
        cases.append(case)
    return " ".join(letters), "".join(tones), "".join(cases)


@lru_cache(maxsize=20_000)
def _word_levels(word: str) -> tuple[str, str, str]:
    """A word has its tones as a whole, so their place within it can't matter."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for piece in _PIECES.findall(word):
        if "0" <= piece[0] <= "9":
            number = piece.lstrip("0") or "0"
            letters.append(f"0{len(number):04}{number}")
            cases.append(str(min(len(piece) - len(number), 9)))
            continue
        marks = unicodedata.normalize("NFD", piece)
        base = unicodedata.normalize("NFC", "".join(c for c in marks if _makes_letter(c))).lower()
        letters.append(_PRIMARY.get(base) or (f"z9{base}" if base.isalpha() else f"!{base}"))
        tones.extend(_TONES.get(c, "6") for c in marks if _is_mark(c) and not _makes_letter(c))
        cases.append("1" if piece.isupper() else "0")
    return "".join(letters), "".join(tones) or "0", "".join(cases)


def _makes_letter(character: str) -> bool:
    return not _is_mark(character) or character in _OF_LETTER
