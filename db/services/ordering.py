"""The acts that put departments and duty posts in the order that lists and papers follow."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.models.staff import Department, DutyPost
from db.services.records import opened


def move_department(session: Session, act: Act, department_id: int, is_up: bool) -> int:
    """Let a department change places with the one in use above it or below it."""
    moved = opened(session, Department, department_id, None)
    every = session.scalars(select(Department).order_by(Department.position, Department.id)).all()
    _move(every, moved, [one for one in every if one.is_active or one is moved], is_up)
    return department_id


def move_duty_post(session: Session, act: Act, duty_post_id: int, is_up: bool) -> int:
    """Let a duty post change places with the one above or below; priority posts stay above."""
    moved = opened(session, DutyPost, duty_post_id, None)
    ordered = select(DutyPost).order_by(DutyPost.is_priority.desc(), DutyPost.position, DutyPost.id)
    every = session.scalars(ordered).all()
    _move(every, moved, [one for one in every if one.is_priority == moved.is_priority], is_up)
    return duty_post_id


Row = Department | DutyPost


def _move(every: Sequence[Row], moved: Row, beside: Sequence[Row], is_up: bool) -> None:
    """Number all anew, the moved one where its neighbour in `beside` was; at an end it stays."""
    place = beside.index(moved) + (-1 if is_up else 1)
    if not 0 <= place < len(beside):
        return
    ordered = list(every)
    target = ordered.index(beside[place])
    ordered.remove(moved)
    ordered.insert(target, moved)
    for position, row in enumerate(ordered, 1):
        if row.position != position:
            row.position = position
