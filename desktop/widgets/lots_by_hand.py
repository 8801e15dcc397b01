"""The lots that give each supply of a form: those chosen by hand first, then first expiry first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.queries.catalogue import SupplyRow
from db.queries.lots import LotOffer
from db.rules.lot_split import filled
from db.rules.timeline import Split
from desktop.context import Context, Tone
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.lot_choice import LotChoice
from desktop.widgets.stock_rows import lot_name

SHOWN = 4


class LotsByHand(QObject):
    """What is on offer, and what was chosen of it; another total keeps the choice."""

    changed = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._offers: dict[int, list[LotOffer]] = {}
        self._chosen: dict[int, dict[int, int]] = {}

    def show(self, offers: Mapping[int, Sequence[LotOffer]]) -> None:
        """What the lots of some supplies offer now."""
        self._offers = {
            supply_id: [lot for lot in lots if lot.is_usable] for supply_id, lots in offers.items()
        }

    def pieces(self, supply_id: int) -> int:
        """How many pieces may be given of a supply."""
        return sum(lot.pieces for lot in self._offers.get(supply_id, ()))

    def is_by_hand(self, supply_id: int) -> bool:
        """Whether lots of a supply were chosen, and not all of that is given out since."""
        return self.chosen_pieces(supply_id) > 0

    def chosen_pieces(self, supply_id: int) -> int:
        """How many pieces of the lots chosen by hand are not given out yet."""
        return sum(max(0, pieces) for pieces in self._chosen.get(supply_id, {}).values())

    def split(self, supply_id: int, wanted: int) -> Split:
        """Which lots give `wanted` pieces of a supply."""
        lots = [(lot.lot_id, lot.pieces) for lot in self._offers.get(supply_id, ())]
        return filled(lots, wanted, tuple(self._chosen.get(supply_id, {}).items()))

    def by_hand(self, supply_id: int, wanted: int) -> Split:
        """The lots a voucher is to name: none where those that expire first give, or too little is left."""
        split = self.split(supply_id, wanted) if self.is_by_hand(supply_id) else ()
        return split if sum(pieces for _lot, pieces in split) == wanted else ()

    def told(self, supply_id: int, wanted: int) -> str:
        """The lots that give `wanted` pieces, in words."""
        split, is_by_hand = self.split(supply_id, wanted), self.is_by_hand(supply_id)
        named = {lot.lot_id: lot for lot in self._offers.get(supply_id, ())}
        has_pieces = is_by_hand or len(split) > 1
        told = [
            lot_name(named[lot_id]) + (f": {number(pieces)}" if has_pieces else "")
            for lot_id, pieces in split[:SHOWN]
        ]
        if (more := len(split) - SHOWN) > 0:
            told.append(_("{count} lô nữa").format(count=number(more)))
        text = " · ".join(told)
        return _("Tự chọn: {lots}").format(lots=text) if is_by_hand else text

    def choose(self, supply: SupplyRow, wanted: int | None = None) -> None:
        """Ask which lots are to give a supply: `wanted` pieces, or the next ones without an end."""
        lots = self._offers.get(supply.supply_id)
        if not lots:
            told = _("{name} không có lô nào còn cấp được ở kho này.").format(name=supply.name)
            self._context.notice(told, Tone.WARNING)
            return
        dialog = LotChoice(
            supply,
            [(lot, lot.pieces) for lot in lots],
            self.split(supply.supply_id, self.chosen_pieces(supply.supply_id))
            if wanted is None
            else self.split(supply.supply_id, wanted),
            partial(_chosen_told, supply.base_unit, wanted),
            self._context.clock.today,
            self._owner,
        )
        dialog.accepted.connect(lambda: self.take(supply.supply_id, dialog.chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, supply_id: int, split: Split) -> None:
        """These are the lots chosen for a supply; with none, first expiry first again."""
        self._chosen[supply_id] = dict(split)
        self.changed.emit()

    def use_up(self, supply_id: int, split: Split) -> None:
        """A voucher gives these: of what was chosen so much less is left."""
        chosen = self._chosen.get(supply_id, {})
        for lot_id, pieces in split:
            if lot_id in chosen:
                chosen[lot_id] -= pieces  # below nothing where more went than was chosen

    def give_back(self, supply_id: int, split: Split) -> None:
        """They were not given after all."""
        chosen = self._chosen.get(supply_id, {})
        for lot_id, pieces in split:
            if lot_id in chosen:
                chosen[lot_id] += pieces

    def forget(self) -> None:
        """Nothing is chosen by hand any more."""
        self._chosen.clear()

    def state(self) -> dict[str, Any]:
        """What was chosen, for a draft."""
        return {
            str(supply_id): list(map(list, lots.items()))
            for supply_id, lots in self._chosen.items()
            if self.is_by_hand(supply_id)
        }

    def restore(self, state: Mapping[str, Sequence[Sequence[int]]]) -> None:
        """Choose what `state` gave."""
        self._chosen = {
            int(supply_id): {one[0]: one[1] for one in lots} for supply_id, lots in state.items()
        }


def _chosen_told(unit: str, wanted: int | None, taken: int) -> tuple[str, Tone]:
    if wanted is None:
        told = _("{taken} {unit} cấp tới đây lấy ở các lô này, sau đó lại theo hạn dùng.")
        nothing = _("Chưa chọn: lô hết hạn trước cấp trước.")
        return told.format(taken=number(taken), unit=unit) if taken else nothing, Tone.NONE
    told = _("Đã chọn {taken} {unit}; phiếu ghi {wanted} {unit}.").format(
        taken=number(taken), wanted=number(wanted), unit=unit
    )
    if taken < wanted:
        return told + " " + _("Phần còn lại lấy lô hết hạn trước."), Tone.WARNING
    if taken > wanted:
        return told + " " + _("Lấy theo thứ tự trên xuống, đủ thì thôi."), Tone.WARNING
    return told, Tone.NONE
