"""What stands on the papers of hand-overs: to whom, and what its wards are to get of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.leaflets import AllocationShare
from db.models.staff import Agency
from db.queries.handovers import HandoverRow, Portion, handover_rows
from db.queries.window import total


@dataclass(frozen=True, slots=True)
class WardShare:
    """A ward, or the body itself, with what it was allocated of each leaflet, in their order."""

    name: str
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeliverySlip:
    """What one hand-over brings to a district, and what its wards were allocated of it."""

    voucher_id: int
    number: str
    day: date
    body: str
    seat: str
    receiver: str
    receiver_title: str
    leaflets: tuple[Portion, ...]
    wards: tuple[WardShare, ...]


def delivery_slips(session: Session, voucher_ids: Sequence[int]) -> list[DeliverySlip]:
    """The slips of hand-overs, in the order of the bodies."""
    rows = handover_rows(session, voucher_ids=voucher_ids)
    ids = {row.agency_id for row in rows}
    bodies = {
        body.id: body
        for body in session.scalars(
            select(Agency)
            .where(Agency.id.in_(ids) | Agency.parent_id.in_(ids))
            .order_by(Agency.position, Agency.id)
        )
    }
    shares = _shares(session)
    place = {agency_id: at for at, agency_id in enumerate(bodies)}
    return [
        _slip(row, bodies, shares)
        for row in sorted(rows, key=lambda row: (place[row.agency_id], row.voucher_id))
    ]


def _slip(
    row: HandoverRow, bodies: dict[int, Agency], shares: dict[int, dict[int, int]]
) -> DeliverySlip:
    supplies = [one.supply_id for one in row.leaflets]
    inside = [body for body in bodies.values() if body.parent_id == row.agency_id]
    wards = []
    for body in (*inside, bodies[row.agency_id]):
        quantities = tuple(shares[body.id].get(supply_id, 0) for supply_id in supplies)
        if any(quantities):
            is_itself = body.id == row.agency_id and bool(inside)
            name = f"{body.name} (chung)" if is_itself else body.name
            wards.append(WardShare(name, quantities))
    return DeliverySlip(
        row.voucher_id,
        row.number,
        row.day,
        row.body,
        bodies[row.agency_id].seat or row.body,
        row.receiver,
        row.receiver_title,
        row.leaflets,
        tuple(wards),
    )


def _shares(session: Session) -> dict[int, dict[int, int]]:
    """What bodies were allocated in all, by body and leaflet."""
    query = select(
        AllocationShare.agency_id, AllocationShare.supply_id, total(AllocationShare.quantity)
    ).group_by(AllocationShare.agency_id, AllocationShare.supply_id)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for agency_id, supply_id, quantity in session.execute(query):
        found[agency_id][supply_id] = quantity
    return found
