"""The journal: who did what and when, with the vouchers each act posted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from db.models.office import Account, AuditEntry
from db.models.stock import Voucher
from db.queries.voucher_list import is_numbered
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class PostedVoucher:
    """A voucher that an act posted."""

    voucher_id: int
    number: str


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One act of the journal; `arguments`, `written`, `result` and `changes` are JSON as it lies there."""

    entry_id: int
    at: datetime
    account: str
    act: str
    arguments: str
    written: str
    result: str
    changes: str | None
    hash: str
    vouchers: tuple[PostedVoucher, ...]


def journal(
    session: Session,
    text: str = "",
    acts: Collection[str] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[JournalRow]:
    """Who did what, the latest first: acts that mention `text`, and those named in `acts`."""
    query = (
        select(AuditEntry, Account.name)
        .join(Account, Account.id == AuditEntry.account_id)
        .where(_mentions(text, acts))
        .order_by(AuditEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    entries = session.execute(query).all()
    posted = _posted(session, [entry.id for entry, _ in entries])
    return [
        JournalRow(
            entry_id=entry.id,
            at=entry.at,
            account=account,
            act=entry.act,
            arguments=entry.arguments,
            written=entry.written,
            result=entry.result,
            changes=entry.changes,
            hash=entry.hash,
            vouchers=tuple(posted.get(entry.id, ())),
        )
        for entry, account in entries
    ]


def journal_count(session: Session, text: str = "", acts: Collection[str] = ()) -> int:
    """How many rows `journal` has."""
    query = (
        select(func.count())
        .select_from(AuditEntry)
        .join(Account, Account.id == AuditEntry.account_id)
    )
    return session.scalar(query.where(_mentions(text, acts))) or 0


def _mentions(text: str, acts: Collection[str]) -> ColumnElement[bool]:
    """What was typed, in any case, among the arguments; who did it; a voucher's printed number."""
    wanted = text.strip()
    if not wanted:
        return AuditEntry.act.in_(acts) if acts else true()
    tests: list[ColumnElement[bool]] = [AuditEntry.act.in_(acts)]
    for column in (AuditEntry.arguments, Account.name):
        # PostgreSQL lowers every letter; SQLite knows the case of A to Z only, hence the spellings
        tests.append(func.lower(column).contains(wanted.lower(), autoescape=True))
        spellings = sorted({wanted, wanted.upper(), wanted.capitalize(), wanted.title()})
        tests += [column.contains(spelling, autoescape=True) for spelling in spellings]
    if (numbered := is_numbered(wanted)) is not None:
        tests.append(AuditEntry.id.in_(select(Voucher.act_id).where(numbered)))
    return or_(*tests)


def _posted(session: Session, entries: Sequence[int]) -> dict[int, list[PostedVoucher]]:
    query = (
        select(Voucher.act_id, Voucher.id, Voucher.series, Voucher.number)
        .where(Voucher.act_id.in_(entries), Voucher.number.is_not(None))
        .order_by(Voucher.id)
    )
    posted: dict[int, list[PostedVoucher]] = {}
    for act_id, voucher_id, series, number in session.execute(query):
        posted.setdefault(act_id, []).append(
            PostedVoucher(voucher_id, printed_number(series, number))
        )
    return posted
