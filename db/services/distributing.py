"""The acts on the people of a round of distribution: who has to know, what was decided of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import (
    FieldMissing,
    FutureDay,
    NobodyToTell,
    NotFound,
    ReasonMissing,
    RefusedByBook,
)
from db.kinds import DeliveryForm, Outcome
from db.models.documents import (
    Acknowledgement,
    Distribution,
    DistributionDocument,
    Document,
)
from db.models.staff import Department, Membership
from db.queries.acknowledging import Decision
from db.queries.staff import serving
from db.services.attachments import keep_file
from db.services.delivering import agency_named, check_copies, list_receivers
from db.services.documents import NewFile
from db.services.rounds import open_distribution
from db.text import clean


@dataclass(frozen=True, slots=True)
class NewDistribution:
    """A round as the clerk fills it in.

    It reaches the people of these departments (None: of all), those of these duty posts, and
    these single people; and these outside bodies, by id or named as in "Nơi nhận". `copies` is
    what each unit gets of it.
    """

    document_ids: tuple[int, ...]
    day: date
    deadline_on: date | None = None
    form: DeliveryForm = DeliveryForm.PAPER
    department_ids: tuple[int, ...] | None = None
    duty_post_ids: tuple[int, ...] = ()
    staff_ids: tuple[int, ...] = ()
    agency_ids: tuple[int, ...] = ()
    receivers: tuple[str, ...] = ()
    copies: int = 1
    met_on: date | None = None
    minutes: NewFile | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person serves on the day of a round; a section counts in its parent."""

    staff_id: int
    department_id: int
    section_id: int  # the department itself where it is no section
    title: str
    rank: int


def distribute(session: Session, act: Act, new: NewDistribution) -> int:
    """Open a round and fix who has to sign: the people active on its day; return its id.

    Raises FieldMissing, FutureDay, NobodyToTell.
    """
    document_ids = tuple(dict.fromkeys(new.document_ids))
    if not document_ids:
        raise FieldMissing("document")
    if session.scalar(select(Document.id).where(Document.id.in_(document_ids), Document.is_basis)):
        raise RefusedByBook("BASIS_ONLY")
    if new.day > act.today:
        raise FutureDay(new.day, act.today, act.present)
    if new.deadline_on is not None and new.deadline_on < new.day:
        raise RefusedByBook("DEADLINE_BEFORE_START")
    check_copies(new.copies)
    people = _people_of(session, new)
    named = [agency_named(session, name) for name in new.receivers if clean(name)]
    agency_ids = tuple(dict.fromkeys((*new.agency_ids, *named)))
    if not people and not agency_ids:
        raise NobodyToTell
    minutes_id = None
    if new.minutes is not None:
        minutes_id = keep_file(session, new.minutes.name, new.minutes.kind, new.minutes.content)
    distribution = Distribution(
        day=new.day,
        deadline_on=new.deadline_on,
        form=new.form,
        met_on=new.met_on if new.form is DeliveryForm.MEETING else None,
        minutes_id=minutes_id,
        note=clean(new.note),
        closed_on=None,
    )
    session.add(distribution)
    session.flush()
    session.add_all(
        DistributionDocument(
            distribution_id=distribution.id, document_id=document_id, position=position
        )
        for position, document_id in enumerate(document_ids, 1)
    )
    _add(session, distribution, people, new.day)
    list_receivers(
        session, distribution, [place.department_id for place in people], agency_ids, new.copies
    )
    return distribution.id


def reached(session: Session, new: NewDistribution) -> dict[int, int]:
    """How many people of each department a round would reach, before it is recorded."""
    return dict(Counter(place.department_id for place in _people_of(session, new)))


def add_people(
    session: Session, act: Act, distribution_id: int, staff_ids: Collection[int]
) -> list[int]:
    """Add people who came after a round began; return those who were not on it yet."""
    distribution = open_distribution(session, distribution_id)
    known = set(
        session.scalars(
            select(Acknowledgement.staff_id).where(
                Acknowledgement.distribution_id == distribution_id
            )
        )
    )
    places = _places(session, act.today, Membership.staff_id.in_(list(staff_ids)))
    fresh = [place for place in places if place.staff_id not in known]
    _add(session, distribution, fresh, act.today)
    list_receivers(session, distribution, [place.department_id for place in fresh], (), 1)
    return [place.staff_id for place in fresh]


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


def _people_of(session: Session, new: NewDistribution) -> list[_Place]:
    every = _places(session, new.day)
    if new.department_ids is None:
        return every
    units, single = set(new.department_ids), set(new.staff_ids)
    on_post = set()
    if new.duty_post_ids:
        of_posts = select(Membership.staff_id).where(
            serving(new.day), Membership.duty_post_id.in_(new.duty_post_ids)
        )
        on_post = set(session.scalars(of_posts))
    return [
        place
        for place in every
        if {place.department_id, place.section_id} & units or place.staff_id in single | on_post
    ]


def _places(session: Session, day: date, *tests: object) -> list[_Place]:
    """Who serves where on a day, each person once."""
    parents = dict(session.execute(select(Department.id, Department.parent_id)).all())
    query = select(Membership).where(serving(day), *tests).order_by(Membership.id)  # type: ignore[arg-type]
    found = {
        member.staff_id: _Place(
            member.staff_id,
            parents[member.department_id] or member.department_id,
            member.department_id,
            member.title,
            member.rank,
        )
        for member in session.scalars(query)
    }
    return list(found.values())


def _add(session: Session, distribution: Distribution, people: Sequence[_Place], on: date) -> None:
    if not people:
        return
    session.execute(
        insert(Acknowledgement),
        [
            {
                "distribution_id": distribution.id,
                "staff_id": place.staff_id,
                "department_id": place.department_id,
                "title": place.title,
                "rank": place.rank,
                "form": distribution.form,
                "added_on": on,
                "delivered_on": None,
                "outcome": Outcome.OPEN,
                "outcome_on": None,
                "reason": "",
                "proof_id": None,
            }
            for place in people
        ],
    )
