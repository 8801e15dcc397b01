"""The acts on goods packed for somebody: they wait, are handed out later, or come back to the stock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import EmptyVoucher, FutureDay, NotFound, NotWaiting, RefusedByBook
from db.kinds import Waiting
from db.models.stock import Voucher, VoucherLine, WaitingLine
from db.services.goods_back import NewReturn, ReturnLine, issued_lines, post_return, taken_by
from db.text import clean


def mark_waiting(session: Session, act: Act, line_ids: Sequence[int]) -> list[int]:
    """Note afterwards that goods of some issued lines are packed and not fetched; return the lines.

    What was handed out by mistake waits again. Raises NotFound for lines of issues that don't stand.
    """
    lines = issued_lines(session, line_ids)
    if not lines:
        raise EmptyVoucher
    known = {
        row.line_id: row
        for row in session.scalars(select(WaitingLine).where(WaitingLine.line_id.in_(lines)))
    }
    taken = taken_by(session, list(lines))
    for line_id in lines:
        if not sum(part.left for part in taken[line_id]):
            raise NotFound("voucher_line", str(line_id))  # all of it came back
        if (row := known.get(line_id)) is not None:
            row.state, row.settled_on, row.note = Waiting.WAITING, None, ""
    fresh = [line_id for line_id in lines if line_id not in known]
    if fresh:
        values = {"state": Waiting.WAITING, "settled_on": None, "note": ""}
        session.execute(insert(WaitingLine), [{"line_id": one, **values} for one in fresh])
    return list(lines)


def hand_out(
    session: Session, act: Act, line_ids: Sequence[int], day: date, fetched_by: str = ""
) -> list[int]:
    """Note that waiting goods were fetched on a day, and by whom; return the lines.

    Raises NotWaiting, RefusedByBook for a day before they were packed, FutureDay.
    """
    waiting = _waiting(session, line_ids)
    if day > act.today:
        raise FutureDay(day, act.today, act.present)
    if any(day < voucher.day for _row, _line, voucher in waiting):
        raise RefusedByBook("BEFORE_ISSUE")
    for row, _line, _voucher in waiting:
        row.state, row.settled_on, row.note = Waiting.HANDED, day, clean(fetched_by)
    return [row.line_id for row, _line, _voucher in waiting]


def return_waiting(
    session: Session,
    act: Act,
    line_ids: Sequence[int],
    day: date,
    reason: str,
    parts: Mapping[int, int] | None = None,
) -> list[int]:
    """Bring waiting goods back into the stock of their stores; return the ids of the returns.

    Of a line in `parts` only so many pieces come back, the rest waits on. One return for each
    issue, linked to it. Raises NotWaiting, and what `post_return` raises.
    """
    waiting = _waiting(session, line_ids)
    taken = taken_by(session, [line.id for _row, line, _voucher in waiting])
    by_voucher: dict[int, list[ReturnLine]] = defaultdict(list)
    stores: dict[int, int] = {}
    for row, line, voucher in waiting:
        left = sum(part.left for part in taken[line.id])
        back = (parts or {}).get(line.id, left)
        by_voucher[voucher.id].append(ReturnLine(line.id, back))
        stores[voucher.id] = voucher.store_id
        if back == left:
            row.state, row.settled_on, row.note = Waiting.RETURNED, day, clean(reason)
    session.flush()
    return [
        post_return(
            session, act, NewReturn(day, stores[voucher_id], tuple(lines), reason=clean(reason))
        )
        for voucher_id, lines in by_voucher.items()
    ]


def _waiting(
    session: Session, line_ids: Sequence[int]
) -> list[tuple[WaitingLine, VoucherLine, Voucher]]:
    """The lines with their vouchers, if all of them wait. Raises NotWaiting."""
    if not line_ids:
        raise EmptyVoucher
    query = (
        select(WaitingLine, VoucherLine, Voucher)
        .join(VoucherLine, VoucherLine.id == WaitingLine.line_id)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(WaitingLine.line_id.in_(line_ids), WaitingLine.state == Waiting.WAITING)
        .order_by(Voucher.id, VoucherLine.position)
        .with_for_update(of=WaitingLine)
    )
    found = [(row[0], row[1], row[2]) for row in session.execute(query)]
    if missing := set(line_ids) - {row.line_id for row, _line, _voucher in found}:
        raise NotWaiting(tuple(sorted(missing)))
    return found
