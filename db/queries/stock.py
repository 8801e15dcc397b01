"""What lies in the stores, now or on a day, and the vouchers and movements behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from db.kinds import VoucherKind
from db.models.catalogue import Store, Supply
from db.models.staff import Department
from db.models.stock import (
    Balance,
    Lot,
    Movement,
    StockDay,
    SupplyDay,
    SupplyMonth,
    Voucher,
)
from db.queries.voucher_list import about, reversed_pairs
from db.queries.window import matches, total
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class StockRow:
    """One supply and what there is of it, at one store or at all."""

    supply_id: int
    code: str
    name: str
    group: str
    unit: str
    quantity: int
    minimum: int
    next_expiry: date | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot at one store that still has something."""

    lot_id: int
    number: str
    expires_on: date | None
    received_on: date
    supplier: str
    store: str
    on_hand: int
    amount: int


@dataclass(frozen=True, slots=True)
class CardRow:
    """One voucher's effect on a supply, and the balance after it."""

    voucher_id: int
    day: date
    number: str
    kind: VoucherKind
    told: str
    quantity_in: int
    quantity_out: int
    balance: int


def stock_rows(
    session: Session,
    text: str = "",
    store_id: int | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[StockRow]:
    """What there is of each supply now, masks first, then catalogue order; retired ones with stock."""
    here = Balance.supply_id == Supply.id
    if store_id is not None:
        here = and_(here, Balance.store_id == store_id)
    on_hand = select(total(Balance.on_hand)).where(here, Balance.on_hand > 0).scalar_subquery()
    expiry = (
        select(func.min(Lot.expires_on))
        .join(Balance, Balance.lot_id == Lot.id)
        .where(here, Balance.on_hand > 0)
        .scalar_subquery()
    )
    query = (
        select(
            Supply.id,
            Supply.code,
            Supply.name,
            Supply.group,
            Supply.base_unit,
            on_hand,
            Supply.minimum,
            expiry,
        )
        .where(_listed(text))
        .order_by(Supply.is_mask.desc(), Supply.position, Supply.id)
        .offset(offset)
        .limit(limit)
    )
    return [StockRow(*row) for row in session.execute(query)]


def stock_count(session: Session, text: str = "") -> int:
    """How many rows `stock_rows` has."""
    return session.scalar(select(func.count()).select_from(Supply).where(_listed(text))) or 0


def stock_on(session: Session, day: date, supplies: Sequence[int] | None = None) -> dict[int, int]:
    """Pieces of each supply at the end of a day, all stores: month sums, then days of the month."""
    month = day.isoformat()[:7]
    # Named, even all of them: both sums are kept in order of supplies, not of days.
    named = select(Supply.id) if supplies is None else sorted(supplies)
    months = select(SupplyMonth.supply_id, total(SupplyMonth.net)).where(
        SupplyMonth.supply_id.in_(named), SupplyMonth.month < month
    )
    stock = {row[0]: row[1] for row in session.execute(months.group_by(SupplyMonth.supply_id))}
    days = select(SupplyDay.supply_id, total(SupplyDay.net)).where(
        SupplyDay.supply_id.in_(named), SupplyDay.day >= day.replace(day=1), SupplyDay.day <= day
    )
    for supply_id, net in session.execute(days.group_by(SupplyDay.supply_id)):
        stock[supply_id] = stock.get(supply_id, 0) + net
    return stock


def lot_rows(session: Session, supply_id: int, store_id: int | None = None) -> list[LotRow]:
    """The lots of a supply that are not used up, in the order issues take them."""
    query = (
        select(
            Lot.id,
            Lot.number,
            Lot.expires_on,
            Lot.received_on,
            Lot.supplier,
            Store.name,
            Balance.on_hand,
            Balance.amount,
        )
        .join(Balance, Balance.lot_id == Lot.id)
        .join(Store, Store.id == Balance.store_id)
        .where(Balance.supply_id == supply_id, Balance.on_hand > 0)
        .order_by(Lot.expires_on.is_(None), Lot.expires_on, Lot.received_on, Lot.id, Store.id)
    )
    if store_id is not None:
        query = query.where(Balance.store_id == store_id)
    return [LotRow(*row) for row in session.execute(query)]


def card_rows(
    session: Session,
    supply_id: int,
    store_id: int | None = None,
    with_reversed: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[CardRow]:
    """A supply's stock card, newest first: one row a voucher, with the balance after it."""
    moved = _moved(supply_id, store_id, with_reversed)
    newest_first = moved.order_by(Movement.day.desc(), Movement.voucher_id.desc())
    window = newest_first.offset(offset).limit(limit).subquery()
    query = (
        select(
            Voucher.id,
            Voucher.day,
            Voucher.series,
            Voucher.number,
            Voucher.kind,
            about(),
            window.c.gone_in,
            window.c.gone_out,
            window.c.net,
        )
        .join(window, window.c.voucher_id == Voucher.id)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .order_by(window.c.day.desc(), window.c.voucher_id.desc())
    )
    found = session.execute(query).all()
    if not found:
        return []
    balance = _balance_after(session, supply_id, store_id, with_reversed, found[0].day, found[0].id)
    card = []
    for voucher_id, day, series, number, kind, told, gone_in, gone_out, net in found:
        printed = printed_number(series, number)
        card.append(CardRow(voucher_id, day, printed, kind, told, gone_in, gone_out, balance))
        balance -= net
    return card


def card_count(
    session: Session, supply_id: int, store_id: int | None = None, with_reversed: bool = False
) -> int:
    """How many rows `card_rows` has: counted in the index, those that are hidden taken off."""
    here = Movement.supply_id == supply_id
    of_supply = Movement.supply_id + 0 == supply_id  # for the few reversed: see `_balance_after`
    if store_id is not None:
        here &= Movement.store_id == store_id
        of_supply &= Movement.store_id == store_id
    every = select(Movement.day).where(here).group_by(Movement.day, Movement.voucher_id).subquery()
    count = session.scalar(select(func.count()).select_from(every)) or 0
    if not with_reversed:
        hidden = select(func.count(Movement.voucher_id.distinct())).where(
            Movement.voucher_id.in_(reversed_pairs()), of_supply
        )
        count -= session.scalar(hidden) or 0
    return count


def balance_by_day(session: Session, supply_id: int, since: date) -> list[tuple[date, int]]:
    """Pieces of a supply at the end of each day it moved since a day, all stores, for a chart."""
    before = stock_on(session, date.fromordinal(since.toordinal() - 1), [supply_id])
    balance = before.get(supply_id, 0)
    days = select(SupplyDay.day, SupplyDay.net).where(
        SupplyDay.supply_id == supply_id, SupplyDay.day >= since
    )
    points = []
    for day, net in session.execute(days.order_by(SupplyDay.day)):
        balance += net
        points.append((day, balance))
    return points


def _listed(text: str) -> ColumnElement[bool]:
    has_stock = select(Balance.lot_id).where(Balance.supply_id == Supply.id, Balance.on_hand > 0)
    return and_(matches(Supply.search, text), or_(Supply.is_active, has_stock.exists()))


def _balance_after(
    session: Session,
    supply_id: int,
    store_id: int | None,
    with_reversed: bool,
    day: date,
    voucher_id: int,
) -> int:
    """What the vouchers of a card come to, up to one of them: the day's end less what came later."""
    if store_id is None:
        balance = stock_on(session, day, [supply_id]).get(supply_id, 0)
    else:
        lots = select(Balance.lot_id).where(
            Balance.store_id == store_id, Balance.supply_id == supply_id
        )
        of_store = select(total(StockDay.net)).where(
            StockDay.store_id == store_id, StockDay.lot_id.in_(lots), StockDay.day <= day
        )
        balance = session.scalar(of_store) or 0
    here = Movement.supply_id == supply_id
    if store_id is not None:
        here &= Movement.store_id == store_id
    later = here & (Movement.day == day) & (Movement.voucher_id > voucher_id)
    taken = select(total(Movement.quantity))
    balance -= session.scalar(taken.where(later)) or 0
    if not with_reversed:
        before = (Movement.day < day) | (
            (Movement.day == day) & (Movement.voucher_id <= voucher_id)
        )
        hidden = Movement.voucher_id.in_(reversed_pairs())
        # The sum keeps SQLite from reading all of the supply for the few that were reversed.
        of_supply = Movement.supply_id + 0 == supply_id
        if store_id is not None:
            of_supply &= Movement.store_id == store_id
        balance -= session.scalar(taken.where(hidden, of_supply, before)) or 0
    return balance


def _moved(
    supply_id: int, store_id: int | None, with_reversed: bool
) -> Select[int, date, int, int, int]:
    """One row a voucher; a movement between own stores is no change unless one store is asked."""
    quantity = Movement.quantity
    query = select(
        Movement.voucher_id,
        Movement.day,
        total(quantity).label("net"),
        total(case((quantity > 0, quantity), else_=0)).label("gone_in"),
        total(case((quantity < 0, -quantity), else_=0)).label("gone_out"),
    ).where(Movement.supply_id == supply_id)
    if store_id is not None:
        query = query.where(Movement.store_id == store_id)
    if not with_reversed:
        query = query.where(Movement.voucher_id.not_in(reversed_pairs()))
    return query.group_by(Movement.day, Movement.voucher_id)
