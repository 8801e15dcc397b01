"""The leaflets of an allocation: how many there are, what is kept, what is shared and left so far."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.queries.allocations import LeafletToShare
from desktop.context import Tone
from desktop.labels import number
from desktop.tables import ROW_HEIGHT
from desktop.translation import _
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import EMPTY, Cell, GridColumn, GridRow, Kind
from desktop.widgets.suggestions import Suggestion, search_in

LEAFLET, TOTAL, RESERVE, BUNDLE = "leaflet", "total", "reserve", "bundle"
_SHOWN = 7


class PortionGrid(EntryGrid):
    """A row for each leaflet; `shared` is told by the page at each key."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self.known: dict[int, LeafletToShare] = {}
        self.shared: Mapping[int, int] = {}
        super().__init__(self._columns(), today, fill=self._filled, parent=parent)
        self.setAccessibleName(_("Các tờ bướm được phân bổ"))

    def offer(self, leaflets: Sequence[LeafletToShare]) -> None:
        """Say which leaflets there are."""
        self.known = {one.supply_id: one for one in leaflets}

    def show_portions(self, portions: Sequence[LeafletToShare]) -> None:
        """Start over with leaflets and their totals."""
        self.known |= {one.supply_id: one for one in portions if one.supply_id not in self.known}
        self.set_rows([_row(one) for one in portions])
        self.fit()

    def portions(self) -> list[LeafletToShare]:
        """The leaflets as they stand, the first of several rows of one."""
        found: dict[int, LeafletToShare] = {}
        for row in self.rows_model.rows():
            one = self.known.get(row[LEAFLET] or 0)
            if one is not None and one.supply_id not in found:
                figures = (row[TOTAL] or 0, row[RESERVE] or 0, max(1, row[BUNDLE] or 1))
                found[one.supply_id] = LeafletToShare(one.supply_id, one.code, one.title, *figures)
        return list(found.values())

    def tell_shared(self, shared: Mapping[int, int]) -> None:
        """Show what is shared out so far, by supply."""
        if shared != self.shared:
            self.shared = shared
            first = self.columnViewportPosition(self.column_of("shared"))
            self.viewport().update(self.viewport().rect().adjusted(first, 0, 0, 0))

    def fit(self) -> None:
        """Be as high as the rows ask for."""
        rows = min(self.rows_model.rowCount(), _SHOWN)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 6)

    def left(self, row: GridRow) -> int:
        """What is left of a leaflet beside its reserve; negative where too much is shared."""
        shared = self.shared.get(row[LEAFLET] or 0, 0)
        return (row[TOTAL] or 0) - (row[RESERVE] or 0) - shared

    def _filled(self, row: GridRow, key: str) -> dict[str, Cell | str]:
        one = self.known.get(row[LEAFLET] or 0)
        if key != LEAFLET or one is None or row.text(BUNDLE):
            return {}
        return {BUNDLE: number(one.bundle)}

    def _search(self, text: str) -> Sequence[Suggestion]:
        choices = [
            Suggestion(f"{one.code} – {one.title}", "", one.supply_id, one.code)
            for one in self.known.values()
        ]
        return search_in(choices)(text)

    def _columns(self) -> list[GridColumn]:
        return [
            GridColumn(LEAFLET, _("Tờ bướm"), Kind.CHOICE, search=self._search),
            GridColumn(TOTAL, _("Tổng số"), Kind.NUMBER, 96),
            GridColumn(RESERVE, _("Để dành"), Kind.NUMBER, 84),
            GridColumn(BUNDLE, _("Xấp (tờ)"), Kind.NUMBER, 76),
            GridColumn(
                "shared",
                _("Đã chia"),
                Kind.READ_ONLY,
                96,
                text=lambda row: number(self.shared.get(row[LEAFLET] or 0, 0)) if row.cells else "",
                is_right=True,
            ),
            GridColumn(
                "left",
                _("Còn lại"),
                Kind.READ_ONLY,
                96,
                text=lambda row: number(self.left(row)) if row.cells else "",
                tone=lambda row: Tone.BAD if self.left(row) < 0 else Tone.NONE,
                is_right=True,
            ),
        ]


def _row(one: LeafletToShare) -> GridRow:
    def figure(pieces: int) -> Cell:
        return Cell(number(pieces), pieces) if pieces else EMPTY

    return GridRow(
        {
            LEAFLET: Cell(f"{one.code} – {one.title}", one.supply_id),
            TOTAL: figure(one.total),
            RESERVE: figure(one.reserve),
            BUNDLE: figure(one.bundle),
        }
    )
