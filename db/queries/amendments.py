"""What was added to posted vouchers and put right about lots, later."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.models.office import Account, AuditEntry
from db.models.stock import Amendment


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One addition: which field, what stood there, what stands now, why, by whom and when."""

    field: str
    old_value: str
    new_value: str
    reason: str
    attachment_id: int | None
    at: datetime
    by: str


def amended(session: Session, voucher_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What was added to each of some vouchers: the latest value of each field, as text."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    query = (
        select(Amendment.voucher_id, Amendment.field, Amendment.new_value)
        .where(Amendment.voucher_id.in_(voucher_ids), Amendment.field != "file")
        .order_by(Amendment.id)
    )
    for voucher_id, field, value in session.execute(query):
        if voucher_id is not None:
            found[voucher_id][field] = value
    return found


def amendments_of_voucher(session: Session, voucher_id: int) -> list[AmendmentRow]:
    """All that was added to a voucher, files too, the oldest first."""
    return _rows(session, Amendment.voucher_id == voucher_id)


def amendments_of_lot(session: Session, lot_id: int) -> list[AmendmentRow]:
    """All that was put right about a lot, the oldest first."""
    return _rows(session, Amendment.lot_id == lot_id)


def _rows(session: Session, wanted: ColumnElement[bool]) -> list[AmendmentRow]:
    query = (
        select(
            Amendment.field,
            Amendment.old_value,
            Amendment.new_value,
            Amendment.reason,
            Amendment.attachment_id,
            AuditEntry.at,
            Account.name,
        )
        .join(AuditEntry, AuditEntry.id == Amendment.act_id)
        .join(Account, Account.id == AuditEntry.account_id)
        .where(wanted)
        .order_by(Amendment.id)
    )
    return [AmendmentRow(*row) for row in session.execute(query)]
