"""The catalogue: supplies with their packs, stores."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from db.models.catalogue import Pack, Store, Supply
from db.queries.window import matches


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack: so many base units under a name."""

    pack_id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A supply as it stands in the catalogue."""

    supply_id: int
    code: str
    name: str
    group: str
    is_mask: bool
    base_unit: str
    minimum: int
    tracks_lots: bool
    usual_quantity: int
    priority_quantity: int
    report_unit: str
    is_active: bool
    version: int
    packs: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A place where supplies lie; the first is the main store."""

    store_id: int
    code: str
    name: str
    is_active: bool
    version: int
    address: str = ""


def supplies(
    session: Session,
    text: str = "",
    with_retired: bool = False,
    ids: Sequence[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[SupplyRow]:
    """Supplies, masks first, then catalogue order."""
    query = (
        select(Supply)
        .where(_wanted(text, with_retired or ids is not None))
        .order_by(Supply.is_mask.desc(), Supply.position, Supply.id)
        .offset(offset)
        .limit(limit)
    )
    if ids is not None:
        query = query.where(Supply.id.in_(ids))
    rows = session.scalars(query).all()
    packs: dict[int, list[PackRow]] = {row.id: [] for row in rows}
    for pack in session.scalars(
        select(Pack).where(Pack.supply_id.in_(list(packs))).order_by(Pack.size, Pack.id)
    ):
        packs[pack.supply_id].append(PackRow(pack.id, pack.name, pack.size))
    return [
        SupplyRow(
            supply_id=row.id,
            code=row.code,
            name=row.name,
            group=row.group,
            is_mask=row.is_mask,
            base_unit=row.base_unit,
            minimum=row.minimum,
            tracks_lots=row.tracks_lots,
            usual_quantity=row.usual_quantity,
            priority_quantity=row.priority_quantity,
            report_unit=row.report_unit,
            is_active=row.is_active,
            version=row.version,
            packs=tuple(packs[row.id]),
        )
        for row in rows
    ]


def supply_count(session: Session, text: str = "", with_retired: bool = False) -> int:
    """How many rows `supplies` has."""
    wanted = _wanted(text, with_retired)
    return session.scalar(select(func.count()).select_from(Supply).where(wanted)) or 0


def report_size() -> ColumnElement[int]:
    """How many base units the pack has that papers print a supply in; 1 where there is none."""
    size = select(Pack.size).where(Pack.supply_id == Supply.id, Pack.name == Supply.report_unit)
    return func.coalesce(size.correlate(Supply).scalar_subquery(), 1)


def stores(session: Session, with_retired: bool = False) -> list[StoreRow]:
    """All stores in order, the main one first."""
    query = select(Store.id, Store.code, Store.name, Store.is_active, Store.version, Store.address)
    if not with_retired:
        query = query.where(Store.is_active)
    return [StoreRow(*row) for row in session.execute(query.order_by(Store.position))]


def _wanted(text: str, with_retired: bool) -> ColumnElement[bool]:
    return and_(matches(Supply.search, text), true() if with_retired else Supply.is_active)
