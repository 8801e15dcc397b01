"""The people a round hands out to, with what they got and what to give them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.kinds import AbsenceKind, Series, VoucherKind
from db.models.staff import Department, DutyPost, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.catalogue import supplies
from db.queries.staff import PersonRow, away_on, person_row, serving
from db.queries.voucher_list import reversed_pairs
from db.queries.window import matches, total
from db.text import clean


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in a round: pieces received since the week began and pieces proposed, by supply id."""

    person: PersonRow
    absence: AbsenceKind | None
    received: dict[int, int] = field(default_factory=dict)
    proposed: dict[int, int] = field(default_factory=dict)


def recipients(
    session: Session,
    day: date,
    week_from: date,
    supply_ids: Sequence[int],
    department_ids: Sequence[int] | None = None,
    as_last_round: bool = False,
) -> list[Recipient]:
    """Everybody serving on a day in the departments (None: all), by department, then by name.

    The proposal is the supply's usual quantity (its priority quantity at priority posts), or what
    the same person got in the last round; who is away gets 0.
    """
    query = (
        select(StaffMember, Membership, Department, DutyPost)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
        .where(serving(day))
        .order_by(Department.position, StaffMember.sort_key, StaffMember.code)
    )
    if department_ids is not None:
        query = query.where(Membership.department_id.in_(department_ids))
    rows = [person_row(row) for row in session.execute(query)]
    away = away_on(session, day)
    received = received_by_person(session, week_from, day, supply_ids)
    last = last_round(session, day, supply_ids) if as_last_round else None
    usual = {row.supply_id: row for row in supplies(session, ids=supply_ids)}
    found = []
    for row in rows:
        proposed = {}
        for supply_id in supply_ids:
            supply = usual[supply_id]
            pieces = supply.usual_quantity
            if row.is_priority and supply.priority_quantity:
                pieces = supply.priority_quantity
            if last is not None:
                pieces = last.get((row.staff_id, supply_id), 0)
            proposed[supply_id] = 0 if row.staff_id in away else pieces
        found.append(
            Recipient(row, away.get(row.staff_id), received.get(row.staff_id, {}), proposed)
        )
    return found


def received_by_person(
    session: Session, from_on: date, to_on: date, supply_ids: Sequence[int]
) -> dict[int, dict[int, int]]:
    """Net pieces each person got in a period, by supply."""
    query = (
        select(
            VoucherLine.staff_id,
            VoucherLine.supply_id,
            total(-VoucherLine.direction * VoucherLine.quantity),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.counts_as == VoucherKind.ISSUE,
            Voucher.day >= from_on,
            Voucher.day <= to_on,
            VoucherLine.supply_id.in_(supply_ids),
            VoucherLine.staff_id.is_not(None),
        )
        .group_by(VoucherLine.staff_id, VoucherLine.supply_id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for staff_id, supply_id, quantity in session.execute(query):
        if staff_id is not None:
            found[staff_id][supply_id] = quantity
    return found


def last_round(
    session: Session, day: date, supply_ids: Sequence[int]
) -> dict[tuple[int, int], int]:
    """What each person got of each supply on the last day before `day` that their department got it."""
    issued = (
        select(
            VoucherLine.staff_id,
            VoucherLine.supply_id,
            VoucherLine.department_id,
            Voucher.day,
            VoucherLine.quantity,
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            Voucher.series == Series.XK,
            Voucher.day < day,
            Voucher.id.not_in(reversed_pairs()),
            VoucherLine.supply_id.in_(supply_ids),
            VoucherLine.staff_id.is_not(None),
        )
        .subquery()
    )
    latest = (
        select(issued.c.supply_id, issued.c.department_id, func.max(issued.c.day).label("day"))
        .group_by(issued.c.supply_id, issued.c.department_id)
        .subquery()
    )
    query = select(issued.c.staff_id, issued.c.supply_id, total(issued.c.quantity)).join(
        latest,
        (latest.c.supply_id == issued.c.supply_id)
        & (latest.c.department_id == issued.c.department_id)
        & (latest.c.day == issued.c.day),
    )
    grouped = query.group_by(issued.c.staff_id, issued.c.supply_id)
    return {
        (staff_id, supply_id): pieces for staff_id, supply_id, pieces in session.execute(grouped)
    }


def find_people(session: Session, day: date, text: str, limit: int = 20) -> list[PersonRow]:
    """People a typed beginning may mean: accents aside, but exact accents first."""
    query = (
        select(StaffMember, Membership, Department, DutyPost)
        .join(Membership, Membership.staff_id == StaffMember.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(DutyPost, DutyPost.id == Membership.duty_post_id)
        .where(serving(day), matches(StaffMember.search, text))
        .order_by(StaffMember.sort_key, StaffMember.code)
        .limit(limit * 10)
    )
    rows = [person_row(row) for row in session.execute(query)]
    words = clean(text).lower().split()

    def inexact(row: PersonRow) -> bool:
        parts = row.name.lower().split()
        return not all(any(part.startswith(word) for part in parts) for word in words)

    return sorted(rows, key=inexact)[:limit]
