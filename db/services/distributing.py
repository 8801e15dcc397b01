"""The acts of a round of distribution: who has to know, what was handed over, what was decided."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import (
    DistributionClosed,
    FieldMissing,
    FutureDay,
    NobodyToTell,
    NotFound,
    QuantityOutOfRange,
    ReasonMissing,
    RefusedByBook,
)
from db.kinds import DeliveryForm, Outcome
from db.models.documents import Acknowledgement, Delivery, Distribution, DistributionDocument
from db.models.staff import Agency, Department, Membership
from db.queries.acknowledging import Decision
from db.queries.staff import serving
from db.services.attachments import keep_file
from db.services.documents import NewFile
from db.services.records import opened, search_words
from db.text import clean, fold, sort_key

MOST_COPIES = 1_000_000


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
    title: str
    rank: int


def distribute(session: Session, act: Act, new: NewDistribution) -> int:
    """Open a round and fix who has to sign: the people active on its day; return its id.

    Raises FieldMissing, FutureDay, NobodyToTell.
    """
    if not new.document_ids:
        raise FieldMissing("document")
    if new.day > act.today:
        raise FutureDay(new.day, act.today, act.present)
    if new.deadline_on is not None and new.deadline_on < new.day:
        raise RefusedByBook("DEADLINE_BEFORE_START")
    _check_copies(new.copies)
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
        for position, document_id in enumerate(new.document_ids, 1)
    )
    _add(session, distribution, people, new.day)
    _add_receivers(session, distribution, people, agency_ids, new.copies)
    return distribution.id


def reached(session: Session, new: NewDistribution) -> dict[int, int]:
    """How many people of each department a round would reach, before it is recorded."""
    return dict(Counter(place.department_id for place in _people_of(session, new)))


def add_people(
    session: Session, act: Act, distribution_id: int, staff_ids: Collection[int]
) -> list[int]:
    """Add people who came after a round began; return those who were not on it yet."""
    distribution = _open(session, distribution_id)
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
    _add_receivers(session, distribution, fresh, (), 1)
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
    distribution = _open(session, distribution_id)
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
    _open(session, distribution_id)
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


def deliver(
    session: Session,
    act: Act,
    delivery_id: int,
    on: date | None,
    receiver: str = "",
    copies: int | None = None,
    form: DeliveryForm | None = None,
    note: str = "",
    version: int | None = None,
) -> int:
    """Note that copies went to a unit or outside body, and so to its people; None takes it back."""
    delivery = opened(session, Delivery, delivery_id, version)
    distribution = _open(session, delivery.distribution_id)
    if on is not None and on > act.today:
        raise FutureDay(on, act.today, act.present)
    if on is not None and on < distribution.day:
        raise RefusedByBook("BEFORE_ROUND")
    if copies is not None:
        _check_copies(copies)
        delivery.copies = copies
    delivery.form = form or delivery.form
    delivery.delivered_on = on
    delivery.receiver, delivery.note = clean(receiver), clean(note)
    if delivery.department_id is not None:
        session.execute(
            update(Acknowledgement)
            .where(
                Acknowledgement.distribution_id == distribution.id,
                Acknowledgement.department_id == delivery.department_id,
            )
            .values(delivered_on=on)
        )
    return delivery_id


def deliver_all(
    session: Session, act: Act, distribution_id: int, delivery_ids: Sequence[int], on: date | None
) -> list[int]:
    """Note of several units at once that their copies went to them on a day; None takes it back."""
    for delivery_id in delivery_ids:
        delivery = opened(session, Delivery, delivery_id, None)
        deliver(session, act, delivery_id, on, delivery.receiver, note=delivery.note)
    return list(delivery_ids)


def add_receivers(
    session: Session, act: Act, distribution_id: int, names: Sequence[str], copies: int = 1
) -> list[int]:
    """Add outside bodies, named as in "Nơi nhận", to a round's delivery list; return their ids.

    A name the book does not know becomes a new body.
    """
    distribution = _open(session, distribution_id)
    _check_copies(copies)
    agency_ids = [agency_named(session, name) for name in names if clean(name)]
    _add_receivers(session, distribution, (), tuple(dict.fromkeys(agency_ids)), copies)
    return agency_ids


def agency_named(session: Session, name: str) -> int:
    """The outside body of that name, accents and case aside; an unknown name makes a new one."""
    words = " " + fold(name)
    for agency in session.scalars(select(Agency)):
        if fold(agency.name) == words.strip() or fold(agency.code) == words.strip():
            return agency.id
    count = len(session.scalars(select(Agency.id)).all())
    agency = Agency(
        code=f"CQ{count + 1:03d}",
        name=clean(name),
        search=search_words(clean(name)),
        sort_key=sort_key(name),
        parent_id=None,
        from_on=None,
        to_on=None,
    )
    session.add(agency)
    session.flush()
    return agency.id


def close_distribution(session: Session, act: Act, distribution_id: int) -> int:
    """Close a round: nothing more is expected of it."""
    _open(session, distribution_id).closed_on = act.today
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


def open_distribution(session: Session, distribution_id: int) -> Distribution:
    """The round, if it is not closed. Raises NotFound, DistributionClosed."""
    return _open(session, distribution_id)


def _open(session: Session, distribution_id: int) -> Distribution:
    distribution = opened(session, Distribution, distribution_id, None)
    if distribution.closed_on is not None:
        raise DistributionClosed(distribution_id, distribution.closed_on)
    return distribution


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
        if place.department_id in units or place.staff_id in single | on_post
    ]


def _places(session: Session, day: date, *tests: object) -> list[_Place]:
    """Who serves where on a day, each person once."""
    parents = dict(session.execute(select(Department.id, Department.parent_id)).all())
    query = select(Membership).where(serving(day), *tests).order_by(Membership.id)  # type: ignore[arg-type]
    found = {
        member.staff_id: _Place(
            member.staff_id,
            parents[member.department_id] or member.department_id,
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


def _add_receivers(
    session: Session,
    distribution: Distribution,
    people: Sequence[_Place],
    agency_ids: Sequence[int],
    copies: int,
) -> None:
    """A line of the delivery list for each unit and outside body that has none yet."""
    there = session.execute(
        select(Delivery.department_id, Delivery.agency_id).where(
            Delivery.distribution_id == distribution.id
        )
    ).all()
    known = {tuple(row) for row in there}
    wanted: list[tuple[int | None, int | None]] = [
        (department_id, None)
        for department_id in dict.fromkeys(place.department_id for place in people)
    ]
    wanted += [(None, agency_id) for agency_id in agency_ids]
    session.add_all(
        Delivery(
            distribution_id=distribution.id,
            department_id=department_id,
            agency_id=agency_id,
            form=distribution.form,
            copies=copies,
            delivered_on=None,
            receiver="",
            note="",
        )
        for department_id, agency_id in wanted
        if (department_id, agency_id) not in known
    )
    session.flush()


def _check_copies(copies: int) -> None:
    if not 0 <= copies <= MOST_COPIES:
        raise QuantityOutOfRange(0, copies)
