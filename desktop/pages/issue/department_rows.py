"""The rows of an issue to a department: a supply, how many, a note."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.errors import Shortage
from db.queries.entering import OnOffer
from db.queries.vouchers import DetailLine
from db.services.stock import IssueLine
from desktop.context import Tone
from desktop.labels import number
from desktop.pages.issue.round_reading import pack_text
from desktop.translation import _
from desktop.widgets.grid_cells import GridColumn, GridRow, Kind
from desktop.widgets.supply_fields import KnownSupplies

SUPPLY, QUANTITY, LEFT, NOTE = "supply", "quantity", "left", "note"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who an issue goes to: just one of these, and its name."""

    name: str
    staff_id: int | None = None
    department_id: int | None = None
    agency_id: int | None = None
    is_visitors: bool = False

    def line(self, supply_id: int, quantity: int, **more: Any) -> IssueLine:
        """A line for them."""
        return IssueLine(
            supply_id,
            quantity,
            staff_id=self.staff_id,
            department_id=None if self.staff_id else self.department_id,
            agency_id=self.agency_id,
            is_visitors=self.is_visitors,
            **more,
        )


class SupplyRows(KnownSupplies):
    """The supplies a grid may name, and what each offers now."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: Mapping[int, OnOffer] = {}

    def left_text(self, row: GridRow) -> str:
        """What there is of a row's supply."""
        supply = self.of(row)
        if supply is None or supply.supply_id not in self.offers:
            return ""
        return f"{number(self.offers[supply.supply_id].pieces)} {supply.base_unit}"

    def left_tone(self, row: GridRow) -> Tone:
        """Red where a row asks for more than there is."""
        supply = self.of(row)
        if supply is None or supply.supply_id not in self.offers:
            return Tone.NONE
        is_short = row.pieces(QUANTITY) > self.offers[supply.supply_id].pieces
        return Tone.BAD if is_short else Tone.NONE


def columns(known: SupplyRows) -> list[GridColumn]:
    """Supply, quantity, what there is, note."""
    return [
        GridColumn(SUPPLY, _("Vật tư"), Kind.CHOICE, 0, search=known.search),
        GridColumn(QUANTITY, _("Số lượng"), Kind.QUANTITY, 190, packs=known.packs, unit=known.unit),
        GridColumn(
            LEFT,
            _("Còn"),
            Kind.READ_ONLY,
            120,
            text=known.left_text,
            tone=known.left_tone,
            is_right=True,
        ),
        GridColumn(NOTE, _("Ghi chú"), Kind.TEXT, 200),
    ]


def lacks(row: GridRow) -> dict[str, str]:
    """What a row still needs before it can be recorded."""
    found = {}
    if row[SUPPLY] is None and not row.text(SUPPLY):
        found[SUPPLY] = _("Chưa có vật tư.")
    if not row.text(QUANTITY):
        found[QUANTITY] = _("Chưa có số lượng.")
    return found


def lines_of(rows: Iterable[GridRow], receiver: Receiver) -> list[IssueLine]:
    """The lines that the rows make."""
    return [
        receiver.line(
            row[SUPPLY],
            row.pieces(QUANTITY),
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
            QUANTITY: pack_text(line) or number(line.quantity),
            NOTE: line.note,
        }
        for line in lines
    ]


def receiver_of(line: DetailLine) -> Receiver:
    """Who a line of a posted voucher went to."""
    return Receiver(
        line.receiver or _("Khách"),
        line.staff_id,
        line.department_id,
        line.agency_id,
        line.is_visitors,
    )


def marks(
    shortages: Iterable[Shortage], told: Callable[[Shortage], str]
) -> dict[int, dict[str, str]]:
    """The rows that ask for too much, each with its sentence."""
    return {place: {QUANTITY: told(one)} for one in shortages for place in one.lines}
