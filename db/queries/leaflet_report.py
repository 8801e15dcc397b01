"""How the distribution of leaflets stands on a day: by leaflet, by district, ward and other body."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import AgencyKind, Source, VoucherKind
from db.models.leaflets import Leaflet
from db.models.stock import Voucher, VoucherLine
from db.queries.agency_names import agency_names
from db.queries.leaflet_places import Place, Ward, agencies_shown, places_of, wards_of
from db.queries.leaflets import (
    LeafletFigures,
    handed,
    leaflet_figures,
    leaflet_ids,
    leaflet_standings,
)
from db.queries.window import total
from db.rules.leaflets import Standing


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
    agencies = agencies_shown(session, standings, day)
    wards, without = wards_of(session, agencies, standings)
    return LeafletReport(
        day=day,
        lines=tuple(_lines(session, day, figures)),
        places=tuple(places_of(session, agencies, standings)),
        wards=tuple(wards),
        without=tuple(without),
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
