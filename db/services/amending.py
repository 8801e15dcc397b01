"""The acts that add to what is posted, or put a lot right: each with what was there before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import LotEmpty, NotFound, QuantityOutOfRange, ReasonMissing
from db.kinds import Series, VoucherKind
from db.models.catalogue import Supply
from db.models.stock import Amendment, Balance, Lot, Voucher
from db.queries.amendments import amended
from db.services.attachments import keep_file
from db.services.ledger import Line, Move, write_voucher
from db.services.open_days import check_day
from db.text import clean

OF_VOUCHER = ("document_number", "document_on", "supplier", "note")
OF_LOT = ("number", "expires_on", "supplier")


def amend_voucher(
    session: Session, act: Act, voucher_id: int, values: Mapping[str, Any], reason: str = ""
) -> int:
    """Add to a posted voucher: its document, day of it, supplier or note (OF_VOUCHER).

    What it says already is left alone; return how many fields changed.
    """
    voucher = _voucher(session, voucher_id)
    now = amended(session, [voucher_id]).get(voucher_id, {})
    changed = 0
    for field in OF_VOUCHER:
        if field not in values:
            continue
        before = now.get(field, _text(getattr(voucher, field)))
        after = _text(values[field])
        if before != after:
            _amend(session, act, field, before, after, reason, voucher_id=voucher_id)
            changed += 1
    return changed


def attach_to_voucher(
    session: Session, act: Act, voucher_id: int, name: str, kind: str, content: bytes
) -> int:
    """Keep a file (an invoice, a signed paper) with a posted voucher; return the attachment's id."""
    _voucher(session, voucher_id)
    attachment_id = keep_file(session, name, kind, content)
    _amend(session, act, "file", "", name, "", voucher_id=voucher_id, attachment_id=attachment_id)
    return attachment_id


def amend_lot(
    session: Session, act: Act, lot_id: int, values: Mapping[str, Any], reason: str
) -> int:
    """Put right what a lot was received as: number, expiry, supplier (OF_LOT), with the reason."""
    lot = _lot(session, lot_id)
    if not reason.strip():
        raise ReasonMissing
    changed = {
        field: values[field]
        for field in OF_LOT
        if field in values and _text(values[field]) != _text(getattr(lot, field))
    }
    for field, value in changed.items():
        before = _text(getattr(lot, field))
        _amend(session, act, field, before, _text(value), reason, lot_id=lot_id)
    if changed:
        session.execute(update(Lot).where(Lot.id == lot_id).values(**changed))
    return len(changed)


def block_lot(session: Session, act: Act, lot_id: int, reason: str) -> None:
    """Keep a lot from being given out, with the reason."""
    _set_block(session, act, lot_id, reason, to=True)


def free_lot(session: Session, act: Act, lot_id: int, reason: str) -> None:
    """Let a blocked lot be given out again, with the reason."""
    _set_block(session, act, lot_id, reason, to=False)


def correct_amount(
    session: Session, act: Act, lot_id: int, store_id: int, day: date, change: int, reason: str
) -> int:
    """Put the value of what is left of a lot in a store right by `change` đồng; return the voucher.

    It moves no piece. Raises LotEmpty where nothing, or less value than that, is left.
    """
    if not reason.strip():
        raise ReasonMissing
    if not 1 <= abs(change) <= LIMIT:
        raise QuantityOutOfRange(0, change)
    check_day(session, act, day)
    lot = _lot(session, lot_id)
    balance = session.get(Balance, (store_id, lot_id))
    if balance is None or not balance.on_hand or balance.amount + change < 0:
        name = session.get_one(Supply, lot.supply_id).name
        raise LotEmpty(name, balance.amount if balance and balance.on_hand else 0)
    direction = 1 if change > 0 else -1
    line = Line(
        supply_id=lot.supply_id,
        direction=direction,
        quantity=0,
        amount=abs(change),
        note=reason.strip(),
        moves=(Move(store_id, lot_id, 0, change),),
    )
    header = {
        "kind": VoucherKind.ADJUSTMENT,
        "counts_as": VoucherKind.ADJUSTMENT,
        "series": Series.NK if change > 0 else Series.XK,
        "store_id": store_id,
        "day": day,
        "reason": reason.strip(),
    }
    return write_voucher(session, act, header, [line])


def _set_block(session: Session, act: Act, lot_id: int, reason: str, *, to: bool) -> None:
    lot = _lot(session, lot_id)
    if not reason.strip():
        raise ReasonMissing
    if lot.is_blocked is not to:
        before, after = ("", "1") if to else ("1", "")
        _amend(session, act, "is_blocked", before, after, reason, lot_id=lot_id)
        session.execute(update(Lot).where(Lot.id == lot_id).values(is_blocked=to))


def _amend(
    session: Session, act: Act, field: str, before: str, after: str, reason: str, **about: int
) -> None:
    session.execute(
        insert(Amendment).values(
            act_id=act.id,
            field=field,
            old_value=before,
            new_value=after,
            reason=reason.strip(),
            **about,
        )
    )


def _voucher(session: Session, voucher_id: int) -> Voucher:
    voucher = session.get(Voucher, voucher_id)
    if voucher is None or voucher.number is None:
        raise NotFound("voucher", str(voucher_id))
    return voucher


def _lot(session: Session, lot_id: int) -> Lot:
    lot = session.scalar(select(Lot).where(Lot.id == lot_id).with_for_update())
    if lot is None:
        raise NotFound("lot", str(lot_id))
    return lot


def _text(value: Any) -> str:
    """A value as an amendment keeps it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else clean(str(value))
