"""The system's own Times New Roman, where it is installed whole and has every Vietnamese letter."""

import logging
import os
import struct
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

FAMILY = "Times New Roman"
_STYLES = (  # as Windows, macOS and Debian name the files of a face, without ".ttf"
    ("times", "times new roman", "times_new_roman"),
    ("timesbd", "times new roman bold", "times_new_roman_bold"),
    ("timesi", "times new roman italic", "times_new_roman_italic"),
    ("timesbi", "times new roman bold italic", "times_new_roman_bold_italic"),
)
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_log = logging.getLogger(__name__)

Faces = tuple[Path, Path, Path, Path]


@cache
def times_new_roman(folders: tuple[Path, ...] | None = None) -> Faces | None:
    """Its four files (regular, bold, italic, both), or None where papers can't be set in it."""
    files = {path.stem.lower(): path for path in _files(folders or _font_folders())}
    found = [_first(files, names) for names in _STYLES]
    regular, bold, italic, both = found
    if regular is None or bold is None or italic is None or both is None:
        return None
    return regular, bold, italic, both


def _first(files: dict[str, Path], names: Iterable[str]) -> Path | None:
    paths = (files[name] for name in names if name in files)
    return next((path for path in paths if _is_fit(path)), None)


def _is_fit(path: Path) -> bool:
    """Whether a file is a face of the family, may be embedded, and lacks no letter we write."""
    try:
        face = TTFontFace(str(path))
    except (TTFError, OSError, ValueError, LookupError, struct.error) as error:
        _log.warning("%s can't be used: %s", path, error)
        return False
    family = face.familyName
    name = family.decode("latin-1") if isinstance(family, bytes) else str(family)
    lacking = [letter for letter in _letters() if not face.charToGlyph.get(ord(letter))]
    if lacking:
        _log.warning("%s lacks %s", path, " ".join(lacking[:5]))
    return name.replace("\0", "") == FAMILY and not lacking


@cache
def _letters() -> tuple[str, ...]:
    """Every letter and sign of a Vietnamese paper."""
    vowels = {unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in _TONES}
    letters = {*vowels, *(letter.upper() for letter in vowels), "đ", "Đ", "–", "…", "“", "”", "×"}
    return tuple(sorted({*letters, *map(chr, range(0x21, 0x7F))}))


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for here, _, names in os.walk(folder):
            for name in names:
                if name.lower().startswith("times") and name.lower().endswith(".ttf"):
                    yield Path(here, name)


def _font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts: everybody's, then the user's."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData/Local"))
        windows = os.environ.get("WINDIR", r"C:\Windows")
        return Path(windows, "Fonts"), Path(local, "Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    return *shared, home / ".local/share/fonts", home / ".fonts"
