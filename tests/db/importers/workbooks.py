"""Workbooks as offices have them, made on the spot: clean, dirty, in old fonts, as text."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from db.importers import legacy

Row = Sequence[object]
Merge = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""

LETTERHEAD: list[Row] = [
    ["ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["SỔ SÁCH PHÒNG, CHỐNG DỊCH"],
    [],
]
_TO_TCVN3 = {letter: chr(code) for letter, code in legacy._TCVN3_BYTES.items()}
_TO_VNI = {letter: code for code, letter in legacy._VNI_LETTERS.items()}


def xlsx(
    path: Path,
    rows: Iterable[Row],
    merged: Iterable[Merge] = (),
    more: dict[str, Iterable[Row]] | None = None,
) -> Path:
    """Write a workbook: numbers as numbers, days as days, everything else as text."""
    with xlsxwriter.Workbook(str(path)) as book:
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in {"Sổ": rows, **(more or {})}.items():
            sheet = book.add_worksheet(name)
            for r, line in enumerate(lines):
                for c, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(r, c, cell, as_day)
                    elif isinstance(cell, int | float):
                        sheet.write_number(r, c, cell)
                    elif cell:
                        sheet.write_string(r, c, str(cell))
            if name == "Sổ":
                for top, left, bottom, right in merged:
                    value = list(rows)[top][left] if isinstance(rows, list) else ""
                    sheet.merge_range(top, left, bottom, right, str(value))
    return path


def delimited(rows: Iterable[Row], delimiter: str = ",") -> str:
    """The same rows as text; days as dd/mm/yyyy."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_as_text(cell) for cell in row])
    return out.getvalue()


def in_tcvn3(text: str) -> str:
    """A text as a TCVN3 workbook holds it; toned capitals come out small, as they do there."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower()) or c for c in composed)


def in_vni(text: str) -> str:
    """A text as a VNI workbook holds it."""
    return "".join(_vni_letter(c) for c in unicodedata.normalize("NFC", text))


def every_text(rows: Iterable[Row], change: object) -> list[list[object]]:
    """The rows with every text changed."""
    assert callable(change)
    return [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _as_text(cell: object) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _vni_letter(letter: str) -> str:
    lower = letter.lower()
    if lower in _TO_VNI:
        found = _TO_VNI[lower]
        return found.upper() if letter.isupper() else found
    marks = unicodedata.normalize("NFD", lower)
    base, marks = marks[0], marks[1:]
    if not marks or lower in "ìí":
        return letter
    if "\u031b" in marks:  # ơ and ư are letters of their own
        base, marks = (
            _TO_VNI[unicodedata.normalize("NFC", base + "\u031b")],
            marks.replace("\u031b", ""),
        )
    if marks:
        of = {frozenset(sequence): mark for mark, sequence in legacy._VNI_MARKS.items()}
        base += of[frozenset(marks)]
    return base.upper() if letter.isupper() else base
