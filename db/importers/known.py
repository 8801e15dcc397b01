"""What the book holds already, read once before a list is checked against it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.importers.keys import NEAR, code_key, name_key
from db.importers.units import metric_size, unit_key
from db.kinds import StaffCategory
from db.models.catalogue import Pack, Supply
from db.models.staff import DutyPost, Membership, StaffMember
from db.models.stock import Movement, VoucherLine
from db.queries.agency_names import agency_names
from db.text import clean, fold


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the book with the place they have now."""

    id: int
    code: str
    name: str
    category: StaffCategory | None
    phone: str
    email: str
    note: str
    version: int
    department_id: int | None
    duty_post_id: int | None
    title: str
    is_serving: bool


class People:
    """People by code and by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.all = tuple(people)
        self._by_code = {code_key(person.code): person for person in self.all}
        self._by_bare_code: dict[str, list[Person]] = defaultdict(list)
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in self.all:
            self._by_bare_code[code_key(person.code).lstrip("0")].append(person)
            self._by_name[name_key(person.name)].append(person)

    def with_code(self, code: str) -> Person | None:
        """The person of that code; zeros in front that a spreadsheet ate don't matter."""
        key = code_key(code)
        if (found := self._by_code.get(key)) is not None:
            return found
        bare = self._by_bare_code.get(key.lstrip("0"), ()) if key.isdigit() else ()
        return bare[0] if len(bare) == 1 else None

    def named(self, name: str, department_id: int | None = None) -> list[Person]:
        """People of that name, accents exact where that decides; of a department, if given."""
        found = self._by_name.get(name_key(name), [])
        if department_id is not None:
            found = [person for person in found if person.department_id == department_id]
        exact = [person for person in found if clean(person.name).lower() == clean(name).lower()]
        return exact or found

    def next_code(self) -> int:
        """The number after the highest CB code."""
        numbers = [
            int(found[1]) for p in self.all if (found := re.fullmatch(r"CB(\d{1,9})", p.code))
        ]
        return max(numbers, default=0) + 1


@dataclass(frozen=True, slots=True)
class KnownSupply:
    """A supply of the book with its packs by `unit_key`: (id, name, size, is in use)."""

    id: int
    code: str
    name: str
    base_unit: str
    group: str
    minimum: int
    tracks_lots: bool
    usual_quantity: int
    priority_quantity: int
    report_unit: str
    version: int
    has_moved: bool
    packs: dict[str, tuple[int, str, int, bool]] = field(default_factory=dict)

    def unit(self, text: str, *, is_typed: bool = False) -> tuple[int, int | None, str] | None:
        """Base units in a unit, its pack and its name; `is_typed`: a beginning is enough (3h)."""
        for words in dict.fromkeys((text, re.split(r"[(/]", text)[0])):
            key = unit_key(words)
            if not key or key == unit_key(self.base_unit):
                return 1, None, self.base_unit
            if key in self.packs:
                pack_id, name, size, _ = self.packs[key]
                return size, pack_id, name
            if (metric := metric_size(key, self.base_unit)) is not None:
                return metric, None, clean(words)
        if is_typed:
            begun = [pack for key, pack in self.packs.items() if key.startswith(fold(text))]
            if len(begun) == 1 and not unit_key(self.base_unit).startswith(fold(text)):
                return begun[0][2], begun[0][0], begun[0][1]
        return None

    def unit_names(self) -> str:
        """The units it can be counted in, for a sentence."""
        return ", ".join([self.base_unit, *(name for _, name, _, _ in self.packs.values())])


class Supplies:
    """Supplies by code and by name."""

    def __init__(self, supplies: Iterable[KnownSupply]) -> None:
        self.all = tuple(supplies)
        self._by_code = {code_key(supply.code): supply for supply in self.all}
        self._by_name = {code_key(supply.name): supply for supply in reversed(self.all)}
        self._by_words = {name_key(supply.name): supply for supply in self.all}

    def with_code(self, code: str) -> KnownSupply | None:
        """The supply of that code; zeros in front that a spreadsheet ate don't matter."""
        key = code_key(code)
        if (found := self._by_code.get(key)) is not None or not key.isdigit():
            return found
        bare = [s for known, s in self._by_code.items() if known.lstrip("0") == key.lstrip("0")]
        return bare[0] if len(bare) == 1 else None

    def named(self, name: str) -> KnownSupply | None:
        """The supply of that name, spaces, punctuation and accents aside."""
        return self._by_name.get(code_key(name))

    def near(self, name: str) -> KnownSupply | None:
        """The supply whose name is almost `name`, if there is one."""
        found = get_close_matches(name_key(name), self._by_words, 1, NEAR)
        return self._by_words[found[0]] if found else None

    def next_code(self) -> int:
        """The number after the highest VT code."""
        numbers = [
            int(found[1]) for s in self.all if (found := re.fullmatch(r"VT(\d{1,9})", s.code))
        ]
        return max(numbers, default=0) + 1


def known_people(session: Session, today: date) -> People:
    """Everybody of the book, with the place that has no end yet or else their last one."""
    places: dict[int, Membership] = {}
    by_end = (Membership.to_on.is_(None), Membership.to_on, Membership.id)
    for place in session.scalars(select(Membership).order_by(*by_end)):
        places[place.staff_id] = place
    people = []
    for row in session.scalars(select(StaffMember).order_by(StaffMember.code)):
        at = places.get(row.id)
        is_serving = at is not None and (at.to_on is None or at.to_on >= today)
        people.append(
            Person(
                *(row.id, row.code, row.name, row.category, row.phone, row.email, row.note),
                row.version,
                at.department_id if at else None,
                at.duty_post_id if at else None,
                at.title if at else "",
                is_serving,
            )
        )
    return People(people)


def known_supplies(session: Session) -> Supplies:
    """The supplies of the book, retired ones too."""
    in_use = set(
        session.scalars(
            select(VoucherLine.pack_id).where(VoucherLine.pack_id.is_not(None)).distinct()
        )
    )
    packs: dict[int, dict[str, tuple[int, str, int, bool]]] = defaultdict(dict)
    for pack in session.scalars(select(Pack).order_by(Pack.supply_id, Pack.size)):
        told = (pack.id, pack.name, pack.size, pack.id in in_use)
        packs[pack.supply_id][unit_key(pack.name)] = told
    has_moved = exists().where(Movement.supply_id == Supply.id)
    moved = set(session.scalars(select(Supply.id).where(has_moved)))
    return Supplies(
        KnownSupply(
            *(row.id, row.code, row.name, row.base_unit, row.group, row.minimum, row.tracks_lots),
            *(row.usual_quantity, row.priority_quantity, row.report_unit, row.version),
            row.id in moved,
            packs[row.id],
        )
        for row in session.scalars(select(Supply).order_by(Supply.is_active.desc(), Supply.id))
    )


def known_duty_posts(session: Session) -> dict[str, int]:
    """Duty posts by folded name, name on paper and aliases."""
    found: dict[str, int] = {}
    for post in session.scalars(select(DutyPost).order_by(DutyPost.position)):
        for name in (post.name, post.paper_name, *post.aliases.splitlines()):
            found.setdefault(fold(name), post.id)
    return found


def known_agencies(session: Session) -> dict[str, int]:
    """Outside bodies by name, a ward's with its district."""
    found: dict[str, int] = {}
    for agency_id, name in agency_names(session).items():
        found.setdefault(name_key(name), agency_id)
    return found
