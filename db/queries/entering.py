"""What the forms of receiving and issuing ask the book while they are filled in."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.kinds import VoucherKind
from db.models.stock import Amendment, Voucher, VoucherLine
from db.queries.voucher_list import reversed_pairs
from db.rules.numbering import printed_number

_RECENT_LINES = 50


def earlier_suppliers(session: Session) -> list[str]:
    """Who supplied or gave before, as amended since, the latest first."""
    last = (
        select(func.max(Amendment.id))
        .where(Amendment.voucher_id.is_not(None), Amendment.field == "supplier")
        .group_by(Amendment.voucher_id)
    )
    named = (
        select(Voucher.id, func.coalesce(Amendment.new_value, Voucher.supplier).label("supplier"))
        .outerjoin(Amendment, and_(Amendment.voucher_id == Voucher.id, Amendment.id.in_(last)))
        .where(Voucher.kind == VoucherKind.RECEIPT)
        .subquery()
    )
    query = (
        select(named.c.supplier)
        .where(named.c.supplier != "")
        .group_by(named.c.supplier)
        .order_by(func.max(named.c.id).desc())
        .limit(500)
    )
    return list(session.scalars(query))


def earlier_receivers(session: Session, department_id: int) -> list[str]:
    """Who fetched for a department before, the latest first."""
    latest = func.max(Voucher.id)
    query = (
        select(Voucher.receiver)
        .where(Voucher.department_id == department_id, Voucher.receiver != "")
        .group_by(Voucher.receiver)
        .order_by(latest.desc())
        .limit(100)
    )
    return list(session.scalars(query))


def usual_receipts(session: Session, supply_ids: Sequence[int]) -> dict[int, int]:
    """How many pieces of each supply a receipt line usually brings: the median of the last ones."""
    query = (
        select(VoucherLine.supply_id, VoucherLine.quantity)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.kind == VoucherKind.RECEIPT,
            Voucher.id.not_in(reversed_pairs()),
            VoucherLine.supply_id.in_(supply_ids),
        )
        .order_by(VoucherLine.id.desc())
    )
    lines: dict[int, list[int]] = defaultdict(list)
    for supply_id, quantity in session.execute(query):
        if len(lines[supply_id]) < _RECENT_LINES:
            lines[supply_id].append(quantity)
    return {supply_id: int(median(quantities)) for supply_id, quantities in lines.items()}


def numbers_of(session: Session, voucher_ids: Sequence[int]) -> list[str]:
    """The printed numbers of some vouchers, in the order asked."""
    query = select(Voucher.id, Voucher.series, Voucher.number).where(Voucher.id.in_(voucher_ids))
    found = {row.id: printed_number(row.series, row.number) for row in session.execute(query)}
    return [found[voucher_id] for voucher_id in voucher_ids]
