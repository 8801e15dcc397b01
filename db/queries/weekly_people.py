"""The weekly report's figures by department and by group of people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.staff import Department, DutyPost, Membership
from db.queries.flows import Issued
from db.queries.report import DepartmentFigures, GroupFigures
from db.queries.staff import serving
from db.queries.weekly_norms import norm_reach, together
from db.rules.calendar import WorkCalendar


def department_figures(
    session: Session, got: Iterable[Issued], to_on: date
) -> list[DepartmentFigures]:
    """What each department got; a section counts in its parent."""
    every = session.scalars(select(Department).order_by(Department.position)).all()
    counts_in = {row.id: row.parent_id or row.id for row in every}
    people: dict[int, int] = defaultdict(int)
    serve = select(Membership.department_id, func.count(Membership.staff_id.distinct()))
    for department_id, count in session.execute(
        serve.where(serving(to_on)).group_by(Membership.department_id)
    ):
        people[counts_in[department_id]] += count
    issued: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    shared: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    persons: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in got:
        if line.department_id is None or line.is_visitors or line.agency_id is not None:
            continue
        department_id = counts_in[line.department_id]
        to = shared if line.staff_id is None else issued
        to[department_id][line.supply_id] += line.quantity
        if line.staff_id is not None:
            persons[department_id][line.staff_id] += max(line.quantity, 0)
    return [
        DepartmentFigures(
            department_id=row.id,
            code=row.code,
            name=row.name,
            short_name=row.short_name or row.name,
            people=people[row.id],
            received=sum(1 for pieces in persons[row.id].values() if pieces > 0),
            issued=dict(issued[row.id]),
            shared=dict(shared[row.id]),
        )
        for row in every
        if counts_in[row.id] == row.id and (people[row.id] or issued[row.id] or shared[row.id])
    ]


def group_figures(
    session: Session,
    got: Sequence[Issued],
    masks: set[int],
    from_on: date,
    to_on: date,
    calendar: WorkCalendar,
) -> list[GroupFigures]:
    """Masks by priority post of the day of issue, then everybody else."""
    reaches = norm_reach(session, got, masks, from_on, to_on, calendar)
    posts = session.scalars(
        select(DutyPost).where(DutyPost.is_priority).order_by(DutyPost.position)
    ).all()
    names = {post.id: post.paper_name for post in posts}
    people: dict[int | None, int] = defaultdict(int)
    serve = select(Membership.duty_post_id, func.count(Membership.staff_id.distinct()))
    for post_id, count in session.execute(
        serve.where(serving(to_on)).group_by(Membership.duty_post_id)
    ):
        people[post_id if post_id in names else None] += count
    pieces: dict[int | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in got:
        if line.staff_id is not None and line.supply_id in masks:
            post_id = line.duty_post_id if line.duty_post_id in names else None
            pieces[post_id][line.staff_id] += line.quantity
    groups: list[tuple[int | None, str]] = [*names.items(), (None, "")]
    return [
        GroupFigures(
            name=name,
            is_priority=post_id is not None,
            people=people[post_id],
            received=sum(1 for count in pieces[post_id].values() if count > 0),
            masks=sum(pieces[post_id].values()),
            reach=together(
                reaches,
                [post_id]
                if post_id is not None
                else [None, *(post for post in reaches if post and post not in names)],
            ),
        )
        for post_id, name in groups
    ]


def by_supply(lines: Iterable[Issued]) -> dict[int, int]:
    """Pieces of each supply on some lines together, those that come to 0 left out."""
    found: dict[int, int] = defaultdict(int)
    for line in lines:
        found[line.supply_id] += line.quantity
    return {supply_id: quantity for supply_id, quantity in found.items() if quantity}


def main_round(got: Iterable[Issued], masks: set[int]) -> list[Issued]:
    """What people got of the mask that was issued most: the size of a round."""
    to_people = [line for line in got if line.staff_id is not None and line.supply_id in masks]
    sums = by_supply(to_people)
    most = max(sums, key=lambda supply_id: sums[supply_id], default=None)
    return [line for line in to_people if line.supply_id == most and line.quantity > 0]
