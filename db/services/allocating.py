"""The acts on allocations: who is to get how many of each leaflet."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import EmptyVoucher, MoreThanRun, MoreThanToShare, QuantityOutOfRange
from db.kinds import SpreadBy
from db.models.leaflets import (
    Allocation,
    AllocationAgency,
    AllocationLeaflet,
    AllocationShare,
    PrintRunLine,
)
from db.queries.window import total
from db.services.agencies import in_force
from db.services.leaflets import leaflet_title
from db.services.records import opened, required
from db.text import clean


@dataclass(frozen=True, slots=True)
class Portion:
    """A leaflet to share out: how many there are, the least that is kept, bundles of how many."""

    supply_id: int
    total: int
    reserve: int = 0
    bundle: int = 1


@dataclass(frozen=True, slots=True)
class Partaker:
    """A body that takes part; `shares` are pieces of each portion, in the portions' order."""

    agency_id: int
    shares: tuple[int, ...]
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class AllocationFields:
    """An allocation as the clerk fills it in: of a print run, or of typed totals."""

    title: str
    day: date
    portions: tuple[Portion, ...]
    partakers: tuple[Partaker, ...]
    basis: str = ""
    run_id: int | None = None
    spread_by: SpreadBy = SpreadBy.SHEET
    id: int | None = None
    version: int | None = None


def save_allocation(session: Session, act: Act, fields: AllocationFields) -> int:
    """Add an allocation or change one; return its id.

    Raises MoreThanToShare, MoreThanRun where more is planned than the run ordered.
    """
    _check(session, fields)
    if fields.id is None:
        allocation = Allocation()
        session.add(allocation)
    else:
        allocation = opened(session, Allocation, fields.id, fields.version)
        _empty(session, fields.id)
    allocation.title, allocation.day = required("title", fields.title), fields.day
    allocation.basis, allocation.run_id = clean(fields.basis), fields.run_id
    allocation.spread_by = fields.spread_by
    session.flush()
    _write(session, allocation.id, fields)
    return allocation.id


def remove_allocation(session: Session, act: Act, allocation_id: int) -> int:
    """Take an allocation back; what was handed over stays as it is."""
    allocation = opened(session, Allocation, allocation_id, None)
    _empty(session, allocation_id)
    session.delete(allocation)
    return allocation_id


def _check(session: Session, fields: AllocationFields) -> None:
    if not fields.portions or not fields.partakers:
        raise EmptyVoucher
    for partaker in fields.partakers:
        in_force(session, partaker.agency_id, fields.day)
        for quantity in (*partaker.shares, partaker.weight or 0):
            if not 0 <= quantity <= LIMIT:
                raise QuantityOutOfRange(0, quantity)
    for at, portion in enumerate(fields.portions):
        title = leaflet_title(session, portion.supply_id)
        if not 1 <= portion.total <= LIMIT or portion.bundle < 1 or portion.reserve < 0:
            raise QuantityOutOfRange(at, portion.total)
        shared = sum(partaker.shares[at] for partaker in fields.partakers)
        if shared + portion.reserve > portion.total:
            raise MoreThanToShare(title, portion.total, portion.reserve, shared)
    if fields.run_id is not None:
        _check_run(session, fields, fields.run_id)


def _check_run(session: Session, fields: AllocationFields, run_id: int) -> None:
    lines = select(PrintRunLine.supply_id, PrintRunLine.ordered)
    ordered = dict(session.execute(lines.where(PrintRunLine.run_id == run_id)).all())
    others = (
        select(AllocationLeaflet.supply_id, total(AllocationLeaflet.total))
        .join(Allocation, Allocation.id == AllocationLeaflet.allocation_id)
        .where(Allocation.run_id == run_id)
        .group_by(AllocationLeaflet.supply_id)
    )
    if fields.id is not None:
        others = others.where(Allocation.id != fields.id)
    elsewhere = Counter(dict(session.execute(others).all()))
    for portion in fields.portions:
        most = ordered.get(portion.supply_id, 0)
        planned = elsewhere[portion.supply_id]
        if planned + portion.total > most:
            title = leaflet_title(session, portion.supply_id)
            raise MoreThanRun(title, most, planned, portion.total)


def _empty(session: Session, allocation_id: int) -> None:
    for table in (AllocationShare, AllocationAgency, AllocationLeaflet):
        session.execute(delete(table).where(table.allocation_id == allocation_id))


def _write(session: Session, allocation_id: int, fields: AllocationFields) -> None:
    rows: dict[type, list[dict[str, Any]]] = defaultdict(list)
    own = {"allocation_id": allocation_id}
    for position, portion in enumerate(fields.portions, 1):
        rows[AllocationLeaflet].append(
            own
            | {
                "supply_id": portion.supply_id,
                "total": portion.total,
                "reserve": portion.reserve,
                "bundle": portion.bundle,
                "position": position,
            }
        )
    for position, partaker in enumerate(fields.partakers, 1):
        of_agency = own | {"agency_id": partaker.agency_id}
        rows[AllocationAgency].append(of_agency | {"weight": partaker.weight, "position": position})
        rows[AllocationShare] += [
            of_agency | {"supply_id": portion.supply_id, "quantity": quantity}
            for portion, quantity in zip(fields.portions, partaker.shares, strict=True)
            if quantity
        ]
    for table, values in rows.items():
        session.execute(insert(table), values)
