"""Who leaflets go to: districts with their wards, wards, other bodies, and the wards without any."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import AgencyKind
from db.models.staff import Agency
from db.rules.leaflets import NOTHING, Standing

Standings = Mapping[int, Mapping[int, Standing]]
"""Where bodies stand: by leaflet, then by body."""


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


def agencies_shown(session: Session, standings: Standings, day: date) -> list[Agency]:
    """All that has to do with leaflets; of the districts and wards with those of the same days.

    Before any has, they are those in force: a set that came later is none of an old campaign's.
    """
    concerned = {agency_id for of_bodies in standings.values() for agency_id in of_bodies}
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


def places_of(session: Session, agencies: Iterable[Agency], standings: Standings) -> list[Place]:
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


def wards_of(
    session: Session, agencies: Iterable[Agency], standings: Standings
) -> tuple[list[Ward], list[Ward]]:
    """The wards among some agencies, and those of them that got nothing of any leaflet."""
    names = dict(session.execute(select(Agency.id, Agency.name)).all())
    wards, without = [], []
    for one in agencies:
        if one.kind is not AgencyKind.WARD:
            continue
        district = names[one.parent_id] if one.parent_id is not None else ""
        wards.append(Ward(one.id, one.name, district))
        if not any(_got_some(one, of_bodies) for of_bodies in standings.values()):
            without.append(wards[-1])
    return wards, without


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
