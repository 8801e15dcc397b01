"""Allocations for lists, forms, sheets and papers; the bodies that may take part."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.kinds import AgencyKind, SpreadBy
from db.models.catalogue import Pack, Supply
from db.models.leaflets import (
    Allocation,
    AllocationAgency,
    AllocationLeaflet,
    AllocationShare,
    Leaflet,
    PrintRun,
    PrintRunLine,
)
from db.models.staff import Agency
from db.queries.window import total
from db.services.leaflets import BUNDLE
from db.text import fold


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """One allocation in the list: how many leaflets and bodies, pieces given out of the total."""

    allocation_id: int
    title: str
    day: date
    run: str
    spread_by: SpreadBy
    leaflets: int
    agencies: int
    shared: int
    total: int


@dataclass(frozen=True, slots=True)
class LeafletToShare:
    """A leaflet of an allocation: its total, what is kept at least, the bundle."""

    supply_id: int
    code: str
    title: str
    total: int = 0
    reserve: int = 0
    bundle: int = 1


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A body that may receive leaflets, as lists show it."""

    agency_id: int
    code: str
    name: str
    kind: AgencyKind
    parent_id: int | None
    parent: str
    seat: str
    population: int | None
    households: int | None
    from_on: date | None
    to_on: date | None
    wards: int
    version: int


@dataclass(frozen=True, slots=True)
class AllocationSheet:
    """A whole allocation: leaflets in order, bodies in order with their weights, shares.

    `shares` holds pieces by (body, leaflet); a district's own are beside those of its wards.
    """

    allocation_id: int
    version: int
    title: str
    day: date
    basis: str
    run_id: int | None
    run: str
    spread_by: SpreadBy
    leaflets: tuple[LeafletToShare, ...]
    agencies: tuple[AgencyRow, ...]
    weights: dict[int, int | None] = field(default_factory=dict)
    shares: dict[tuple[int, int], int] = field(default_factory=dict)


def agencies(
    session: Session, day: date | None = None, text: str = "", parent_id: int | None = None
) -> list[AgencyRow]:
    """Bodies in force on a day (None: all), each district before its wards, others last.

    `text` are beginnings of words of name, code or district ("p1 q3").
    """
    parent, ward = Agency.__table__.alias("district"), Agency.__table__.alias("ward")
    counted = select(func.count()).where(
        ward.c.parent_id == Agency.id, ward.c.kind == AgencyKind.WARD
    )
    query = select(Agency, parent.c.name, parent.c.position, counted.scalar_subquery()).outerjoin(
        parent, parent.c.id == Agency.parent_id
    )
    if day is not None:
        query = query.where(
            or_(Agency.from_on.is_(None), Agency.from_on <= day),
            or_(Agency.to_on.is_(None), Agency.to_on >= day),
        )
    if parent_id is not None:
        query = query.where(Agency.parent_id == parent_id)
    rows = [
        (is_other(row.kind), place if row.parent_id else row.position, row, name, wards)
        for row, name, place, wards in session.execute(query)
        if _fits(row, name, text)
    ]
    rows.sort(key=lambda one: (one[0], one[1], one[2].parent_id is not None, one[2].position))
    return [_agency(row, name, wards) for _other, _place, row, name, wards in rows]


def is_other(kind: AgencyKind) -> bool:
    """Whether a body is neither district nor ward."""
    return kind is AgencyKind.BODY


def has_districts(session: Session) -> bool:
    """Whether the book has any district or ward."""
    known = select(Agency.id).where(Agency.kind != AgencyKind.BODY).limit(1)
    return session.scalar(known) is not None


def agency_row(session: Session, agency_id: int) -> AgencyRow | None:
    """One body."""
    return next((row for row in agencies(session) if row.agency_id == agency_id), None)


def bundles(session: Session, supply_ids: Sequence[int], name: str = BUNDLE[0]) -> dict[int, int]:
    """How many pieces the pack of that name holds, for the supplies that have one."""
    query = select(Pack.supply_id, Pack.size).where(
        Pack.supply_id.in_(supply_ids), Pack.search == fold(name)
    )
    return dict(session.execute(query).all())


def leaflets_to_share(session: Session) -> list[LeafletToShare]:
    """All leaflets in use, by code, with their bundle."""
    query = (
        select(Supply.id, Supply.code, Supply.name)
        .join(Leaflet, Leaflet.supply_id == Supply.id)
        .where(Supply.is_active)
        .order_by(Supply.code)
    )
    rows = session.execute(query).all()
    sizes = bundles(session, [row[0] for row in rows])
    return [LeafletToShare(*row, bundle=sizes.get(row[0], 1)) for row in rows]


def runs_to_share(session: Session) -> list[tuple[int, str]]:
    """The print runs, the latest first: id, and number with print house and day."""
    query = select(PrintRun).order_by(PrintRun.ordered_on.desc(), PrintRun.id.desc())
    return [(run.id, run_name(run)) for run in session.scalars(query)]


def run_name(run: PrintRun) -> str:
    """What a print run is called in lists."""
    return f"{run.number or run.printer}, {run.ordered_on:%d/%m/%Y}"


def run_portions(session: Session, run_id: int, but_for: int | None = None) -> list[LeafletToShare]:
    """The leaflets of a run with what is ordered and not yet planned by other allocations."""
    planned = (
        select(AllocationLeaflet.supply_id, total(AllocationLeaflet.total))
        .join(Allocation, Allocation.id == AllocationLeaflet.allocation_id)
        .where(Allocation.run_id == run_id)
        .group_by(AllocationLeaflet.supply_id)
    )
    if but_for is not None:
        planned = planned.where(Allocation.id != but_for)
    elsewhere = dict(session.execute(planned).all())
    query = (
        select(Supply.id, Supply.code, Supply.name, PrintRunLine.ordered)
        .join(PrintRunLine, PrintRunLine.supply_id == Supply.id)
        .where(PrintRunLine.run_id == run_id)
        .order_by(PrintRunLine.position)
    )
    rows = session.execute(query).all()
    sizes = bundles(session, [row[0] for row in rows])
    return [
        LeafletToShare(
            id_, code, name, max(0, ordered - elsewhere.get(id_, 0)), 0, sizes.get(id_, 1)
        )
        for id_, code, name, ordered in rows
    ]


def allocation_rows(session: Session) -> list[AllocationRow]:
    """All allocations, the latest first."""
    counted = select(AllocationAgency.allocation_id, func.count()).group_by(
        AllocationAgency.allocation_id
    )
    bodies = dict(session.execute(counted).all())
    shared = dict(
        session.execute(
            select(AllocationShare.allocation_id, total(AllocationShare.quantity)).group_by(
                AllocationShare.allocation_id
            )
        ).all()
    )
    totals = {
        id_: (count, pieces)
        for id_, count, pieces in session.execute(
            select(
                AllocationLeaflet.allocation_id, func.count(), total(AllocationLeaflet.total)
            ).group_by(AllocationLeaflet.allocation_id)
        )
    }
    runs = dict(runs_to_share(session))
    query = select(Allocation).order_by(Allocation.day.desc(), Allocation.id.desc())
    return [
        AllocationRow(
            row.id,
            row.title,
            row.day,
            runs.get(row.run_id or 0, ""),
            row.spread_by,
            totals.get(row.id, (0, 0))[0],
            bodies.get(row.id, 0),
            shared.get(row.id, 0),
            totals.get(row.id, (0, 0))[1],
        )
        for row in session.scalars(query)
    ]


def allocation_sheet(session: Session, allocation_id: int) -> AllocationSheet | None:
    """A whole allocation, None if it is gone."""
    row = session.get(Allocation, allocation_id)
    if row is None:
        return None
    lines = session.execute(
        select(AllocationLeaflet, Supply.code, Supply.name)
        .join(Supply, Supply.id == AllocationLeaflet.supply_id)
        .where(AllocationLeaflet.allocation_id == allocation_id)
        .order_by(AllocationLeaflet.position)
    )
    partakers = session.execute(
        select(AllocationAgency.agency_id, AllocationAgency.weight)
        .where(AllocationAgency.allocation_id == allocation_id)
        .order_by(AllocationAgency.position)
    ).all()
    shares = session.scalars(
        select(AllocationShare).where(AllocationShare.allocation_id == allocation_id)
    )
    known = {one.agency_id: one for one in agencies(session)}
    run = session.get(PrintRun, row.run_id) if row.run_id is not None else None
    return AllocationSheet(
        row.id,
        row.version,
        row.title,
        row.day,
        row.basis,
        row.run_id,
        run_name(run) if run is not None else "",
        row.spread_by,
        tuple(
            LeafletToShare(line.supply_id, code, name, line.total, line.reserve, line.bundle)
            for line, code, name in lines
        ),
        tuple(known[id_] for id_, _weight in partakers),
        dict(partakers),
        {(one.agency_id, one.supply_id): one.quantity for one in shares},
    )


def _agency(row: Agency, parent: str | None, wards: int) -> AgencyRow:
    return AgencyRow(
        row.id,
        row.code,
        row.name,
        row.kind,
        row.parent_id,
        parent or "",
        row.seat,
        row.population,
        row.households,
        row.from_on,
        row.to_on,
        wards,
        row.version,
    )


def _fits(row: Agency, parent: str | None, text: str) -> bool:
    """Whether every word of a search begins a word of the body ("p1": Phường 1, "q3": Quận 3)."""
    words = fold(text).split()
    if not words:
        return True
    own = fold(f"{row.name} {parent or ''} {row.code}").replace(",", " ").split()
    short = [first[0] + second for first, second in itertools.pairwise(own) if second.isdigit()]
    return all(any(have.startswith(word) for have in own) or word in short for word in words)
