"""The act that brings issued goods back into a store: a return, linked to what was issued."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import BackBeforeIssue, EmptyVoucher, MoreThanIssued, NotFound, QuantityOutOfRange
from db.kinds import Limit, Series, VoucherKind
from db.models.catalogue import Supply
from db.models.stock import Movement, Voucher, VoucherLine
from db.rules.bringing_back import Taken, bring_back
from db.services.ledger import Line, Move, write_voucher
from db.services.limits import check_limits
from db.services.open_days import check_day


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Pieces that come back of one line of an issue."""

    of_line_id: int
    quantity: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewReturn:
    """Goods brought back to a store, with the reason; `receiver` brings them."""

    day: date
    store_id: int
    lines: tuple[ReturnLine, ...]
    receiver: str = ""
    reason: str = ""
    note: str = ""
    document_number: str = ""


def post_return(
    session: Session, act: Act, back: NewReturn, *, spares: Collection[Limit] = ()
) -> int:
    """Post a return: each piece into its lot again, with the value it left with; return its id.

    Raises MoreThanIssued, BackBeforeIssue, OverLimit.
    """
    if not back.lines:
        raise EmptyVoucher
    check_day(session, act, back.day)
    check_limits(session, act, back, VoucherKind.RETURN, spares)
    issued = issued_lines(session, [line.of_line_id for line in back.lines])
    taken = taken_by(session, list(issued))
    lines = []
    for position, line in enumerate(back.lines):
        original = issued[line.of_line_id]
        if line.quantity < 1:
            raise QuantityOutOfRange(position, line.quantity)
        if back.day < (issued_on := session.get_one(Voucher, original.voucher_id).day):
            raise BackBeforeIssue(position, back.day, issued_on)
        parts = bring_back(taken[original.id], line.quantity)
        if parts is None:
            left = sum(part.left for part in taken[original.id])
            name = session.get_one(Supply, original.supply_id).name
            raise MoreThanIssued(position, name, left, line.quantity)
        lines.append(
            Line(
                supply_id=original.supply_id,
                direction=1,
                quantity=line.quantity,
                amount=sum(part.amount for part in parts),
                staff_id=original.staff_id,
                department_id=original.department_id,
                duty_post_id=original.duty_post_id,
                agency_id=original.agency_id,
                is_visitors=original.is_visitors,
                note=line.note,
                of_line_id=original.id,
                moves=tuple(
                    Move(back.store_id, part.lot_id, part.quantity, part.amount) for part in parts
                ),
            )
        )
    vouchers = {original.voucher_id for original in issued.values()}
    departments = {original.department_id for original in issued.values()}
    header = {
        "kind": VoucherKind.RETURN,
        "counts_as": VoucherKind.RETURN,
        "series": Series.NK,
        "store_id": back.store_id,
        "day": back.day,
        "follows_id": vouchers.pop() if len(vouchers) == 1 else None,
        "department_id": departments.pop() if len(departments) == 1 else None,
        "receiver": back.receiver,
        "reason": back.reason,
        "note": back.note,
        "document_number": back.document_number,
    }
    return write_voucher(session, act, header, lines)


def taken_by(session: Session, line_ids: Sequence[int]) -> dict[int, list[Taken]]:
    """What lines of issues took from each lot, and what of it came back since."""
    taken: dict[int, dict[int, Taken]] = defaultdict(dict)
    out = select(Movement.line_id, Movement.lot_id, Movement.quantity, Movement.amount)
    for line_id, lot_id, quantity, amount in session.execute(
        out.where(Movement.line_id.in_(line_ids)).order_by(Movement.id)
    ):
        taken[line_id][lot_id] = Taken(lot_id, -quantity, -amount)
    back = (
        select(VoucherLine.of_line_id, Movement.lot_id, Movement.quantity, Movement.amount)
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .where(VoucherLine.of_line_id.in_(line_ids))
    )
    for of_line_id, lot_id, quantity, amount in session.execute(back):
        part = taken[of_line_id or 0][lot_id]
        part.back += quantity
        part.worth_back += amount
    return {line_id: list(taken[line_id].values()) for line_id in line_ids}


def issued_lines(session: Session, line_ids: Sequence[int]) -> dict[int, VoucherLine]:
    """Lines of issues that stand. Raises NotFound for any other."""
    undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    lines = session.scalars(
        select(VoucherLine)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            VoucherLine.id.in_(line_ids),
            Voucher.kind == VoucherKind.ISSUE,
            Voucher.id.not_in(undone),
        )
    )
    found = {line.id: line for line in lines}
    for line_id in line_ids:
        if line_id not in found:
            raise NotFound("voucher_line", str(line_id))
    return found
