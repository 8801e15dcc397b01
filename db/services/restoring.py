"""The acts that bring into use: what was retired, and supplies from a list of usual ones."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import NotFound
from db.models.catalogue import Store
from db.models.staff import Department, Membership
from db.services.catalogue import SupplyFields, save_supply
from db.services.records import opened
from db.services.staff import PersonFields, save_person


def restore_person(
    session: Session,
    act: Act,
    staff_id: int,
    from_on: date,
    fields: PersonFields | None = None,
) -> int:
    """Let somebody who left serve again from a day on, where and as what they served last.

    `fields`, where given, are saved first, in the same act.
    """
    if fields is not None:
        save_person(session, act, fields)
    last = session.scalar(
        select(Membership)
        .where(Membership.staff_id == staff_id)
        .order_by(Membership.to_on.is_(None).desc(), Membership.to_on.desc(), Membership.id.desc())
        .limit(1)
    )
    if last is None:
        raise NotFound("membership", str(staff_id))
    if last.to_on is None:
        return staff_id
    if last.to_on >= from_on - timedelta(days=1):
        last.to_on = None
        return staff_id
    session.add(
        Membership(
            staff_id=staff_id,
            department_id=last.department_id,
            title=last.title,
            rank=last.rank,
            duty_post_id=last.duty_post_id,
            from_on=from_on,
            to_on=None,
        )
    )
    return staff_id


def restore_department(session: Session, act: Act, department_id: int) -> int:
    """Bring a department that was out of use back."""
    opened(session, Department, department_id, None).is_active = True
    return department_id


def restore_store(session: Session, act: Act, store_id: int) -> int:
    """Bring a store that was out of use back."""
    opened(session, Store, store_id, None).is_active = True
    return store_id


def adopt_supplies(session: Session, act: Act, supplies: Sequence[SupplyFields]) -> list[int]:
    """Add several supplies in one act; return their ids. Raises AlreadyThere for a code."""
    return [save_supply(session, act, fields) for fields in supplies]
