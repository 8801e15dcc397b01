"""The process that parses workbooks: a hostile file may take it down, and nothing else.

It knows no book. Bytes come in on standard input; one JSON
document goes out: {"sheets": [...]} or {"refused": "not_a_workbook" | "locked" | "too_large"}.
"""

import datetime
import io
import json
import math
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from db.apart import limit

MEMORY = 1 << 30
SECONDS = 20
MAX_ENTRIES = 2_000
MAX_BYTES = 80 << 20
MAX_RATIO = 200
MAX_CELLS = 3_000_000
MAX_TEXT = 60_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*?(/?)>""")


class Refused(Exception):
    """The file is not one we read; the argument is the word that goes out."""


def main() -> None:
    """Read a workbook from standard input and write what it holds to standard output."""
    limit(MEMORY, SECONDS)
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "too_large"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def read(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a workbook: name, visibility, merged areas and all rows from the first on."""
    if data.startswith(b"<"):
        return _of_markup(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused("locked")
    else:
        check_archive(data)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return list(_sheets(workbook))
    except PasswordError as error:
        raise Refused("locked") from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refused("locked" if "password" in str(error).lower() else "not_a_workbook") from error


def _of_markup(data: bytes) -> list[dict[str, Any]]:
    from db.importers import markup

    try:
        return markup.sheets_of(data.decode())
    except markup.NoTable as error:
        raise Refused("not_a_workbook") from error
    except markup.TooManyCells as error:
        raise Refused("too_large") from error


def check_archive(data: bytes) -> None:
    """Look into a zipped workbook before it is parsed. Raises Refused for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            declared = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or declared > MAX_BYTES:
                raise Refused("too_large")
            if declared > MAX_RATIO * max(len(data), 10_000):
                raise Refused("too_large")
            _check_parts(archive, entries)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError) as error:
        raise Refused("not_a_workbook") from error
    except (NotImplementedError, RuntimeError) as error:  # an odd compression; a password
        raise Refused("locked" if "encrypted" in str(error) else "not_a_workbook") from error
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma", "_lzma", "bz2"}:
            raise Refused("not_a_workbook") from error
        raise


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    room = MAX_BYTES
    known = False
    for entry in entries:
        name = entry.filename.lower()
        known = known or name in {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
        with archive.open(entry) as part:
            content = part.read(room + 1)
        room -= len(content)
        if room < 0:
            raise Refused("too_large")
        if name.startswith("xl/worksheets/") and _extent(content) > MAX_CELLS:
            raise Refused("too_large")
        if name == "content.xml" and _repeated(content) > MAX_CELLS:
            raise Refused("too_large")
    if not known:
        raise Refused("not_a_workbook")


def _extent(xml: bytes) -> int:
    """Rows times columns up to the last cell of a worksheet that holds something."""
    last_row = last_column = 0
    for letters, digits, is_empty in _CELL.findall(xml):
        if not is_empty:
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            last_row, last_column = max(last_row, int(digits)), max(last_column, column)
    return last_row * last_column


def _repeated(xml: bytes) -> int:
    """The most cells a sheet of an ODS file has once its repeats are written out."""
    counter = _RepeatCounter()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Refused("not_a_workbook") from error
    return counter.most


class _RepeatCounter:
    """Counts rows and columns up to the last cell of content, repeats included."""

    def __init__(self) -> None:
        self.most = 0
        self._rows = self._last_row = self._widest = self._columns = self._last_column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("|")[2]
        if tag == "table":
            self._rows = self._last_row = self._widest = 0
        elif tag == "table-row":
            self._columns = self._last_column = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self._columns += _repeat(attributes, "number-columns-repeated")
            if any(key.endswith("|value-type") for key in attributes):
                self._last_column = self._columns
        if tag == "table-row":
            self._rows += _repeat(attributes, "number-rows-repeated")

    def end(self, name: str) -> None:
        tag = name.rpartition("|")[2]
        if tag == "p":
            self._last_column = self._columns
        elif tag == "table-row" and self._last_column:
            self._last_row = self._rows
            self._widest = max(self._widest, self._last_column)
            self.most = max(self.most, self._last_row * self._widest)


def _repeat(attributes: dict[str, str], name: str) -> int:
    for key, value in attributes.items():
        if key.endswith("|" + name) and value.isdigit():
            return int(value[:9])
    return 1


def _sheets(workbook: Any) -> Iterator[dict[str, Any]]:
    room = MAX_TEXT
    for sheet in workbook.sheets_metadata:
        if not str(sheet.typ).endswith("WorkSheet"):  # a chart, a macro
            continue
        content = workbook.get_sheet_by_name(sheet.name)
        if content.total_height * content.total_width > MAX_CELLS:
            raise Refused("too_large")
        rows = [[_plain(cell) for cell in row] for row in content.to_python(skip_empty_area=False)]
        room -= sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
        if room < 0:
            raise Refused("too_large")
        yield {
            "name": sheet.name,
            "hidden": not str(sheet.visible).endswith(".Visible"),
            "merged": [[*start, *end] for start, end in content.merged_cell_ranges or ()],
            "rows": rows,
        }


def _plain(cell: Any) -> Any:
    """A cell as JSON has it; a day as a list of one ISO text."""
    if isinstance(cell, datetime.datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, datetime.date):
        return [cell.isoformat()]
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return ""
    return cell
