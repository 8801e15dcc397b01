"""The office itself: the book, settings and signers in force on a day, drafts, the journal."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models.office import (
    Book,
    Draft,
    PrintedPage,
    ReportText,
    Setting,
    Signer,
)


@dataclass(frozen=True, slots=True)
class SignerRow:
    """Who signs as what."""

    signer_id: int
    role: str
    prefix: str
    title: str
    name: str
    from_on: date | None
    to_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A form left for later; `cells` as they were typed."""

    draft_id: int
    form: str
    title: str
    cells: Any
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class KeptText:
    """A sentence of a report as the clerk changed it, and what it replaced."""

    text: str
    proposed: str


def book_number(session: Session) -> int:
    """The four digits that stand for this book in every printed code."""
    return session.execute(select(Book.number)).scalar_one()


def settings(session: Session, day: date) -> dict[str, Any]:
    """All settings in force on a day."""
    query = select(Setting.key, Setting.value).where(Setting.from_on <= day)
    rows = session.execute(query.order_by(Setting.key, Setting.from_on))
    return {key: json.loads(value) for key, value in rows}


def in_force_from(session: Session, key: str, day: date) -> date:
    """Since when a setting of a day is as it is; the first of all days where it always was."""
    query = select(func.max(Setting.from_on)).where(Setting.key == key, Setting.from_on <= day)
    return session.scalar(query) or date.min


def history_of(session: Session, key: str) -> list[tuple[date, Any]]:
    """All that a setting was, is and will be, each from its first day on, in order."""
    query = select(Setting.from_on, Setting.value).where(Setting.key == key)
    rows = session.execute(query.order_by(Setting.from_on))
    return [(from_on, json.loads(value)) for from_on, value in rows]


def forms(session: Session) -> list[dict[str, str]]:
    """The codes printed on papers, each with the ISO day (empty: since ever) it holds from."""
    query = select(Setting.from_on, Setting.value).where(Setting.key == "forms")
    return [
        {"from_on": "" if from_on == date.min else from_on.isoformat(), **json.loads(value)}
        for from_on, value in session.execute(query.order_by(Setting.from_on))
    ]


def signers(session: Session, day: date | None = None) -> list[SignerRow]:
    """Signers by role; with a day only those in force on it."""
    query = select(Signer).order_by(Signer.role, Signer.from_on, Signer.id)
    if day is not None:
        query = query.where(
            or_(Signer.from_on.is_(None), Signer.from_on <= day),
            or_(Signer.to_on.is_(None), Signer.to_on >= day),
        )
    return [
        SignerRow(s.id, s.role, s.prefix, s.title, s.name, s.from_on, s.to_on, s.version)
        for s in session.scalars(query)
    ]


def drafts(session: Session, form: str | None = None) -> list[DraftRow]:
    """Drafts waiting, the latest first."""
    query = select(Draft).order_by(Draft.saved_at.desc(), Draft.id.desc())
    if form is not None:
        query = query.where(Draft.form == form)
    return [
        DraftRow(d.id, d.form, d.title, json.loads(d.cells), d.saved_at)
        for d in session.scalars(query)
    ]


def report_texts(session: Session, from_on: date, to_on: date) -> dict[str, KeptText]:
    """The sentences of a period's report that the clerk changed."""
    query = select(ReportText).where(ReportText.from_on == from_on, ReportText.to_on == to_on)
    return {row.field: KeptText(row.text, row.proposed) for row in session.scalars(query)}


def paper_of(session: Session, kind: int, subject: str) -> int | None:
    """The number of the paper last printed about a subject, if any was."""
    query = select(func.max(PrintedPage.paper)).where(
        PrintedPage.kind == kind, PrintedPage.subject == subject
    )
    return session.scalar(query)
