"""What a stocktake counts and who counts it: when it is opened, and changed while it is open."""

from collections.abc import Collection

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import ChangedMeanwhile, CountClosed, CountedAlready, CountedElsewhere, NotFound
from db.kinds import CountState
from db.models.catalogue import Store, Supply
from db.models.stock import Balance, Lot, Stocktake, StocktakeLine
from db.queries.count_shelf import Key, lying_for_people
from db.text import clean_lines


def add_to_stocktake(
    session: Session, act: Act, stocktake_id: int, supply_id: int, lot_id: int | None = None
) -> list[int]:
    """Put a supply that was found, or one lot of it, on an open count; return the new lines' ids.

    Without a lot these are all lots of the supply that the store has. A lot that the book does
    not know yet has to be received first. Raises CountedAlready, CountedElsewhere.
    """
    told = opened_count(session, stocktake_id)
    supply = session.get(Supply, supply_id)
    if supply is None:
        raise NotFound("supply", str(supply_id))
    keys = [(supply_id, lot_id)]
    if lot_id is None:
        keys = keys_to_count(session, told.store_id, (supply_id,))
    elif not _is_lot_of(session, supply, lot_id):
        raise NotFound("lot", str(lot_id))
    lines = StocktakeLine.supply_id, StocktakeLine.lot_id
    of_supply = StocktakeLine.stocktake_id == stocktake_id, StocktakeLine.supply_id == supply_id
    there = {(row[0], row[1]) for row in session.execute(select(*lines).where(*of_supply))}
    new = [key for key in keys if key not in there]
    is_whole = (supply_id, None) in there or (there and (supply_id, None) in new)
    if is_whole or not new:
        raise CountedAlready(supply.name)
    refuse_if_counted_elsewhere(session, told.store_id, {supply_id}, stocktake_id)
    values = [{"stocktake_id": stocktake_id, "supply_id": key[0], "lot_id": key[1]} for key in new]
    return list(session.scalars(insert(StocktakeLine).returning(StocktakeLine.id), values))


def name_committee(
    session: Session, act: Act, stocktake_id: int, committee: str, version: int | None = None
) -> None:
    """Say anew who counts, one a line: name; title; role. Raises CountClosed, ChangedMeanwhile."""
    told = opened_count(session, stocktake_id)
    if version is not None and told.version != version:
        raise ChangedMeanwhile("stocktake")
    told.committee = clean_lines(committee)


def opened_count(session: Session, stocktake_id: int) -> Stocktake:
    """A stocktake that is still open, kept from others. Raises NotFound, CountClosed."""
    told = session.scalar(select(Stocktake).where(Stocktake.id == stocktake_id).with_for_update())
    if told is None:
        raise NotFound("stocktake", str(stocktake_id))
    if told.state is not CountState.OPEN:
        raise CountClosed(stocktake_id, told.state is CountState.POSTED)
    return told


def keys_to_count(
    session: Session,
    store_id: int,
    supply_ids: Collection[int] = (),
    groups: Collection[str] = (),
    *,
    with_zero: bool = True,
) -> list[Key]:
    """Each supply, or each of its lots that the store has; of all where none are named."""
    if session.get(Store, store_id) is None:
        raise NotFound("store", str(store_id))
    lots: dict[int, list[int]] = {}
    query = (
        select(Balance.supply_id, Balance.lot_id)
        .join(Lot, Lot.id == Balance.lot_id)
        .where(Balance.store_id == store_id, Balance.on_hand > 0)
        .order_by(Balance.lot_id)
    )
    for supply_id, lot_id in session.execute(query):
        lots.setdefault(supply_id, []).append(lot_id)
    waiting = {supply for supply, _ in lying_for_people(session, store_id)}
    keys: list[Key] = []
    for supply in session.scalars(select(Supply).order_by(Supply.position, Supply.id)):
        is_named = supply.id in supply_ids or supply.group in groups
        is_there = supply.id in lots or supply.id in waiting
        if (supply_ids or groups) and not is_named:
            continue
        if not is_there and not (supply.id in supply_ids or (with_zero and supply.is_active)):
            continue
        of_supply = lots.get(supply.id, []) if supply.tracks_lots else []
        keys += [(supply.id, lot_id) for lot_id in of_supply] or [(supply.id, None)]
    return keys


def refuse_if_counted_elsewhere(
    session: Session, store_id: int, supplies: Collection[int], own_id: int | None = None
) -> None:
    """Raise CountedElsewhere if another open count of the store has some of these supplies."""
    query = (
        select(Stocktake.id, Store.name, Supply.id, Supply.name)
        .join(StocktakeLine, StocktakeLine.stocktake_id == Stocktake.id)
        .join(Store, Store.id == Stocktake.store_id)
        .join(Supply, Supply.id == StocktakeLine.supply_id)
        .where(
            Stocktake.store_id == store_id,
            Stocktake.state == CountState.OPEN,
            Stocktake.id.is_distinct_from(own_id),
        )
        .order_by(Stocktake.id, StocktakeLine.id)
    )
    found = [row for row in session.execute(query) if row[2] in supplies]
    if found:
        stocktake_id, store = found[0][0], found[0][1]
        names = dict.fromkeys(row[3] for row in found if row[0] == stocktake_id)
        raise CountedElsewhere(stocktake_id, store, tuple(names))


def _is_lot_of(session: Session, supply: Supply, lot_id: int) -> bool:
    lot = session.get(Lot, lot_id)
    return supply.tracks_lots and lot is not None and lot.supply_id == supply.id
