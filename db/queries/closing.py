"""Closed periods, and what stands in the way of closing the next one."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.kinds import CountState
from db.models.office import Account, AuditEntry
from db.models.stock import PeriodClose
from db.queries.counting import stocktake_rows
from db.queries.office import DraftRow, drafts
from db.queries.weekly_documents import lists_out

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Hindrance(StrEnum):
    """What may stand in the way of closing a period."""

    DRAFT = "draft"
    COUNT = "count"
    SHEET = "sheet"


BLOCKING = frozenset({Hindrance.DRAFT, Hindrance.COUNT})
"""What keeps a period from being closed unless the clerk closes in spite of it.

A draft or a count could not be recorded for its day any more; a list that is out still comes back.
"""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: what it is, its id, its day, and the words or numbers it is known by."""

    kind: Hindrance
    key: int
    day: date | None
    told: str
    form: str = ""

    @property
    def is_blocking(self) -> bool:
        """Whether the period is not closed before it is settled."""
        return self.kind in BLOCKING


@dataclass(frozen=True, slots=True)
class CloseRow:
    """A period that was closed, and whether and why it was opened again."""

    close_id: int
    closed_to: date
    closed_at: datetime
    closed_by: str
    undone_at: datetime | None
    reason: str


def obstacles(session: Session, to_on: date) -> list[Obstacle]:
    """What stands in the way of closing all days up to one."""
    found = [
        Obstacle(Hindrance.DRAFT, draft.draft_id, day, draft.title, draft.form)
        for draft in drafts(session)
        if (day := draft_day(draft)) is not None and day <= to_on
    ]
    found += [
        Obstacle(Hindrance.COUNT, row.stocktake_id, row.day, f"{row.store}: {row.scope}")
        for row in stocktake_rows(session, CountState.OPEN)
        if row.day <= to_on
    ]
    for paper in lists_out(session, to_on):
        about = ", ".join([*paper.vouchers, *(one.number for one in paper.documents)])
        told = " · ".join(filter(None, (paper.department, about)))
        found.append(Obstacle(Hindrance.SHEET, 0, None, told))
    return found


def draft_day(draft: DraftRow) -> date | None:
    """The day a voucher's draft is about; None of other drafts. One without a day: when saved."""
    cells: Any = draft.cells
    if not isinstance(cells, dict) or not {"day", "store"} <= cells.keys():
        return None
    if typed := _DAY.fullmatch(str(cells["day"]).strip()):
        try:
            return date(int(typed[3]), int(typed[2]), int(typed[1]))
        except ValueError:
            pass
    return draft.saved_at.astimezone().date()


def closes(session: Session) -> list[CloseRow]:
    """All closes, undone ones too, the newest first."""
    entry = aliased(AuditEntry)
    query = (
        select(
            PeriodClose.id,
            PeriodClose.closed_to,
            entry.at,
            Account.name,
            PeriodClose.undone_at,
            PeriodClose.reason,
        )
        .join(entry, entry.id == PeriodClose.act_id)
        .join(Account, Account.id == entry.account_id)
        .order_by(PeriodClose.id.desc())
    )
    return [CloseRow(*row) for row in session.execute(query)]


def last_close(session: Session) -> PeriodClose | None:
    """The last close that was not undone: the only one that can be."""
    return session.scalar(
        select(PeriodClose)
        .where(PeriodClose.undone_at.is_(None))
        .order_by(PeriodClose.closed_to.desc(), PeriodClose.id.desc())
        .limit(1)
    )
