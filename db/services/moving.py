"""The acts that move, write off and adjust what lies in the stores."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import EmptyVoucher, FieldMissing, QuantityOutOfRange, ReasonMissing, StockShort
from db.kinds import Limit, Loss, Series, Source, VoucherKind
from db.models.stock import Balance, Lot, Movement
from db.rules.timeline import Pick, Split, Timeline
from db.services.ledger import Line, Move, load_lots, next_id, shortage, write_voucher
from db.services.limits import check_limits
from db.services.open_days import check_day


@dataclass(frozen=True, slots=True)
class StockLine:
    """Pieces of a supply in one store; `lots` are chosen by hand, else the first to expire give."""

    supply_id: int
    quantity: int
    lots: Split = ()
    note: str = ""
    pack_id: int | None = None
    pack_count: int | None = None


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """Goods carried from one store to another; `receiver` takes them over there."""

    day: date
    store_id: int
    to_store_id: int
    lines: tuple[StockLine, ...]
    receiver: str = ""
    reason: str = ""
    note: str = ""
    follows_id: int | None = None
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class NewWriteOff:
    """Goods taken off the book as damaged, lost or expired; expired and blocked lots may go too."""

    day: date
    store_id: int
    loss: Loss
    reason: str
    lines: tuple[StockLine, ...]
    department_id: int | None = None
    document_number: str = ""
    document_on: date | None = None
    note: str = ""
    follows_id: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Pieces found too many (+) or missing (-) of a supply, of one lot where that is known."""

    supply_id: int
    quantity: int
    lot_id: int | None = None
    note: str = ""


def post_transfer(
    session: Session, act: Act, transfer: NewTransfer, *, spares: Collection[Limit] = ()
) -> int:
    """Post a transfer: the same lots and values, in the other store; return the voucher's id.

    Raises StockShort, OverLimit.
    """
    _check(session, act, transfer.day, transfer.lines)
    check_limits(session, act, transfer, VoucherKind.TRANSFER, spares)
    if transfer.to_store_id == transfer.store_id:
        raise FieldMissing("to_store")
    picked = _picks(session, transfer.store_id, transfer.day, transfer.lines)
    lines = [
        _line(
            line,
            0,
            picks,
            [
                Move(store_id, pick.lot_id, sign * pick.quantity, sign * pick.amount)
                for store_id, sign in ((transfer.store_id, -1), (transfer.to_store_id, 1))
                for pick in picks
            ],
        )
        for line, picks in zip(transfer.lines, picked, strict=True)
    ]
    header = {
        "kind": VoucherKind.TRANSFER,
        "counts_as": VoucherKind.TRANSFER,
        "series": Series.XK,
        "store_id": transfer.store_id,
        "to_store_id": transfer.to_store_id,
        "day": transfer.day,
        "receiver": transfer.receiver,
        "reason": transfer.reason,
        "note": transfer.note,
        "follows_id": transfer.follows_id,
        "document_number": transfer.document_number,
    }
    return write_voucher(session, act, header, lines)


def post_write_off(
    session: Session, act: Act, loss: NewWriteOff, *, spares: Collection[Limit] = ()
) -> int:
    """Take goods off the book with the reason; return the voucher's id.

    Raises ReasonMissing, StockShort, OverLimit.
    """
    _check(session, act, loss.day, loss.lines)
    check_limits(session, act, loss, VoucherKind.WRITE_OFF, spares)
    if not loss.reason.strip():
        raise ReasonMissing
    picked = _picks(session, loss.store_id, loss.day, loss.lines, with_unusable=True)
    lines = [
        _line(line, -1, picks, _out(loss.store_id, picks))
        for line, picks in zip(loss.lines, picked, strict=True)
    ]
    header = {
        "kind": VoucherKind.WRITE_OFF,
        "counts_as": VoucherKind.WRITE_OFF,
        "series": Series.XK,
        "store_id": loss.store_id,
        "day": loss.day,
        "loss": loss.loss,
        "reason": loss.reason.strip(),
        "department_id": loss.department_id,
        "document_number": loss.document_number,
        "document_on": loss.document_on,
        "note": loss.note,
        "follows_id": loss.follows_id,
    }
    return write_voucher(session, act, header, lines)


def post_adjustments(
    session: Session,
    act: Act,
    day: date,
    store_id: int,
    differences: Sequence[Difference],
    reason: str,
    stocktake_id: int | None = None,
    document_number: str = "",
) -> list[int]:
    """Make the book agree with a count: a voucher of what is too much, one of what is missing.

    What is found goes to its lot, else to the one received last, at the price that lot came in at.
    """
    check_day(session, act, day)
    found = [one for one in differences if one.quantity > 0]
    missing = [one for one in differences if one.quantity < 0]
    header = {
        "kind": VoucherKind.ADJUSTMENT,
        "counts_as": VoucherKind.ADJUSTMENT,
        "store_id": store_id,
        "day": day,
        "reason": reason,
        "stocktake_id": stocktake_id,
        "document_number": document_number,
    }
    vouchers = []
    if found:
        lines = [_found_line(session, store_id, day, one) for one in found]
        vouchers.append(write_voucher(session, act, {**header, "series": Series.NK}, lines))
    if missing:
        asked = [
            StockLine(
                one.supply_id,
                -one.quantity,
                ((one.lot_id, -one.quantity),) if one.lot_id is not None else (),
                one.note,
            )
            for one in missing
        ]
        picked = _picks(session, store_id, day, asked, with_unusable=True)
        lines = [
            _line(line, -1, picks, _out(store_id, picks))
            for line, picks in zip(asked, picked, strict=True)
        ]
        vouchers.append(write_voucher(session, act, {**header, "series": Series.XK}, lines))
    return vouchers


def _check(session: Session, act: Act, day: date, lines: Sequence[StockLine]) -> None:
    if not lines:
        raise EmptyVoucher
    check_day(session, act, day)
    for position, line in enumerate(lines):
        if not 1 <= line.quantity <= LIMIT:
            raise QuantityOutOfRange(position, line.quantity)


def _picks(
    session: Session,
    store_id: int,
    day: date,
    lines: Sequence[StockLine],
    *,
    with_unusable: bool = False,
) -> list[list[Pick]]:
    """What each line takes from which lots. Raises StockShort."""
    timeline = Timeline(load_lots(session, {line.supply_id for line in lines}))
    picked: list[list[Pick]] = []
    short: dict[int, list[int]] = {}
    for position, line in enumerate(lines):
        picks = timeline.take(
            store_id, line.supply_id, day, line.quantity, line.lots, with_unusable=with_unusable
        )
        if picks is None:
            short.setdefault(line.supply_id, []).append(position)
        picked.append(picks or [])
    if short:
        asked = {
            supply_id: sum(line.quantity for line in lines if line.supply_id == supply_id)
            for supply_id in short
        }
        raise StockShort(
            tuple(
                shortage(session, store_id, supply_id, day, asked[supply_id], tuple(positions))
                for supply_id, positions in short.items()
            )
        )
    return picked


def _out(store_id: int, picks: Sequence[Pick]) -> list[Move]:
    return [Move(store_id, pick.lot_id, -pick.quantity, -pick.amount) for pick in picks]


def _line(line: StockLine, direction: int, picks: Sequence[Pick], moves: Sequence[Move]) -> Line:
    return Line(
        supply_id=line.supply_id,
        direction=direction,
        quantity=line.quantity,
        amount=sum(pick.amount for pick in picks),
        pack_id=line.pack_id,
        pack_count=line.pack_count,
        note=line.note,
        moves=tuple(moves),
    )


def _found_line(session: Session, store_id: int, day: date, one: Difference) -> Line:
    lot_id = one.lot_id if one.lot_id is not None else _lot_for(session, store_id, day, one)
    came_in = (
        select(Movement.quantity, Movement.amount)
        .where(Movement.lot_id == lot_id, Movement.quantity > 0)
        .order_by(Movement.id)
        .limit(1)
    )
    price = session.execute(came_in).first()
    amount = (
        (2 * price.amount * one.quantity + price.quantity) // (2 * price.quantity) if price else 0
    )
    if amount > LIMIT:
        raise QuantityOutOfRange(0, amount)
    return Line(
        supply_id=one.supply_id,
        direction=1,
        quantity=one.quantity,
        amount=amount,
        note=one.note,
        moves=(Move(store_id, lot_id, one.quantity, amount),),
    )


def _lot_for(session: Session, store_id: int, day: date, one: Difference) -> int:
    """The lot that goods found in a store most likely belong to: the last that came in there."""
    last = (
        select(Lot.id)
        .join(Balance, Balance.lot_id == Lot.id)
        .where(Balance.store_id == store_id, Lot.supply_id == one.supply_id, Lot.received_on <= day)
        .order_by(Lot.received_on.desc(), Lot.id.desc())
        .limit(1)
    )
    if (lot_id := session.scalar(last)) is not None:
        return lot_id
    lot_id = next_id(session, Lot.id)
    session.execute(
        insert(Lot),
        [
            {
                "id": lot_id,
                "supply_id": one.supply_id,
                "number": "",
                "expires_on": None,
                "received_on": day,
                "source": Source.OTHER,
                "supplier": "",
                "is_blocked": False,
            }
        ],
    )
    return lot_id
