"""Who is to get how many leaflets, from the office's own sheet: rows checked against each other."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from db.importers import cells
from db.importers.allocation_header import leaflet_fields
from db.importers.allocation_leaflets import LeafletsOfSheet
from db.importers.allocation_rows import PlaceRow, Said, place_rows
from db.importers.places import Place, Places, is_ward, place_key
from db.importers.plan import Findings
from db.importers.problems import Hint, Problem, Refusal
from db.importers.reading import Cell
from db.importers.words import allocation_words, header_key, row_words
from db.kinds import AgencyKind

_WITH_DISTRICT = re.compile(r"^(.+?)\s*[,(–/-]\s*([^,(–/-]+?)\)?$")
Figures = dict[int, int]
"""Pieces by leaflet (its place in `LeafletsOfSheet.all`)."""


@dataclass(slots=True)
class _Group:
    """A district that wards stand under: its own row, what they come to."""

    place: Place
    row: PlaceRow | None = None
    figures: Figures = field(default_factory=dict)
    wards: Figures = field(default_factory=dict)
    has_wards: bool = False
    has_errors: bool = False


@dataclass(slots=True)
class Share:
    """What one place is to get, and the rows that say it."""

    place: Place
    rows: list[int]
    figures: Figures


class AllocationCheck:
    """Goes through the rows of a sheet once; what is to be written stands in `shares` then."""

    def __init__(self, findings: Findings, places: Places, leaflets: LeafletsOfSheet) -> None:
        self._findings = findings
        self._places = places
        self._leaflets = leaflets
        self._new: dict[str, Place] = {}
        self._groups: dict[str, _Group] = {}
        self._at: _Group | None = None
        self._sums: list[tuple[PlaceRow, _Group | None]] = []
        self._rows: set[int] = set()
        self.shares: dict[str, Share] = {}

    @property
    def new_bodies(self) -> Iterable[Place]:
        """The bodies that the book does not know."""
        return self._new.values()

    def check(self) -> None:
        """Read all rows; errors go to the findings."""
        columns = leaflet_fields(self._findings.header)
        for row in place_rows(self._findings.header, columns):
            try:
                self._take(row)
            except Refusal as refusal:
                self._refuse(row, refusal)
        for group in self._groups.values():
            self._close(group)
        for row, of_group in self._sums:
            self._check_sum(row, of_group)
        self.shares = dict(sorted(self.shares.items(), key=lambda item: item[1].rows[0]))
        self._findings.rows = len(self._rows)

    def _take(self, row: PlaceRow) -> None:
        if row.said is Said.KEPT:
            return
        if row.said is Said.SUM:
            self._sums.append((row, self._group_of_sum(row)))
            return
        place, is_own = self._place(row)
        if place.kind is AgencyKind.DISTRICT and not is_own:
            group = self._at = self._group(place)
            if not row.leaflet:
                self._head(group, row)
                return
        elif place.kind is AgencyKind.BODY:
            self._at = None
        self._add(row, place, self._figures(row))

    def _head(self, group: _Group, row: PlaceRow) -> None:
        """The row of a district: its wards may follow, and then its figures are their sum."""
        if group.row is not None and row.has_figures:
            first = group.row.number
            raise Refusal(Problem.PLACE_AGAIN, "district", name=group.place.name, first=first)
        if group.row is None:
            group.figures = self._figures(row)
            group.row = row

    def _place(self, row: PlaceRow) -> tuple[Place, bool]:
        """Whom a row is about, and whether it is the part that a district keeps for itself."""
        district = self._at.place if self._at is not None and not row.district else None
        if row.district:
            found = self._places.district(row.district)
            if found is None and not row.ward:
                return self._other(row.district, "district"), False
            if found is None:
                raise Refusal(Problem.UNKNOWN_PLACE, "district", **self._facts(row.district))
            if not row.ward:
                return found, False
            district = found
        text = row.ward or row.agency
        name = "ward" if row.ward else "agency"
        if district is not None and header_key(text).startswith(allocation_words().own):
            return district, True
        if row.ward and district is not None:
            self._at = self._group(district)
        if (ward := self._ward(text, district, name)) is not None:
            return ward, False
        return self._other(text, name), False

    def _ward(self, text: str, district: Place | None, name: str) -> Place | None:
        """The ward of a text ("Phường 1, Quận 3" too), unless it is a district or another body."""
        if (parts := _WITH_DISTRICT.match(text)) and (of := self._places.district(parts[2])):
            return self._ward(parts[1], of, "ward")
        said = place_key(text)[0]
        if said and not is_ward(text):
            return None
        if name != "ward" and not said and self._places.district(text) is not None:
            return None
        found = self._places.ward(text, district)
        if found is None and said:
            raise Refusal(Problem.UNKNOWN_PLACE, name, **self._facts(text, district))
        return found

    def _other(self, text: str, name: str) -> Place:
        """A district, or a body, which may be new."""
        found = self._places.district(text) or self._places.body(text)
        if found is None and name == "district" and (is_ward(text) or not place_key(text)[0]):
            found = self._places.ward(text, None)
        if found is not None:
            return found
        near = self._places.near(text)
        if near or place_key(text)[0] or not any(map(str.isalpha, text)):
            raise Refusal(Problem.UNKNOWN_PLACE, name, text=text, near=near)
        return self._new_body(text)

    def _new_body(self, name: str) -> Place:
        key = header_key(name)
        if key not in self._new:
            number = len(self._new) + 1
            while f"CQ{number:03d}" in {*self._places.names, *(p.code for p in self._new.values())}:
                number += 1
            self._new[key] = Place(f"CQ{number:03d}", name, AgencyKind.BODY)
        return self._new[key]

    def _facts(self, text: str, district: Place | None = None) -> dict[str, str]:
        return {"text": text, "near": self._places.near(text, district)}

    # Figures

    def _figures(self, row: PlaceRow) -> Figures:
        if row.leaflet or row.quantity != "":
            at = self._leaflets.named(row.leaflet, row.number)
            return {at: _pieces(row.quantity, "quantity")}
        figures: Figures = {}
        for name in self._leaflets.columns:  # several columns of one leaflet add up
            at = self._leaflets.of_column(name)
            figures[at] = figures.get(at, 0) + _pieces(row.figures[name], name)
        return figures

    def _add(self, row: PlaceRow, place: Place, figures: Figures) -> None:
        share = self.shares.setdefault(place.code, Share(place, [], {}))
        if any(at in share.figures for at in figures):
            field, name = "district" if row.district else "agency", self._places.label(place)
            raise Refusal(Problem.PLACE_AGAIN, field, name=name, first=share.rows[0])
        if not share.rows and place.code in {one.code for one in self._new.values()}:
            self._findings.hint(row.number, "agency", Hint.NEW_PLACE, name=place.name)
        self._rows.add(row.number)
        share.rows.append(row.number)
        share.figures |= figures
        group = self._groups.get(place.parent)
        if place.kind is AgencyKind.DISTRICT:
            group = self._group(place)
        if group is not None:
            group.has_wards = group.has_wards or place.kind is AgencyKind.WARD
            for at, pieces in figures.items():
                group.wards[at] = group.wards.get(at, 0) + pieces

    def _group(self, district: Place) -> _Group:
        return self._groups.setdefault(district.code, _Group(district))

    def _close(self, group: _Group) -> None:
        """A district's own row is its share, unless its wards stand in the sheet: then their sum."""
        if group.row is None:
            return
        if not group.has_wards:
            try:
                self._add(group.row, group.place, group.figures)
            except Refusal as refusal:
                self._refuse(group.row, refusal)
        elif group.row.has_figures and not group.has_errors:
            self._compare(group.row, group.figures, group.wards, group.place.name)

    # Sums

    def _group_of_sum(self, row: PlaceRow) -> _Group | None:
        """The district that a row "Cộng Quận 1" is about; None for all of the sheet."""
        words = row.words
        for word in sorted(row_words().totals, key=len, reverse=True):
            if words.lower().startswith(word):
                words = words[len(word) :].strip(" :.-–")
                break
        if words and (district := self._places.district(words)) is not None:
            return self._group(district)
        is_whole = "tong" in header_key(row.words).split()[:1] or self._at is None
        return None if is_whole else self._at

    def _check_sum(self, row: PlaceRow, group: _Group | None) -> None:
        if self._findings.errors or row.leaflet:
            return
        told = self._figures_or_none(row)
        if told is None:
            return
        if group is not None:
            self._compare(row, told, group.wards, group.place.name)
            return
        summed: Figures = defaultdict(int)
        for share in self.shares.values():
            for at, pieces in share.figures.items():
                summed[at] += pieces
        self._compare(row, told, summed, "")

    def _figures_or_none(self, row: PlaceRow) -> Figures | None:
        """The figures of a sum; a list with a row for each leaflet has only one for all of them."""
        if not row.figures:
            return None
        try:
            return self._figures(row)
        except Refusal as refusal:
            self._refuse(row, refusal)
            return None

    def _compare(self, row: PlaceRow, told: Figures, summed: Figures, name: str) -> None:
        for at, pieces in told.items():
            column = next(
                (one for one in self._leaflets.columns if self._leaflets.of_column(one) == at), ""
            )
            if cells.text(row.figures.get(column, "")) and pieces != summed.get(at, 0):
                of_rows = summed.get(at, 0)
                refusal = Refusal(
                    Problem.SUM_DISAGREES, column, told=pieces, summed=of_rows, name=name
                )
                self._refuse(row, refusal)
                return

    def _refuse(self, row: PlaceRow, refusal: Refusal) -> None:
        self._rows.add(row.number)
        if self._at is not None:
            self._at.has_errors = True
        self._findings.refuse_as(row.number, refusal)


def _pieces(cell: Cell, name: str) -> int:
    """A quantity of leaflets; the unit may stand behind it."""
    if isinstance(cell, str):
        bare = cells.text(cell).casefold().removesuffix("tờ").removesuffix("bản").strip()
        cell = "" if bare in {"x", "–", "—"} else bare
    try:
        return cells.whole(cell)
    except Refusal as refusal:
        refusal.field = refusal.field or name
        raise
