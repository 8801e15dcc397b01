"""The acts that put departments, duty posts, duties and indicators in the order that lists and papers follow."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.models.duties import Duty, Indicator
from db.models.staff import Department, DutyPost
from db.services.records import opened

Row = Department | DutyPost | Duty | Indicator
Termed = TypeVar("Termed", Duty, Indicator)  # in force from a day to a day


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


def move_duty(session: Session, act: Act, duty_id: int, is_up: bool) -> int:
    """Let a duty change places with the one of its department above it or below it."""
    return _move_in_department(session, act, Duty, duty_id, is_up)


def move_indicator(session: Session, act: Act, indicator_id: int, is_up: bool) -> int:
    """Let an indicator change places with the one of its department above it or below it."""
    return _move_in_department(session, act, Indicator, indicator_id, is_up)


def _move_in_department(
    session: Session, act: Act, table: type[Termed], row_id: int, is_up: bool
) -> int:
    """Those that are over are passed by: lists do not show them."""
    moved = opened(session, table, row_id, None)
    every = session.scalars(select(table).order_by(table.position, table.id)).all()
    beside = [
        one
        for one in every
        if one.department_id == moved.department_id
        and (one is moved or one.to_on is None or one.to_on >= act.today)
    ]
    _move(every, moved, beside, is_up)
    return row_id


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
