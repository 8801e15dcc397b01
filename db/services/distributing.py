"""The acts that say who has to know: a round is opened, people join it or move within it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import (
    FieldMissing,
    FutureDay,
    NobodyToTell,
    RefusedByBook,
)
from db.kinds import DeliveryForm, Outcome
from db.models.documents import (
    Acknowledgement,
    Delivery,
    Distribution,
    DistributionDocument,
    Document,
)
from db.models.staff import Department, Membership
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


def move_people(
    session: Session, act: Act, distribution_id: int, staff_ids: Collection[int]
) -> list[int]:
    """Let people of a round sign with the unit where they serve now; return those who moved.

    What is decided of them stays. Raises NotFound, DistributionClosed.
    """
    distribution = open_distribution(session, distribution_id)
    places = {
        place.staff_id: place
        for place in _places(session, act.today, Membership.staff_id.in_(list(staff_ids)))
    }
    of_round = select(Acknowledgement).where(Acknowledgement.distribution_id == distribution_id)
    moved = [
        (ack, place)
        for ack in session.scalars(of_round.where(Acknowledgement.staff_id.in_(list(places))))
        if ack.department_id != (place := places[ack.staff_id]).department_id
    ]
    list_receivers(session, distribution, [place.department_id for _, place in moved], (), 1)
    handed = select(Delivery.department_id, Delivery.delivered_on).where(
        Delivery.distribution_id == distribution_id
    )
    delivered = dict(session.execute(handed).all())
    for ack, place in moved:
        ack.department_id, ack.title, ack.rank = place.department_id, place.title, place.rank
        ack.delivered_on = ack.delivered_on or delivered.get(place.department_id)
    return [ack.staff_id for ack, _place in moved]


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
