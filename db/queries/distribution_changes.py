"""Who joined the departments of a round, moved or left since its people were fixed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import Outcome
from db.models.documents import Acknowledgement, Distribution
from db.models.staff import Department, Membership, StaffMember
from db.queries.staff import serving


@dataclass(frozen=True, slots=True)
class RoundChange:
    """Somebody who joined, moved or left after a round began; `on` is the day of it."""

    staff_id: int
    code: str
    name: str
    title: str
    department: str
    kind: str  # "joined", "moved", "left"
    on: date | None


def changes_since(session: Session, distribution_id: int, day: date) -> list[RoundChange]:
    """Who joined the round's departments, moved or left since its people were fixed.

    Somebody known to be there since ever may have been entered later: they joined where the round
    reaches most of their department. Who was added or excused since is settled and not listed.
    """
    began = session.execute(select(Distribution.day).where(Distribution.id == distribution_id))
    round_day = began.scalar_one()
    acks = {
        staff_id: (unit, outcome)
        for staff_id, unit, outcome in session.execute(
            select(
                Acknowledgement.staff_id, Acknowledgement.department_id, Acknowledgement.outcome
            ).where(Acknowledgement.distribution_id == distribution_id)
        )
    }
    units = {unit for unit, _outcome in acks.values()}
    parents = dict(session.execute(select(Department.id, Department.parent_id)).all())
    query = (
        select(
            StaffMember.id,
            StaffMember.code,
            StaffMember.name,
            Membership.title,
            Department.name.label("department"),
            Membership.department_id,
            Membership.from_on,
            Membership.to_on,
        )
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .join(Department, Department.id == Membership.department_id)
        .order_by(StaffMember.sort_key, StaffMember.code, Membership.id)
    )
    kinds: dict[int, str] = {}  # a later place of a person rules
    found: dict[int, RoundChange] = {}
    rows = session.execute(query.where(serving(day))).all()
    here = Counter(parents[row.department_id] or row.department_id for row in rows)
    reached = Counter(unit for unit, _outcome in acks.values())
    for row in rows:
        unit = parents[row.department_id] or row.department_id
        known = acks.get(row.id)
        kinds[row.id] = ""
        is_new = row.from_on is not None and row.from_on > round_day
        is_whole = 2 * reached[unit] > here[unit]
        if known is None and unit in units and (is_new or (row.from_on is None and is_whole)):
            kinds[row.id] = "joined"
        elif known is not None and known[0] != unit and known[1] is Outcome.OPEN:
            kinds[row.id] = "moved"
        if kinds[row.id]:
            found[row.id] = _change(row, kinds[row.id], row.from_on)
        else:
            found.pop(row.id, None)
    gone = [
        staff_id
        for staff_id, (_unit, outcome) in acks.items()
        if staff_id not in kinds and outcome is Outcome.OPEN
    ]
    left = {
        row.id: _change(row, "left", row.to_on)
        for row in session.execute(query.where(StaffMember.id.in_(gone)))
    }
    return [*found.values(), *left.values()]


def _change(row: Any, kind: str, on: date | None) -> RoundChange:
    return RoundChange(row.id, row.code, row.name, row.title, row.department, kind, on)
