"""The rows of a hand-over: one body each, with how many of every leaflet it gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from db.database import Database
from db.queries.catalogue import StoreRow, stores
from db.queries.handovers import (
    BodyRow,
    LeafletName,
    body_rows,
    last_receivers,
    leaflet_names,
    owed,
)
from db.queries.leaflets import leaflet_figures
from db.queries.lots import lots_on_offer
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow, Kind, chosen
from desktop.widgets.suggestions import Search, Suggestion, search_in

BODY, RECEIVER, TITLE = "body", "receiver", "title"


@dataclass(frozen=True)
class Known:
    """What the form asks the book: bodies, leaflets, what a store has of them on a day."""

    bodies: Sequence[BodyRow] = ()
    leaflets: Sequence[LeafletName] = ()
    offered: Sequence[int] = ()  # leaflets that some store has or somebody is owed
    in_store: Mapping[int, int] = field(default_factory=dict)
    receivers: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    stores: Sequence[StoreRow] = ()

    @cached_property
    def search(self) -> Search:
        """Finds a body by name, code or initials."""
        return search_in(map(suggestion, self.bodies))

    def lacking(self, agency_ids: Iterable[int]) -> dict[int, int]:
        """How many of each leaflet the store has too few for what bodies are owed."""
        ids = set(agency_ids)
        asked: dict[int, int] = {}
        for row in self.bodies:
            if row.agency_id in ids and row.parent_id not in ids:
                for supply_id, one in row.standings.items():
                    asked[supply_id] = asked.get(supply_id, 0) + one.owed
        return {
            supply_id: missing
            for supply_id, pieces in asked.items()
            if (missing := pieces - self.in_store.get(supply_id, 0)) > 0
        }

    def lacking_text(self, lacking: Mapping[int, int]) -> str:
        """Say what there is too little of."""
        codes = {one.supply_id: one.code for one in self.leaflets}
        return ", ".join(f"{codes[key]} {number(pieces)}" for key, pieces in lacking.items())


def read_known(database: Database, store_id: int, day: date) -> Known:
    """Read all of it; without a store that of the first one."""
    ask = database.ask
    offered_stores = ask(stores)
    names = ask(leaflet_names)
    bodies = ask(body_rows, day)
    ids = [one.supply_id for one in names]
    store = store_id or (offered_stores[0].store_id if offered_stores else 0)
    has = {one.supply_id for one in ask(leaflet_figures, day) if one.in_store}
    has |= {key for row in bodies for key, one in row.standings.items() if one.owed}
    return Known(
        bodies=bodies,
        leaflets=names,
        offered=[key for key in ids if key in has] or ids,
        in_store={
            key: sum(lot.pieces for lot in lots if lot.is_usable)
            for key, lots in ask(lots_on_offer, store, day, ids).items()
        },
        receivers=ask(last_receivers),
        stores=offered_stores,
    )


def suggestion(body: BodyRow) -> Suggestion:
    """A body as a choice."""
    return Suggestion(body.full_name, body.code, body.agency_id, body.code)


def leaflet_key(supply_id: int) -> str:
    """The key of a leaflet's column."""
    return f"leaflet:{supply_id}"


def supply_of(key: str) -> int:
    """The leaflet of a column, 0 where it is none of one."""
    word, _colon, supply_id = key.partition(":")
    return int(supply_id) if word == "leaflet" else 0


def columns(leaflets: Iterable[LeafletName], search: Search) -> list[GridColumn]:
    """A body, a column for each leaflet, who receives."""
    return [
        GridColumn(BODY, _("Nơi nhận"), Kind.CHOICE, width=210, search=search, is_free=True),
        *(
            GridColumn(leaflet_key(one.supply_id), one.code, Kind.QUANTITY, width=92)
            for one in leaflets
        ),
        GridColumn(RECEIVER, _("Người nhận"), width=170),
        GridColumn(TITLE, _("Chức vụ"), width=150),
    ]


def portions(row: GridRow) -> tuple[tuple[int, int], ...]:
    """What a row hands over: leaflets with pieces."""
    return tuple(
        (supply_id, pieces)
        for key in row.cells
        if (supply_id := supply_of(key)) and (pieces := row.pieces(key))
    )


def sums(rows: Iterable[GridRow]) -> dict[int, int]:
    """How many of each leaflet rows hand over together."""
    found: dict[int, int] = {}
    for row in rows:
        for supply_id, pieces in portions(row):
            found[supply_id] = found.get(supply_id, 0) + pieces
    return found


def lacks(row: GridRow) -> Mapping[str, str]:
    """What a row lacks to be handed over."""
    if not row.text(BODY):
        return {BODY: _("Chưa có nơi nhận.")}
    if not portions(row) and not any(
        cell.problem for key, cell in row.cells.items() if supply_of(key)
    ):
        return {"": _("Chưa có số lượng.")}
    return {}


def follows(known: Known, others: Iterable[GridRow], row: GridRow) -> dict[str, str]:
    """What follows from the body of a row in which nothing else was typed: what it is owed."""
    agency_id = row[BODY]
    if not isinstance(agency_id, int) or portions(row):
        return {}
    rest = [one for one in others if one[BODY] != agency_id]
    given = sums(rest)
    left = {key: pieces - given.get(key, 0) for key, pieces in known.in_store.items()}
    return _texts(known, agency_id, owed(known.bodies, left, [agency_id])[agency_id])


def proposed_rows(
    known: Known, agency_ids: Sequence[int], all_columns: Sequence[GridColumn], today: date
) -> list[GridRow]:
    """A row for each body with what it is owed, as far as the store has it."""
    names = {body.agency_id: suggestion(body) for body in known.bodies}
    quantities = owed(known.bodies, known.in_store, agency_ids)
    rows = []
    for agency_id in agency_ids:
        if agency_id not in names:
            continue
        cells: dict[str, Cell] = {BODY: chosen(names[agency_id])}
        texts = _texts(known, agency_id, quantities[agency_id])
        for column in all_columns:
            if text := texts.get(column.key, ""):
                cells[column.key] = column.take(GridRow(), text, today)
        rows.append(GridRow(cells))
    return rows


def _texts(known: Known, agency_id: int, quantities: Mapping[int, int]) -> dict[str, str]:
    name, title = known.receivers.get(agency_id, ("", ""))
    told = {leaflet_key(key): number(pieces) for key, pieces in quantities.items()}
    return {**told, **({RECEIVER: name} if name else {}), **({TITLE: title} if title else {})}
