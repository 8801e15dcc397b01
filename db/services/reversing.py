"""The acts that undo: a voucher's opposite, and its corrected form in its place."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from db.database import Act
from db.errors import (
    AlreadyReversed,
    NotFound,
    PeriodClosed,
    ReasonMissing,
    ReceiptOfDelivery,
    ReversalBlocked,
)
from db.kinds import Limit, Series, VoucherKind, Waiting
from db.models.catalogue import Supply
from db.models.leaflets import PrintDelivery
from db.models.stock import Movement, Voucher, VoucherLine, WaitingLine
from db.rules.numbering import printed_number
from db.services.goods_back import NewReturn, post_return
from db.services.handing_over import carry_handover
from db.services.ledger import Line, Move, in_the_way, load_lots, write_voucher
from db.services.moving import NewTransfer, NewWriteOff, post_transfer, post_write_off
from db.services.open_days import closed_to, first_open_day
from db.services.stock import NewIssue, NewReceipt, post_issue, post_receipt

Corrected = NewReceipt | NewIssue | NewTransfer | NewWriteOff | NewReturn
"""A voucher that takes the place of a wrong one."""
OF_CORRECTIONS = (Limit.LATE,)  # it is as old as what it corrects


def reverse_voucher(session: Session, act: Act, voucher_id: int, reason: str) -> int:
    """Post the opposite of a voucher, dated as it while that day is open; return the new id.

    Raises AlreadyReversed, ReversalBlocked when what it brought was given out since.
    """
    if not reason.strip():
        raise ReasonMissing
    original = session.get(Voucher, voucher_id)
    if original is None:
        raise NotFound("voucher", str(voucher_id))
    number = printed_number(original.series, original.number)
    by = session.scalar(select(Voucher).where(Voucher.reverses_id == voucher_id))
    if by is not None or original.kind is VoucherKind.REVERSAL:
        raise AlreadyReversed(number, printed_number(by.series, by.number) if by else "")
    day = first_open_day(session, original.day)
    if day > max(act.today, original.day):
        raise PeriodClosed(original.day, closed_to(session) or original.day)
    _refuse_if_brought_back(session, number, voucher_id)
    lines = _opposite_lines(session, voucher_id)
    _refuse_if_given_out(session, number, day, lines)
    _stop_waiting(session, voucher_id, day)
    _wait_again(session, voucher_id)
    header = {
        "kind": VoucherKind.REVERSAL,
        "counts_as": original.counts_as,
        "series": Series.XK if original.series is Series.NK else Series.NK,
        "store_id": original.store_id,
        "day": day,
        "reverses_id": voucher_id,
        "reason": reason.strip(),
        "source": original.source,
        "supplier": original.supplier,
        "document_number": original.document_number,
        "document_on": original.document_on,
        "department_id": original.department_id,
        "receiver": original.receiver,
        "to_store_id": original.to_store_id,
        "loss": original.loss,
        "stocktake_id": original.stocktake_id,
    }
    return write_voucher(session, act, header, lines)


def reverse_vouchers(
    session: Session, act: Act, voucher_ids: Sequence[int], reason: str
) -> list[int]:
    """Reverse several vouchers in one act, all or none; return the ids of their reversals."""
    return [reverse_voucher(session, act, voucher_id, reason) for voucher_id in voucher_ids]


def correct_voucher(
    session: Session, act: Act, voucher_id: int, reason: str, corrected: Corrected
) -> int:
    """Reverse a voucher and post its corrected form, in one act; return the new voucher's id.

    Raises ReceiptOfDelivery for what a print house brought.
    """
    delivered = select(PrintDelivery.id).where(PrintDelivery.voucher_id == voucher_id)
    if session.scalar(delivered.limit(1)) is not None:
        original = session.get_one(Voucher, voucher_id)
        raise ReceiptOfDelivery(printed_number(original.series, original.number))
    reverse_voucher(session, act, voucher_id, reason)
    corrected_id = _post(session, act, corrected)
    carry_handover(session, voucher_id, corrected_id)
    return corrected_id


def _post(session: Session, act: Act, corrected: Corrected) -> int:
    match corrected:
        case NewReceipt():
            return post_receipt(session, act, corrected, spares=OF_CORRECTIONS)
        case NewIssue():
            return post_issue(session, act, corrected, spares=OF_CORRECTIONS)
        case NewTransfer():
            return post_transfer(session, act, corrected, spares=OF_CORRECTIONS)
        case NewWriteOff():
            return post_write_off(session, act, corrected, spares=OF_CORRECTIONS)
        case NewReturn():
            return post_return(session, act, corrected, spares=OF_CORRECTIONS)


def _opposite_lines(session: Session, voucher_id: int) -> list[Line]:
    moves: dict[int, list[Move]] = {}
    of_voucher = select(Movement).where(Movement.voucher_id == voucher_id).order_by(Movement.id)
    for move in session.scalars(of_voucher):
        opposite = Move(move.store_id, move.lot_id, -move.quantity, -move.amount)
        moves.setdefault(move.line_id, []).append(opposite)
    lines = select(VoucherLine).where(VoucherLine.voucher_id == voucher_id)
    return [
        Line(
            supply_id=line.supply_id,
            direction=-line.direction,
            quantity=line.quantity,
            amount=line.amount,
            requested=line.requested,
            document_quantity=line.document_quantity,
            pack_id=line.pack_id,
            pack_count=line.pack_count,
            staff_id=line.staff_id,
            department_id=line.department_id,
            duty_post_id=line.duty_post_id,
            agency_id=line.agency_id,
            is_visitors=line.is_visitors,
            note=line.note,
            of_line_id=line.of_line_id,
            moves=tuple(moves[line.id]),
        )
        for line in session.scalars(lines.order_by(VoucherLine.position))
    ]


def _refuse_if_given_out(session: Session, number: str, day: date, lines: list[Line]) -> None:
    """Refuse where pieces would be missing, or value be left without a piece, or be less than 0."""
    change: dict[tuple[int, int, int], list[int]] = {}
    for line in lines:
        for move in line.moves:
            sums = change.setdefault((line.supply_id, move.store_id, move.lot_id), [0, 0])
            sums[0] += move.quantity
            sums[1] += move.amount
    supplies = {supply_id for supply_id, _, _ in change}
    stock = {
        (lot.store_id, lot.lot_id): lot for lot in load_lots(session, supplies, with_empty=True)
    }
    for (supply_id, store_id, lot_id), (pieces, worth) in change.items():
        lot = stock[store_id, lot_id]
        left, value = lot.on_hand + pieces, lot.amount + worth
        if lot.lowest_from(day) + pieces < 0 or value < 0 or (value and not left):
            name, numbers = in_the_way(session, store_id, supply_id, lot_id)
            raise ReversalBlocked(number, name, tuple(n for n in numbers if n != number))


def _refuse_if_brought_back(session: Session, number: str, voucher_id: int) -> None:
    """An issue part of which came back stands until those returns are undone."""
    undone = aliased(Voucher)
    brought_back = (
        select(Voucher.series, Voucher.number, Supply.name)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .where(
            VoucherLine.of_line_id.in_(
                select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id)
            ),
            Voucher.kind == VoucherKind.RETURN,
            ~select(undone.id).where(undone.reverses_id == Voucher.id).exists(),
        )
        .order_by(Voucher.id)
        .limit(5)
    )
    if found := session.execute(brought_back).all():
        numbers = dict.fromkeys(printed_number(row.series, row.number) for row in found)
        raise ReversalBlocked(number, found[0].name, tuple(numbers))


def _stop_waiting(session: Session, voucher_id: int, day: date) -> None:
    """Goods that were packed are back in the stock once their issue is undone."""
    lines = select(VoucherLine.id).where(VoucherLine.voucher_id == voucher_id)
    session.execute(
        update(WaitingLine)
        .where(WaitingLine.line_id.in_(lines), WaitingLine.state == Waiting.WAITING)
        .values(state=Waiting.RETURNED, settled_on=day)
    )


def _wait_again(session: Session, voucher_id: int) -> None:
    """What waited before a return that is undone waits as before."""
    brought_back = select(VoucherLine.of_line_id).where(
        VoucherLine.voucher_id == voucher_id, VoucherLine.of_line_id.is_not(None)
    )
    session.execute(
        update(WaitingLine)
        .where(WaitingLine.line_id.in_(brought_back), WaitingLine.state == Waiting.RETURNED)
        .values(state=Waiting.WAITING, settled_on=None, note="")
    )
