"""Too little for a round: offers everybody a fair share, and types it into the grid when asked."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from db.queries.catalogue import SupplyRow
from db.rules.fair_share import FairShare, fair_share
from desktop.pages.issue.round_bar import RoundBar
from desktop.pages.issue.round_grid import RoundGrid
from desktop.pages.issue.round_ribbon import RoundRibbon, shares_told
from desktop.pages.issue.round_rows import key_of
from desktop.translation import _
from desktop.widgets.grid_cells import GridRow

PAUSE_MILLISECONDS = 20


class RoundSharing(QObject):
    """Weighs the quantities of the grid against the stock; what was shared out last stays told."""

    def __init__(self, bar: RoundBar, listed: RoundGrid, ribbon: RoundRibbon) -> None:
        super().__init__(listed)
        self._bar, self._listed, self._ribbon = bar, listed, ribbon
        self._shares: dict[int, FairShare] = {}
        self._told = ""
        self._asked_of: frozenset[int] = frozenset()
        ribbon.share_asked.connect(self._share_out)

    def asked_of(self, supplies: Sequence[SupplyRow]) -> frozenset[int]:
        """The supplies that have a column of what was asked for."""
        if not self._bar.more.with_asked.isChecked():
            return frozenset()
        return self._asked_of or frozenset(supply.supply_id for supply in supplies)

    def weigh(
        self,
        supplies: Sequence[SupplyRow],
        rows: Sequence[GridRow],
        stock: Mapping[int, int],
        out: Mapping[int, int],
    ) -> None:
        """Offer to share out what there is too little of."""
        first = [row.tag.person.is_priority for row in rows]
        self._shares = {
            supply_id: fair_share([row.pieces(key_of(supply_id)) for row in rows], first, pieces)
            for supply_id, pieces in stock.items()
            if out[supply_id] > pieces
        }
        if self._shares:
            self._told = ""
        told = shares_told(supplies, self._shares, stock)
        self._ribbon.show_shares(told or self._told, is_offer=bool(told))

    def forget(self) -> None:
        """Another round begins."""
        self._shares, self._told, self._asked_of = {}, "", frozenset()

    def _share_out(self) -> None:
        if not self._shares:
            return
        self._listed.grid.commit()
        shares, self._told = self._shares, self._ribbon.shares.text()
        more = self._bar.more
        if not more.with_asked.isChecked():
            self._asked_of = frozenset(shares)
            self._bar.more_button.setChecked(True)
            more.with_asked.setChecked(True)  # what they were to get stands beside it
        if not more.note.text().strip():
            more.note.setText(_("Cấp theo số còn trong kho"))
        given_out = {supply_id: share.given for supply_id, share in shares.items()}
        # The new columns are painted first: both at once would hold up the window.
        QTimer.singleShot(PAUSE_MILLISECONDS, self, partial(self._put, given_out))

    def _put(self, shares: Mapping[int, Sequence[int]]) -> None:
        people = len(self._listed.rows())
        if all(len(given) == people for given in shares.values()):  # the same list still
            self._listed.share_out(shares)
            self._listed.to_first_quantity()
