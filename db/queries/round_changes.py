"""Who joined, left or changed post since the last round of each department."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.kinds import Series, VoucherKind
from db.models.staff import Department, DutyPost, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.staff import serving
from db.queries.voucher_list import reversed_pairs


class Change(StrEnum):
    """What became of a person since the last round."""

    JOINED = "joined"
    LEFT = "left"
    POST = "post"


@dataclass(frozen=True, slots=True)
class RoundChange:
    """One person: `post` is the duty post now (empty: none), `since` the day of the last round."""

    staff_id: int
    name: str
    change: Change
    post: str
    since: date


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    department_id: int
    post_id: int | None
    post: str


def round_changes(
    session: Session,
    day: date,
    supply_ids: Sequence[int],
    department_ids: Sequence[int] | None = None,
) -> list[RoundChange]:
    """What changed in these departments (None: all) since each last got any of the supplies.

    A department that never got any has no changes. In order of joined, left, post, then by name.
    """
    last = last_days(session, day, supply_ids)
    wanted = set(last) if department_ids is None else set(last) & set(department_ids)
    now = _places(session, day, wanted)
    found: dict[int, RoundChange] = {}
    for since in sorted({last[one] for one in wanted}):
        of_day = {one for one in wanted if last[one] == since}
        then = _places(session, since, of_day)
        here = {staff_id: place for staff_id, place in now.items() if place.department_id in of_day}
        for staff_id, place in {**then, **here}.items():
            if (change := _change(then.get(staff_id), now.get(staff_id))) is not None:
                post = now[staff_id].post if staff_id in now else ""
                found[staff_id] = RoundChange(staff_id, place.name, change, post, since)
    order = list(Change)
    return sorted(found.values(), key=lambda one: (order.index(one.change), one.name))


def last_days(session: Session, day: date, supply_ids: Sequence[int]) -> dict[int, date]:
    """The last day before `day` on which each department's people got any of the supplies."""
    query = (
        select(VoucherLine.department_id, func.max(Voucher.day))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            Voucher.series == Series.XK,
            Voucher.day < day,
            Voucher.id.not_in(reversed_pairs()),
            VoucherLine.supply_id.in_(supply_ids),
            VoucherLine.staff_id.is_not(None),
        )
        .group_by(VoucherLine.department_id)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0] is not None}


def _places(session: Session, day: date, department_ids: set[int]) -> dict[int, _Place]:
    query = (
        select(StaffMember.id, StaffMember.name, Membership, DutyPost.name)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
        .where(serving(day), Membership.department_id.in_(department_ids))
        .order_by(StaffMember.sort_key)
    )
    return {
        staff_id: _Place(name, place.department_id, place.duty_post_id, post or "")
        for staff_id, name, place, post in session.execute(query)
    }


def _change(then: _Place | None, now: _Place | None) -> Change | None:
    if then is None or now is None:
        return Change.JOINED if then is None else Change.LEFT
    return Change.POST if then.post_id != now.post_id else None
