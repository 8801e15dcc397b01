"""The acts on the catalogue: supplies with their packs, stores."""

from dataclasses import dataclass

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import InUse, QuantityOutOfRange
from db.models.catalogue import Pack, Store, Supply
from db.models.stock import Balance, Movement, VoucherLine
from db.services.records import free, opened, required, search_words
from db.text import clean, fold


@dataclass(frozen=True, slots=True)
class SupplyFields:
    """A supply as the clerk fills it in; `packs` are names and sizes in base units."""

    code: str
    name: str
    base_unit: str
    group: str = ""
    minimum: int = 0
    tracks_lots: bool = False
    usual_quantity: int = 0
    priority_quantity: int = 0
    report_unit: str = ""
    packs: tuple[tuple[str, int], ...] = ()
    id: int | None = None
    version: int | None = None


def save_supply(session: Session, act: Act, fields: SupplyFields) -> int:
    """Add a supply or change one; return its id.

    Raises AlreadyThere for the code, InUse for the unit of what has moved or a pack in use.
    """
    code = free(session, Supply.code, required("code", fields.code), fields.id)
    name, unit = required("name", fields.name), required("base_unit", fields.base_unit)
    for number in (fields.minimum, fields.usual_quantity, fields.priority_quantity):
        if not 0 <= number <= LIMIT:
            raise QuantityOutOfRange(0, number)
    if fields.id is None:
        position = (session.scalar(select(func.max(Supply.position))) or 0) + 1
        supply = Supply(position=position, is_active=True)
        session.add(supply)
    else:
        supply = opened(session, Supply, fields.id, fields.version)
        has_moved = session.scalar(select(exists().where(Movement.supply_id == fields.id)))
        if has_moved and unit != supply.base_unit:
            raise InUse("base_unit", supply.name)
    supply.code, supply.name, supply.base_unit = code, name, unit
    supply.group, supply.search = clean(fields.group), search_words(name, code)
    supply.is_mask = is_mask(supply.group, name)
    supply.minimum, supply.tracks_lots = fields.minimum, fields.tracks_lots
    supply.usual_quantity = fields.usual_quantity
    supply.priority_quantity = fields.priority_quantity
    supply.report_unit = clean(fields.report_unit)
    if fields.id is None and not supply.report_unit:
        supply.report_unit = usual_report_unit(fields.packs)
    session.flush()
    _save_packs(session, supply, fields.packs)
    return supply.id


def retire_supply(session: Session, act: Act, supply_id: int) -> int:
    """Take a supply out of every list to pick from. Raises InUse while there is stock of it."""
    supply = opened(session, Supply, supply_id, None)
    on_hand = select(func.coalesce(func.sum(Balance.on_hand), 0))
    if session.scalar(on_hand.where(Balance.supply_id == supply_id)):
        raise InUse("supply", supply.name)
    supply.is_active = False
    return supply.id


def restore_supply(session: Session, act: Act, supply_id: int) -> int:
    """Bring a retired supply back."""
    supply = opened(session, Supply, supply_id, None)
    supply.is_active = True
    return supply.id


def save_store(
    session: Session,
    act: Act,
    code: str,
    name: str,
    store_id: int | None = None,
    version: int | None = None,
    address: str = "",
) -> int:
    """Add a store or change one; `address` is what vouchers print as its place; return its id."""
    code = free(session, Store.code, required("code", code), store_id)
    if store_id is None:
        position = (session.scalar(select(func.max(Store.position))) or 0) + 1
        store = Store(position=position, is_active=True)
        session.add(store)
    else:
        store = opened(session, Store, store_id, version)
    store.code, store.name = code, required("name", name)
    store.address = clean(address)
    session.flush()
    return store.id


def retire_store(session: Session, act: Act, store_id: int) -> int:
    """Take a store out of use. Raises InUse while something lies there or it is the last one."""
    store = opened(session, Store, store_id, None)
    on_hand = select(func.coalesce(func.sum(Balance.on_hand), 0))
    others = select(func.count()).where(Store.is_active, Store.id != store_id)
    if session.scalar(on_hand.where(Balance.store_id == store_id)) or not session.scalar(others):
        raise InUse("store", store.name)
    store.is_active = False
    return store.id


def is_mask(group: str, name: str) -> bool:
    """Whether a supply counts among "khẩu trang các loại": by its group, without one by its name."""
    return fold(group or name).startswith("khau trang")


def usual_report_unit(packs: tuple[tuple[str, int], ...]) -> str:
    """What papers print a new supply in: kg or lít for gam and ml, else its base unit."""
    return next((name for name, size in packs if fold(name) in ("kg", "lit") and size == 1000), "")


def _save_packs(session: Session, supply: Supply, packs: tuple[tuple[str, int], ...]) -> None:
    """Make the supply's packs what `packs` says; a pack that vouchers name keeps its size."""
    wanted = {fold(name): (clean(name), size) for name, size in packs if clean(name)}
    wanted.pop(fold(supply.base_unit), None)
    for size in (size for _, size in wanted.values()):
        if not 1 <= size <= LIMIT:
            raise QuantityOutOfRange(0, size)
    for pack in session.scalars(select(Pack).where(Pack.supply_id == supply.id)).all():
        name, size = wanted.pop(pack.search, (pack.name, 0))
        if size == pack.size:
            pack.name = name
        elif session.scalar(select(exists().where(VoucherLine.pack_id == pack.id))):
            raise InUse("pack", pack.name)
        elif size:
            pack.name, pack.size = name, size
        else:
            session.execute(delete(Pack).where(Pack.id == pack.id))
    session.flush()
    for search, (name, size) in wanted.items():
        session.execute(
            insert(Pack).values(supply_id=supply.id, name=name, search=search, size=size)
        )
