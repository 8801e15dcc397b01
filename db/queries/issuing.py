"""The people a round hands out to, with what they got and what to give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.kinds import AbsenceKind, Series, VoucherKind
from db.models.staff import Department, DutyPost, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.catalogue import SupplyRow, supplies
from db.queries.norms import norms_in_force
from db.queries.received import received_by_person, received_in_spans
from db.queries.staff import PersonRow, away_on, person_row, serving
from db.queries.voucher_list import reversed_pairs
from db.queries.window import matches, total
from db.rules.norms import Terms, left_of, terms_for
from db.text import clean


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in a round: the norms that hold for them, pieces received and proposed, by supply id.

    What was received counts from the beginning of the norm's day, week or month; without a norm
    since the week began.
    """

    person: PersonRow
    absence: AbsenceKind | None
    received: dict[int, int] = field(default_factory=dict)
    proposed: dict[int, int] = field(default_factory=dict)
    norms: dict[int, Terms] = field(default_factory=dict)

    def left(self, supply_id: int) -> int | None:
        """What is left of the norm, nothing for who is away; None where no norm holds."""
        if (terms := self.norms.get(supply_id)) is None:
            return None
        if self.absence is not None:
            return 0
        return left_of(terms, self.received.get(supply_id, 0))


def recipients(
    session: Session,
    day: date,
    week_from: date,
    supply_ids: Sequence[int],
    department_ids: Sequence[int] | None = None,
    as_last_round: bool = False,
) -> list[Recipient]:
    """Everybody serving on a day in the departments (None: all), by department, then by name.

    The proposal is what is left of the norm, without one the supply's usual quantity (its priority
    quantity at priority posts), or what the same person got in the last round; who is away gets 0.
    """
    rows = _people_of(session, day, department_ids)
    away = away_on(session, day)
    last = last_round(session, day, supply_ids) if as_last_round else None
    usual = {row.supply_id: row for row in supplies(session, ids=supply_ids)}
    known = [row.terms for row in norms_in_force(session, day, supply_ids)]
    of_week = received_by_person(session, week_from, day, supply_ids)
    in_span = received_in_spans(session, known, day, week_from.isoweekday())
    found = []
    for row in rows:
        one = Recipient(row, away.get(row.staff_id))
        for supply_id in supply_ids:
            got = of_week
            if terms := terms_for(known, supply_id, row.duty_post_id, day):
                one.norms[supply_id] = terms
                got = in_span[terms.period]
            if pieces := got.get(row.staff_id, {}).get(supply_id, 0):
                one.received[supply_id] = pieces
            one.proposed[supply_id] = _proposed(one, usual[supply_id], last)
        found.append(one)
    return found


def _people_of(
    session: Session, day: date, department_ids: Sequence[int] | None
) -> list[PersonRow]:
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
    return [person_row(row) for row in session.execute(query)]


def _proposed(one: Recipient, supply: SupplyRow, last: Mapping[tuple[int, int], int] | None) -> int:
    if one.absence is not None:
        return 0
    if last is not None:
        return last.get((one.person.staff_id, supply.supply_id), 0)
    if (left := one.left(supply.supply_id)) is not None:
        return left
    is_more = one.person.is_priority and supply.priority_quantity
    return supply.priority_quantity if is_more else supply.usual_quantity


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
