"""Norms: what one person may get of a supply, and what all who are present need by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import Norm, Supply
from db.models.staff import DutyPost, Membership
from db.queries.staff import away_on, serving
from db.rules.calendar import WorkCalendar
from db.rules.norms import Terms, per_working_day, terms_for


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm with its words; `duty_post` is empty for everybody."""

    norm_id: int
    terms: Terms
    code: str
    supply: str
    unit: str
    duty_post: str
    is_priority: bool
    basis: str
    version: int


def norms(session: Session) -> list[NormRow]:
    """All norms ever: by supply, the general one before those of posts, the latest first."""
    query = (
        select(Norm, Supply, DutyPost)
        .join(Supply, Supply.id == Norm.supply_id)
        .outerjoin(DutyPost, DutyPost.id == Norm.duty_post_id)
        .order_by(
            Supply.is_mask.desc(),
            Supply.position,
            Supply.id,
            DutyPost.id.is_not(None),
            DutyPost.is_priority.desc(),
            DutyPost.position,
            DutyPost.id,
            Norm.from_on.desc(),
        )
    )
    found = []
    for norm, supply, _post in session.execute(query):
        post: DutyPost | None = _post
        terms = Terms(
            norm.supply_id, norm.duty_post_id, norm.pieces, norm.period, norm.from_on, norm.to_on
        )
        found.append(
            NormRow(
                norm_id=norm.id,
                terms=terms,
                code=supply.code,
                supply=supply.name,
                unit=supply.base_unit,
                duty_post=post.name if post else "",
                is_priority=post.is_priority if post else False,
                basis=norm.basis,
                version=norm.version,
            )
        )
    return found


def norms_in_force(
    session: Session, day: date, supply_ids: Sequence[int] | None = None
) -> list[NormRow]:
    """The norms in force on a day, of these supplies (None: all), in the order of `norms`."""
    return [
        row
        for row in norms(session)
        if row.terms.holds_on(day) and (supply_ids is None or row.terms.supply_id in supply_ids)
    ]


def present_by_post(session: Session, day: date) -> dict[int | None, int]:
    """How many people serve at each duty post (None: at none) on a day and are not away."""
    away = away_on(session, day)
    query = select(Membership.staff_id, Membership.duty_post_id).where(serving(day))
    places = {row.staff_id: row.duty_post_id for row in session.execute(query)}
    return dict(Counter(post for staff_id, post in places.items() if staff_id not in away))


def norm_need(session: Session, day: date, calendar: WorkCalendar) -> dict[int, Fraction]:
    """Pieces a working day that norm × people present needs, by supply that has a norm then."""
    known = [row.terms for row in norms_in_force(session, day)]
    present = present_by_post(session, day)
    need: dict[int, Fraction] = {}
    for supply_id in dict.fromkeys(terms.supply_id for terms in known):
        need[supply_id] = Fraction(0)
        for post_id, people in present.items():
            terms = terms_for(known, supply_id, post_id, day)
            if terms is not None:
                need[supply_id] += people * per_working_day(terms, day, calendar)
    return need
