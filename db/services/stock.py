"""The acts on the stock: receive, issue, reverse, correct."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import (
    AlreadyReversed,
    EmptyVoucher,
    FieldMissing,
    FutureDay,
    NotFound,
    PeriodClosed,
    QuantityOutOfRange,
    ReasonMissing,
    ReversalBlocked,
    Shortage,
    StockShort,
)
from db.kinds import Series, Source, VoucherKind
from db.models.stock import Lot, Movement, PeriodClose, Voucher, VoucherLine
from db.rules.numbering import printed_number
from db.rules.timeline import Timeline
from db.services.ledger import (
    Line,
    Move,
    Place,
    in_the_way,
    load_lots,
    next_id,
    places_of,
    shortage,
    write_voucher,
)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Pieces of a supply that arrived as one lot; `amount` in whole đồng for all of them."""

    supply_id: int
    quantity: int
    amount: int = 0
    lot_number: str = ""
    expires_on: date | None = None
    pack_id: int | None = None
    pack_count: int | None = None
    document_quantity: int | None = None


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A receipt as the clerk filled it in."""

    day: date
    store_id: int
    source: Source
    lines: tuple[ReceiptLine, ...]
    supplier: str = ""
    document_number: str = ""
    document_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Pieces of a supply for one recipient: a person, a department, an agency or visitors."""

    supply_id: int
    quantity: int
    staff_id: int | None = None
    department_id: int | None = None
    agency_id: int | None = None
    is_visitors: bool = False
    note: str = ""
    pack_id: int | None = None
    pack_count: int | None = None
    requested: int | None = None


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue as the clerk filled it in; `receiver` fetches the goods for the department."""

    day: date
    store_id: int
    lines: tuple[IssueLine, ...]
    department_id: int | None = None
    series: Series = Series.XK
    receiver: str = ""
    reason: str = ""
    note: str = ""


def post_receipt(session: Session, act: Act, receipt: NewReceipt) -> int:
    """Post a receipt: every line becomes a lot; return the voucher's id."""
    _check(session, act, receipt.day, receipt.lines)
    first_lot = next_id(session, Lot.id)
    lots = [
        {
            "id": first_lot + n,
            "supply_id": line.supply_id,
            "number": line.lot_number,
            "expires_on": line.expires_on,
            "received_on": receipt.day,
            "source": receipt.source,
            "supplier": receipt.supplier,
        }
        for n, line in enumerate(receipt.lines)
    ]
    session.execute(insert(Lot), lots)
    lines = [
        Line(
            supply_id=line.supply_id,
            direction=1,
            quantity=line.quantity,
            amount=line.amount,
            document_quantity=line.document_quantity,
            pack_id=line.pack_id,
            pack_count=line.pack_count,
            moves=(Move(receipt.store_id, first_lot + n, line.quantity, line.amount),),
        )
        for n, line in enumerate(receipt.lines)
    ]
    header = {
        "kind": VoucherKind.RECEIPT,
        "counts_as": VoucherKind.RECEIPT,
        "series": Series.NK,
        "store_id": receipt.store_id,
        "day": receipt.day,
        "source": receipt.source,
        "supplier": receipt.supplier,
        "document_number": receipt.document_number,
        "document_on": receipt.document_on,
        "note": receipt.note,
    }
    return write_voucher(session, act, header, lines)


def post_issue(
    session: Session, act: Act, issue: NewIssue, timeline: Timeline | None = None
) -> int:
    """Post an issue from the lots that expire first; return the voucher's id.

    A caller that posts many hands the same `timeline` to each. Raises StockShort.
    """
    _check(session, act, issue.day, issue.lines)
    supplies = {line.supply_id for line in issue.lines}
    stock = timeline or Timeline(load_lots(session, supplies))
    places = places_of(session, issue.day, [line.staff_id for line in issue.lines])
    lines: list[Line] = []
    short: dict[int, list[int]] = {}
    for position, line in enumerate(issue.lines):
        picks = stock.take(issue.store_id, line.supply_id, issue.day, line.quantity)
        if picks is None:
            short.setdefault(line.supply_id, []).append(position)
            continue
        amount = sum(pick.amount for pick in picks)
        if amount > LIMIT:
            raise QuantityOutOfRange(position, amount)
        place = places.get(line.staff_id or 0)
        lines.append(
            Line(
                supply_id=line.supply_id,
                direction=-1,
                quantity=line.quantity,
                amount=amount,
                requested=line.requested,
                pack_id=line.pack_id,
                pack_count=line.pack_count,
                staff_id=line.staff_id,
                department_id=_department_of(issue, line, place),
                duty_post_id=place.duty_post_id if place else None,
                agency_id=line.agency_id,
                is_visitors=line.is_visitors,
                note=line.note,
                moves=tuple(
                    Move(issue.store_id, pick.lot_id, -pick.quantity, -pick.amount)
                    for pick in picks
                ),
            )
        )
    if short:
        raise _stock_short(session, issue, short)
    header = {
        "kind": VoucherKind.ISSUE,
        "counts_as": VoucherKind.ISSUE,
        "series": issue.series,
        "store_id": issue.store_id,
        "day": issue.day,
        "department_id": issue.department_id,
        "receiver": issue.receiver,
        "reason": issue.reason,
        "note": issue.note,
    }
    return write_voucher(session, act, header, lines)


def post_issues(session: Session, act: Act, issues: Sequence[NewIssue]) -> list[int]:
    """Post several issues in one act, all or none; return their vouchers' ids in order."""
    timeline = Timeline(
        load_lots(session, {line.supply_id for issue in issues for line in issue.lines})
    )
    if short := _short_together(session, issues, timeline):
        raise StockShort(short)
    return [post_issue(session, act, issue, timeline) for issue in issues]


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
    lines = _opposite_lines(session, voucher_id)
    _refuse_if_given_out(session, number, day, lines)
    incoming = original.counts_as in (VoucherKind.RECEIPT, VoucherKind.RETURN)
    header = {
        "kind": VoucherKind.REVERSAL,
        "counts_as": original.counts_as,
        "series": Series.XK if incoming else Series.NK,
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
    }
    return write_voucher(session, act, header, lines)


def reverse_vouchers(
    session: Session, act: Act, voucher_ids: Sequence[int], reason: str
) -> list[int]:
    """Reverse several vouchers in one act, all or none; return the ids of their reversals."""
    return [reverse_voucher(session, act, voucher_id, reason) for voucher_id in voucher_ids]


def correct_voucher(
    session: Session, act: Act, voucher_id: int, reason: str, corrected: NewReceipt | NewIssue
) -> int:
    """Reverse a voucher and post its corrected form, in one act; return the new voucher's id."""
    reverse_voucher(session, act, voucher_id, reason)
    if isinstance(corrected, NewReceipt):
        return post_receipt(session, act, corrected)
    return post_issue(session, act, corrected)


def closed_to(session: Session) -> date | None:
    """The last day of the closed period, if any."""
    return session.scalar(
        select(PeriodClose.closed_to)
        .where(PeriodClose.undone_at.is_(None))
        .order_by(PeriodClose.closed_to.desc())
        .limit(1)
    )


def first_open_day(session: Session, day: date) -> date:
    """`day` itself while it is open, else the first day after the closed period."""
    last = closed_to(session)
    return day if last is None or day > last else date.fromordinal(last.toordinal() + 1)


def _check(
    session: Session, act: Act, day: date, lines: Sequence[ReceiptLine] | Sequence[IssueLine]
) -> None:
    if not lines:
        raise EmptyVoucher
    if day > act.today:
        raise FutureDay(day, act.today, act.present)
    if (last := closed_to(session)) is not None and day <= last:
        raise PeriodClosed(day, last)
    for position in range(len(lines)):
        line = lines[position]
        if not 1 <= line.quantity <= LIMIT:
            raise QuantityOutOfRange(position, line.quantity)
        if isinstance(line, ReceiptLine):
            beside = (line.amount, line.document_quantity, line.pack_count)
        else:
            beside = (0, line.requested, line.pack_count)
        for value in beside:
            if value is not None and not 0 <= value <= LIMIT:
                raise QuantityOutOfRange(position, value)


def _department_of(issue: NewIssue, line: IssueLine, place: Place | None) -> int | None:
    """The department a line counts for: its own, the person's, else the voucher's."""
    if line.department_id or line.is_visitors or line.agency_id:
        return line.department_id
    department_id = place.department_id if place else issue.department_id
    if department_id is None:
        raise FieldMissing("recipient")
    return department_id


def _stock_short(
    session: Session, issue: NewIssue, short: Mapping[int, Iterable[int]]
) -> StockShort:
    return StockShort(
        tuple(
            shortage(
                session,
                issue.store_id,
                supply_id,
                issue.day,
                sum(line.quantity for line in issue.lines if line.supply_id == supply_id),
                tuple(positions),
            )
            for supply_id, positions in short.items()
        )
    )


def _short_together(
    session: Session, issues: Sequence[NewIssue], timeline: Timeline
) -> tuple[Shortage, ...]:
    """What the issues ask for beyond the stock, summed over those of one day and store."""
    asked: Counter[tuple[int, int, date]] = Counter()
    for issue in issues:
        for line in issue.lines:
            asked[issue.store_id, line.supply_id, issue.day] += line.quantity
    return tuple(
        shortage(session, *place, quantity, ())
        for place, quantity in asked.items()
        if timeline.available(*place) < quantity
    )


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
            moves=tuple(moves[line.id]),
        )
        for line in session.scalars(lines.order_by(VoucherLine.position))
    ]


def _refuse_if_given_out(session: Session, number: str, day: date, lines: list[Line]) -> None:
    leaving = [(line.supply_id, move) for line in lines for move in line.moves if move.quantity < 0]
    if not leaving:
        return
    stock = {
        (lot.store_id, lot.lot_id): lot
        for lot in load_lots(session, {supply_id for supply_id, _ in leaving})
    }
    for supply_id, move in leaving:
        lot = stock.get((move.store_id, move.lot_id))
        if lot is None or lot.lowest_from(day) < -move.quantity:
            name, numbers = in_the_way(session, move.store_id, supply_id, move.lot_id)
            raise ReversalBlocked(number, name, numbers)
