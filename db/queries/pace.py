"""How fast supplies go, by the office's calendar."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.queries.flows import flows, incoming_by_day, nets_by_day
from db.queries.leaflets import leaflet_ids
from db.queries.stock import stock_on
from db.rules.calendar import WorkCalendar
from db.rules.supply_need import PACE_DAYS, USUAL_DAYS, Pace, Policy, pace_of


def work_calendar(told: Mapping[str, Any]) -> WorkCalendar:
    """The office's calendar from its settings."""
    calendar = told["calendar"]
    return WorkCalendar(
        calendar["working_days"], {date.fromisoformat(day) for day in calendar["holidays"]}
    )


def paces_on(session: Session, to_on: date, calendar: WorkCalendar) -> dict[int, Pace]:
    """How fast each supply was issued in the 28 days up to a day; leaflets are not used up."""
    since = to_on - timedelta(days=PACE_DAYS - 1)
    closing = stock_on(session, to_on)
    nets = nets_by_day(session, since, to_on)
    incoming = incoming_by_day(session, since, to_on)
    leaflets = leaflet_ids(session)
    return {
        supply_id: pace_of(
            to_on,
            closing.get(supply_id, 0),
            nets.get(supply_id, {}),
            incoming.get(supply_id, {}),
            flow.issued,
            calendar,
        )
        for supply_id, flow in flows(session, since, to_on).items()
        if supply_id not in leaflets
    }


def planning_days(told: Mapping[str, Any]) -> dict[str, int]:
    """Lead, safety, review and emergency days as the office set them, in calendar days."""
    return {**USUAL_DAYS, **told.get("planning", {})}


def order_policy(told: Mapping[str, Any], calendar: WorkCalendar) -> Policy:
    """How far ahead the office orders, in working days of its calendar."""
    return Policy.of(planning_days(told), calendar)
