"""The acts on a round as such: its deadline and proof, its closing, its removal where it was a mistake."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import DistributionClosed, FutureDay, ReasonMissing, RefusedByBook
from db.kinds import Outcome
from db.models.documents import Acknowledgement, Delivery, Distribution, DistributionDocument
from db.models.office import PrintedPage
from db.rules.papers import round_subjects
from db.services.attachments import keep_file
from db.services.documents import NewFile
from db.services.records import opened
from db.text import clean


def close_distribution(session: Session, act: Act, distribution_id: int) -> int:
    """Close a round: nothing more is expected of it."""
    open_distribution(session, distribution_id).closed_on = act.today
    return distribution_id


def reopen_distribution(session: Session, act: Act, distribution_id: int) -> int:
    """Open a closed round again."""
    opened(session, Distribution, distribution_id, None).closed_on = None
    return distribution_id


def change_distribution(
    session: Session,
    act: Act,
    distribution_id: int,
    deadline_on: date | None,
    note: str,
    met_on: date | None = None,
    minutes: NewFile | None = None,
    version: int | None = None,
) -> int:
    """Change a round's deadline, note, day of meeting; `minutes`, if given, become its proof."""
    distribution = opened(session, Distribution, distribution_id, version)
    if deadline_on is not None and deadline_on < distribution.day:
        raise RefusedByBook("DEADLINE_BEFORE_START")
    if met_on is not None and met_on > act.today:
        raise FutureDay(met_on, act.today, act.present)
    distribution.deadline_on, distribution.note = deadline_on, clean(note)
    distribution.met_on = met_on
    if minutes is not None:
        distribution.minutes_id = keep_file(session, minutes.name, minutes.kind, minutes.content)
    return distribution_id


def remove_distribution(session: Session, act: Act, distribution_id: int, reason: str) -> int:
    """Remove a round opened by mistake: nothing of it was handed over, decided or printed.

    The audit keeps the reason. Raises NotFound, ReasonMissing, RefusedByBook.
    """
    distribution = opened(session, Distribution, distribution_id, None)
    if not clean(reason):
        raise ReasonMissing
    in_use = (
        select(Delivery.id).where(
            Delivery.distribution_id == distribution_id, Delivery.delivered_on.is_not(None)
        ),
        select(Acknowledgement.id).where(
            Acknowledgement.distribution_id == distribution_id,
            Acknowledgement.outcome != Outcome.OPEN,
        ),
        select(PrintedPage.id).where(
            PrintedPage.subject.startswith(round_subjects(distribution_id))
        ),
    )
    if any(session.scalar(query.limit(1)) is not None for query in in_use):
        raise RefusedByBook("ROUND_IN_USE")
    for table in (Acknowledgement, Delivery, DistributionDocument):
        session.execute(delete(table).where(table.distribution_id == distribution_id))
    session.delete(distribution)
    return distribution_id


def open_distribution(session: Session, distribution_id: int) -> Distribution:
    """The round, if it is not closed. Raises NotFound, DistributionClosed."""
    distribution = opened(session, Distribution, distribution_id, None)
    if distribution.closed_on is not None:
        raise DistributionClosed(distribution_id, distribution.closed_on)
    return distribution
