"""Posting a book of vouchers in order of its days, and which of its rows the book holds already."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.importers.plan import Findings, Progress
from db.importers.vouchers import Key, ReadyMove
from db.importers.vouchers_stock import chosen_lots, from_last, issued, lot_numbers, whom_of
from db.kinds import Limit, Loss, Source, VoucherKind
from db.models.stock import Voucher, VoucherLine
from db.rules.timeline import Split, Timeline
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.ledger import load_lots
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from db.text import fold

_COUNTED = "Kiểm kê"
_DEEDS = {
    VoucherKind.RECEIPT: "receipt",
    VoucherKind.ISSUE: "issue",
    VoucherKind.RETURN: "return",
    VoucherKind.TRANSFER: "transfer",
    VoucherKind.WRITE_OFF: "write_off",
}


def new_moves(session: Session, findings: Findings, lines: Sequence[ReadyMove]) -> list[ReadyMove]:
    """The lines the book does not hold yet."""
    held, returned = _moves_of_book(session, {line.day for line in lines})
    came_back = _known_returns(lines, returned)
    new = []
    for line in lines:
        if line.row in came_back:
            findings.unchanged += 1
        elif line.deed != "return" and held[line.key]:
            held[line.key] -= 1
            findings.unchanged += 1
        else:
            new.append(line)
    return new


def _known_returns(lines: Sequence[ReadyMove], returned: Counter[Key]) -> set[int]:
    """The rows of returns that the book holds: it keeps them by issue, so their pieces are compared."""
    left = returned.copy()
    known: dict[Key, set[int]] = defaultdict(set)
    for line in lines:
        key, pieces = line.key_of_return, line.counted.pieces
        if line.deed == "return" and left[key] >= pieces:
            left[key] -= pieces
            known[key].add(line.row)
    return {row for key, rows in known.items() if not left[key] for row in rows}


def _moves_of_book(session: Session, days: Collection[date]) -> tuple[Counter[Key], Counter[Key]]:
    """How many lines stand in the book on the days asked, by `ReadyMove.key`; pieces of returns."""
    held: Counter[Key] = Counter()
    returned: Counter[Key] = Counter()
    if not days:
        return held, returned
    undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    query = (
        select(Voucher, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            Voucher.kind != VoucherKind.REVERSAL,
            Voucher.day >= min(days),
            Voucher.day <= max(days),
            Voucher.id.not_in(undone),
            VoucherLine.quantity > 0,
        )
    )
    for voucher, line in session.execute(query):
        deed = _DEEDS.get(voucher.kind, "surplus" if line.direction > 0 else "shortage")
        head = (deed, voucher.day, fold(voucher.document_number), voucher.store_id)
        whom = whom_of(line)
        if deed == "return":
            returned[*head, line.supply_id, whom] += line.quantity
            continue
        amount = line.amount if deed == "receipt" else 0
        figures = (line.supply_id, line.quantity, voucher.loss, amount)
        held[*head, voucher.to_store_id, *figures, whom if deed == "issue" else None] += 1
    return held, returned


def write_moves(
    session: Session, act: Act, groups: Sequence[Sequence[ReadyMove]], progress: Progress
) -> None:
    """Post the vouchers in order."""
    total, done = sum(map(len, groups)), 0
    for group in groups:
        _post(session, act, group)
        done += len(group)
        progress(done, total)


def _post(session: Session, act: Act, group: Sequence[ReadyMove]) -> None:
    first = group[0]
    reason = "; ".join(dict.fromkeys(line.reason for line in group if line.reason))
    told = first.told
    match first.deed:
        case "receipt":
            receipt = NewReceipt(
                day=first.day,
                store_id=first.store_id,
                source=first.source or Source.OTHER,
                lines=tuple(map(_receipt_line, group)),
                supplier=told,
                document_number=first.document_number,
                note=reason,
            )
            post_receipt(session, act, receipt, spares=tuple(Limit))
        case "issue":
            department = first.recipient.department
            splits = _splits(session, group)
            issue = NewIssue(
                day=first.day,
                store_id=first.store_id,
                lines=tuple(_issue_line(*pair) for pair in zip(group, splits, strict=True)),
                department_id=department.id if department else None,
                reason=reason,
                document_number=first.document_number,
            )
            post_issue(session, act, issue, spares=tuple(Limit))
        case "return":
            _post_return(session, act, group, reason)
        case "transfer":
            transfer = NewTransfer(
                day=first.day,
                store_id=first.store_id,
                to_store_id=first.to_store_id or 0,
                lines=_stock_lines(session, group),
                receiver=told,
                reason=reason,
                document_number=first.document_number,
            )
            post_transfer(session, act, transfer, spares=tuple(Limit))
        case "write_off":
            loss = NewWriteOff(
                day=first.day,
                store_id=first.store_id,
                loss=first.loss or Loss.DAMAGED,
                reason=reason,
                lines=_stock_lines(session, group),
                document_number=first.document_number,
                note=told,
            )
            post_write_off(session, act, loss, spares=tuple(Limit))
        case deed:
            sign = 1 if deed == "surplus" else -1
            differences = [
                Difference(line.supply.id, sign * line.counted.pieces, _lot(session, line))
                for line in group
            ]
            post_adjustments(
                session,
                act,
                first.day,
                first.store_id,
                differences,
                reason or _COUNTED,
                document_number=first.document_number,
            )


def _post_return(session: Session, act: Act, group: Sequence[ReadyMove], reason: str) -> None:
    given = issued(session, {line.supply.id for line in group})
    lines: Counter[int] = Counter()
    for line in group:
        for one, pieces in from_last(given[line.whom, line.supply.id], line):
            lines[one.line_id] += pieces
            one.back += pieces
    first = group[0]
    back = NewReturn(
        day=first.day,
        store_id=first.store_id,
        lines=tuple(ReturnLine(line_id, pieces) for line_id, pieces in lines.items()),
        receiver=first.told,
        reason=reason,
        document_number=first.document_number,
    )
    post_return(session, act, back, spares=tuple(Limit))


def _receipt_line(line: ReadyMove) -> ReceiptLine:
    return ReceiptLine(
        supply_id=line.supply.id,
        quantity=line.counted.pieces,
        amount=line.amount,
        lot_number=line.lot_number,
        expires_on=line.expires_on,
        pack_id=line.counted.pack_id if line.counted.pack_count else None,
        pack_count=line.counted.pack_count,
    )


def _issue_line(line: ReadyMove, lots: Split) -> IssueLine:
    to = line.recipient
    return IssueLine(
        supply_id=line.supply.id,
        quantity=line.counted.pieces,
        staff_id=to.person.id if to.person else None,
        department_id=to.department.id if to.department and not to.person else None,
        agency_id=to.agency_id,
        is_visitors=to.is_visitors,
        pack_id=line.counted.pack_id if line.counted.pack_count else None,
        pack_count=line.counted.pack_count,
        lots=lots,
    )


def _stock_lines(session: Session, group: Sequence[ReadyMove]) -> tuple[StockLine, ...]:
    return tuple(
        StockLine(
            supply_id=line.supply.id,
            quantity=line.counted.pieces,
            lots=split,
            pack_id=line.counted.pack_id if line.counted.pack_count else None,
            pack_count=line.counted.pack_count,
        )
        for line, split in zip(group, _splits(session, group), strict=True)
    )


def _splits(session: Session, group: Sequence[ReadyMove]) -> list[Split]:
    """The lots each row names; none where it names none."""
    if not any(line.lot_number for line in group):
        return [()] * len(group)
    supplies = {line.supply.id for line in group}
    timeline, numbers = Timeline(load_lots(session, supplies)), lot_numbers(session, supplies)
    splits: list[Split] = []
    for line in group:
        split = chosen_lots(line, timeline, numbers) if line.lot_number else ()
        place = (line.store_id, line.supply.id, line.day, line.counted.pieces)
        timeline.take(*place, split, with_unusable=line.deed == "write_off")
        splits.append(split)
    return splits


def _lot(session: Session, line: ReadyMove) -> int | None:
    """The lot a difference is of, where its number is told and known."""
    if not line.lot_number:
        return None
    supplies = {line.supply.id}
    numbers = lot_numbers(session, supplies)
    wanted = line.lot_number.lower()
    return next((id for id, number in numbers.items() if number.lower() == wanted), None)
