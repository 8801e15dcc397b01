"""The leaflets that an allocation names: those of the book, and those it makes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from db.importers.allocation_header import LeafletHead, leaflet_fields, leaflet_head
from db.importers.keys import code_key, name_key
from db.importers.known import KnownSupply, Supplies
from db.importers.plan import Findings
from db.importers.problems import Hint, Problem, Refusal
from db.importers.words import allocation_words, header_key
from db.kinds import LeafletKind
from db.services.leaflets import UNIT, LeafletFields
from db.text import clean

_KINDS = {
    "to gap": LeafletKind.FOLDER,
    "to roi": LeafletKind.HANDBILL,
    "ap phich": LeafletKind.POSTER,
    "poster": LeafletKind.POSTER,
}


@dataclass(frozen=True, slots=True)
class SheetLeaflet:
    """A leaflet of the sheet; without `is_known` it is made, of its supply if there is one."""

    code: str
    title: str
    supply_id: int | None
    is_known: bool

    @property
    def fields(self) -> LeafletFields:
        """What it is made with."""
        key = header_key(self.title)
        kind = next((kind for word, kind in _KINDS.items() if key.startswith(word)), None)
        return LeafletFields(
            self.code, self.title, kind or LeafletKind.FLYER, supply_id=self.supply_id
        )


class LeafletsOfSheet:
    """Leaflets by the heads of columns, or by what rows call them."""

    def __init__(self, findings: Findings, supplies: Supplies, leaflets: Iterable[int]) -> None:
        self._findings = findings
        self._supplies = supplies
        self._leaflets = frozenset(leaflets)
        self._places: dict[tuple[str, str], int] = {}
        self.all: list[SheetLeaflet] = []
        self._columns: dict[str, int] = {}
        row = findings.header.last_row
        for name in leaflet_fields(findings.header):
            try:
                self._columns[name] = self._at(findings.header.title(name), row, name)
            except Refusal as refusal:
                findings.refuse_as(row, refusal)
        self.columns = tuple(self._columns)

    def of_column(self, name: str) -> int:
        """The leaflet of a column, by its place in `all`."""
        return self._columns[name]

    def named(self, text: str, row: int) -> int:
        """The leaflet that a row names, by its place in `all`. Raises Refusal."""
        if not text:
            raise Refusal(Problem.MISSING, "leaflet")
        return self._at(text, row, "leaflet")

    def _at(self, text: str, row: int, name: str) -> int:
        said = leaflet_head(clean(text))
        key = code_key(said.code), name_key(said.title)
        if key not in self._places:
            found = self._found(said, row, name)
            self._places[key] = next(
                (at for at, one in enumerate(self.all) if one.code == found.code), len(self.all)
            )
            if self._places[key] == len(self.all):
                self.all.append(found)
        return self._places[key]

    def _found(self, said: LeafletHead, row: int, name: str) -> SheetLeaflet:
        known = self._supplies.with_code(said.code) if said.code else None
        if known is None and said.title:
            known = self._supplies.named(said.title)
        if known is None:
            title = said.title or said.code
            made = next((one for one in self.all if name_key(one.title) == name_key(title)), None)
            if made is not None:
                return made
            new = SheetLeaflet(said.code.upper() or self._fresh_code(), title, None, False)
            self._findings.hint(row, name, Hint.NEW_LEAFLET, code=new.code, name=new.title)
            return new
        is_known = known.id in self._leaflets
        if not is_known and not _may_be_leaflet(known):
            raise Refusal(Problem.NOT_A_LEAFLET, name, code=known.code, name=known.name)
        if said.title and name_key(said.title) != name_key(known.name):
            facts = {"code": known.code, "name": known.name, "text": said.title}
            self._findings.hint(row, name, Hint.OTHER_NAME, **facts)
        return SheetLeaflet(known.code, known.name, known.id, is_known)

    def _fresh_code(self) -> str:
        """The next of TR01, TR02 … that neither the book nor the sheet has."""
        codes = [supply.code for supply in self._supplies.all] + [one.code for one in self.all]
        codes += [leaflet_head(text).code for text in self._findings.header.titles.values()]
        numbers = [int(found[1]) for code in codes if (found := re.fullmatch(r"TR(\d{1,6})", code))]
        return f"TR{max(numbers, default=0) + 1:02d}"


def _may_be_leaflet(supply: KnownSupply) -> bool:
    """Whether a supply that was entered as one of the others may be a leaflet."""
    return supply.base_unit == UNIT or header_key(supply.name).startswith(
        allocation_words().leaflet_words
    )
