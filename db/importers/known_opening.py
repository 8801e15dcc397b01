"""Which rows of opening stock the book holds already; a supply is opened once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.opening import ReadyOpening
from db.importers.plan import Findings
from db.importers.problems import Problem
from db.kinds import Source, VoucherKind
from db.models.stock import Lot, Movement, Voucher


def new_opening(
    session: Session,
    findings: Findings,
    lines: Sequence[ReadyOpening],
    on: date,
    store_id: int,
) -> list[ReadyOpening]:
    """The rows of supplies that were never opened in the store.

    A supply that was, on the day, is as it was or an error; on another day always an error.
    """
    opened, days = _opened(session, store_id)
    held = {supply_id: Counter(keys) for supply_id, keys in opened.items()}
    new: list[ReadyOpening] = []
    for ready in lines:
        supply_id = ready.line.supply_id
        if supply_id not in opened:
            new.append(ready)
        elif days[supply_id] == on and held[supply_id][ready.key]:
            held[supply_id][ready.key] -= 1
        else:
            findings.refuse(
                ready.row,
                "closing_quantity",
                Problem.OPENED_OTHERWISE,
                day=days[supply_id].isoformat(),
                quantity=sum(key[0] for key in opened[supply_id]),
                amount=sum(key[1] for key in opened[supply_id]),
            )
    return new


def _opened(
    session: Session, store_id: int
) -> tuple[dict[int, list[tuple[int, int, str, date | None]]], dict[int, date]]:
    """Opening stock of the store that stands, by supply, and its day."""
    undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    query = (
        select(
            Movement.supply_id,
            Movement.day,
            Movement.quantity,
            Movement.amount,
            Lot.number,
            Lot.expires_on,
        )
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .join(Lot, Lot.id == Movement.lot_id)
        .where(
            Voucher.kind == VoucherKind.RECEIPT,
            Voucher.source == Source.OPENING,
            Voucher.store_id == store_id,
            Voucher.id.not_in(undone),
        )
        .order_by(Movement.id)
    )
    opened: dict[int, list[tuple[int, int, str, date | None]]] = defaultdict(list)
    days: dict[int, date] = {}
    for supply_id, day, quantity, amount, number, expires_on in session.execute(query):
        opened[supply_id].append((quantity, amount, number, expires_on))
        days[supply_id] = day
    return opened, days
