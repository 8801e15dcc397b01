"""Reading a file into sheets of plain cells; workbooks are parsed in a process of their own."""

import json
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from db import apart
from db.importers import child
from db.importers.delimited import markup_of, rows_of, text_of
from db.importers.errors import (
    EmptyWorkbook,
    FileMissing,
    FileUnreadable,
    NotAWorkbook,
    WorkbookLocked,
    WorkbookTooLarge,
)
from db.importers.legacy import Encoding, encoding_of, is_mostly_unicode, to_unicode

Cell = str | float | bool | date
Area = tuple[int, int, int, int]
"""First row and column, last row and column, counted from 0."""

_MAX_FILE = 60 << 20
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ZIPPED_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods")
_ERROR_CELLS = frozenset(
    ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#####"]
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from its first row and column on: row n of the screen is rows[n - 1]."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False
    encoding: Encoding = Encoding.UNICODE


def read_workbook(path: Path, seconds: float = child.SECONDS) -> tuple[Sheet, ...]:
    """Read a workbook or a text table; text in old fonts comes out as Unicode.

    Raises FileMissing, FileUnreadable, NotAWorkbook, WorkbookLocked, WorkbookTooLarge,
    EmptyWorkbook.
    """
    name = path.name
    try:
        if path.stat().st_size > _MAX_FILE:
            raise WorkbookTooLarge(name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(name) from error
    except OSError as error:
        raise FileUnreadable(name) from error
    return _in_unicode(name, _sheets_of(name, data, seconds))


def read_pasted(text: str) -> tuple[Sheet, ...]:
    """Read rows that were copied from a spreadsheet. Raises EmptyWorkbook."""
    return _in_unicode("", [_text_sheet("", text)])


def _sheets_of(name: str, data: bytes, seconds: float) -> list[Sheet]:
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyWorkbook(name)
    if data.startswith(_SIGNATURES):
        return _parsed_apart(name, data, seconds)
    if (page := markup_of(data)) is not None:
        return _parsed_apart(name, page.encode("utf-8", "replace"), seconds)
    text = text_of(data)
    suffix = Path(name).suffix.lower()
    is_xls_without_columns = suffix == ".xls" and "\t" not in (text or "")
    if text is None or suffix in _ZIPPED_SUFFIXES or is_xls_without_columns:
        raise NotAWorkbook(name)
    return [_text_sheet(Path(name).stem, text)]


def _text_sheet(name: str, text: str) -> Sheet:
    return Sheet(
        name,
        tuple(tuple("" if cell in _ERROR_CELLS else cell for cell in row) for row in rows_of(text)),
    )


def _parsed_apart(name: str, data: bytes, seconds: float) -> list[Sheet]:
    """Have the child process parse a workbook; whatever happens to it, we only get an answer."""
    try:
        done = subprocess.run(
            apart.command(child.__name__),
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=apart.NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookTooLarge(name) from error
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else {"refused": "too_large"}
    except ValueError:
        answer = {"refused": "not_a_workbook"}
    match answer:
        case {"sheets": list() as sheets}:
            return [_sheet(told) for told in sheets]
        case {"refused": "locked"}:
            raise WorkbookLocked(name)
        case {"refused": "too_large"}:
            raise WorkbookTooLarge(name)
        case _:
            raise NotAWorkbook(name)


def _sheet(told: dict[str, Any]) -> Sheet:
    rows = tuple(
        tuple(date.fromisoformat(cell[0]) if isinstance(cell, list) else cell for cell in row)
        for row in told["rows"]
    )
    merged = tuple((area[0], area[1], area[2], area[3]) for area in told["merged"])
    return Sheet(told["name"], rows, merged, told["hidden"])


def _in_unicode(name: str, sheets: list[Sheet]) -> tuple[Sheet, ...]:
    texts = {
        cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)
    }
    if not any(text.strip() for text in texts) and not any(
        not isinstance(cell, str) for sheet in sheets for row in sheet.rows for cell in row
    ):
        raise EmptyWorkbook(name)
    encoding = encoding_of(texts)
    if encoding is Encoding.UNICODE:
        return tuple(sheets)
    mostly = is_mostly_unicode(texts)
    known = {text: to_unicode(text, encoding, in_unicode=mostly) for text in texts}
    return tuple(
        replace(
            sheet,
            encoding=encoding,
            rows=tuple(
                tuple(known[cell] if isinstance(cell, str) else cell for cell in row)
                for row in sheet.rows
            ),
        )
        for sheet in sheets
    )
