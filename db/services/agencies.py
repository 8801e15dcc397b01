"""The acts on outside bodies: districts, wards, others; whole sets of them from the profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import AgencyEnded, AgencyInItself, QuantityOutOfRange, RefusedByBook
from db.kinds import AgencyKind
from db.models.staff import Agency
from db.profile import AgencySet
from db.services.records import free, opened, required, search_words
from db.text import clean, sort_key


@dataclass(frozen=True, slots=True)
class AgencyFields:
    """An outside body as the clerk fills it in."""

    code: str
    name: str
    kind: AgencyKind = AgencyKind.BODY
    parent_id: int | None = None
    seat: str = ""
    population: int | None = None
    households: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    id: int | None = None
    version: int | None = None


def save_agency(session: Session, act: Act, fields: AgencyFields) -> int:
    """Add a body or change one; return its id. Raises AlreadyThere, AgencyInItself."""
    code = free(session, Agency.code, required("code", fields.code), fields.id)
    name = required("name", fields.name)
    for number in (fields.population, fields.households):
        if number is not None and not 0 <= number <= LIMIT:
            raise QuantityOutOfRange(0, number)
    if fields.from_on and fields.to_on and fields.to_on < fields.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    parent = session.get_one(Agency, fields.parent_id) if fields.parent_id else None
    if parent is not None and (parent.id == fields.id or parent.parent_id is not None):
        raise AgencyInItself(name, parent.name)
    if fields.id is None:
        agency = Agency(position=(session.scalar(select(func.max(Agency.position))) or 0) + 1)
        session.add(agency)
    else:
        agency = opened(session, Agency, fields.id, fields.version)
    agency.code, agency.name, agency.kind = code, name, fields.kind
    agency.parent_id, agency.seat = fields.parent_id, clean(fields.seat)
    agency.search = search_words(name, code, parent.name if parent else "")
    agency.sort_key = sort_key(name)
    agency.population, agency.households = fields.population, fields.households
    agency.from_on, agency.to_on = fields.from_on, fields.to_on
    session.flush()
    return agency.id


def add_agency_sets(session: Session, act: Act, sets: Sequence[AgencySet]) -> int:
    """Add the bodies of some sets, but for codes the book has already; return how many."""
    known = dict(session.execute(select(Agency.code, Agency.id)).all())
    position = session.scalar(select(func.max(Agency.position))) or 0
    added = 0
    for one in sets:
        names = {agency.code: agency.name for agency in one.agencies}
        for is_inner in (False, True):
            rows = []
            for at, agency in enumerate(one.agencies, position + 1):
                if agency.code in known or bool(agency.parent) is not is_inner:
                    continue
                rows.append(
                    {
                        "code": agency.code,
                        "name": agency.name,
                        "search": search_words(
                            agency.name, agency.code, names.get(agency.parent, "")
                        ),
                        "sort_key": sort_key(agency.name),
                        "kind": agency.kind,
                        "parent_id": known.get(agency.parent),
                        "seat": agency.seat,
                        "position": at,
                        "from_on": one.from_on,
                        "to_on": one.to_on,
                        "version": 1,
                    }
                )
            if rows:
                ids = insert(Agency).returning(Agency.code, Agency.id)
                known.update((code, id_) for code, id_ in session.execute(ids, rows))
                added += len(rows)
        position += len(one.agencies)
    return added


def in_force(session: Session, agency_id: int, day: date) -> Agency:
    """A body that is in force on a day. Raises AgencyEnded."""
    agency = session.get_one(Agency, agency_id)
    if (agency.from_on and day < agency.from_on) or (agency.to_on and day > agency.to_on):
        raise AgencyEnded(agency.name, day, agency.from_on, agency.to_on)
    return agency
