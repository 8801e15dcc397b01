"""Text tables: CSV with any delimiter and encoding, and rows pasted from a spreadsheet."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from typing import Literal

from db.importers.legacy import legacy_score, vietnamese_score

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = "\t;,|^~"
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_OTHER_FORMATS = ("%pdf", "{\\rtf", "<!doctype", "<html", "<?xml")
_MARKUP = re.compile(
    r"\s*<(?:!--|\?xml|!doctype|html|head|meta|style|body|table|center|div|workbook)(?![\w-])",
    re.IGNORECASE,
)
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_LINES = 200
_LINES_IN_A_CELL = 50
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)
}


def text_of(data: bytes) -> str | None:
    """The text of a file in whatever encoding makes Vietnamese of it; None if it is no text."""
    text = _decoded(data)
    if text is None or text.lstrip().lower().startswith(_OTHER_FORMATS):
        return None
    return text


def markup_of(data: bytes) -> str | None:
    """The text of a file that is a page or an XML document; None if it is neither."""
    text = _decoded(data)
    return text.lstrip() if text is not None and _MARKUP.match(text) else None


def _decoded(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain_text(data.decode(name, "replace"))
    if b"\0" in data[:4000]:
        even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
        if max(even, odd) < 4 * min(even, odd) + 2:
            return None
        return _plain_text(data.decode("utf-16-le" if odd > even else "utf-16-be", "replace"))
    try:
        return _plain_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain_text(_from_single_bytes(data))


def rows_of(text: str) -> list[tuple[str, ...]]:
    """The cells of a text table, line by line as a spreadsheet would show them."""
    first, _, rest = text.partition("\n")
    if declared := re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE):
        return _cells(rest, declared[1])
    lines = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return _cells(text, max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter)))


def _plain_text(text: str) -> str | None:
    text = text.rstrip("\x1a\0")
    return None if _CONTROL.search(text) else text


def _from_single_bytes(data: bytes) -> str:
    """Windows-1258, or the code page in which fonts of before Unicode keep their letters."""
    sample = data[:_SAMPLE_CHARACTERS]
    western = sample.decode("latin-1").translate(_WINDOWS)
    vietnamese = unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))
    if vietnamese_score(vietnamese) >= max(vietnamese_score(western), legacy_score(western)):
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return data.decode("latin-1").translate(_WINDOWS)


def _fit(lines: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the usual number of columns, when there is more than one."""
    widths = Counter(len(row) for row in _cells(lines, delimiter) if len(row) > 1)
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows, width


def _cells(text: str, delimiter: str) -> list[tuple[str, ...]]:
    try:
        rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
        if not any(cell.count("\n") > _LINES_IN_A_CELL for row in rows for cell in row):
            return rows
    except csv.Error:
        pass  # a quotation mark that is never closed swallows what follows
    return _parsed(text, delimiter, csv.QUOTE_NONE)


def _parsed(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[tuple[str, ...]]:
    csv.field_size_limit(max(len(text), 1 << 17))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    return [tuple(row) for row in lines]
