"""The rows of a count: what the book has, what was counted, the difference and its reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from db.queries.counting import CountLine
from db.rules.counting import difference
from db.services.counting import Count
from db.text import clean
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import EMPTY, Cell, GridColumn, GridRow, Kind
from desktop.widgets.quantity import PackChoice, Quantity

NAME, BOOK, WAITING, COUNTED = "name", "book", "waiting", "counted"
POOR, SPOILED, DIFFERENCE, REASON = "poor", "spoiled", "difference", "reason"


class CountRows:
    """The lines of a count as the book has them, by id; a row's tag is its line's id."""

    def __init__(self) -> None:
        self.lines: dict[int, CountLine] = {}

    def of(self, row: GridRow) -> CountLine | None:
        """The line of a row."""
        return self.lines.get(row.tag or 0)

    def packs(self, row: GridRow) -> Sequence[PackChoice]:
        """The packs a row may be counted in."""
        line = self.of(row)
        if line is None:
            return ()
        return [PackChoice(None, name, size) for name, size in ((line.unit, 1), *line.packs)]

    def unit(self, row: GridRow) -> str:
        """The unit of a row."""
        line = self.of(row)
        return line.unit if line else ""

    def difference(self, row: GridRow) -> int | None:
        """What is typed less the book's; None while nothing is typed."""
        line, counted = self.of(row), row[COUNTED]
        if line is None or not isinstance(counted, Quantity):
            return None
        return difference(counted.pieces, line.waiting, line.book)

    def lacks(self, row: GridRow) -> dict[str, str]:
        """What keeps a row from being taken or approved."""
        counted = row.pieces(COUNTED)
        parts = (row[POOR] or 0) + (row[SPOILED] or 0)
        if parts > counted:
            return {SPOILED: _("Kém và mất phẩm chất nhiều hơn số đếm được.")}
        if self.difference(row) and not row.text(REASON):
            return {REASON: _("Chênh lệch cần có lý do.")}
        return {}

    def count_of(self, row: GridRow) -> Count | None:
        """What a row says otherwise than the book; None where nothing, or where it is unclear."""
        line = self.of(row)
        is_unclear = any(row.text(key) and row[key] is None for key in (COUNTED, POOR, SPOILED))
        if line is None or is_unclear:
            return None
        counted = row.pieces(COUNTED) if row[COUNTED] is not None else None
        poor, spoiled = row[POOR] or 0, row[SPOILED] or 0
        if counted is None or poor + spoiled > counted:
            poor = spoiled = 0
        told = (counted, poor, spoiled, clean(row.text(REASON)))
        if told == (line.counted, line.poor, line.spoiled, line.reason):
            return None
        return Count(line.line_id, *told, seen_at=line.counted_at)


class CountGrid(EntryGrid):
    """Enter goes down the counts; a row that differs is asked for its reason first."""

    def __init__(self, known: CountRows, today: Callable[[], date]) -> None:
        super().__init__(columns(known), today, grows=False, check=known.lacks)
        self._known = known

    def advance(self) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        counted, reason = self.column_of(COUNTED), self.column_of(REASON)
        if column != reason and self._known.difference(self.rows_model.row_at(row)):
            self.go(row, reason)
        elif row + 1 < self.rows_model.rowCount():
            self.go(row + 1, counted)


def columns(known: CountRows) -> list[GridColumn]:
    """The columns of a count."""
    return [
        GridColumn(
            NAME, _("Vật tư"), Kind.READ_ONLY, 0, text=_told(known, _name), tip=_told(known, _name)
        ),
        GridColumn(
            BOOK,
            _("Theo sổ"),
            Kind.READ_ONLY,
            96,
            text=_told(known, lambda line: number(line.book)),
            is_right=True,
        ),
        GridColumn(
            WAITING, _("Chưa nhận"), Kind.READ_ONLY, 84, text=_told(known, _waiting), is_right=True
        ),
        GridColumn(
            COUNTED,
            _("Đếm được"),
            Kind.QUANTITY,
            168,
            packs=known.packs,
            unit=known.unit,
            least=0,
        ),
        GridColumn(POOR, _("Kém"), Kind.NUMBER, 64, least=0),
        GridColumn(SPOILED, _("Mất phẩm chất"), Kind.NUMBER, 112, least=0),
        GridColumn(
            DIFFERENCE,
            _("Chênh lệch"),
            Kind.READ_ONLY,
            96,
            text=_difference(known),
            tone=lambda row: Tone.WARNING if known.difference(row) else Tone.NONE,
            is_right=True,
        ),
        GridColumn(REASON, _("Lý do"), Kind.TEXT, 170),
    ]


def rows_of(lines: Iterable[CountLine], typed: Mapping[int, GridRow]) -> list[GridRow]:
    """The rows of a count as it stands; what is typed and not taken yet stays."""
    return [typed.get(line.line_id) or _row(line) for line in lines]


def _row(line: CountLine) -> GridRow:
    counted = EMPTY
    if line.counted is not None:
        counted = Cell(number(line.counted), Quantity(line.counted))
    return GridRow(
        {
            COUNTED: counted,
            POOR: Cell(number(line.poor), line.poor) if line.poor else EMPTY,
            SPOILED: Cell(number(line.spoiled), line.spoiled) if line.spoiled else EMPTY,
            REASON: Cell(line.reason, line.reason) if line.reason else EMPTY,
        },
        tag=line.line_id,
    )


def _told(known: CountRows, tell: Callable[[CountLine], str]) -> Callable[[GridRow], str]:
    def text(row: GridRow) -> str:
        line = known.of(row)
        return tell(line) if line else ""

    return text


def _name(line: CountLine) -> str:
    lot = _("lô {number}").format(number=line.lot) if line.lot else ""
    expires = _("HSD {day}").format(day=day_text(line.expires_on)) if line.expires_on else ""
    return " · ".join(filter(None, (line.name, lot, expires)))


def _waiting(line: CountLine) -> str:
    return number(line.waiting) if line.waiting else ""


def _difference(known: CountRows) -> Callable[[GridRow], str]:
    def text(row: GridRow) -> str:
        found = known.difference(row)
        return "" if found is None else f"{'+' * (found > 0)}{number(found)}"

    return text
