"""The acts that say of people of a round that they signed, refuse or are excused, and their undoing."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay, NotFound, ReasonMissing, RefusedByBook
from db.kinds import Outcome
from db.models.documents import Acknowledgement
from db.queries.acknowledging import Decision
from db.services.rounds import open_distribution
from db.text import clean


def decide(
    session: Session,
    act: Act,
    distribution_id: int,
    staff_ids: Collection[int],
    outcome: Outcome,
    on: date,
    reason: str = "",
    proof_id: int | None = None,
) -> list[int]:
    """Say of people of a round that they signed, refuse, are excused, or take that back (OPEN).

    Refusing and excusing need a reason. Raises ReasonMissing, FutureDay, NotFound,
    DistributionClosed; returns the people.
    """
    distribution = open_distribution(session, distribution_id)
    if on > act.today:
        raise FutureDay(on, act.today, act.present)
    if on < distribution.day:
        raise RefusedByBook("BEFORE_ROUND")
    said = clean(reason)
    if outcome in (Outcome.REFUSED, Outcome.EXCUSED) and not said:
        raise ReasonMissing
    wanted = sorted(set(staff_ids))
    known = set(
        session.scalars(
            select(Acknowledgement.staff_id).where(
                Acknowledgement.distribution_id == distribution_id
            )
        )
    )
    if strangers := [staff_id for staff_id in wanted if staff_id not in known]:
        raise NotFound("acknowledgement", str(strangers[0]))
    values: dict[str, object] = {
        "outcome": outcome,
        "outcome_on": None if outcome is Outcome.OPEN else on,
        "reason": said if outcome in (Outcome.REFUSED, Outcome.EXCUSED) else "",
        "proof_id": proof_id,
    }
    for start in range(0, len(wanted), 500):
        session.execute(
            update(Acknowledgement)
            .where(
                Acknowledgement.distribution_id == distribution_id,
                Acknowledgement.staff_id.in_(wanted[start : start + 500]),
            )
            .values(values)
        )
    return wanted


def take_back(
    session: Session,
    act: Act,
    distribution_id: int,
    before: Collection[Decision],
    made: Outcome,
) -> list[int]:
    """Undo a decision: those who still have the outcome that it made get back what they had."""
    open_distribution(session, distribution_id)
    return restore(session, distribution_id, before, made)


def restore(
    session: Session, distribution_id: int, before: Collection[Decision], made: Outcome
) -> list[int]:
    """Give those who still have the outcome `made` what they had before; return them."""
    still = select(Acknowledgement).where(
        Acknowledgement.distribution_id == distribution_id, Acknowledgement.outcome == made
    )
    known = {ack.staff_id: ack for ack in session.scalars(still)}
    taken = [one for one in before if one.staff_id in known]
    for one in taken:
        ack = known[one.staff_id]
        ack.outcome, ack.outcome_on = one.outcome, one.outcome_on
        ack.reason, ack.proof_id = one.reason, one.proof_id
    return [one.staff_id for one in taken]
