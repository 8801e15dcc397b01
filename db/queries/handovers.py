"""Hand-overs for the screen: where each body stands, what went to whom, who received before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from db.kinds import AgencyKind
from db.models.catalogue import Supply
from db.models.leaflets import Handover, Leaflet
from db.models.staff import Agency
from db.models.stock import Voucher, VoucherLine
from db.queries.leaflets import leaflet_standings
from db.queries.window import matches, total
from db.rules.leaflets import Standing
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class LeafletName:
    """A leaflet as it heads a column."""

    supply_id: int
    code: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """Where a body stands with each leaflet, by supply; a district with its wards' figures."""

    agency_id: int
    code: str
    name: str
    parent_id: int | None
    district: str
    kind: AgencyKind
    standings: Mapping[int, Standing]
    has_wards: bool = False

    @property
    def full_name(self) -> str:
        """Its name with its district's: names of wards repeat."""
        return f"{self.name}, {self.district}" if self.district else self.name

    def standing(self, supply_id: int | None = None) -> Standing:
        """Where it stands with one leaflet, or with all together."""
        if supply_id is not None:
            return self.standings.get(supply_id, Standing())
        return _sum(self.standings.values())


@dataclass(frozen=True, slots=True)
class Portion:
    """What a hand-over brought of one leaflet, and how much of it came back."""

    supply_id: int
    code: str
    title: str
    quantity: int
    returned: int


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One hand-over as it stands now."""

    voucher_id: int
    number: str
    day: date
    agency_id: int
    body: str
    receiver: str
    receiver_title: str
    leaflets: tuple[Portion, ...]
    signed_on: date | None
    proof_id: int | None
    is_deposit: bool
    is_reversed: bool


def leaflet_names(session: Session) -> list[LeafletName]:
    """All leaflets in the catalogue's order."""
    query = (
        select(Supply.id, Supply.code, Supply.name, Supply.base_unit)
        .join(Leaflet, Leaflet.supply_id == Supply.id)
        .order_by(Supply.position, Supply.id)
    )
    return [LeafletName(*row) for row in session.execute(query)]


def body_rows(session: Session, day: date, text: str = "") -> list[BodyRow]:
    """Bodies in force on a day, and those that leaflets went to, in order; wards follow theirs.

    A `text` finds bodies by name, code or district.
    """
    standing = leaflet_standings(session, day)
    own: dict[int, dict[int, Standing]] = defaultdict(dict)
    for supply_id, of_bodies in standing.items():
        for agency_id, one in of_bodies.items():
            own[agency_id][supply_id] = one
    parent = aliased(Agency)
    query = (
        select(Agency, parent.name)
        .outerjoin(parent, parent.id == Agency.parent_id)
        .order_by(Agency.position, Agency.id)
    )
    known = [(body, district or "") for body, district in session.execute(query)]
    inner: dict[int, list[int]] = defaultdict(list)
    for body, _district in known:
        if body.parent_id is not None:
            inner[body.parent_id].append(body.id)
    found = set(session.scalars(select(Agency.id).where(matches(Agency.search, text))))
    rows = [
        BodyRow(
            body.id,
            body.code,
            body.name,
            body.parent_id,
            district,
            body.kind,
            _together([own[body.id], *(own[ward] for ward in inner[body.id])]),
            bool(inner[body.id]),
        )
        for body, district in known
        if body.id in found and (own[body.id] or _holds(body, day))
    ]
    return _wards_after(rows)


def handover_rows(
    session: Session,
    text: str = "",
    agency_ids: Collection[int] | None = None,
    voucher_ids: Collection[int] | None = None,
    only_unsigned: bool = False,
) -> list[HandoverRow]:
    """Hand-overs, the latest first; a `text` finds them by body or number of the voucher."""
    undone, parent = aliased(Voucher), aliased(Agency)
    query = (
        select(Handover, Voucher, Agency.name, undone.id, parent.name)
        .join(Voucher, Voucher.id == Handover.voucher_id)
        .join(Agency, Agency.id == Handover.agency_id)
        .outerjoin(parent, parent.id == Agency.parent_id)
        .outerjoin(undone, undone.reverses_id == Voucher.id)
        .order_by(Voucher.day.desc(), Voucher.id.desc())
    )
    if agency_ids is not None:
        query = query.where(or_(Agency.id.in_(agency_ids), Agency.parent_id.in_(agency_ids)))
    if voucher_ids is not None:
        query = query.where(Voucher.id.in_(voucher_ids))
    if only_unsigned:
        query = query.where(Handover.signed_on.is_(None), undone.id.is_(None))
    if text.strip():
        query = query.where(matches(Agency.search, text) | Voucher.id.in_(_numbered(session, text)))
    rows = session.execute(query).all()
    portions = _portions(session)
    return [
        HandoverRow(
            voucher.id,
            printed_number(voucher.series, voucher.number),
            voucher.day,
            handover.agency_id,
            f"{name}, {district}" if district else name,
            voucher.receiver,
            handover.receiver_title,
            tuple(portions[voucher.id]),
            handover.signed_on,
            handover.proof_id,
            handover.is_deposit,
            undone_id is not None,
        )
        for handover, voucher, name, undone_id, district in rows
    ]


def last_receivers(session: Session) -> dict[int, tuple[str, str]]:
    """Who received for each body the last time, and as what."""
    query = (
        select(Handover.agency_id, Voucher.receiver, Handover.receiver_title)
        .join(Voucher, Voucher.id == Handover.voucher_id)
        .where(Voucher.receiver != "")
        .order_by(Voucher.id)
    )
    return {agency_id: (name, title) for agency_id, name, title in session.execute(query)}


def owed(
    rows: Sequence[BodyRow], in_store: Mapping[int, int], agency_ids: Iterable[int]
) -> dict[int, dict[int, int]]:
    """What to hand over: what bodies are owed in order, as far as the store has it; by body.

    A ward gets nothing where its district is there too, to whom the whole goes.
    """
    by_id, left = {row.agency_id: row for row in rows}, dict(in_store)
    chosen = list(agency_ids)
    proposed: dict[int, dict[int, int]] = {}
    for agency_id in chosen:
        proposed[agency_id] = {}
        row = by_id.get(agency_id)
        if row is None or row.parent_id in chosen:
            continue
        for supply_id, standing in row.standings.items():
            given = min(standing.owed, left.get(supply_id, 0))
            if given:
                proposed[agency_id][supply_id] = given
                left[supply_id] -= given
    return proposed


def _numbered(session: Session, text: str) -> list[int]:
    """The hand-overs whose voucher's number has a text in it."""
    wanted = text.strip().upper()
    query = select(Voucher.id, Voucher.series, Voucher.number).join(
        Handover, Handover.voucher_id == Voucher.id
    )
    return [
        row.id for row in session.execute(query) if wanted in printed_number(row.series, row.number)
    ]


def _portions(session: Session) -> dict[int, list[Portion]]:
    """What each hand-over brought and how much of it came back, by voucher."""
    back = aliased(VoucherLine)
    came_back = (
        select(total(back.direction * back.quantity))
        .where(back.of_line_id == VoucherLine.id)
        .scalar_subquery()
    )
    query = (
        select(
            VoucherLine.voucher_id,
            Supply.id,
            Supply.code,
            Supply.name,
            VoucherLine.quantity,
            came_back,
        )
        .join(Handover, Handover.voucher_id == VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .order_by(VoucherLine.voucher_id, VoucherLine.position)
    )
    found: dict[int, list[Portion]] = defaultdict(list)
    for voucher_id, *portion in session.execute(query):
        found[voucher_id].append(Portion(*portion))
    return found


def _holds(body: Agency, day: date) -> bool:
    return (body.from_on is None or body.from_on <= day) and (
        body.to_on is None or day <= body.to_on
    )


def _sum(standings: Iterable[Standing]) -> Standing:
    parts = list(standings)
    return Standing(
        sum(one.allocated for one in parts),
        sum(one.handed_over for one in parts),
        sum(one.signed for one in parts),
        sum(one.owed for one in parts),
    )


def _together(parts: Sequence[Mapping[int, Standing]]) -> dict[int, Standing]:
    supplies = dict.fromkeys(supply_id for part in parts for supply_id in part)
    return {
        supply_id: _sum(part[supply_id] for part in parts if supply_id in part)
        for supply_id in supplies
    }


def _wards_after(rows: Sequence[BodyRow]) -> list[BodyRow]:
    """Each ward after its district, if that is there."""
    ids = {row.agency_id for row in rows}
    wards: dict[int, list[BodyRow]] = defaultdict(list)
    for row in rows:
        if row.parent_id in ids:
            wards[row.parent_id or 0].append(row)
    return [one for row in rows if row.parent_id not in ids for one in (row, *wards[row.agency_id])]
