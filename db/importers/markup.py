"""Tables that programs export as HTML or as the XML of Excel 2003, whatever the file is called.

It runs in the reading process (see `child`) and imports nothing of this program.
"""

import re
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

MAX_CELLS = 3_000_000
_MAX_SPAN = 1_000
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_SILENT = frozenset(["script", "style", "title"])
_BREAKS = frozenset(["br", "p", "div"])


class NoTable(Exception):
    """There is no table in it."""


class TooManyCells(Exception):
    """There is more in it than any list has."""


def sheets_of(text: str) -> list[dict[str, Any]]:
    """The sheets of a page or document, as `child` tells them. Raises NoTable, TooManyCells."""
    found = _sheets_of_xml(text) if _SPREADSHEET in text[:2_000] else _sheets_of_page(text)
    told = [sheet.told() for sheet in found if sheet.rows]
    if not told:
        raise NoTable
    return told


class _Sheet:
    """Rows that fill up cell by cell; cells that span others leave these empty."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.rows: list[list[Any]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._reserved: set[tuple[int, int]] = set()
        self._count = 0

    def add_row(self, index: int | None = None) -> None:
        while len(self.rows) < (index or 0) - 1:
            self._take(1)
            self.rows.append([])
        self._take(1)
        self.rows.append([])

    def add_cell(
        self, value: Any, *, at: int | None = None, across: int = 1, down: int = 1
    ) -> None:
        across, down = min(across, _MAX_SPAN), min(down, _MAX_SPAN)
        if not self.rows:
            self.add_row()
        row, top = self.rows[-1], len(self.rows) - 1
        if at is not None:
            self._pad(row, at - 1)
        while (top, len(row)) in self._reserved:
            self._pad(row, len(row) + 1)
        left = len(row)
        row.append(value)
        self._pad(row, left + across)
        self._take(across * down)
        if across > 1 or down > 1:
            self.merged.append((top, left, top + down - 1, left + across - 1))
        for below in range(top + 1, top + down):
            self._reserved.update((below, column) for column in range(left, left + across))

    def told(self) -> dict[str, Any]:
        width = max(map(len, self.rows))
        self._take(width * len(self.rows) - self._count)
        rows = [[*row, *[""] * (width - len(row))] for row in self.rows]
        return {"name": self.name, "hidden": False, "merged": self.merged, "rows": rows}

    def _pad(self, row: list[Any], width: int) -> None:
        self._take(max(width - len(row), 0))
        row.extend([""] * (width - len(row)))

    def _take(self, cells: int) -> None:
        self._count += cells
        if self._count > MAX_CELLS:
            raise TooManyCells


def _sheets_of_page(text: str) -> list[_Sheet]:
    page = _Page()
    page.feed(text)
    page.close()
    page.end_cell()
    return [page.sheet]


class _Page(HTMLParser):
    """All tables of a page under each other, as Excel shows them."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = _Sheet()
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in ("table", "tr"):
            self.end_cell()
        if tag == "tr":
            self.sheet.add_row()
        elif tag in ("td", "th"):
            self.end_cell()
            told = dict(attrs)
            self._cell = []
            self._span = (_whole(told.get("colspan"), 1), _whole(told.get("rowspan"), 1))
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in ("td", "th", "tr", "table"):
            self.end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(re.sub(r"\s+", " ", data))

    def end_cell(self) -> None:
        if self._cell is not None:
            text = re.sub(r" *\n *", "\n", "".join(self._cell)).strip()
            self.sheet.add_cell(text, across=self._span[0], down=self._span[1])
            self._cell = None


def _sheets_of_xml(text: str) -> list[_Sheet]:
    document = _Document()
    parser = expat.ParserCreate("utf-8", namespace_separator="|")
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.told
    parser.StartDoctypeDeclHandler = document.refuse
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise NoTable from error
    return document.sheets


class _Document:
    """The worksheets of an XML spreadsheet of Excel 2003."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._place: dict[str, int | None] = {}
        self._type = ""
        self._data: list[str] | None = None
        self._value: Any = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("|")[2]
        told = {key.rpartition("|")[2]: value for key, value in attributes.items()}
        if tag == "Worksheet":
            self.sheets.append(_Sheet(told.get("Name", "")))
        elif tag == "Row" and self.sheets:
            self.sheets[-1].add_row(_whole(told.get("Index"), 0) or None)
        elif tag == "Cell":
            self._value, self._place = "", {"at": _whole(told.get("Index"), 0) or None}
            self._place["across"] = 1 + _whole(told.get("MergeAcross"), 0)
            self._place["down"] = 1 + _whole(told.get("MergeDown"), 0)
        elif tag == "Data":
            self._type, self._data = told.get("Type", ""), []

    def told(self, text: str) -> None:
        if self._data is not None:
            self._data.append(text)

    def end(self, name: str) -> None:
        tag = name.rpartition("|")[2]
        if tag == "Data" and self._data is not None:
            self._value, self._data = _value(self._type, "".join(self._data)), None
        elif tag == "Cell" and self.sheets:
            self.sheets[-1].add_cell(self._value, **self._place)  # type: ignore[arg-type]

    def refuse(self, *_: object) -> None:
        """No spreadsheet has a document type; who sends one is up to something."""
        raise NoTable


def _value(kind: str, text: str) -> Any:
    if kind == "Number" and re.fullmatch(r"-?\d{1,15}(\.\d+)?([eE][-+]?\d{1,2})?", text):
        return float(text)
    if kind == "DateTime" and re.fullmatch(r"\d{4}-\d{2}-\d{2}T.*", text):
        return [text[:10]]
    return text


def _whole(text: str | None, otherwise: int) -> int:
    return int(text[:7]) if text is not None and text.isascii() and text.isdigit() else otherwise
