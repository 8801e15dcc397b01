"""Indicators by day and added up, in rows and columns, and the bars of those worth a chart."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from db.kinds import AddedUp, IndicatorKind
from db.queries.indicator_table import IndicatorDays
from desktop.charts import BarChart
from desktop.papers.grid import Cell, Grid, GridRow
from desktop.papers.tables import Column

BESIDE = 7  # days side by side in one table
_SERIES = 3  # bars side by side: white, grey, black


def indicator_grid(
    rows: Sequence[IndicatorDays], days: Sequence[date], *, is_last: bool = True
) -> Grid:
    """Indicators of one department on some days; together, over all days, in the last table."""
    columns = [
        Column("STT", 8, "centre"),
        Column("Chỉ tiêu", 49 if is_last else 66),
        Column("ĐVT", 14, "centre"),
        *(Column(f"{day:%d/%m}", 11, "right") for day in days),
    ]
    if is_last:
        columns.append(Column("Cả kỳ", 17, "right"))
    told = []
    for place, row in enumerate(rows, 1):
        is_said = row.indicator.kind is IndicatorKind.YES_NO
        cells = [_cell(row.days.get(day), is_said=is_said) for day in days]
        if is_last:
            is_said = is_said and row.indicator.added_up is AddedUp.LAST
            cells.append(_cell(row.together, is_said=is_said))
        name = row.indicator.name
        if row.indicator.added_up is AddedUp.LAST:
            name += " (cuối kỳ)"
        told.append(GridRow((place, name, row.indicator.unit, *cells)))
    return Grid(tuple(columns), tuple(told))


def all_indicators_grid(rows: Sequence[IndicatorDays], days: Sequence[date]) -> Grid:
    """Indicators of all departments on all days, for a workbook."""
    grid = indicator_grid(rows, days)
    columns = (grid.columns[0], Column("Đơn vị", 50), *grid.columns[1:])
    told = (
        GridRow((row.cells[0], one.indicator.department, *row.cells[1:]))
        for one, row in zip(rows, grid.rows, strict=True)
    )
    return Grid(columns, tuple(told))


def tables_of(days: Sequence[date]) -> list[tuple[Sequence[date], bool]]:
    """The days of each table, and whether it is the last."""
    starts = range(0, max(1, len(days)), BESIDE)
    return [(days[at : at + BESIDE], at + BESIDE >= len(days)) for at in starts]


def by_department(rows: Iterable[IndicatorDays]) -> list[tuple[str, list[IndicatorDays]]]:
    """Indicators under the name of each department."""
    groups = groupby(rows, key=lambda row: row.indicator.department)
    return [(name, list(of_it)) for name, of_it in groups]


def charts(rows: Iterable[IndicatorDays], days: Sequence[date]) -> list[BarChart]:
    """Indicators that tell something of at least two days; those counted alike share a chart."""
    worth = [
        row
        for row in rows
        if row.indicator.kind is IndicatorKind.NUMBER
        and row.indicator.added_up is AddedUp.SUM
        and sum(value > 0 for value in row.days.values()) > 1
    ]
    found = []
    for unit in dict.fromkeys(row.indicator.unit for row in worth):
        alike = [row for row in worth if row.indicator.unit == unit]
        for start in range(0, len(alike), _SERIES):
            drawn = alike[start : start + _SERIES]
            told = [day for day in days if any(day in row.days for row in drawn)]
            series = tuple(
                (f"{row.indicator.name} ({unit})", tuple(row.days.get(day, 0) for day in told))
                for row in drawn
            )
            found.append(BarChart(tuple(f"{day:%d/%m}" for day in told), series))
    return found


def _cell(value: int | None, *, is_said: bool) -> Cell:
    """A day of nothing told is empty, where 0 is told; yes and no are said."""
    if value is None:
        return None
    return ("có" if value else "không") if is_said else value
