"""The acts that bring goods in and give them out: receipts and issues."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import EmptyVoucher, FieldMissing, QuantityOutOfRange, Shortage, StockShort
from db.kinds import Limit, Series, Source, VoucherKind, Waiting
from db.models.stock import Lot, VoucherLine, WaitingLine
from db.rules.timeline import Split, Timeline
from db.services.ledger import (
    Line,
    Move,
    Place,
    load_lots,
    next_id,
    places_of,
    shortage,
    write_voucher,
)
from db.services.limits import check_limits
from db.services.open_days import check_day


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
    follows_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Pieces of a supply for one recipient: a person, a department, an agency or visitors.

    `lots` are chosen by hand; without them those that expire first give. A line that `waits` is
    packed for somebody who has not fetched it.
    """

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
    lots: Split = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue as the clerk filled it in; `receiver` fetches the goods for the department.

    Its document is the unit's request (Giấy đề nghị cấp vật tư). What it adds to `follows`.
    """

    day: date
    store_id: int
    lines: tuple[IssueLine, ...]
    department_id: int | None = None
    series: Series = Series.XK
    receiver: str = ""
    reason: str = ""
    note: str = ""
    document_number: str = ""
    document_on: date | None = None
    handed_on: date | None = None
    follows_id: int | None = None


def post_receipt(
    session: Session, act: Act, receipt: NewReceipt, *, spares: Collection[Limit] = ()
) -> int:
    """Post a receipt: every line becomes a lot; return the voucher's id.

    What is taken over from earlier lists spares all limits. Raises OverLimit.
    """
    _check(session, act, receipt.day, receipt.lines)
    check_limits(session, act, receipt, VoucherKind.RECEIPT, spares)
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
        "follows_id": receipt.follows_id,
    }
    return write_voucher(session, act, header, lines)


def post_issue(
    session: Session,
    act: Act,
    issue: NewIssue,
    timeline: Timeline | None = None,
    *,
    spares: Collection[Limit] = (),
) -> int:
    """Post an issue from the lots that expire first; return the voucher's id.

    A caller that posts many hands the same `timeline` to each; what is taken over from earlier
    lists spares all limits. Raises StockShort, OverLimit.
    """
    _check(session, act, issue.day, issue.lines)
    check_limits(session, act, issue, VoucherKind.ISSUE, spares)
    supplies = {line.supply_id for line in issue.lines}
    stock = timeline or Timeline(load_lots(session, supplies))
    places = places_of(session, issue.day, [line.staff_id for line in issue.lines])
    lines: list[Line] = []
    short: dict[int, list[int]] = {}
    for position, line in enumerate(issue.lines):
        picks = stock.take(issue.store_id, line.supply_id, issue.day, line.quantity, line.lots)
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
        "document_number": issue.document_number,
        "document_on": issue.document_on,
        "handed_on": issue.handed_on,
        "follows_id": issue.follows_id,
    }
    voucher_id = write_voucher(session, act, header, lines)
    _keep_waiting(session, voucher_id, issue)
    return voucher_id


def post_issues(session: Session, act: Act, issues: Sequence[NewIssue]) -> list[int]:
    """Post several issues in one act, all or none; return their vouchers' ids in order."""
    timeline = Timeline(
        load_lots(session, {line.supply_id for issue in issues for line in issue.lines})
    )
    if short := _short_together(session, issues, timeline):
        raise StockShort(short)
    return [post_issue(session, act, issue, timeline) for issue in issues]


def _check(
    session: Session, act: Act, day: date, lines: Sequence[ReceiptLine] | Sequence[IssueLine]
) -> None:
    if not lines:
        raise EmptyVoucher
    check_day(session, act, day)
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


def _keep_waiting(session: Session, voucher_id: int, issue: NewIssue) -> None:
    """Note the lines of an issue whose goods are packed and wait for somebody."""
    waiting = [position for position, line in enumerate(issue.lines, 1) if line.waits]
    if not waiting:
        return
    of_voucher = select(VoucherLine.position, VoucherLine.id).where(
        VoucherLine.voucher_id == voucher_id
    )
    ids = {row.position: row.id for row in session.execute(of_voucher)}
    session.execute(
        insert(WaitingLine),
        [
            {"line_id": ids[n], "state": Waiting.WAITING, "settled_on": None, "note": ""}
            for n in waiting
        ],
    )


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
