"""The weekly report's norm columns: what a person may get, and how many got it (papers.md 1.2)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import NormPeriod
from db.models.staff import Absence, Membership
from db.queries.flows import Issued
from db.queries.norms import norms_in_force
from db.queries.report import NormReach
from db.queries.staff import serving
from db.rules.calendar import WorkCalendar
from db.rules.norms import Terms, per_working_day, terms_for

WEEK = 7


def norm_reach(
    session: Session,
    got: Iterable[Issued],
    masks: Collection[int],
    from_on: date,
    to_on: date,
    calendar: WorkCalendar,
) -> dict[int | None, NormReach]:
    """By duty post (None: no post), where a norm of masks is in force on the period's last day.

    Counted are those who serve on the last day and worked on any day of the period; a person
    reached the norm with as many masks, of all kinds together, as it gives for the period.
    """
    known = [row.terms for row in norms_in_force(session, to_on, sorted(masks))]
    received: Counter[int] = Counter()
    for line in got:
        if line.staff_id is not None and line.supply_id in masks:
            received[line.staff_id] += line.quantity
    away = _away_throughout(session, from_on, to_on, calendar)
    people: dict[int | None, list[int]] = defaultdict(list)
    for staff_id, post_id in session.execute(
        select(Membership.staff_id, Membership.duty_post_id).where(serving(to_on)).distinct()
    ):
        if staff_id not in away:
            people[post_id].append(staff_id)
    found: dict[int | None, NormReach] = {}
    for post_id, of_post in people.items():
        terms = [
            one for supply in masks if (one := terms_for(known, supply, post_id, to_on)) is not None
        ]
        if terms:
            target = sum(_for_period(one, from_on, to_on, calendar) for one in terms)
            found[post_id] = NormReach(
                weekly=sum((_a_week(one, to_on, calendar) for one in terms), Fraction(0)),
                counted=len(of_post),
                reached=sum(received[staff_id] >= target for staff_id in of_post),
            )
    return found


def together(
    reaches: Mapping[int | None, NormReach], posts: Iterable[int | None]
) -> NormReach | None:
    """The standing of several posts as one group; its norm is that of the first that has one."""
    some = [reaches[post] for post in posts if post in reaches]
    if not some:
        return None
    return NormReach(
        some[0].weekly, sum(one.counted for one in some), sum(one.reached for one in some)
    )


def _for_period(terms: Terms, from_on: date, to_on: date, calendar: WorkCalendar) -> Fraction:
    """Pieces a norm gives for a period; a week's norm holds whole in a week with holidays."""
    if terms.period is NormPeriod.WEEK:
        return Fraction(terms.pieces * ((to_on - from_on).days + 1), WEEK)
    return sum(
        (per_working_day(terms, day, calendar) for day in calendar.worked(from_on, to_on)),
        Fraction(0),
    )


def _a_week(terms: Terms, day: date, calendar: WorkCalendar) -> Fraction:
    return per_working_day(terms, day, calendar) * len(set(calendar.weekdays))


def _away_throughout(
    session: Session, from_on: date, to_on: date, calendar: WorkCalendar
) -> set[int]:
    """Who was away on every working day of a period."""
    worked = set(calendar.worked(from_on, to_on))
    gone: dict[int, set[date]] = defaultdict(set)
    query = select(Absence.staff_id, Absence.from_on, Absence.to_on).where(
        Absence.from_on <= to_on, Absence.to_on >= from_on
    )
    for staff_id, first, last in session.execute(query):
        begin, end = max(first, from_on), min(last, to_on)
        gone[staff_id] |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
    return {staff_id for staff_id, days in gone.items() if worked and worked <= days}
