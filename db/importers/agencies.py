"""Districts, wards and other bodies from a list: people, households, who receives for them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.importers import cells, days
from db.importers.allocation_rows import PlaceRow, Said, place_rows
from db.importers.keys import code_key
from db.importers.places import Place, Places, is_ward, known_places, place_key, usual_sets
from db.importers.plan import Findings, Progress
from db.importers.problems import Hint, Problem, Refusal
from db.importers.reading import Cell
from db.kinds import AgencyKind
from db.models.staff import Agency
from db.services.agencies import AgencyFields, add_agency_sets, save_agency

_COUNTS = ("population", "households")


@dataclass(frozen=True, slots=True)
class ReadyAgency:
    """What a row says of a body; None keeps what the book has."""

    row: int
    place: Place
    population: int | None
    households: int | None
    seat: str
    from_on: date | None
    to_on: date | None
    is_new: bool


class AgencyCheck:
    """Checks a list of bodies against the book."""

    def __init__(self, session: Session, findings: Findings, today: date) -> None:
        self._findings = findings
        self._known = {row.code: row for row in session.scalars(select(Agency))}
        self._everything = known_places(session)
        self._day = _day_of(findings, self._everything, today)
        self._places = Places(self._everything, self._day)
        self._at: Place | None = None
        self._first: dict[str, int] = {}
        self._number = 0

    def check(self) -> list[ReadyAgency]:
        """What is to be written; errors go to the findings."""
        columns = [name for name in _COUNTS if self._findings.header.has(name)]
        return [
            ready
            for row in place_rows(self._findings.header, columns)
            if row.said is Said.PLACE and (ready := self._ready(row)) is not None
        ]

    def _ready(self, row: PlaceRow) -> ReadyAgency | None:
        try:
            place, is_new = self._place(row)
            ready = self._fields(row, place, is_new)
        except Refusal as refusal:
            self._findings.rows += 1
            self._findings.refuse_as(row.number, refusal)
            return None
        if ready is None:
            return None
        self._findings.rows += 1
        if (first := self._first.setdefault(place.code, row.number)) != row.number:
            name = self._places.label(place)
            self._findings.refuse(row.number, "agency", Problem.PLACE_AGAIN, name=name, first=first)
            return None
        if not is_new and not self._is_changed(ready):
            self._findings.unchanged += 1
            return None
        return ready

    def _place(self, row: PlaceRow) -> tuple[Place, bool]:
        code = cells.text(row.others.get("code", ""))
        if code and (known := self._places.by_code.get(code_key(code))) is not None:
            return known, False
        district = self._at
        if row.district:
            district = self._at = self._places.district(row.district)
            if district is None:
                raise self._unknown(row.district, "district")
            if not row.ward:
                return district, False
        text, name = (row.ward, "ward") if row.ward else (row.agency, "agency")
        if name == "agency" and (found := self._places.district(text)) and not is_ward(text):
            self._at = found
            return found, False
        found = self._places.ward(text, district) or self._places.body(text)
        if found is not None:
            return found, False
        if row.ward or place_key(text)[0] or not any(map(str.isalpha, text)):
            raise self._unknown(text, name, district)
        return self._new(row, code, text), True

    def _unknown(self, text: str, name: str, district: Place | None = None) -> Refusal:
        near = self._places.near(text, district)
        return Refusal(Problem.UNKNOWN_PLACE, name, text=text, near=near)

    def _new(self, row: PlaceRow, code: str, name: str) -> Place:
        if near := self._places.near(name):
            raise Refusal(Problem.UNKNOWN_PLACE, "agency", text=name, near=near)
        while not code or code in self._places.names:
            self._number += 1
            code = f"CQ{self._number:03d}"
        place = Place(code, name, AgencyKind.BODY)
        self._places = Places((*self._places.everything, place), self._day)
        self._findings.hint(row.number, "agency", Hint.NEW_PLACE, name=name)
        return place

    def _fields(self, row: PlaceRow, place: Place, is_new: bool) -> ReadyAgency | None:
        """What a row says; a row that only names the district of the next says nothing."""
        others = {name: row.others.get(name, "") for name in ("seat", "from_on", "to_on")}
        is_heading = place.kind is AgencyKind.DISTRICT and not row.has_figures
        if is_heading and not any(map(cells.text, others.values())):
            return None
        from_on, to_on = (_day(others[name], name) for name in ("from_on", "to_on"))
        if from_on and to_on and to_on < from_on:
            raise Refusal(Problem.ENDS_FIRST, "to_on", text=to_on.strftime("%d/%m/%Y"))
        population, households = (_count(row.figures.get(name, ""), name) for name in _COUNTS)
        seat = cells.text(others["seat"])
        return ReadyAgency(row.number, place, population, households, seat, from_on, to_on, is_new)

    def _is_changed(self, ready: ReadyAgency) -> bool:
        known = self._known.get(ready.place.code)
        told = {
            "population": ready.population,
            "households": ready.households,
            "seat": ready.seat or None,
            "from_on": ready.from_on,
            "to_on": ready.to_on,
        }
        return any(
            value is not None and (known is None or getattr(known, name) != value)
            for name, value in told.items()
        )


def write_agencies(
    session: Session, act: Act, ready: list[ReadyAgency], progress: Progress
) -> None:
    """Write bodies; a district without figures of its own gets the sums of its wards'."""
    if any(not one.is_new and one.place.kind is not AgencyKind.BODY for one in ready):
        add_agency_sets(session, act, () if _has_places(session) else usual_sets())
    known = {row.code: row for row in session.scalars(select(Agency))}
    for done, one in enumerate(ready, 1):
        row = known.get(one.place.code)
        fields = AgencyFields(one.place.code, one.place.name) if row is None else _as_fields(row)
        save_agency(session, act, _changed(fields, one))
        progress(done, len(ready))
    for district, figures in _sums(session, ready):
        save_agency(session, act, replace(_as_fields(district), **figures))


def _sums(session: Session, ready: list[ReadyAgency]) -> Iterator[tuple[Agency, dict[str, Any]]]:
    """Districts that lack a figure which all of their wards have."""
    told = {one.place.parent for one in ready if one.place.kind is AgencyKind.WARD}
    rows = session.scalars(select(Agency)).all()
    wards = defaultdict(list)
    for row in rows:
        if row.kind is AgencyKind.WARD and row.parent_id is not None:
            wards[row.parent_id].append(row)
    for district in rows:
        if district.code not in told:
            continue
        figures: dict[str, Any] = {}
        for name in _COUNTS:
            known = [getattr(ward, name) for ward in wards[district.id]]
            if getattr(district, name) is None and None not in known:
                figures[name] = sum(known)
        if figures:
            yield district, figures


def _as_fields(row: Agency) -> AgencyFields:
    return AgencyFields(
        row.code,
        row.name,
        row.kind,
        row.parent_id,
        row.seat,
        row.population,
        row.households,
        row.from_on,
        row.to_on,
        row.id,
        row.version,
    )


def _changed(fields: AgencyFields, one: ReadyAgency) -> AgencyFields:
    told: dict[str, Any] = {
        "population": one.population,
        "households": one.households,
        "seat": one.seat or None,
        "from_on": one.from_on,
        "to_on": one.to_on,
    }
    return replace(fields, **{name: value for name, value in told.items() if value is not None})


def _has_places(session: Session) -> bool:
    query = select(Agency.id).where(Agency.kind != AgencyKind.BODY).limit(1)
    return session.scalar(query) is not None


def _day_of(findings: Findings, places: tuple[Place, ...], today: date) -> date:
    """Today, or the last day of the earlier set that knows most names of the list."""
    ends = sorted({one.to_on for one in places if one.to_on and one.to_on < today}, reverse=True)
    fields = findings.header.fields
    names = [
        text
        for name in ("district", "ward", "agency")
        for index in fields.get(name, ())
        for row in findings.header.sheet.rows[findings.header.last_row :]
        if index < len(row) and (text := cells.text(row[index]))
    ]
    best = [today, *ends]
    return max(best, key=lambda day: (Places(places, day).count(names), -best.index(day)))


def _count(cell: Cell, name: str) -> int | None:
    if not cells.text(cell):
        return None
    try:
        return cells.whole(cell)
    except Refusal as refusal:
        refusal.field = name
        raise


def _day(cell: Cell, name: str) -> date | None:
    if not cells.text(cell):
        return None
    try:
        return days.day(cell)
    except Refusal as refusal:
        refusal.field = name
        raise
