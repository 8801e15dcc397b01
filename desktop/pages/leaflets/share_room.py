"""Where the grid of an allocation stands: another grid for other bodies, leaflets or methods."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.kinds import SpreadBy
from db.queries.allocations import AgencyRow, LeafletToShare
from desktop.pages.leaflets.share_grid import ShareGrid
from desktop.pages.leaflets.share_tree import ShareTree
from desktop.widgets.grid_cells import GridRow

_LEAST_HEIGHT = 240


class ShareRoom(QWidget):
    """Holds one grid at a time and passes on what it says."""

    edited = Signal()
    typing = Signal(int, str, str)
    record = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.grid = ShareGrid(ShareTree(), today)
        self._layout.addWidget(self.grid)
        self.setMinimumHeight(_LEAST_HEIGHT)

    @property
    def agencies(self) -> list[AgencyRow]:
        """The bodies of the rows."""
        return list(self.grid.tree.agencies.values())

    def show_bodies(
        self,
        agencies: Sequence[AgencyRow],
        by: SpreadBy,
        portions: Sequence[LeafletToShare],
        rows: Sequence[GridRow] | None = None,
    ) -> None:
        """Start another grid; without `rows` the figures of bodies that were there stay."""
        self.grid.commit()
        held = self.grid.rows_model.rows() if rows is None else rows
        kept = {row.tag: row for row in held}
        grid = ShareGrid(ShareTree(by, portions), self._today)
        self._layout.replaceWidget(self.grid, grid)
        self.grid.hide()  # it goes with the next turn of the event loop
        self.grid.deleteLater()
        self.grid = grid
        grid.show()  # now, not with the next event: it may be about to take the focus
        grid.show_rows(
            agencies, [kept.get(row.agency_id) or GridRow({}, row.agency_id) for row in agencies]
        )
        grid.edited.connect(self.edited)
        grid.typing.connect(self.typing)
        grid.record.connect(self.record)

    def without_selected(self) -> list[AgencyRow]:
        """The bodies that are left once those of the selected rows are taken out."""
        chosen = {index.row() for index in self.grid.selectionModel().selectedIndexes()}
        gone = {self.grid.rows_model.row_at(row).tag for row in chosen}
        return [
            row for row in self.agencies if row.agency_id not in gone and row.parent_id not in gone
        ]
