"""The rows of an allocation as a tree: districts over their wards, figures that follow each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from db.errors import NoFigures
from db.kinds import SpreadBy
from db.queries.allocations import AgencyRow, LeafletToShare
from db.rules.allocation import Body, share_out, weights
from desktop.labels import number
from desktop.widgets.grid_cells import EMPTY, Cell, GridRow

WEIGHT = "weight"


def key_of(supply_id: int) -> str:
    """The key of a leaflet's column."""
    return f"leaflet:{supply_id}"


def pieces_cell(pieces: int) -> Cell:
    """The cell of a number of pieces; nothing for none."""
    return Cell(number(pieces), pieces) if pieces else EMPTY


@dataclass(slots=True)
class ShareTree:
    """Which rows stand under which; `agencies` are those of the rows, by id.

    `with_wards` are the districts whose wards stand below them.

    A district's figure is its own part and those of its wards: typed, it is spread over them anew;
    a ward's changes the district's.
    """

    by: SpreadBy = SpreadBy.EQUAL
    portions: Sequence[LeafletToShare] = ()
    agencies: dict[int, AgencyRow] = field(default_factory=dict)
    with_wards: set[int] = field(default_factory=set)
    groups: list[range] = field(default_factory=list)
    _group_at: list[int] = field(default_factory=list)

    def arrange(self, rows: Sequence[AgencyRow]) -> None:
        """Take over the bodies of the rows, each district before its wards."""
        self.agencies = {row.agency_id: row for row in rows}
        self.with_wards = {row.parent_id for row in rows if row.parent_id in self.agencies} - {None}
        self.groups, self._group_at = [], []
        for place, row in enumerate(rows):
            head = rows[self.groups[-1].start] if self.groups else None
            if head is not None and row.parent_id == head.agency_id:
                self.groups[-1] = range(self.groups[-1].start, place + 1)
            else:
                self.groups.append(range(place, place + 1))
            self._group_at.append(len(self.groups) - 1)

    def group_of(self, place: int) -> range:
        """The rows that stand together with one: a district and its wards."""
        return self.groups[self._group_at[place]]

    def is_ward(self, place: int) -> bool:
        """Whether a row stands under its district."""
        return place < len(self._group_at) and self.group_of(place).start != place

    def has_wards(self, place: int) -> bool:
        """Whether a row is a district with its wards below."""
        return (
            place < len(self._group_at)
            and not self.is_ward(place)
            and len(self.group_of(place)) > 1
        )

    def heads(self) -> list[int]:
        """The rows that stand under nothing: their figures are the whole."""
        return [group.start for group in self.groups]

    def sums(self, row_at: Callable[[int], GridRow]) -> dict[int, int]:
        """What all bodies get together of each leaflet, by supply."""
        heads = [row_at(place) for place in self.heads()]
        keys = {portion.supply_id: key_of(portion.supply_id) for portion in self.portions}
        return {id_: sum(row[key] or 0 for row in heads) for id_, key in keys.items()}

    def own(self, row_at: Callable[[int], GridRow], place: int, key: str) -> int:
        """The part of a figure that is the body's own, not its wards'."""
        whole = row_at(place)[key] or 0
        if not self.has_wards(place):
            return whole
        return whole - sum(row_at(ward)[key] or 0 for ward in self.group_of(place)[1:])

    def together(
        self, rows: Sequence[GridRow], first: int, changed: Sequence[GridRow]
    ) -> tuple[int, Sequence[GridRow]]:
        """The rows that change with some: whole groups, their sums agreeing."""
        start = self.group_of(first).start
        stop = self.group_of(first + len(changed) - 1).stop
        now = [*rows[start:stop]]
        now[first - start : first - start + len(changed)] = changed
        place = start
        while place < stop:
            group = self.group_of(place)
            if len(group) > 1:
                low, high = group.start - start, group.stop - start
                now[low:high] = self._agreed(rows[group.start : group.stop], now[low:high])
            place = group.stop
        return start, now

    def proposal(self, rows: Sequence[GridRow]) -> list[dict[str, str]]:
        """What each row gets by the method: first the districts, then their wards.

        Raises NoFigures.
        """
        heads = self.heads()
        first = self._first_weights(rows)
        block: list[dict[str, str]] = [{} for _row in rows]
        for portion in self.portions:
            key = key_of(portion.supply_id)
            given = share_out(portion.total, first, portion.bundle, portion.reserve).given
            for place, pieces in zip(heads, given, strict=True):
                block[place][key] = number(pieces) if pieces else ""
                wards = self.group_of(place)[1:]
                of = weights([self._body(rows, ward) for ward in wards], self.by)
                parts = share_out(pieces, of, portion.bundle).given
                for ward, part in zip(wards, parts, strict=True):
                    block[ward][key] = number(part) if part else ""
        return block

    # Inside

    def _agreed(self, before: Sequence[GridRow], now: Sequence[GridRow]) -> list[GridRow]:
        """A district and its wards, brought to agree after some of their figures changed."""
        agreed = [*now]
        for portion in self.portions:
            key = key_of(portion.supply_id)
            was, whole = before[0][key] or 0, now[0][key] or 0
            parts = [row[key] or 0 for row in now[1:]]
            parts_before = [row[key] or 0 for row in before[1:]]
            if parts != parts_before:
                own = max(0, was - sum(parts_before))
                is_told = whole != was and whole >= sum(parts)
                agreed[0] = agreed[0].with_cell(
                    key, pieces_cell(whole if is_told else sum(parts) + own)
                )
            elif whole != was and not agreed[0].cells.get(key, EMPTY).problem:
                spread = self._spread(whole, now, parts_before, portion.bundle)
                for place, pieces in enumerate(spread, 1):
                    agreed[place] = agreed[place].with_cell(key, pieces_cell(pieces))
        return agreed

    def _spread(
        self, whole: int, rows: Sequence[GridRow], parts: Sequence[int], bundle: int
    ) -> tuple[int, ...]:
        """A district's figure over its wards by the method; as before, where it has no figures."""
        try:
            of = weights([self._body_of(row) for row in rows[1:]], self.by)
        except NoFigures:
            of = list(parts)
        if not any(of):
            of = [1] * len(parts)
        given = share_out(whole, of, bundle)
        if given.rest and not any(given.given):
            given = share_out(whole, of)
        return given.given

    def _first_weights(self, rows: Sequence[GridRow]) -> list[int]:
        """The weights of districts and other bodies; a district may have its wards' together."""
        bodies = []
        for place in self.heads():
            body = self._body(rows, place)
            if self.by is not SpreadBy.WARDS and self.has_wards(place):
                wards = [self._body(rows, ward) for ward in self.group_of(place)[1:]]
                body = Body(
                    body.name,
                    body.wards,
                    *(
                        _summed(getattr(body, name), [getattr(ward, name) for ward in wards])
                        for name in ("population", "households", "weight")
                    ),
                )
            bodies.append(body)
        return weights(bodies, self.by)

    def _body(self, rows: Sequence[GridRow], place: int) -> Body:
        return self._body_of(rows[place])

    def _body_of(self, row: GridRow) -> Body:
        agency = self.agencies[row.tag]
        wards = agency.wards or (1 if agency.kind == "ward" else None)
        return Body(
            f"{agency.name}, {agency.parent}" if agency.parent else agency.name,
            wards,
            agency.population,
            agency.households,
            row[WEIGHT],
        )


def _summed(own: int | None, of_wards: Sequence[int | None]) -> int | None:
    """A district's own figure; without one the sum of its wards', if all are known."""
    known = [one for one in of_wards if one is not None]
    return own if own is not None or len(known) < len(of_wards) else sum(known)


def rows_of(
    agencies: Sequence[AgencyRow],
    shares: Mapping[tuple[int, int], int],
    portions: Sequence[LeafletToShare],
    weights: Mapping[int, int | None],
) -> list[GridRow]:
    """The rows of an allocation that is in the book; a district's figure holds its wards'."""
    ids = {row.agency_id for row in agencies}
    rows = []
    for row in agencies:
        cells = {WEIGHT: _weight_cell(weights.get(row.agency_id))}
        for portion in portions:
            inside = [row.agency_id] + [
                one.agency_id for one in agencies if one.parent_id == row.agency_id
            ]
            pieces = sum(shares.get((id_, portion.supply_id), 0) for id_ in inside if id_ in ids)
            cells[key_of(portion.supply_id)] = pieces_cell(pieces)
        rows.append(GridRow(cells, row.agency_id))
    return rows


def _weight_cell(weight: int | None) -> Cell:
    return EMPTY if weight is None else Cell(number(weight), weight)
