"""What was added to posted vouchers and put right about lots, later."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models.office import Account, AuditEntry
from db.models.stock import Amendment, Voucher


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


@dataclass(frozen=True, slots=True)
class Papers:
    """What a voucher says of the papers it goes by, with all that was added to it later."""

    document_number: str
    document_on: date | None
    supplier: str
    note: str


def papers_of(session: Session, vouchers: Sequence[Voucher]) -> dict[int, Papers]:
    """The papers of some vouchers by their ids; a reversal has those of what it reverses."""
    originals = {voucher.id: voucher.reverses_id or voucher.id for voucher in vouchers}
    later = amended(session, list(set(originals.values())))
    found = {}
    for voucher in vouchers:
        told = later.get(originals[voucher.id], {})
        day = told.get("document_on")
        found[voucher.id] = Papers(
            document_number=told.get("document_number", voucher.document_number),
            document_on=voucher.document_on
            if day is None
            else (date.fromisoformat(day) if day else None),
            supplier=told.get("supplier", voucher.supplier),
            note=voucher.note if voucher.reverses_id else told.get("note", voucher.note),
        )
    return found


def as_amended(field: str, posted: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """A text of each voucher of a query as it was last amended, else as it was posted."""
    of_voucher = Amendment.voucher_id == func.coalesce(Voucher.reverses_id, Voucher.id)
    latest = (
        select(Amendment.new_value)
        .where(of_voucher, Amendment.field == field)
        .order_by(Amendment.id.desc())
        .limit(1)
        .correlate(Voucher)
        .scalar_subquery()
    )
    return func.coalesce(latest, posted)


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
