"""A workbook being written: titles, tables with their heads, numbers and days as such."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import groupby
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.papers.grid import CROSS, Cell, Grid, GridRow, Price
from desktop.papers.tables import Column

_FONT = "Times New Roman"
_WIDEST = 46
_LINE = 16.5  # points: room for the marks of both sides
_MILLIMETRES = 2.1  # on paper, for one unit of a column
_LETTER, _WIDE_LETTER = 0.85, 1.4  # of a column's unit, on the average: of a line, of a title
_NAME_LIMIT = 31  # of a sheet's name
_FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")


class Book:
    """A workbook with the formats that papers have; equal contents give equal bytes."""

    def __init__(self) -> None:
        self.out = BytesIO()
        self._book = Workbook(self.out, {"in_memory": True})
        self._names: set[str] = set()
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        grid = {**base, "border": 1}
        add = self._book.add_format
        title = {**base, "bold": True, "font_size": 13}
        self._lines = {
            (is_title, is_broken): add({**(title if is_title else base), "text_wrap": is_broken})
            for is_title in (False, True)
            for is_broken in (False, True)
        }
        self._head = add({**grid, "bold": True, "align": "center", "text_wrap": True})
        self._letter = add({**grid, "align": "center", "italic": True, "font_size": 9})
        self._formats = {
            (kind, is_bold): add({**grid, **told, "bold": is_bold})
            for kind, told in (
                ("text", {"text_wrap": True}),
                ("cross", {"align": "center"}),
                ("number", {"num_format": "#,##0"}),
                ("price", {"num_format": "#,##0.00"}),
                ("day", {"num_format": "dd/mm/yyyy", "align": "center"}),
            )
            for is_bold in (False, True)
        }

    def table(
        self,
        name: str,
        titles: Sequence[str],
        grid: Grid,
        ends: Sequence[str] = (),
        *,
        is_wide: bool = True,
    ) -> None:
        """Add a sheet: titles, a table with its head and letters, lines below it."""
        sheet = self._book.add_worksheet(free_name(name, self._names))
        sheet.hide_gridlines(2)
        sheet.set_default_row(_LINE)
        widths = _widths(grid)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for row, text in enumerate(titles):
            self._write_line(sheet, row, text, widths, is_title=row == 0)
        top = len(titles) + 1
        below = self._write_head(sheet, top, grid.columns)
        for row, told in enumerate(grid.rows, below):
            self._write_row(sheet, row, told)
        for row, text in enumerate(ends, below + len(grid.rows) + 1):
            self._write_line(sheet, row, text, widths)
        if is_wide:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top, below - 1)
        sheet.freeze_panes(below, 0)

    def done(self, title: str, author: str, at: datetime) -> bytes:
        """Close the workbook and return it."""
        created = at.replace(tzinfo=None)
        self._book.set_properties({"title": title, "author": author, "created": created})
        self._book.close()
        return self.out.getvalue()

    def _write_line(
        self,
        sheet: Worksheet,
        row: int,
        text: str,
        widths: Sequence[float],
        *,
        is_title: bool = False,
    ) -> None:
        """A line beside the table; one wider than the table is broken at its edge."""
        lines = ceil(len(text) * (_WIDE_LETTER if is_title else _LETTER) / sum(widths))
        if len(widths) > 1 and lines > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, text, self._lines[is_title, True])
            sheet.set_row(row, lines * (_LINE + 3 * is_title))
        else:
            sheet.write_string(row, 0, text, self._lines[is_title, False])

    def _write_head(self, sheet: Worksheet, top: int, columns: Sequence[Column]) -> int:
        """The titles, groups above their columns, and the letters; return the row below."""
        has_groups = any(column.group for column in columns)
        place = 0
        for group, members in groupby(columns, key=lambda column: column.group):
            titles = [column.title for column in members]
            if group and len(titles) > 1:
                sheet.merge_range(top, place, top, place + len(titles) - 1, group, self._head)
            elif group:
                sheet.write_string(top, place, group, self._head)
            for at, title in enumerate(titles, place):
                if group or not has_groups:
                    sheet.write_string(top + has_groups, at, title, self._head)
                else:
                    sheet.merge_range(top, at, top + 1, at, title, self._head)
            place += len(titles)
        sheet.set_row(top + has_groups, 2 * _LINE)  # titles take two lines
        below = top + 1 + has_groups
        if any(column.letter for column in columns):
            for at, column in enumerate(columns):
                sheet.write_string(below, at, column.letter, self._letter)
            below += 1
        return below

    def _write_row(self, sheet: Worksheet, row: int, told: GridRow) -> None:
        longest = max((len(cell) for cell in told.cells if isinstance(cell, str)), default=0)
        if longest > _WIDEST:  # programs keep the height of a row that says none
            sheet.set_row(row, _LINE * -(-longest // _WIDEST))
        for column, cell in enumerate(told.cells):
            write(sheet, row, column, cell, lambda kind: self._formats[kind, told.is_bold])
        if told.spanned > 1:
            name = str(told.cells[1] or "")
            sheet.merge_range(row, 1, row, told.spanned, name, self._formats["text", told.is_bold])


def free_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has; it is added to those taken."""
    base = name.translate(_FORBIDDEN).strip()[:_NAME_LIMIT] or "Trang"
    free, again = base, 1
    while free.casefold() in taken:
        again += 1
        free = f"{base[: _NAME_LIMIT - 4]} {again}"
    taken.add(free.casefold())
    return free


def write(
    sheet: Worksheet, row: int, column: int, cell: Cell, style: Callable[[str], Format]
) -> None:
    """Write a cell; text stays text, whatever it looks like: a name with = is no formula."""
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, style("text"))
        case Price():
            sheet.write_number(row, column, cell / 100, style("price"))
        case int():
            sheet.write_number(row, column, cell, style("number"))
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), style("day"))
        case _:
            line = cell.replace("\n", " ")  # rows are as high as one line
            sheet.write_string(row, column, line, style("cross" if cell == CROSS else "text"))


def _widths(grid: Grid) -> list[float]:
    """How wide each column is, in letters: as on paper, or what it holds."""
    found = []
    for place, column in enumerate(grid.columns):
        longest = max([len(column.title) // 2, *map(len, column.title.split())])
        cells: Iterable[Cell] = (
            row.cells[place] for row in grid.rows if not 0 < place <= row.spanned > 1
        )
        wide = max((len(_shown(cell)) for cell in cells), default=0)
        found.append(
            min(_WIDEST, max(5, longest + 2, wide * 0.95 + 2, column.width / _MILLIMETRES))
        )
    return found


def _shown(cell: Cell) -> str:
    return (
        f"{cell:,}"
        if isinstance(cell, int)
        else "00/00/0000"
        if isinstance(cell, date)
        else cell or ""
    )
