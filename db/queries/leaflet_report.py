"""How the distribution of leaflets stands on a day: by leaflet, by district, ward and other body."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import AgencyKind, Source, VoucherKind
from db.models.leaflets import Leaflet
from db.models.staff import Agency
from db.models.stock import Voucher, VoucherLine
from db.queries.agency_names import agency_names
from db.queries.leaflets import (
    LeafletFigures,
    handed,
    leaflet_figures,
    leaflet_ids,
    leaflet_standings,
)
from db.queries.window import total
from db.rules.leaflets import NOTHING, Standing


@dataclass(frozen=True, slots=True)
class LeafletLine:
    """One leaflet: its figures, who gave what came from others, to whom what was distributed went.

    `others` of the figures = superior + supported + opening; distributed = to_bodies + to_visitors
    + inside (people and departments of the agency itself).
    """

    figures: LeafletFigures
    superior: int = 0
    supported: int = 0
    opening: int = 0
    to_bodies: int = 0
    to_visitors: int = 0

    @property
    def inside(self) -> int:
        """What went to the agency's own people and departments."""
        return self.figures.distributed - self.to_bodies - self.to_visitors


@dataclass(frozen=True, slots=True)
class Place:
    """A district with its wards, a ward without a district, or another body; nobody stands twice.

    `standings` are by leaflet, only where there is one.
    """

    agency_id: int
    code: str
    name: str
    kind: AgencyKind
    standings: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def standing(self) -> Standing:
        """All its leaflets together."""
        return sum(self.standings.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward and its district ("" where there are no districts)."""

    agency_id: int
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class LeafletReport:
    """How leaflets stand at the end of a day; places in the order of papers.

    `wards` are all those of the places; `without` are those of them that got nothing,
    neither themselves nor out of what their district was handed for its wards.
    """

    day: date
    lines: tuple[LeafletLine, ...]
    places: tuple[Place, ...]
    wards: tuple[Ward, ...]
    without: tuple[Ward, ...]
    superiors: tuple[str, ...] = ()

    @property
    def districts(self) -> tuple[Place, ...]:
        """The districts; none where wards have none above them."""
        return tuple(one for one in self.places if one.kind is AgencyKind.DISTRICT)

    def reached(self, kind: AgencyKind) -> int:
        """How many places of a kind got anything."""
        return sum(one.kind is kind and one.standing.handed_over > 0 for one in self.places)


def leaflet_report(
    session: Session, day: date, supply_ids: Collection[int] | None = None
) -> LeafletReport:
    """Read how all leaflets, or some, stand at the end of a day."""
    figures = leaflet_figures(session, day, supply_ids)
    ids = [one.supply_id for one in figures]
    standings = {
        supply_id: of_bodies
        for supply_id, of_bodies in leaflet_standings(session, day).items()
        if supply_id in ids
    }
    concerned = {agency_id for of_bodies in standings.values() for agency_id in of_bodies}
    agencies = _shown(session, concerned, day)
    wards = [one for one in agencies if one.kind is AgencyKind.WARD]
    names = dict(session.execute(select(Agency.id, Agency.name)).all())
    return LeafletReport(
        day=day,
        lines=tuple(_lines(session, day, figures)),
        places=tuple(_places(session, agencies, standings)),
        wards=tuple(_ward(one, names) for one in wards),
        without=tuple(
            _ward(one, names)
            for one in wards
            if not any(_got_some(one, of_bodies) for of_bodies in standings.values())
        ),
        superiors=tuple(_superiors(session, day, ids)),
    )


@dataclass(frozen=True, slots=True)
class Owing:
    """What is still to be handed over: pieces, to how many districts, to how many places in all."""

    pieces: int
    districts: int
    places: int


def owing(session: Session, day: date) -> Owing | None:
    """What is owed on a day; None while the book has no leaflets."""
    if not leaflet_ids(session):
        return None
    owed = [place for place in leaflet_report(session, day).places if place.standing.owed > 0]
    return Owing(
        pieces=sum(place.standing.owed for place in owed),
        districts=sum(place.kind is AgencyKind.DISTRICT for place in owed),
        places=len(owed),
    )


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """Where one body stands with one leaflet, by its code; a ward is "Phường 1, Quận 3"."""

    leaflet: str
    agency: str
    standing: Standing


def body_standings(session: Session, day: date) -> list[BodyStanding]:
    """Each leaflet and each body that was allocated or handed some of it, in the order of papers."""
    names = agency_names(session)
    standings = leaflet_standings(session, day)
    return [
        BodyStanding(leaflet.code, names[id_], standings[leaflet.supply_id][id_])
        for leaflet in leaflet_figures(session, day)
        for id_ in names
        if id_ in standings.get(leaflet.supply_id, {})
    ]


def _shown(session: Session, concerned: Collection[int], day: date) -> list[Agency]:
    """All that has to do with leaflets; of the districts and wards with those of the same days.

    Before any has, they are those in force: a set that came later is none of an old campaign's.
    """
    agencies = list(session.scalars(select(Agency).order_by(Agency.position, Agency.id)))
    places = [one for one in agencies if one.kind is not AgencyKind.BODY]
    sets = {(one.from_on, one.to_on) for one in places if one.id in concerned} or {
        (one.from_on, one.to_on)
        for one in places
        if (one.from_on is None or one.from_on <= day) and (one.to_on is None or day <= one.to_on)
    }
    return [
        one
        for one in agencies
        if one.id in concerned
        or (one.kind is not AgencyKind.BODY and (one.from_on, one.to_on) in sets)
    ]


def _lines(session: Session, day: date, figures: Iterable[LeafletFigures]) -> Iterable[LeafletLine]:
    came = _by_source(session, day)
    to_bodies: dict[int, int] = defaultdict(int)
    for one in handed(session, day):
        if not one.is_deposit:
            to_bodies[one.supply_id] += one.quantity
    to_visitors = _to_visitors(session, day)
    for row in figures:
        of_source = came[row.supply_id]
        superior, opening = of_source[Source.SUPERIOR], of_source[Source.OPENING]
        yield LeafletLine(
            figures=row,
            superior=superior,
            supported=row.others - superior - opening,
            opening=opening,
            to_bodies=to_bodies[row.supply_id],
            to_visitors=to_visitors.get(row.supply_id, 0),
        )


def _by_source(session: Session, day: date) -> dict[int, dict[Source, int]]:
    """Net pieces of each leaflet received up to a day from each source."""
    found: dict[int, dict[Source, int]] = defaultdict(lambda: defaultdict(int))
    query = (
        select(
            VoucherLine.supply_id,
            Voucher.source,
            total(VoucherLine.direction * VoucherLine.quantity),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Leaflet, Leaflet.supply_id == VoucherLine.supply_id)
        .where(Voucher.counts_as == VoucherKind.RECEIPT, Voucher.day <= day)
        .group_by(VoucherLine.supply_id, Voucher.source)
    )
    for supply_id, source, quantity in session.execute(query):
        if source is not None:
            found[supply_id][source] += quantity
    return found


def _to_visitors(session: Session, day: date) -> dict[int, int]:
    """Net pieces of each leaflet given to visitors up to a day."""
    query = (
        select(VoucherLine.supply_id, total(-VoucherLine.direction * VoucherLine.quantity))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            VoucherLine.is_visitors,
            Voucher.counts_as.in_((VoucherKind.ISSUE, VoucherKind.RETURN)),
            Voucher.day <= day,
        )
        .group_by(VoucherLine.supply_id)
    )
    return dict(session.execute(query).all())


def _superiors(session: Session, day: date, supply_ids: Collection[int]) -> list[str]:
    """Who the superior bodies were that leaflets came from, as vouchers name them."""
    query = (
        select(Voucher.supplier)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            VoucherLine.supply_id.in_(supply_ids),
            Voucher.counts_as == VoucherKind.RECEIPT,
            Voucher.source == Source.SUPERIOR,
            Voucher.day <= day,
        )
        .group_by(Voucher.supplier)
        .having(total(VoucherLine.direction * VoucherLine.quantity) > 0)
        .order_by(Voucher.supplier)
    )
    return list(session.scalars(query))


def _places(
    session: Session,
    agencies: Iterable[Agency],
    standings: Mapping[int, Mapping[int, Standing]],
) -> list[Place]:
    """Districts, what is of their wards added; wards without a district; other bodies."""
    of_place: dict[int, dict[int, Standing]] = defaultdict(dict)
    shown: dict[int, Agency] = {}
    for one in agencies:
        is_inner = one.kind is AgencyKind.WARD and one.parent_id is not None
        place = session.get_one(Agency, one.parent_id) if is_inner else one
        shown[place.id] = place
        for supply_id, of_bodies in standings.items():
            if one.id in of_bodies:
                before = of_place[place.id].get(supply_id, NOTHING)
                of_place[place.id][supply_id] = before + of_bodies[one.id]
    order = {kind: place for place, kind in enumerate(AgencyKind)}
    ordered = sorted(shown.values(), key=lambda one: (order[one.kind], one.position, one.id))
    return [Place(one.id, one.code, one.name, one.kind, of_place[one.id]) for one in ordered]


def _ward(one: Agency, names: Mapping[int, str]) -> Ward:
    return Ward(one.id, one.name, names[one.parent_id] if one.parent_id is not None else "")


def _got_some(ward: Agency, of_bodies: Mapping[int, Standing]) -> bool:
    """Whether a ward got any of a leaflet, itself or through its district.

    A ward with a share got some where its district's hand-overs settled a part of it; one
    without a share is served by its district, whatever the district was handed.
    """
    own = of_bodies.get(ward.id, NOTHING)
    if own.handed_over > 0 or own.allocated > own.owed:
        return True
    above = of_bodies.get(ward.parent_id, NOTHING) if ward.parent_id is not None else NOTHING
    return not own.allocated and above.handed_over > 0
