"""Figures of leaflets up to a day: where they came from, where they went, what is left."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from db.kinds import VoucherKind
from db.models.catalogue import Supply
from db.models.leaflets import Allocation, AllocationShare, Handover, Leaflet, PrintRun
from db.models.staff import Agency
from db.models.stock import SupplyDay, Voucher, VoucherLine
from db.queries.flows import Flow, flows
from db.queries.print_runs import ordered_to
from db.queries.window import total
from db.rules.leaflets import Standing, standings

EVER = date(1900, 1, 1)
"""Before the first movement of any book."""


@dataclass(frozen=True, slots=True)
class LeafletFigures:
    """One leaflet up to the end of a day, in pieces.

    accepted + others = distributed + deposited + spoiled + in_store, always: `spoiled` is what
    was written off or missing in a count, less what a count found too much.
    """

    supply_id: int
    code: str
    title: str
    ordered: int
    accepted: int
    others: int
    distributed: int
    signed: int
    deposited: int
    spoiled: int

    @property
    def in_store(self) -> int:
        """What is left, in all stores."""
        return self.accepted + self.others - self.distributed - self.deposited - self.spoiled


@dataclass(frozen=True, slots=True)
class Handed:
    """Net pieces of a leaflet that went to one body, what came back taken off."""

    supply_id: int
    agency_id: int
    is_deposit: bool
    is_signed: bool
    quantity: int


def leaflet_ids(session: Session) -> frozenset[int]:
    """The supplies that are leaflets: meant to go out to the last one, so none runs short."""
    return frozenset(session.scalars(select(Leaflet.supply_id)))


def leaflets_in_use(session: Session, day: date) -> bool:
    """Whether any leaflet was ordered, allocated or moved up to a day."""
    ordered = select(PrintRun.id).where(PrintRun.ordered_on <= day)
    allocated = select(Allocation.id).where(Allocation.day <= day)
    moved = select(SupplyDay.supply_id).where(
        SupplyDay.supply_id.in_(select(Leaflet.supply_id)), SupplyDay.day <= day
    )
    return any(session.execute(one.limit(1)).first() for one in (ordered, allocated, moved))


def leaflet_figures(
    session: Session, day: date, supply_ids: Collection[int] | None = None
) -> list[LeafletFigures]:
    """The figures of all leaflets, or of some, up to the end of a day, in the catalogue's order."""
    flow = flows(session, EVER, day)
    ordered = ordered_to(session, day)
    deposited: dict[int, int] = defaultdict(int)
    signed: dict[int, int] = defaultdict(int)
    for one in handed(session, day):
        if one.is_deposit:
            deposited[one.supply_id] += one.quantity
        elif one.is_signed:
            signed[one.supply_id] += one.quantity
    query = (
        select(Supply.id, Supply.code, Supply.name)
        .join(Leaflet, Leaflet.supply_id == Supply.id)
        .order_by(Supply.position, Supply.id)
    )
    if supply_ids is not None:
        query = query.where(Supply.id.in_(supply_ids))
    found = []
    for supply_id, code, title in session.execute(query):
        of_it = flow.get(supply_id, Flow())
        found.append(
            LeafletFigures(
                supply_id=supply_id,
                code=code,
                title=title,
                ordered=ordered.get(supply_id, 0),
                accepted=of_it.bought,
                others=of_it.opening + of_it.granted + of_it.other,
                distributed=of_it.issued - of_it.returned - deposited[supply_id],
                signed=signed[supply_id],
                deposited=deposited[supply_id],
                spoiled=of_it.written_off - of_it.adjusted,
            )
        )
    return found


def distributed_between(session: Session, from_on: date, to_on: date) -> dict[int, int]:
    """Net pieces of each leaflet distributed in a period, by supply; deposits are none."""
    before = {
        one.supply_id: one.distributed
        for one in leaflet_figures(session, from_on - timedelta(days=1))
    }
    return {
        one.supply_id: one.distributed - before.get(one.supply_id, 0)
        for one in leaflet_figures(session, to_on)
    }


def handed(session: Session, day: date) -> list[Handed]:
    """What each body got of each leaflet up to a day; it is signed for once that was noted.

    A return, its reversal and the reversal of a hand-over count for the hand-over they are of.
    """
    returned_of = aliased(VoucherLine)
    is_signed = case((Handover.signed_on <= day, 1), else_=0)
    is_deposit = case((Handover.is_deposit, 1), else_=0)
    net = total(-VoucherLine.direction * VoucherLine.quantity)
    root = func.coalesce(returned_of.voucher_id, Voucher.reverses_id, Voucher.id)
    query = (
        select(VoucherLine.supply_id, VoucherLine.agency_id, is_deposit, is_signed, net)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Leaflet, Leaflet.supply_id == VoucherLine.supply_id)
        .outerjoin(returned_of, returned_of.id == VoucherLine.of_line_id)
        .outerjoin(Handover, Handover.voucher_id == root)
        .where(
            VoucherLine.agency_id.is_not(None),
            Voucher.counts_as.in_((VoucherKind.ISSUE, VoucherKind.RETURN)),
            Voucher.day <= day,
        )
        .group_by(VoucherLine.supply_id, VoucherLine.agency_id, is_deposit, is_signed)
        .having(net != 0)
    )
    return [
        Handed(supply_id, agency_id, bool(deposit), bool(sign), quantity)
        for supply_id, agency_id, deposit, sign, quantity in session.execute(query)
    ]


def leaflet_standings(session: Session, day: date) -> dict[int, dict[int, Standing]]:
    """Where each body stands with each leaflet on a day: by supply, then by body, in their order."""
    allocated: dict[int, dict[int, int]] = defaultdict(dict)
    shares = (
        select(
            AllocationShare.supply_id, AllocationShare.agency_id, total(AllocationShare.quantity)
        )
        .join(Agency, Agency.id == AllocationShare.agency_id)
        .join(Allocation, Allocation.id == AllocationShare.allocation_id)
        .where(Allocation.day <= day)
        .group_by(AllocationShare.supply_id, AllocationShare.agency_id, Agency.position)
        .order_by(Agency.position, AllocationShare.agency_id)
    )
    for supply_id, agency_id, quantity in session.execute(shares):
        allocated[supply_id][agency_id] = quantity
    got: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    signed: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in handed(session, day):
        if not one.is_deposit:
            got[one.supply_id][one.agency_id] += one.quantity
            if one.is_signed:
                signed[one.supply_id][one.agency_id] += one.quantity
    parents = dict(session.execute(select(Agency.id, Agency.parent_id)).all())
    return {
        supply_id: standings(allocated[supply_id], got[supply_id], signed[supply_id], parents)
        for supply_id in sorted({*allocated, *got})
    }
