"""What the book has on a store's shelves, and what lies there packed for people, at a moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.kinds import Waiting
from db.models.office import AuditEntry
from db.models.stock import Balance, Movement, Voucher, VoucherLine, WaitingLine
from db.queries.window import total
from db.rules.counting import Change, book_at, first_day_after, is_after

Key = tuple[int, int | None]
"""What is counted: a supply, and the lot of it where lots are followed."""


class Shelf:
    """What the book has of some supplies in a store: now, and at moments since `read_changes`."""

    def __init__(self, session: Session, store_id: int, supplies: Sequence[int]) -> None:
        self._session, self._store_id, self._supplies = session, store_id, supplies
        self._pieces: dict[Key, int] = defaultdict(int)
        self._amounts: dict[Key, int] = defaultdict(int)
        self._moved: dict[Key, list[Change]] = defaultdict(list)
        self._paid: dict[Key, list[Change]] = defaultdict(list)
        query = select(Balance.supply_id, Balance.lot_id, Balance.on_hand, Balance.amount).where(
            Balance.store_id == store_id, Balance.supply_id.in_(supplies)
        )
        for supply_id, lot_id, on_hand, amount in session.execute(query):
            for key in ((supply_id, lot_id), (supply_id, None)):
                self._pieces[key] += on_hand
                self._amounts[key] += amount

    def read_changes_since(self, moment: datetime) -> None:
        """Read what was posted after a moment."""
        last = (
            select(AuditEntry.id)
            .where(AuditEntry.at <= moment)
            .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
            .limit(1)
        )
        which = (Movement.supply_id, Movement.lot_id, Movement.day, Voucher.posted_at)
        query = (
            select(*which, total(Movement.quantity), total(Movement.amount))
            .join(Voucher, Voucher.id == Movement.voucher_id)
            .where(
                Voucher.act_id > (self._session.scalar(last) or 0),
                Movement.store_id == self._store_id,
                Movement.supply_id.in_(self._supplies),
                Movement.day >= first_day_after(moment),
            )
            .group_by(*which)
        )
        for supply_id, lot_id, day, posted_at, pieces, amount in self._session.execute(query):
            for key in ((supply_id, lot_id), (supply_id, None)):
                self._moved[key].append(Change(day, posted_at, pieces))
                self._paid[key].append(Change(day, posted_at, amount))

    def at(self, key: Key, moment: datetime | None) -> tuple[int, int]:
        """Pieces and value at a moment since which the changes were read; without one now."""
        pieces, amount = self._pieces[key], self._amounts[key]
        if moment is None:
            return pieces, amount
        return book_at(moment, pieces, self._moved[key]), book_at(moment, amount, self._paid[key])


def lying_for_people(session: Session, store_id: int, at: datetime | None = None) -> dict[Key, int]:
    """What lies packed for people in a store, off the book, now or at a moment."""
    settled_after = at.astimezone().date() if at else None
    packed = packed_changes(session, store_id, settled_after)
    sums = {key: sum_at(changes, at) for key, changes in packed.items()}
    return {key: pieces for key, pieces in sums.items() if pieces}


def packed_changes(
    session: Session, store_id: int, settled_after: date | None = None
) -> dict[Key, list[Change]]:
    """What was packed and waits, or waited up to a day, less what of it came back."""
    original = func.coalesce(VoucherLine.of_line_id, VoucherLine.id)
    waits = WaitingLine.state == Waiting.WAITING
    if settled_after is not None:
        waits = or_(waits, WaitingLine.settled_on > settled_after)
    which = (Movement.supply_id, Movement.lot_id, Movement.day, Voucher.posted_at)
    query = (
        select(*which, total(-Movement.quantity))
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .join(WaitingLine, WaitingLine.line_id == original)
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .where(waits, Movement.store_id == store_id)
        .group_by(*which)
    )
    found: dict[Key, list[Change]] = defaultdict(list)
    for supply_id, lot_id, day, posted_at, pieces in session.execute(query):
        for key in ((supply_id, lot_id), (supply_id, None)):
            found[key].append(Change(day, posted_at, pieces))
    return found


def sum_at(changes: Iterable[Change], at: datetime | None) -> int:
    """The pieces of some changes up to a moment, or all of them."""
    return sum(one.quantity for one in changes if at is None or not is_after(one, at))
