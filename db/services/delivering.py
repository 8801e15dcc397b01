"""The acts of handing over: copies to units and outside bodies, the delivery list."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay, QuantityOutOfRange, RefusedByBook
from db.kinds import DeliveryForm
from db.models.documents import Acknowledgement, Delivery, Distribution
from db.models.staff import Agency
from db.queries.agency_names import agency_names
from db.services.records import opened, search_words
from db.services.rounds import open_distribution
from db.text import clean, fold, sort_key

MOST_COPIES = 1_000_000


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
    distribution = open_distribution(session, delivery.distribution_id)
    if on is not None and on > act.today:
        raise FutureDay(on, act.today, act.present)
    if on is not None and on < distribution.day:
        raise RefusedByBook("BEFORE_ROUND")
    if copies is not None:
        check_copies(copies)
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
    distribution = open_distribution(session, distribution_id)
    check_copies(copies)
    agency_ids = [agency_named(session, name) for name in names if clean(name)]
    list_receivers(session, distribution, (), tuple(dict.fromkeys(agency_ids)), copies)
    return agency_ids


def agency_named(session: Session, name: str) -> int:
    """The outside body of that name, accents and case aside; an unknown name makes a new one."""
    words = fold(name)
    taken = dict(session.execute(select(Agency.code, Agency.id)).all())
    for agency_id, its_name in agency_names(session).items():
        if words == fold(its_name):
            return agency_id
    for code, agency_id in taken.items():
        if words == fold(code):
            return agency_id
    agency = Agency(
        code=next(code for n in count(1) if (code := f"CQ{n:03d}") not in taken),
        name=clean(name),
        search=search_words(clean(name)),
        sort_key=sort_key(name),
        parent_id=None,
        position=len(taken) + 1,
        from_on=None,
        to_on=None,
    )
    session.add(agency)
    session.flush()
    return agency.id


def list_receivers(
    session: Session,
    distribution: Distribution,
    department_ids: Iterable[int],
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
        (department_id, None) for department_id in dict.fromkeys(department_ids)
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


def check_copies(copies: int) -> None:
    """Raise QuantityOutOfRange for a number of copies that can't be."""
    if not 0 <= copies <= MOST_COPIES:
        raise QuantityOutOfRange(0, copies)
