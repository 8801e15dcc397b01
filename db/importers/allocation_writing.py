"""Writing an allocation that a sheet brought; the same sheet again changes nothing."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.importers import cells, days
from db.importers.allocation import AllocationCheck, Share
from db.importers.allocation_leaflets import LeafletsOfSheet, SheetLeaflet
from db.importers.header import Header
from db.importers.known import Supplies
from db.importers.places import Place, Places, known_places, usual_sets
from db.importers.plan import Findings, ImportOptions, Progress
from db.importers.problems import Hint, Refusal
from db.kinds import AgencyKind
from db.models.leaflets import (
    Allocation,
    AllocationAgency,
    AllocationLeaflet,
    AllocationShare,
    Leaflet,
)
from db.models.staff import Agency
from db.queries.allocations import bundles
from db.services.agencies import AgencyFields, add_agency_sets, save_agency
from db.services.allocating import AllocationFields, Partaker, Portion, save_allocation
from db.services.leaflets import BUNDLE, save_leaflet
from db.text import clean, fold

_DAY = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}", re.IGNORECASE)
_TITLE = re.compile(r"^(?:bang |ke hoach |danh sach )?(?:phan bo|phan phoi|giao nhan|cap phat)\b")
_NAMED = re.compile(r"^Tên bảng: (.+)$", re.IGNORECASE)
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class ReadyAllocation:
    """What is to be written: rows that are new or changed, all shares, the one it replaces."""

    title: str
    day: date
    leaflets: tuple[SheetLeaflet, ...]
    shares: tuple[Share, ...]
    new_bodies: tuple[Place, ...]
    replaces: int | None


def plan_allocation(
    session: Session, findings: Findings, supplies: Supplies, options: ImportOptions, today: date
) -> tuple[int, ReadyAllocation]:
    """Check a sheet against the book; return how many rows are new, and what to write."""
    places = known_places(session)
    header = findings.header
    day = options.on or _day_of(header, places, today)
    if day != today and options.on is None:
        findings.hint(header.first_row, "district", Hint.DAY_ASSUMED, day=day.isoformat())
    leaflets = LeafletsOfSheet(findings, supplies, session.scalars(select(Leaflet.supply_id)))
    check = AllocationCheck(findings, Places(places, day), leaflets)
    check.check()
    title = clean(options.title) or _title_of(header)
    bad = set(findings.errors)
    shares = tuple(one for one in check.shares.values() if not bad.intersection(one.rows))
    known = _known(session, title, options.on)
    ready = ReadyAllocation(
        title,
        day,
        tuple(leaflets.all),
        shares,
        tuple(check.new_bodies),
        known.id if known else None,
    )
    same = [one for one in shares if known is not None and known.has(one, leaflets.all)]
    good = {row for one in check.shares.values() for row in one.rows} - bad
    is_same = known is not None and len(same) == len(shares) == len(known.shares)
    findings.unchanged = len({row for one in same for row in one.rows} - bad)
    if not is_same and findings.unchanged == len(good):  # a place was taken out
        findings.unchanged = 0
    return len(good) - findings.unchanged, ready


def write_allocation(
    session: Session, act: Act, ready: ReadyAllocation, progress: Progress
) -> None:
    """Write an allocation, with the leaflets, districts and bodies that it needs."""
    ids = _agencies(session, act, ready)
    supplies = [
        one.supply_id if one.is_known and one.supply_id else save_leaflet(session, act, one.fields)
        for one in ready.leaflets
    ]
    sizes = bundles(session, supplies, BUNDLE[0])
    sums = [sum(one.figures.get(at, 0) for one in ready.shares) for at in range(len(supplies))]
    used = [at for at, pieces in enumerate(sums) if pieces]
    partakers = tuple(
        Partaker(ids[one.place.code], tuple(one.figures.get(at, 0) for at in used))
        for one in ready.shares
    )
    portions = tuple(Portion(supplies[at], sums[at], 0, sizes.get(supplies[at], 1)) for at in used)
    fields = AllocationFields(ready.title, ready.day, portions, partakers)
    if ready.replaces is not None:
        fields = _as_before(session, fields, ready.replaces)
    save_allocation(session, act, fields)
    progress(len(ready.shares), len(ready.shares))


def _as_before(session: Session, fields: AllocationFields, id_: int) -> AllocationFields:
    """The fields with what the sheet doesn't say as it was: run, basis, totals that still do."""
    was = session.get_one(Allocation, id_)
    lines = session.scalars(
        select(AllocationLeaflet).where(AllocationLeaflet.allocation_id == id_)
    ).all()
    known = {line.supply_id: line for line in lines}
    portions = tuple(_with_total(one, known.get(one.supply_id)) for one in fields.portions)
    return replace(
        fields, portions=portions, basis=was.basis, run_id=was.run_id, day=was.day, id=id_
    )


def _with_total(portion: Portion, line: AllocationLeaflet | None) -> Portion:
    if line is None:
        return portion
    total = max(line.total, portion.total + line.reserve)
    return Portion(portion.supply_id, total, line.reserve, line.bundle)


def _agencies(session: Session, act: Act, ready: ReadyAllocation) -> dict[str, int]:
    """The ids of all bodies by code; those that are not there yet are made."""
    if any(one.place.kind is not AgencyKind.BODY for one in ready.shares) and not session.scalar(
        select(Agency.id).where(Agency.kind != AgencyKind.BODY).limit(1)
    ):
        add_agency_sets(session, act, usual_sets())
    taking_part = {one.place.code for one in ready.shares}
    for place in ready.new_bodies:
        if place.code in taking_part:
            save_agency(session, act, AgencyFields(place.code, place.name))
    return dict(session.execute(select(Agency.code, Agency.id)).all())


@dataclass(frozen=True, slots=True)
class _Known:
    """An allocation of the book of the same title: pieces by the codes of body and leaflet."""

    id: int
    shares: dict[str, dict[int, int]]

    def has(self, share: Share, leaflets: Sequence[SheetLeaflet]) -> bool:
        """Whether it gives a place the very same."""
        told = {leaflets[at].supply_id: pieces for at, pieces in share.figures.items() if pieces}
        return self.shares.get(share.place.code) == told


def _known(session: Session, title: str, on: date | None) -> _Known | None:
    """The latest allocation of that title (of a day, if one was given)."""
    query = select(Allocation.id, Allocation.title).order_by(Allocation.id.desc())
    if on is not None:
        query = query.where(Allocation.day == on)
    found = [id_ for id_, name in session.execute(query) if fold(name) == fold(title)]
    if not found:
        return None
    shares: dict[str, dict[int, int]] = defaultdict(dict)
    bodies = select(AllocationAgency.agency_id, Agency.code).join(
        Agency, Agency.id == AllocationAgency.agency_id
    )
    codes = dict(session.execute(bodies.where(AllocationAgency.allocation_id == found[0])).all())
    for code in codes.values():
        shares[code] = {}
    rows = select(AllocationShare).where(AllocationShare.allocation_id == found[0])
    for row in session.scalars(rows):
        shares[codes[row.agency_id]][row.supply_id] = row.quantity
    return _Known(found[0], shares)


def _title_of(header: Header) -> str:
    """What the sheet is said to be called, the title above the header, else the sheet's name."""
    above = [
        cells.text(cell)
        for row in header.sheet.rows[max(0, header.first_row - _MOST_ROWS) : header.first_row - 1]
        for cell in row
        if isinstance(cell, str) and cells.text(cell)
    ]
    for text in above:
        if found := _NAMED.match(text):
            return found[1]
    named = [text for text in above if _TITLE.match(fold(text))]
    title = named[0] if named else header.sheet.name
    return title.capitalize() if title.isupper() else title or "Bảng phân bổ"


def _day_of(header: Header, places: Sequence[Place], today: date) -> date:
    """The day that the sheet names, today, or the last day of the set that knows its places."""
    told = [
        found
        for row in header.sheet.rows
        for cell in row
        if isinstance(cell, str) and (found := _named_day(cell)) is not None
    ]
    ends = sorted({place.to_on for place in places if place.to_on and place.to_on < today})
    best = [*told[-1:], today, *reversed(ends)]
    names = [
        cells.text(row[index])
        for name in ("district", "ward", "agency")
        for index in header.fields.get(name, ())
        for row in header.sheet.rows[header.last_row :]
        if index < len(row) and cells.text(row[index])
    ]
    return max(best, key=lambda day: (Places(places, day).count(names), -best.index(day)))


def _named_day(cell: str) -> date | None:
    found = _DAY.search(clean(cell))
    try:
        return days.day(found[0]) if found else None
    except Refusal:
        return None
