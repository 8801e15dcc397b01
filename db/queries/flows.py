"""Sums of movements over a period: what came in, what went out, to whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from db.kinds import Source, VoucherKind
from db.models.catalogue import Supply
from db.models.stock import (
    Lot,
    Movement,
    StockDay,
    SupplyDay,
    SupplyMonth,
    Voucher,
    VoucherLine,
)
from db.queries.window import total
from db.rules.calendar import whole_months


@dataclass(slots=True)
class Flow:
    """What happened to one supply in a period; a reversal counts in its original's field."""

    opening: int = 0
    bought: int = 0
    granted: int = 0
    other: int = 0
    returned: int = 0
    issued: int = 0
    written_off: int = 0
    surplus: int = 0
    missing: int = 0

    @property
    def received(self) -> int:
        """All receipts but opening stock."""
        return self.bought + self.granted + self.other

    @property
    def adjusted(self) -> int:
        """Surplus less what was missing."""
        return self.surplus - self.missing


def flows(session: Session, from_on: date, to_on: date) -> dict[int, Flow]:
    """The flow of each supply that moved in a period; opening stock only in `opening`."""
    found: dict[int, Flow] = defaultdict(Flow)
    whole, rest = whole_months(from_on, to_on)
    if whole is not None:
        months = _came_and_went(SupplyMonth.net, SupplyMonth.direction)
        query = select(
            SupplyMonth.supply_id, SupplyMonth.counts_as, SupplyMonth.source, *months
        ).where(SupplyMonth.month >= whole[0], SupplyMonth.month <= whole[1])
        for supply_id, kind, named, came, went in session.execute(
            query.group_by(SupplyMonth.supply_id, SupplyMonth.counts_as, SupplyMonth.source)
        ):
            _add(found[supply_id], kind, Source(named) if named else None, came, went)
    for first, last in rest:
        query_of_days = (
            select(
                Movement.supply_id,
                Voucher.counts_as,
                Voucher.source,
                *_came_and_went(Movement.quantity, VoucherLine.direction),
            )
            .join(Voucher, Voucher.id == Movement.voucher_id)
            .join(VoucherLine, VoucherLine.id == Movement.line_id)
            .where(Movement.day >= first, Movement.day <= last)
            .group_by(Movement.supply_id, Voucher.counts_as, Voucher.source)
        )
        for supply_id, kind, source, came, went in session.execute(query_of_days):
            _add(found[supply_id], kind, source, came, went)
    return found


def _came_and_went(quantity: Any, direction: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return (
        total(case((direction > 0, quantity), else_=0)),
        total(case((direction < 0, quantity), else_=0)),
    )


def _add(flow: Flow, kind: VoucherKind, source: Source | None, came: int, went: int) -> None:
    net = came + went
    match kind, source:
        case VoucherKind.RECEIPT, Source.OPENING:
            flow.opening += net
        case VoucherKind.RECEIPT, Source.PURCHASE:
            flow.bought += net
        case VoucherKind.RECEIPT, Source.SUPERIOR | Source.DONATION:
            flow.granted += net
        case VoucherKind.RECEIPT, _:
            flow.other += net
        case VoucherKind.RETURN, _:
            flow.returned += net
        case VoucherKind.ISSUE, _:
            flow.issued -= net
        case VoucherKind.WRITE_OFF, _:
            flow.written_off -= net
        case VoucherKind.ADJUSTMENT, _:
            flow.surplus += came
            flow.missing -= went


@dataclass(frozen=True, slots=True)
class Issued:
    """Net pieces of one supply that one recipient got in a period, at one duty post."""

    supply_id: int
    staff_id: int | None
    department_id: int | None
    duty_post_id: int | None
    agency_id: int | None
    is_visitors: bool
    quantity: int


def issued_to(session: Session, from_on: date, to_on: date) -> list[Issued]:
    """Who got what in a period, reversals taken off; the department is the one on the line."""
    who = (
        VoucherLine.supply_id,
        VoucherLine.staff_id,
        VoucherLine.department_id,
        VoucherLine.duty_post_id,
        VoucherLine.agency_id,
        VoucherLine.is_visitors,
    )
    net = total(-VoucherLine.direction * VoucherLine.quantity)
    query = (
        select(*who, net)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Voucher.counts_as == VoucherKind.ISSUE, Voucher.day >= from_on, Voucher.day <= to_on)
        .group_by(*who)
        .having(net != 0)
    )
    return [Issued(*row) for row in session.execute(query)]


def nets_by_day(session: Session, from_on: date, to_on: date) -> dict[int, dict[date, int]]:
    """Net pieces of each supply by day."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    query = select(SupplyDay.supply_id, SupplyDay.day, SupplyDay.net)
    for supply_id, day, net in session.execute(
        query.where(SupplyDay.day >= from_on, SupplyDay.day <= to_on)
    ):
        found[supply_id][day] = net
    return found


def incoming_by_day(session: Session, from_on: date, to_on: date) -> dict[int, dict[date, int]]:
    """Pieces of each supply that came in by day."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    query = (
        select(Movement.supply_id, Movement.day, total(Movement.quantity))
        .where(Movement.day >= from_on, Movement.day <= to_on, Movement.quantity > 0)
        .group_by(Movement.supply_id, Movement.day)
    )
    for supply_id, day, quantity in session.execute(query):
        found[supply_id][day] = quantity
    return found


def mask_flow(session: Session, weeks: Sequence[tuple[date, date]]) -> list[tuple[int, int]]:
    """Masks received (without opening stock) and issued in each of some periods."""
    masks = set(session.scalars(select(Supply.id).where(Supply.is_mask)))
    sums = []
    for from_on, to_on in weeks:
        of_masks = [
            f for supply_id, f in flows(session, from_on, to_on).items() if supply_id in masks
        ]
        sums.append((sum(f.received for f in of_masks), sum(f.issued for f in of_masks)))
    return sums


@dataclass(frozen=True, slots=True)
class LotOn:
    """Pieces of a lot at the end of a day, all stores."""

    lot_id: int
    supply_id: int
    number: str
    expires_on: date
    on_hand: int


def dated_lots_on(session: Session, day: date) -> list[LotOn]:
    """Lots with an expiry date that have something at the end of a day, first expiry first."""
    left = total(StockDay.net)
    query = (
        select(Lot.id, Lot.supply_id, Lot.number, Lot.expires_on, left)
        .join(StockDay, StockDay.lot_id == Lot.id)
        .where(StockDay.day <= day, Lot.expires_on.is_not(None))
        .group_by(Lot.id, Lot.supply_id, Lot.number, Lot.expires_on)
        .having(left > 0)
        .order_by(Lot.expires_on, Lot.id)
    )
    return [
        LotOn(lot_id, supply_id, number, expires_on, on_hand)
        for lot_id, supply_id, number, expires_on, on_hand in session.execute(query)
        if expires_on is not None
    ]
