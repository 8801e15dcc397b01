"""What the form of an allocation reads from the book; runs in the background."""

from dataclasses import dataclass
from datetime import date

from db.database import Database
from db.queries.allocations import (
    AgencyRow,
    AllocationSheet,
    LeafletToShare,
    agencies,
    allocation_sheet,
    leaflets_to_share,
    runs_to_share,
)


@dataclass(frozen=True, slots=True)
class Known:
    """The bodies in force on a day, the leaflets, the print runs, the allocation that is open."""

    day: date
    agencies: list[AgencyRow]
    leaflets: list[LeafletToShare]
    runs: list[tuple[int, str]]
    sheet: AllocationSheet | None = None


def read_known(database: Database, day: date, allocation_id: int | None = None) -> Known:
    """All that a form needs; the day of an allocation in the book is its own."""
    ask = database.ask
    sheet = ask(allocation_sheet, allocation_id) if allocation_id is not None else None
    day = sheet.day if sheet is not None else day
    return Known(day, ask(agencies, day), ask(leaflets_to_share), ask(runs_to_share), sheet)
