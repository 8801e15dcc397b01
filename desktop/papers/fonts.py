"""The typeface of papers: registered once, measured from a cache, never printing an empty box."""

import logging
import math
import threading
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources
from desktop.papers.system_fonts import times_new_roman

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "regular", "bold", "italic", "bold-italic"
TIMES = "times"  # the typeface of the system; anything else is the one that comes with us
SMALLEST = 8.0  # points; a text that is still too wide wraps
ROUNDING = 0.01  # points; what adding up widths may be off by

_FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)
_TINOS = tuple(
    resources.path(f"fonts/Tinos-{style}.ttf")
    for style in ("Regular", "Bold", "Italic", "BoldItalic")
)
_in_force = dict(zip(_FACES, _TINOS, strict=True))
_LOOKALIKES = {"Ð": "Đ", "ð": "đ", "✓": "x", "✔": "x", "➔": "→", "\u2028": "\n", "\u2029": "\n"}
_UNKNOWN = "?"
_registering = threading.Lock()
_log = logging.getLogger(__name__)


class Fitted(NamedTuple):
    """A text made to fit a width: its size, and its lines with their widths in points."""

    size: float
    lines: tuple[tuple[str, float], ...]


def use(typeface: str) -> None:
    """Set papers from now on in a typeface: "times" where the system has it, else Tinos."""
    files = (times_new_roman() if typeface == TIMES else None) or _TINOS
    with _registering:
        if files == tuple(_in_force.values()):
            return
        _in_force.update(zip(_FACES, files, strict=True))
        for measured in (register, shown, _width_at_one, fit, fit_words):
            measured.cache_clear()


def registered(face: str) -> str:
    """The name of a face in ReportLab, which takes each name once."""
    return str(_in_force[face])


@cache
def register() -> frozenset[int]:
    """Make the faces known to ReportLab, once; return the characters that all of them have."""
    with _registering:
        rl_config.useA85 = 0  # binary streams: a fifth smaller, and no slow encoder in Python
        faces = [TTFont(registered(face), str(file)) for face, file in _in_force.items()]
        for face in faces:
            pdfmetrics.registerFont(face)
        glyphs = [face.face.charToGlyph.items() for face in faces]
        return frozenset.intersection(*(frozenset(c for c, at in of if at) for of in glyphs))


@lru_cache(maxsize=50_000)
def shown(text: str) -> str:
    """Return the text in letters the typeface has: composed, without what can't be seen.

    A letter that is lacking becomes its plain form, or a question mark where there is none.
    """
    known = register()
    composed = unicodedata.normalize("NFC", text)
    if all(ord(letter) in known for letter in composed) and composed.isprintable():
        return composed
    return "".join(_drawable(letter, known) for letter in composed)


def _drawable(letter: str, known: frozenset[int]) -> str:
    if letter == "\n":
        return letter
    if letter.isspace() and not letter.isprintable():
        return letter if letter in "\u00a0\u202f" else " "
    if unicodedata.category(letter).startswith("C"):
        return ""
    if ord(letter) in known:
        return letter
    plain = unicodedata.normalize("NFKC", _LOOKALIKES.get(letter, letter))
    if plain and all(ord(part) in known for part in plain):
        return plain
    _log.warning("the typeface lacks U+%04X", ord(letter))
    return _UNKNOWN


@lru_cache(maxsize=100_000)
def _width_at_one(text: str, face: str) -> float:
    register()
    return float(pdfmetrics.stringWidth(text, registered(face), 1))


def width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    return _width_at_one(text, face) * size


@lru_cache(maxsize=50_000)
def fit(text: str, face: str, size: float, room: float) -> Fitted:
    """Fit a text into `room` points: shrunk to 8 pt if need be, then wrapped; never cut."""
    lines = shown(text).split("\n")
    wide = max(width(line, face, 1) for line in lines)
    fitting = math.floor((room + ROUNDING) / wide * 4) / 4 if wide else size
    if fitting >= SMALLEST or fitting >= size:
        size = min(size, fitting)
    else:
        size = min(size, SMALLEST)
        lines = wrap(text, face, size, room)
    return Fitted(size, tuple((line, width(line, face, size)) for line in lines))


@lru_cache(maxsize=5_000)
def fit_words(text: str, face: str, size: float, room: float) -> Fitted:
    """Fit a heading into `room` points: wrapped between words, shrunk only for a long word."""
    longest = max(width(word, face, 1) for word in shown(text).replace("\n", " ").split(" "))
    if longest * size > room + ROUNDING:
        size = min(size, max(SMALLEST, math.floor(room / longest * 4) / 4))
    lines = wrap(text, face, size, room)
    return Fitted(size, tuple((line, width(line, face, size)) for line in lines))


def wrap(
    text: str, face: str, size: float, room: float, first_room: float | None = None
) -> list[str]:
    """Break a text between words into lines of `room` points; a word too long breaks anywhere."""
    lines: list[str] = []
    left = room if first_room is None else first_room
    for paragraph in shown(text).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, face, size) <= left + ROUNDING:
                line = longer
                continue
            if line:
                lines.append(line)
                left = room
            *full, line = _pieces(word, face, size, left)
            lines += full
            if full:
                left = room
        lines.append(line)
        left = room
    return lines


def _pieces(word: str, face: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit, each of at least one letter."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, face, size) > room + ROUNDING:
            pieces.append("")
        pieces[-1] += letter
    return pieces
