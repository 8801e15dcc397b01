"""What the Office did over some days, as its own daily report tells it: masks, signatures, the web site."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import Supply
from db.queries.distributions import RoundRow, rounds_between
from db.queries.flows import flows, issued_to
from db.queries.office import settings
from db.queries.pace import paces_on, work_calendar
from db.queries.stock import stock_on
from db.queries.web_updates import WebFigures, web_figures
from db.rules.supply_need import Pace


@dataclass(frozen=True, slots=True)
class MaskDays:
    """Masks over some days; what is left and the working days it lasts are of the last day's end.

    `to_people`, `shared` (to departments as such), `to_visitors` and `to_agencies` make all issued.
    """

    to_people: int
    people: int
    departments: int
    shared: int
    to_visitors: int
    to_agencies: int
    received: int
    left: int
    cover: int | None


def mask_days(session: Session, from_on: date, to_on: date) -> MaskDays:
    """Read what came, went and is left of all masks."""
    masks = set(session.scalars(select(Supply.id).where(Supply.is_mask)))
    lines = [line for line in issued_to(session, from_on, to_on) if line.supply_id in masks]
    visitors = [line for line in lines if line.is_visitors]
    agencies = [line for line in lines if line.agency_id is not None and not line.is_visitors]
    inside = [line for line in lines if line.agency_id is None and not line.is_visitors]
    by_person: dict[int, int] = {}
    for line in inside:
        if line.staff_id is not None:
            by_person[line.staff_id] = by_person.get(line.staff_id, 0) + line.quantity
    served = {staff_id for staff_id, quantity in by_person.items() if quantity > 0}
    moved = flows(session, from_on, to_on)
    left = stock_on(session, to_on)
    on_hand = sum(left.get(one, 0) for one in masks)
    return MaskDays(
        to_people=sum(by_person.values()),
        people=len(served),
        departments=len({line.department_id for line in inside if line.staff_id in served}),
        shared=sum(line.quantity for line in inside if line.staff_id is None),
        to_visitors=sum(line.quantity for line in visitors),
        to_agencies=sum(line.quantity for line in agencies),
        received=sum(moved[one].received for one in masks if one in moved),
        left=on_hand,
        cover=_cover(session, masks, to_on, on_hand),
    )


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """All of it; `rounds` are those open on some of the days, as they stood at their end."""

    from_on: date
    to_on: date
    masks: MaskDays
    rounds: tuple[RoundRow, ...]
    web: WebFigures | None


def office_days(session: Session, from_on: date, to_on: date) -> OfficeDays:
    """Read what the Office did over whole days, both ends included."""
    return OfficeDays(
        from_on,
        to_on,
        mask_days(session, from_on, to_on),
        tuple(rounds_between(session, from_on, to_on)),
        web_figures(session, from_on, to_on, to_on),
    )


def _cover(session: Session, masks: set[int], to_on: date, on_hand: int) -> int | None:
    """As on the overview: all masks against what was issued of them together."""
    told = settings(session, to_on)
    paces = paces_on(session, to_on, work_calendar(told))
    of_masks = [paces[one] for one in masks if one in paces]
    days = max((pace.days for pace in of_masks), default=0)
    return Pace(sum(pace.issued for pace in of_masks), days).cover(on_hand)
