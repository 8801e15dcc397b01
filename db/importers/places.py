"""Districts, wards and other bodies as sheets write them: "Q.1", "P. Bến Nghé", "TP Thủ Đức"."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from db.importers.keys import code_key, name_key
from db.importers.problems import Problem, Refusal
from db.kinds import AgencyKind
from db.models.staff import Agency
from db.profile import AgencySet, read_profile
from db.text import fold

_ALMOST = 0.9  # names are short: Thành Đoàn is not Thạnh An
_OFFICE = re.compile(r"^(?:uy ban nhan dan|ubnd|ub) (?=\S)")
_PREFIXES = {
    "district": r"quan|q|huyen|h|thanh pho|tp|thi xa|tx",
    "ward": r"phuong|p|xa|x|thi tran|tt|dac khu",
}
_PREFIX = re.compile(rf"^({_PREFIXES['district']}|{_PREFIXES['ward']})(?: |(?=\d))(.+)$")
_WARD = re.compile(rf"^(?:{_PREFIXES['ward']})$")
_SHORT = {"q": "quan", "h": "huyen", "tp": "thanh pho", "tx": "thi xa"} | {
    "p": "phuong",
    "x": "xa",
    "tt": "thi tran",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A body of the book, or of the profile's sets while the book has none; `parent` is a code."""

    code: str
    name: str
    kind: AgencyKind
    parent: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether it receives anything on a day."""
        return (not self.from_on or self.from_on <= day) and (not self.to_on or day <= self.to_on)


def place_key(text: str) -> tuple[str, str]:
    """What a place is and what it is called: "Q. 01" gives ("quan", "1"); bare names give ""."""
    words = _OFFICE.sub("", name_key(text))
    found = _PREFIX.match(words)
    if not found:
        return "", _number(words)
    return _SHORT.get(found[1], found[1]), _number(found[2])


def is_ward(text: str) -> bool:
    """Whether a text says of itself that it is a ward."""
    return bool(_WARD.match(place_key(text)[0]))


class Places:
    """The bodies in force on a day, by the names that sheets give them."""

    def __init__(self, places: Iterable[Place], day: date) -> None:
        self.day = day
        self.everything = tuple(places)
        self.by_code = {code_key(place.code): place for place in self.everything}
        self.here = [place for place in self.everything if place.is_in_force(day)]
        self._districts = self._keyed(AgencyKind.DISTRICT)
        self._wards = self._keyed(AgencyKind.WARD)
        self._bodies = {
            name_key(place.name): place for place in self.here if place.kind is AgencyKind.BODY
        }
        self.names = {place.code: place.name for place in self.everything}

    def district(self, text: str) -> Place | None:
        """The district of that name, in whatever words."""
        found = self._found(self._districts, text)
        return found[0] if len(found) == 1 else None

    def ward(self, text: str, district: Place | None) -> Place | None:
        """The ward of that name in a district; without one it must be the only one.

        Raises Refusal where several have the name.
        """
        found = self._found(self._wards, text)
        if district is not None:
            found = [place for place in found if place.parent == district.code]
        if len(found) > 1:
            where = ", ".join(self.names.get(place.parent, "") for place in found[:4])
            raise Refusal(Problem.PLACE_AMBIGUOUS, text=text, names=where)
        return found[0] if found else None

    def count(self, names: Iterable[str]) -> int:
        """How many of some names anything here has."""
        return sum(
            bool(self._found(self._districts, text) or self._found(self._wards, text))
            for text in names
        )

    def body(self, text: str) -> Place | None:
        """The other body of that name."""
        return self._bodies.get(name_key(text))

    def near(self, text: str, district: Place | None = None) -> str:
        """The name of the place that is almost `text`, empty for none; districts come first."""
        words = place_key(text)[1]
        for kind in (AgencyKind.DISTRICT, AgencyKind.WARD):
            bare = {
                place_key(place.name)[1]: place.name
                for place in self.here
                if place.kind is kind and (district is None or place.parent == district.code)
            }
            found = [] if words.isdigit() else get_close_matches(words, bare, 1, _ALMOST)
            if found:
                return bare[found[0]]
        return ""

    def label(self, place: Place) -> str:
        """Its name, with the district of a ward."""
        district = self.names.get(place.parent)
        return f"{place.name}, {district}" if district else place.name

    def _keyed(self, kind: AgencyKind) -> dict[str, list[Place]]:
        keyed = defaultdict(list)
        for place in self.here:
            if place.kind is kind:
                keyed[place_key(place.name)[1]].append(place)
        return keyed

    def _found(self, keyed: dict[str, list[Place]], text: str) -> list[Place]:
        """Those of the bare name; the word in front decides between Xã and Thị trấn."""
        said, bare = place_key(text)
        found = keyed.get(bare, [])
        if said and len(found) > 1:
            exact = [place for place in found if place_key(place.name)[0] == said]
            found = exact or found
        marked = [place for place in found if name_key(place.name) == name_key(text)]
        spelled = [place for place in found if fold(place.name) == fold(text)]
        toned = [place for place in found if place.name.casefold() == text.casefold()]
        return next((some for some in (toned, spelled, marked) if len(some) == 1), found)


def known_places(session: Session) -> tuple[Place, ...]:
    """The bodies of the book; the profile's sets too while the book has no district or ward."""
    rows = session.execute(select(Agency).order_by(Agency.position, Agency.id)).scalars().all()
    codes = {row.id: row.code for row in rows}
    known = tuple(
        Place(
            row.code, row.name, row.kind, codes.get(row.parent_id or 0, ""), row.from_on, row.to_on
        )
        for row in rows
    )
    if any(place.kind is not AgencyKind.BODY for place in known):
        return known
    return (*known, *_of_sets(usual_sets()))


def usual_sets() -> tuple[AgencySet, ...]:
    """The sets of districts and wards that come with the program."""
    return read_profile(resources.path("profile")).agency_sets


def _of_sets(sets: Iterable[AgencySet]) -> Iterable[Place]:
    for one in sets:
        for row in one.agencies:
            yield Place(row.code, row.name, row.kind, row.parent, one.from_on, one.to_on)


def _number(words: str) -> str:
    """Zeros in front and the ".0" of a spreadsheet don't matter."""
    return re.sub(r"^0+(?=\d)", "", words)
