"""What an open count has no line for, and could be found on the shelves all the same."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import Supply
from db.models.stock import Lot, StocktakeLine


@dataclass(frozen=True, slots=True)
class CountCandidate:
    """A supply that is not on a count; or a lot of one that is counted by lots."""

    supply_id: int
    code: str
    name: str
    unit: str
    lot_id: int | None = None
    lot: str = ""
    expires_on: date | None = None


def count_candidates(session: Session, stocktake_id: int) -> list[CountCandidate]:
    """What can be added to a count: its supplies in the order of papers, the latest lots first."""
    lines = select(StocktakeLine.supply_id, StocktakeLine.lot_id).where(
        StocktakeLine.stocktake_id == stocktake_id
    )
    there = {(row[0], row[1]) for row in session.execute(lines)}
    counted = {supply_id for supply_id, _ in there}
    whole = {supply_id for supply_id, lot_id in there if lot_id is None}
    found = []
    order = (Supply.is_mask.desc(), Supply.position, Supply.id)
    for supply in session.scalars(select(Supply).order_by(*order)):
        told = supply.id, supply.code, supply.name, supply.base_unit
        if supply.id not in counted and supply.is_active:
            found.append(CountCandidate(*told))
        if not supply.tracks_lots or supply.id in whole:
            continue
        lots = select(Lot).where(Lot.supply_id == supply.id).order_by(Lot.id.desc())
        found += [
            CountCandidate(*told, lot.id, lot.number or f"#{lot.id}", lot.expires_on)
            for lot in session.scalars(lots)
            if (supply.id, lot.id) not in there
        ]
    return found
