"""Figures in rows and columns, to be laid out on paper or written into a workbook alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.papers.figures import NOTHING, cell, day, number
from desktop.papers.tables import Column, Row, Span, Table

CROSS = "x"  # what can't be added up


class Price(int):
    """Hundredths of a đồng: what one piece costs."""


Cell = str | int | date | Price | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; one in bold sums up. `spanned` columns from the second on hold its name."""

    cells: tuple[Cell, ...]
    is_bold: bool = False
    spanned: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and their rows; None is an empty cell, 0 a dash on paper."""

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]


def grid_table(
    grid: Grid, size: float = 10, head_size: float = 10, least: float = 0, most: float = 0
) -> tuple[Table, list[Row]]:
    """Lay a grid out as a table of a paper.

    With `most`, a row of texts that would be higher (points) goes on in a row of its own.
    """
    table = Table(grid.columns, size=size, head_size=head_size, least=least)
    if most:
        laid = (table.rows([written(cell) for cell in row.cells], most) for row in grid.rows)
        return table, [piece for pieces in laid for piece in pieces]
    return table, [table.row(_laid(row), is_bold=row.is_bold) for row in grid.rows]


def written(value: Cell) -> str:
    """A cell as papers write it."""
    match value:
        case None:
            return ""
        case Price():
            whole, rest = divmod(value, 100)
            return f"{number(whole)},{rest:02d}".removesuffix(",00") if value else NOTHING
        case int():
            return cell(value)
        case date():
            return day(value)
        case _:
            return value


def _laid(row: GridRow) -> Sequence[str | Span]:
    laid: list[str | Span] = []
    for place, value in enumerate(row.cells):
        if 1 < place < 1 + row.spanned:
            continue
        if place == 1 and row.spanned > 1:
            laid.append(Span(written(value), row.spanned))
        else:
            laid.append(Span(CROSS, 1, "centre") if value == CROSS else written(value))
    return laid
