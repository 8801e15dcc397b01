"""Lots: what each offers a form, how each stands, what of it will not be used in time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from db.models.catalogue import Store, Supply
from db.models.stock import Balance, Lot, Movement
from db.queries.flows import LotOn, dated_lots_on
from db.queries.office import settings
from db.queries.pace import paces_on, work_calendar
from db.queries.window import matches, total
from db.rules.calendar import WorkCalendar
from db.rules.supply_need import EXPIRY_DAYS, Pace
from db.rules.timeline import in_order_of_expiry
from db.services.ledger import load_lots


@dataclass(frozen=True, slots=True)
class LotOffer:
    """What a voucher of a day may take of a lot; one that is not usable only leaves as a loss."""

    lot_id: int
    number: str
    expires_on: date | None
    pieces: int
    is_usable: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Pieces and value of a lot in one store."""

    store_id: int
    store: str
    pieces: int
    amount: int


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot with what is left of it, and what of that the pace leaves when it runs out."""

    lot_id: int
    number: str
    supply_id: int
    code: str
    supply: str
    unit: str
    expires_on: date | None
    received_on: date
    supplier: str
    is_blocked: bool
    on_hand: int
    amount: int
    places: tuple[Place, ...]
    unused: int


class LotFilter(StrEnum):
    """Which lots a list shows."""

    LEFT = "left"
    SOON = "soon"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    ALL = "all"


def lots_on_offer(
    session: Session,
    store_id: int,
    day: date,
    supply_ids: Sequence[int],
    without: int | None = None,
) -> dict[int, tuple[LotOffer, ...]]:
    """What each lot offers at a store, those that expire first ahead, as if `without` were undone."""
    lots = {
        lot.lot_id: lot
        for lot in load_lots(session, supply_ids, with_empty=without is not None)
        if lot.store_id == store_id
    }
    if without is not None:
        moves = select(Movement.lot_id, Movement.day, Movement.quantity).where(
            Movement.voucher_id == without, Movement.store_id == store_id
        )
        for lot_id, on, quantity in session.execute(moves):
            if lot_id in lots:
                lots[lot_id].change(on, -quantity)
    numbers = {row.id: row.number for row in session.execute(_numbers(list(lots)))}
    found: dict[int, list[LotOffer]] = {supply_id: [] for supply_id in supply_ids}
    for lot in in_order_of_expiry(lots.values()):
        if (pieces := lot.lowest_from(day)) > 0:
            found[lot.supply_id].append(
                LotOffer(
                    lot.lot_id, numbers[lot.lot_id], lot.expires_on, pieces, lot.is_usable(day)
                )
            )
    return {supply_id: tuple(offers) for supply_id, offers in found.items()}


def unused_in_time(
    lots: Sequence[LotOn], day: date, paces: Mapping[int, Pace], calendar: WorkCalendar
) -> dict[int, int]:
    """What the pace leaves of each dated lot when it runs out, after the earlier ones are used."""
    used_before: dict[int, int] = defaultdict(int)
    unused = {}
    for lot in lots:
        pace = paces.get(lot.supply_id, Pace(0, 0))
        worked = len(calendar.worked(day + timedelta(days=1), lot.expires_on))
        used = pace.used_in(worked) - used_before[lot.supply_id]
        unused[lot.lot_id] = max(0, lot.on_hand - max(used, 0))
        used_before[lot.supply_id] += lot.on_hand - unused[lot.lot_id]
    return unused


def expiry_days(told: Mapping[str, Any]) -> int:
    """How many days ahead a lot that runs out is shown, from the settings."""
    return int(told.get("stock", {}).get("expiry_days", EXPIRY_DAYS))


def lot_list(
    session: Session,
    today: date,
    which: LotFilter = LotFilter.LEFT,
    text: str = "",
    offset: int = 0,
    limit: int | None = None,
) -> list[LotRow]:
    """Lots, those that run out first ahead, undated ones last."""
    told = settings(session, today)
    calendar = work_calendar(told)
    query = (
        select(Lot, Supply.code, Supply.name, Supply.base_unit)
        .join(Supply, Supply.id == Lot.supply_id)
        .where(_chosen(today, expiry_days(told), which, text))
        .order_by(Lot.expires_on.is_(None), Lot.expires_on, Supply.code, Lot.received_on, Lot.id)
        .offset(offset)
        .limit(limit)
    )
    rows = session.execute(query).all()
    places = _places(session, [row.Lot.id for row in rows])
    unused: dict[int, int] = {}
    if any(row.Lot.expires_on is not None for row in rows):
        dated = dated_lots_on(session, today)
        unused = unused_in_time(dated, today, paces_on(session, today, calendar), calendar)
    return [
        LotRow(
            lot_id=lot.id,
            number=lot.number,
            supply_id=lot.supply_id,
            code=code,
            supply=name,
            unit=unit,
            expires_on=lot.expires_on,
            received_on=lot.received_on,
            supplier=lot.supplier,
            is_blocked=lot.is_blocked,
            on_hand=sum(place.pieces for place in places.get(lot.id, ())),
            amount=sum(place.amount for place in places.get(lot.id, ())),
            places=places.get(lot.id, ()),
            unused=unused.get(lot.id, 0),
        )
        for lot, code, name, unit in rows
    ]


def lot_count(
    session: Session, today: date, which: LotFilter = LotFilter.LEFT, text: str = ""
) -> int:
    """How many rows `lot_list` has."""
    days = expiry_days(settings(session, today))
    query = select(func.count()).select_from(Lot).join(Supply, Supply.id == Lot.supply_id)
    return session.scalar(query.where(_chosen(today, days, which, text))) or 0


def _chosen(today: date, days: int, which: LotFilter, text: str) -> ColumnElement[bool]:
    left = (
        select(Balance.lot_id)
        .where(Balance.lot_id == Lot.id, Balance.on_hand > 0)
        .correlate(Lot)
        .exists()
    )
    until = today + timedelta(days=days)
    wanted: dict[LotFilter, ColumnElement[bool]] = {
        LotFilter.LEFT: left,
        LotFilter.SOON: and_(left, Lot.expires_on >= today, Lot.expires_on <= until),
        LotFilter.EXPIRED: and_(left, Lot.expires_on < today),
        LotFilter.BLOCKED: Lot.is_blocked.is_(true()),
        LotFilter.ALL: true(),
    }
    told = text.strip()
    named = or_(matches(Supply.search, told), Lot.number == told) if told else true()
    return and_(wanted[which], named)


def _places(session: Session, lot_ids: Sequence[int]) -> dict[int, tuple[Place, ...]]:
    query = (
        select(Balance.lot_id, Store.id, Store.name, total(Balance.on_hand), total(Balance.amount))
        .join(Store, Store.id == Balance.store_id)
        .where(Balance.lot_id.in_(lot_ids), Balance.on_hand > 0)
        .group_by(Balance.lot_id, Store.id, Store.name, Store.position)
        .order_by(Store.position)
    )
    found: dict[int, list[Place]] = {}
    for lot_id, store_id, store, pieces, amount in session.execute(query):
        found.setdefault(lot_id, []).append(Place(store_id, store, pieces, amount))
    return {lot_id: tuple(of_lot) for lot_id, of_lot in found.items()}


def _numbers(lot_ids: Sequence[int]) -> Any:
    return select(Lot.id, Lot.number).where(Lot.id.in_(lot_ids))
