"""What rows of receipts and of issues share: a supply, a count in one of its units, an open day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.importers import cells, days
from db.importers.keys import code_key
from db.importers.known import KnownSupply, Supplies
from db.importers.plan import Findings
from db.importers.problems import Hint, Problem, Refusal
from db.importers.reading import Cell
from db.importers.rows import DataRow
from db.importers.units import is_unit, may_be_fraction
from db.text import clean


@dataclass(frozen=True, slots=True)
class Counted:
    """A count as written and what it is in base units; `pack_count` only for whole packs."""

    pieces: int
    count: Decimal
    pack_id: int | None
    pack_count: int | None


class SupplyCells:
    """Reads the cells of a row that say which supply, how much, and when."""

    def __init__(
        self, findings: Findings, supplies: Supplies, today: date, closed_to: date | None
    ) -> None:
        self._findings = findings
        self._supplies = supplies
        self._today = today
        self._closed_to = closed_to
        self._unit_of_header = unit_in(findings.header.title("quantity"))
        self._hinted: set[tuple[int, str]] = set()

    def day(self, row: DataRow) -> date:
        """The row's day, if something may still be posted on it. Raises Refusal."""
        day = row.read("day", lambda cell: days.day(cell, today=self._today))
        if self._closed_to is not None and day <= self._closed_to:
            closed = self._closed_to.isoformat()
            raise Refusal(Problem.CLOSED_DAY, "day", text=day.isoformat(), closed=closed)
        return day

    def supply(self, row: DataRow) -> KnownSupply:
        """The supply of the catalogue that a row names by code or by name. Raises Refusal."""
        code, name = row.text("supply_code"), row.text("supply_name")
        if not code and not name:
            header = self._findings.header
            at = "supply_code" if header.has("supply_code") else "supply_name"
            raise Refusal(Problem.MISSING, at)
        if code and (found := self._supplies.with_code(code)) is not None:
            self._compare_name(row, found, name)
            return found
        if not code and (found := self._supplies.named(name)) is not None:
            return found
        near = self._supplies.near(name or code)
        raise Refusal(
            Problem.UNKNOWN_SUPPLY,
            "supply_code" if code else "supply_name",
            text=code or name,
            near=near.name if near else "",
            near_code=near.code if near else "",
        )

    def counted(self, row: DataRow, supply: KnownSupply, name: str = "quantity") -> Counted:
        """How many base units a row means, converted through the supply's packs. Raises Refusal."""
        count, typed_unit = row.read(name, cells.quantity)
        unit = typed_unit or row.text("unit") or self._unit_of_header
        found = supply.unit(unit, is_typed=bool(typed_unit))
        if found is None:
            at = "unit" if row.text("unit") and not typed_unit else name
            known = supply.unit_names()
            raise Refusal(Problem.UNKNOWN_UNIT, at, text=unit, supply=supply.name, known=known)
        size, pack_id, unit_name = found

        def in_base_units(_: Cell) -> int:
            return cells.base_units(count, size, may_be_fraction=may_be_fraction(unit_name))

        pieces = row.read(name, in_base_units)
        is_whole = count == count.to_integral_value()
        return Counted(pieces, count, pack_id, int(count) if pack_id and is_whole else None)

    def _compare_name(self, row: DataRow, supply: KnownSupply, name: str) -> None:
        """A code and a name have to mean the same supply; another wording is worth a look."""
        if not name or code_key(name) == code_key(supply.name):
            return
        other = self._supplies.named(name)
        if other is not None and other.id != supply.id:
            raise Refusal(
                Problem.SUPPLY_DISAGREES,
                "supply_name",
                code=supply.code,
                text=name,
                name=supply.name,
                other=other.code,
            )
        if (supply.id, name) not in self._hinted:
            self._hinted.add((supply.id, name))
            facts = {"text": name, "name": supply.name, "code": supply.code}
            self._findings.hint(row.number, "supply_name", Hint.OTHER_NAME, **facts)


def unit_in(header: str) -> str:
    """The unit in a header like "Số lượng (hộp)"."""
    inside = header.partition("(")[2].partition(")")[0]
    return clean(inside) if is_unit(inside) else ""
