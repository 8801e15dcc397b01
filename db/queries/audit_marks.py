"""The mark of the audit that is printed on reports, and what became of the book since one was printed."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.office import AuditEntry
from db.models.stock import Voucher

_LENGTH = 16
_PRINTED = re.compile(r"nhật ký (\d{1,12})-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class AuditMark:
    """An act and the beginning of its hash, which covers every act before it."""

    act: int
    hash: str

    @property
    def printed(self) -> str:
        """As it stands at the foot of a paper."""
        return f"nhật ký {self.act}-{self.hash}"


@dataclass(frozen=True, slots=True)
class MarkStanding:
    """How the book stands to a mark: whether it has that very history, what was done since.

    `later_vouchers` are those posted since whose day lies in the paper's period, where it is known.
    """

    mark: AuditMark
    agrees: bool
    later_acts: int
    later_vouchers: int


def audit_mark(session: Session) -> AuditMark:
    """The mark of the book as it is now."""
    last = select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    act, digest = session.execute(last).one()
    return AuditMark(act, digest[:_LENGTH])


def printed_mark(text: str) -> AuditMark | None:
    """The mark in the text of a paper, the last one where it has several."""
    found = _PRINTED.findall(" ".join(text.split()))
    return AuditMark(int(found[-1][0]), found[-1][1]) if found else None


def mark_standing(
    session: Session, mark: AuditMark, from_on: date | None = None, to_on: date | None = None
) -> MarkStanding:
    """Compare a printed mark with the book."""
    known = session.scalar(select(AuditEntry.hash).where(AuditEntry.id == mark.act))
    later = select(func.count()).select_from(AuditEntry).where(AuditEntry.id > mark.act)
    vouchers = select(func.count()).select_from(Voucher).where(Voucher.act_id > mark.act)
    if from_on is not None and to_on is not None:
        vouchers = vouchers.where(Voucher.day >= from_on, Voucher.day <= to_on)
    return MarkStanding(
        mark=mark,
        agrees=known is not None and known.startswith(mark.hash),
        later_acts=session.scalar(later) or 0,
        later_vouchers=session.scalar(vouchers) or 0,
    )
