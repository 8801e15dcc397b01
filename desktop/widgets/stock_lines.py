"""The lines of a form that takes goods out of a store, with the lots that give them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.queries.catalogue import supplies
from db.queries.lots import LotOffer, lots_on_offer
from db.queries.vouchers import DetailLine
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.refusals import shortage
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.grid import EntryGrid
from desktop.widgets.grid_cells import EMPTY, Cell, picked
from desktop.widgets.lot_choice import LotChoice
from desktop.widgets.page_header import action_button
from desktop.widgets.quantity import Quantity
from desktop.widgets.stock_rows import (
    LOTS,
    QUANTITY,
    SUPPLY,
    StockRows,
    columns,
    lines_of,
    marks,
    texts_of,
)
from desktop.widgets.supply_fields import label


class StockLines(QWidget):
    """A grid that knows what the store has; F4 chooses the lots of a line by hand.

    `place` says which store and day count. A voucher that is corrected counts as undone.
    """

    edited = Signal()
    record = Signal()

    def __init__(
        self,
        context: Context,
        name: str,
        place: Callable[[], tuple[int, date]],
        *,
        with_unusable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._place = context, place
        self.corrected: int | None = None
        self.known = StockRows(with_unusable=with_unusable)
        self.grid = EntryGrid(
            columns(self.known), context.clock.today, check=self.known.lacks, fill=self.known.fill
        )
        self.grid.setAccessibleName(name)
        self.known.rows = self.grid.rows_model.rows
        self.count = label(_("Số lượng gõ theo quy cách được: 3h là 3 hộp."), self.grid)
        self.choose = action_button(_("Chọn lô"), self.choose_lots, shortcut="F4")
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.grid.edited.connect(self._on_edited)
        self.grid.record.connect(self.record)

    @property
    def is_blank(self) -> bool:
        """Whether no row holds anything."""
        return not self.grid.rows_model.rows()

    def offer(self, *, with_retired: bool = False) -> None:
        """Offer the supplies that the book has now."""
        self.known.show(self._context.database.ask(supplies, with_retired=with_retired))

    def clear(self) -> None:
        """Start over without a row."""
        self.corrected = None
        self.grid.clear()
        self.count.setText(_("Số lượng gõ theo quy cách được: 3h là 3 hộp."))

    def restore(self, rows: Sequence[Sequence[str]]) -> None:
        """Start over with the rows of a draft."""
        self.grid.restore(rows)
        self.read_offers()

    def show_lines(self, lines: Iterable[DetailLine], *, with_lots: bool = True) -> None:
        """Start over with the rows of a posted voucher."""
        self.grid.rows_model.type_block(0, texts_of(lines), "")
        if with_lots:
            self._show_lots(lines)
        self.grid.rows_model.undo_stack.clear()
        self.read_offers()

    def name_supply(self, supply_id: int) -> None:
        """Begin the first row with a supply."""
        if supply_id in self.known.supplies:
            self.grid.type_cell(0, SUPPLY, self.known.supplies[supply_id].code)

    def lines(self, line: Callable[..., Any]) -> tuple[Any, ...]:
        """The lines that the rows make."""
        return tuple(lines_of(self.grid.rows(), line))

    def refused(self, error: DomainError) -> None:
        """Say in the rows what there is too little of."""
        if isinstance(error, StockShort):
            self.grid.show_problems(marks(error.shortages, shortage))
        self.grid.setFocus()

    def read_offers(self) -> None:
        """Read what the lots of the rows' supplies offer now."""
        rows = self.grid.rows_model.rows()
        if ids := sorted({row[SUPPLY] for row in rows if row[SUPPLY]}):
            read = partial(
                self._context.database.ask, lots_on_offer, *self._place(), ids, self.corrected
            )
            self._context.tasks.run(self, read, self._show_offers)

    def choose_lots(self) -> None:
        """Choose the lots of the row with the cursor by hand."""
        self.grid.commit()
        place = max(0, self.grid.currentIndex().row())
        row = self.grid.rows_model.row_at(place)
        supply, lots = self.known.of(row), self.known.lots(row)
        if supply is None or not lots:
            told = _("Hãy chọn vật tư có tồn ở dòng đang đứng rồi mới chọn lô.")
            self._context.notice(told, Tone.WARNING)
            return
        dialog = LotChoice(
            supply,
            lots,
            self.known.split(row),
            partial(_chosen_told, supply.base_unit, row.pieces(QUANTITY)),
            self._context.clock.today,
            self,
        )
        dialog.accepted.connect(lambda: self._take(place, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, place: int, dialog: LotChoice) -> None:
        chosen, row = dialog.chosen, self.grid.rows_model.row_at(place)
        pieces = sum(taken for _lot, taken in chosen)
        if chosen and pieces != row.pieces(QUANTITY):
            row = row.with_cell(QUANTITY, Cell(number(pieces), Quantity(pieces)))
        row = row.with_cell(LOTS, picked(chosen) if chosen else EMPTY)
        self.grid.rows_model.put(place, row, _("Chọn lô"))
        self.grid.edit_cell(place, QUANTITY)

    def _show_lots(self, lines: Iterable[DetailLine]) -> None:
        for place, line in enumerate(lines):
            row = self.grid.rows_model.row_at(place)
            cell = picked((part.lot_id, part.quantity) for part in line.lots)
            self.grid.rows_model.put(place, row.with_cell(LOTS, cell), "")

    def _show_offers(self, offers: Mapping[int, Sequence[LotOffer]]) -> None:
        self.known.offers = offers
        self.grid.viewport().update()

    def _on_edited(self) -> None:
        rows = self.grid.rows_model.rows()
        if {row[SUPPLY] for row in rows if row[SUPPLY]} - set(self.known.offers):
            self.read_offers()
        self.count.setText(_("{count} dòng").format(count=number(len(rows))))
        self.edited.emit()

    def _lay_out(self) -> None:
        listed = Card()
        listed.body.setContentsMargins(4, 2, 4, 4)
        listed.body.addWidget(self.grid, 1)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(listed, 1)
        column.addLayout(below)


def _chosen_told(unit: str, wanted: int, taken: int) -> tuple[str, Tone]:
    told = _("Đã chọn {taken} {unit}; phiếu ghi {wanted} {unit}.").format(
        taken=number(taken), wanted=number(wanted), unit=unit
    )
    if taken == wanted:
        return told, Tone.NONE
    return told + " " + _("Số lượng của dòng sẽ theo số đã chọn."), Tone.WARNING
