"""Whether the audit holds, and whether the book is what it tells: chain, seals, rows, kept files."""

import hashlib
import json
from collections.abc import Callable

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.database import CHAINED, entry_hash, last_sealing
from db.finding import Finding
from db.models.office import Attachment, AuditEntry, Book
from db.models.stock import KeptReport, PeriodClose
from db.rules.numbering import printed_number
from db.seals import voucher_seals
from db.told import altered_rows, sums_there, sums_told

SHOWN = 20
"""So many findings of a kind are named."""


def _audit_chain(session: Session) -> list[Finding]:
    before, expected_id, found = "", 1, []
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)):
        fields = {name: getattr(entry, name) for name in (*CHAINED, "sealed", "changes")}
        if entry.id != expected_id or entry.hash != entry_hash(before, fields):
            found.append(Finding("audit", str(entry.id)))
        before, expected_id = entry.hash, entry.id + 1
    last = session.execute(select(Book.last_act, Book.last_hash)).first()
    if last is not None and tuple(last) != (expected_id - 1, before):
        found.append(Finding("last_act", str(expected_id - 1), expected=str(last.last_act)))
    return found


def _sealed(session: Session) -> list[Finding]:
    """Vouchers that are no longer what was posted: with their lines, movements and lots.

    What stood in the book before it had seals was sealed when it got them.
    """
    entries = select(AuditEntry.sealed).where(AuditEntry.sealed.is_not(None))
    sealed: dict[str, str] = {}
    for told in session.scalars(entries.order_by(AuditEntry.id)):
        sealed |= json.loads(told or "{}")
    there = voucher_seals(session, up_to=last_sealing(session))
    altered = [key for key in {*sealed, *there} if sealed.get(key) != there.get(key)]
    return [
        Finding("sealed", _number_of(session, voucher_id))
        for voucher_id in sorted(map(int, altered))[: SHOWN + 1]
    ]


def _number_of(session: Session, voucher_id: int) -> str:
    """A voucher's number without trust in its columns; its id where it is gone."""
    query = text("SELECT series, number FROM voucher WHERE id = :id")
    row = session.execute(query, {"id": voucher_id}).first()
    return str(voucher_id) if row is None else printed_number(row.series, row.number)


def _told(session: Session) -> list[Finding]:
    """Rows that are not what the audit tells they are."""
    told = sums_told(session)
    if told is None:
        return []
    found = []
    for name, there in sums_there(session).items():
        if there != told.get(name, (0, 0)):
            rows = altered_rows(session, name) or ["?"]
            found += [Finding("row", f"{name} {row}") for row in rows[: SHOWN + 1]]
    return found


def _identity(session: Session) -> list[Finding]:
    """Whether the book still bears the number that its first act gave it."""
    number = session.scalar(select(Book.number))
    given = session.scalar(select(AuditEntry.result).where(AuditEntry.act == "found_book"))
    if given is None or json.loads(given) == [number]:
        return []
    return [Finding("book_number", "", str(number), given.strip("[]"))]


def _attachments(session: Session) -> list[Finding]:
    """Files that no longer hold what they were kept for."""
    query = select(Attachment.id, Attachment.name, Attachment.sha256, Attachment.content)
    rows = session.execute(query.order_by(Attachment.id).execution_options(yield_per=1))
    return [
        Finding("attachment", f"{kept_id} ({name})")
        for kept_id, name, digest, content in rows
        if hashlib.sha256(content).hexdigest() != digest
    ]


def _kept_reports(session: Session) -> list[Finding]:
    """Kept reports that are not what the journal says was kept when their period was closed."""
    query = (
        select(
            KeptReport.from_on,
            KeptReport.to_on,
            KeptReport.edition,
            PeriodClose.closed_to,
            Attachment.sha256,
            AuditEntry.result,
        )
        .join(PeriodClose, PeriodClose.id == KeptReport.close_id)
        .join(Attachment, Attachment.id == KeptReport.attachment_id)
        .join(AuditEntry, AuditEntry.id == PeriodClose.act_id)
    )
    found = []
    for from_on, to_on, edition, closed_to, digest, result in session.execute(query):
        told = json.loads(result)[0]
        if closed_to < to_on or not isinstance(told, list) or digest not in told:
            found.append(Finding("kept_report", f"{from_on} – {to_on} / {edition}", digest))
    return found


AUDIT: tuple[Callable[[Session], list[Finding]], ...] = (
    _audit_chain,
    _sealed,
    _told,
    _identity,
    _attachments,
    _kept_reports,
)
