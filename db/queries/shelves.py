"""Where the pieces of supplies lie, and whether a supply ever moved."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.models.catalogue import Store
from db.models.stock import Balance, Movement
from db.queries.window import total


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies of a supply at one store."""

    store_id: int
    store: str
    quantity: int


def shelves(session: Session, supply_ids: Collection[int]) -> dict[int, tuple[Shelf, ...]]:
    """Where supplies lie, by supply, the main store first; without those that are used up."""
    query = (
        select(Balance.supply_id, Store.id, Store.name, total(Balance.on_hand))
        .join(Store, Store.id == Balance.store_id)
        .where(Balance.supply_id.in_(supply_ids), Balance.on_hand > 0)
        .group_by(Balance.supply_id, Store.id, Store.name, Store.position)
        .order_by(Store.position)
    )
    found: dict[int, list[Shelf]] = {}
    for supply_id, store_id, store, quantity in session.execute(query):
        found.setdefault(supply_id, []).append(Shelf(store_id, store, quantity))
    return {supply_id: tuple(of_supply) for supply_id, of_supply in found.items()}


def has_moved(session: Session, supply_id: int) -> bool:
    """Whether anything of a supply ever came or went: its unit is locked then."""
    return session.scalar(select(exists().where(Movement.supply_id == supply_id))) or False
