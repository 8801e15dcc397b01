"""Bảng 8: what the weekly report asks for; the clerk may ask for more or less, or for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.queries.report import SupplyFigures, WeeklyReport
from desktop.papers.figures import NOTHING, number
from desktop.papers.weekly_text import asked_for

_KEPT = "order:"  # begins the name under which a quantity is kept with the period's wording


@dataclass(frozen=True, slots=True)
class Request:
    """A quantity that is proposed, in pieces; `pack` and `report_pack` are names and sizes."""

    field: str
    supply: str
    unit: str
    proposed: int
    pack: tuple[str, int]
    report_pack: tuple[str, int]

    @property
    def packs(self) -> tuple[tuple[str, int], ...]:
        """All that a quantity may be told in."""
        return tuple(dict.fromkeys(((self.unit, 1), self.report_pack, self.pack)))


def proposed_requests(report: WeeklyReport) -> list[Request]:
    """What the book proposes to ask for, in the order of the table."""
    return [
        Request(
            _field(supply),
            supply.name,
            supply.unit,
            supply.order_quantity,
            (supply.order_pack, supply.order_pack_size),
            (supply.report_unit, supply.report_size),
        )
        for supply in asked_for(report)
    ]


def with_requests(report: WeeklyReport, texts: Mapping[str, str]) -> WeeklyReport:
    """The report asking for the clerk's quantities, in base units; 0 asks for nothing."""
    needed = {supply.supply_id for supply in asked_for(report)}

    def settled(supply: SupplyFigures) -> SupplyFigures:
        text = texts.get(_field(supply), "")
        if supply.supply_id not in needed or not text.isdecimal():
            return supply
        return replace(supply, order_quantity=int(text))

    return replace(report, supplies=tuple(map(settled, report.supplies)))


def in_packs(quantity: int, pack: tuple[str, int], unit: str) -> str:
    """A quantity in a pack and the pieces over: "2 thùng 100 cái"; a dash below one pack."""
    name, size = pack
    count, rest = divmod(quantity, size)
    if size <= 1 or not count:
        return NOTHING
    return f"{number(count)} {name}" + (f" {number(rest)} {unit}" if rest else "")


def _field(supply: SupplyFigures) -> str:
    return f"{_KEPT}{supply.supply_id}"
