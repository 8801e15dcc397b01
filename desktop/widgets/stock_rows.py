"""Rows that take goods out of a store: a supply, how many, which lots give, a note."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from db.errors import Shortage
from db.queries.lots import LotOffer
from db.queries.vouchers import DetailLine
from db.rules.lot_split import filled
from db.rules.timeline import Split
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import EMPTY, Cell, GridColumn, GridRow, Kind
from desktop.widgets.supply_fields import KnownSupplies

SUPPLY, QUANTITY, LEFT, LOTS, NOTE = "supply", "quantity", "left", "lots", "note"


class StockRows(KnownSupplies):
    """The supplies a grid may name, the lots that each offers, and those that a row takes.

    Without a choice by hand the lots that expire first give. Expired and blocked lots are only
    offered to what leaves for good.
    """

    def __init__(self, *, with_unusable: bool = False) -> None:
        super().__init__()
        self._with_unusable = with_unusable
        self.offers: Mapping[int, Sequence[LotOffer]] = {}
        self.rows: Callable[[], Sequence[GridRow]] = list

    def lots(self, row: GridRow) -> list[tuple[LotOffer, int]] | None:
        """The lots a row may take from, with what the rows above leave; None while not known."""
        supply_id = row[SUPPLY]
        if supply_id not in self.offers:
            return None
        taken: dict[int, int] = {}
        for above in self.rows():
            if above is row:
                break
            if above[SUPPLY] == supply_id:
                for lot_id, pieces in self._split(above, taken):
                    taken[lot_id] = taken.get(lot_id, 0) + pieces
        return self._left(supply_id, taken)

    def split(self, row: GridRow) -> Split:
        """Which lots give a row's pieces: those chosen, else those that expire first."""
        chosen: Split | None = row[LOTS]
        if chosen:
            return chosen
        return _first_to_expire(self.lots(row) or [], row.pieces(QUANTITY))

    def left_text(self, row: GridRow) -> str:
        """What there is of a row's supply."""
        lots, supply = self.lots(row), self.of(row)
        if lots is None or supply is None:
            return ""
        return f"{number(sum(pieces for _lot, pieces in lots))} {supply.base_unit}"

    def left_tone(self, row: GridRow) -> Tone:
        """Red where a row asks for more than there is."""
        lots = self.lots(row)
        if lots is None:
            return Tone.NONE
        return Tone.BAD if row.pieces(QUANTITY) > sum(n for _lot, n in lots) else Tone.NONE

    def lots_text(self, row: GridRow) -> str:
        """The lots that give, each with its pieces where there are several."""
        split = self.split(row)
        named = {lot.lot_id: lot for lot, _pieces in self.lots(row) or []}
        told = [
            lot_name(named[lot_id]) + (f": {number(pieces)}" if len(split) > 1 else "")
            for lot_id, pieces in split
            if lot_id in named
        ]
        if len(told) < len(split):
            return _("Lô đã chọn không còn; hãy chọn lại")
        text = " · ".join(told)
        return _("Tự chọn: {lots}").format(lots=text) if row[LOTS] else text

    def lots_tone(self, row: GridRow) -> Tone:
        """What was chosen by hand stands out; what is not there any more is red."""
        if not row[LOTS]:
            return Tone.NONE
        there = {lot.lot_id: pieces for lot, pieces in self.lots(row) or []}
        fits = all(there.get(lot_id, 0) >= pieces for lot_id, pieces in row[LOTS])
        return Tone.INFO if fits or row[SUPPLY] not in self.offers else Tone.BAD

    def fill(self, row: GridRow, key: str) -> Mapping[str, Cell | str]:
        """Another supply or quantity: the choice of lots begins anew."""
        return {LOTS: EMPTY} if key in {SUPPLY, QUANTITY} and row[LOTS] else {}

    def lacks(self, row: GridRow) -> dict[str, str]:
        """What a row still needs before it can be recorded."""
        found = {}
        if row[SUPPLY] is None and not row.text(SUPPLY):
            found[SUPPLY] = _("Chưa có vật tư.")
        if not row.text(QUANTITY):
            found[QUANTITY] = _("Chưa có số lượng.")
        return found

    def _split(self, row: GridRow, taken: Mapping[int, int]) -> Split:
        chosen: Split | None = row[LOTS]
        return chosen or _first_to_expire(self._left(row[SUPPLY], taken), row.pieces(QUANTITY))

    def _left(self, supply_id: int, taken: Mapping[int, int]) -> list[tuple[LotOffer, int]]:
        return [
            (lot, lot.pieces - taken.get(lot.lot_id, 0))
            for lot in self.offers.get(supply_id, ())
            if (lot.is_usable or self._with_unusable) and lot.pieces > taken.get(lot.lot_id, 0)
        ]


def columns(known: StockRows) -> list[GridColumn]:
    """Supply, quantity, what there is, the lots, a note."""
    return [
        GridColumn(SUPPLY, _("Vật tư"), Kind.CHOICE, 0, search=known.search),
        GridColumn(QUANTITY, _("Số lượng"), Kind.QUANTITY, 160, packs=known.packs, unit=known.unit),
        GridColumn(
            LEFT,
            _("Còn"),
            Kind.READ_ONLY,
            92,
            text=known.left_text,
            tone=known.left_tone,
            is_right=True,
        ),
        GridColumn(
            LOTS,
            _("Lô xuất (F4)"),
            Kind.PICKED,
            310,
            text=known.lots_text,
            tone=known.lots_tone,
            tip=known.lots_text,
        ),
        GridColumn(NOTE, _("Ghi chú"), Kind.TEXT, 110),
    ]


def lines_of(rows: Iterable[GridRow], line: Callable[..., Any]) -> list[Any]:
    """The lines that the rows make."""
    return [
        line(
            row[SUPPLY],
            row.pieces(QUANTITY),
            lots=row[LOTS] or (),
            note=row.text(NOTE),
            pack_id=row[QUANTITY].pack_id,
            pack_count=row[QUANTITY].pack_count,
        )
        for row in rows
    ]


def texts_of(lines: Iterable[DetailLine]) -> list[dict[str, str]]:
    """The rows of a posted voucher, as they would be typed."""
    return [
        {
            SUPPLY: line.code,
            QUANTITY: f"{number(line.pack_count)} {line.pack}"
            if line.pack and line.pack_count
            else number(line.quantity),
            NOTE: line.note,
        }
        for line in lines
    ]


def marks(
    shortages: Iterable[Shortage], told: Callable[[Shortage], str]
) -> dict[int, dict[str, str]]:
    """The rows that ask for too much, each with its sentence."""
    return {place: {QUANTITY: told(one)} for one in shortages for place in one.lines}


def lot_name(lot: LotOffer) -> str:
    """A lot by its number and expiry date."""
    name = lot.number or _("không số")
    return f"{name} ({day_text(lot.expires_on)})" if lot.expires_on else name


def _first_to_expire(lots: Iterable[tuple[LotOffer, int]], wanted: int) -> Split:
    return filled([(lot.lot_id, pieces) for lot, pieces in lots], wanted)
