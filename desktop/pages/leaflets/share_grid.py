"""The grid of an allocation: bodies in rows, leaflets in columns, districts that fold."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.kinds import SpreadBy
from db.queries.allocations import AgencyRow, LeafletToShare
from desktop.context import Tone
from desktop.labels import number
from desktop.pages.leaflets.share_tree import WEIGHT, ShareTree, key_of
from desktop.translation import N_, _
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind

NAME = "name"
FIGURES = {
    SpreadBy.WARDS: N_("Số phường, xã"),
    SpreadBy.POPULATION: N_("Dân số"),
    SpreadBy.HOUSEHOLDS: N_("Số hộ"),
}
_LEAST_NAME = 190  # pixels
_TITLED = 3  # leaflets whose titles stand over their columns
_HEAD = 20  # letters of a leaflet's title over its column


class ShareGrid(EntryGrid):
    """F4, or Space on its name, folds a district; what is typed for it goes down to its wards."""

    def __init__(
        self, tree: ShareTree, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        self.tree = tree
        self._open: set[int] = set()
        super().__init__(
            self._columns_of(tree), today, grows=False, together=tree.together, parent=parent
        )
        self.setAccessibleName(_("Bảng phân bổ"))
        self.rows_model.modelReset.connect(self._fold)
        self.doubleClicked.connect(self._on_double)

    def show_rows(self, agencies: Sequence[AgencyRow], rows: Sequence[GridRow]) -> None:
        """Start over with bodies and their rows."""
        self.tree.arrange(agencies)
        self.set_rows(rows)
        self._fold()

    def open_all(self, *, is_open: bool) -> None:
        """Unfold all districts, or fold them."""
        rows = range(self.rows_model.rowCount())
        heads = [row for row in rows if self.tree.has_wards(row)]
        self._open = {self.rows_model.row_at(row).tag for row in heads} if is_open else set()
        self._fold()

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one; a row that is folded away is passed over."""
        step = 1 if row >= self.currentIndex().row() else -1
        place = row
        while 0 <= place < self.rows_model.rowCount() and self.isRowHidden(place):
            place += step
        if 0 <= place < self.rows_model.rowCount():
            super().go(place, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex()
        is_space = event.key() == Qt.Key.Key_Space and place.column() == 0
        if is_space or event.key() == Qt.Key.Key_F4:
            self.turn(place.row())
        else:
            super().keyPressEvent(event)

    def turn(self, row: int) -> None:
        """Fold the district of a row, or unfold it."""
        if row < 0 or len(self.tree.group_of(row)) < 2:
            return
        head = self.tree.group_of(row).start
        self._open ^= {self.rows_model.row_at(head).tag}
        self._fold()
        index = self.rows_model.index(head, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _least_width(self, number: int) -> int:
        """Names of wards stay whole in a small window."""
        return max(_LEAST_NAME if number == 0 else 0, super()._least_width(number))

    def _on_double(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.turn(index.row())

    def _fold(self) -> None:
        for place in range(self.rows_model.rowCount()):
            head = self.rows_model.row_at(self.tree.group_of(place).start).tag
            self.setRowHidden(place, self.tree.is_ward(place) and head not in self._open)
        self.viewport().update()

    def _name(self, row: GridRow) -> str:
        agency = self.tree.agencies.get(row.tag)
        if agency is None:
            return ""
        if agency.parent_id in self.tree.agencies:
            return f"        {agency.name}"
        has_wards = agency.agency_id in self.tree.with_wards
        mark = ("▾ " if row.tag in self._open else "▸ ") if has_wards else ""
        name = f"{agency.name}, {agency.parent}" if agency.parent else agency.name
        return mark + name

    def _columns_of(self, tree: ShareTree) -> list[GridColumn]:
        columns = [
            GridColumn(
                NAME,
                _("Nơi nhận"),
                Kind.READ_ONLY,
                text=self._name,
                tone=self._tone,
                tip=_about_folding,
            )
        ]
        if tree.by is SpreadBy.WEIGHT:
            columns.append(GridColumn(WEIGHT, _("Hệ số"), Kind.NUMBER, 84))
        elif tree.by in FIGURES:
            title = _(FIGURES[tree.by])
            columns.append(
                GridColumn("figure", title, Kind.READ_ONLY, 96, text=self._figure, is_right=True)
            )
        is_short = len(tree.portions) > _TITLED
        return [*columns, *(_column(portion, is_short=is_short) for portion in tree.portions)]

    def _tone(self, row: GridRow) -> Tone:
        return Tone.INFO if row.tag in self.tree.with_wards else Tone.NONE

    def _figure(self, row: GridRow) -> str:
        agency = self.tree.agencies.get(row.tag)
        if agency is None:
            return ""
        known = {
            SpreadBy.WARDS: agency.wards or None,
            SpreadBy.POPULATION: agency.population,
            SpreadBy.HOUSEHOLDS: agency.households,
        }[self.tree.by]
        return "" if known is None else number(known)


def _about_folding(_row: GridRow) -> str:
    return _("F4: mở, gập các phường, xã")


def _column(portion: LeafletToShare, *, is_short: bool) -> GridColumn:
    """The column of a leaflet: its title where there is room, else its code alone."""
    title = portion.title.removeprefix("Tờ bướm: ")
    head = title if len(title) <= _HEAD else title[: _HEAD - 1].rstrip() + "…"
    return GridColumn(
        key_of(portion.supply_id),
        portion.code if is_short else f"{portion.code} · {head}",
        Kind.NUMBER,
        92 if is_short else 128,
        tip=lambda _row: portion.title,
    )
