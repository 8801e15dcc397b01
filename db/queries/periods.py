"""The weeks of the book, to choose a report from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.stock import PeriodClose, SupplyDay
from db.queries.office import settings
from db.rules.calendar import iso_week, week_of


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A week in which something moved; `last_day` is the last day on which it did.

    `week` is 2020-W06, or None where the office's weeks do not begin on a Monday.
    """

    from_on: date
    to_on: date
    week: str | None
    last_day: date
    is_closed: bool


def report_weeks(session: Session, today: date) -> list[ReportWeek]:
    """The weeks that have movements, the newest first, by the office's first day of the week."""
    starts_on = settings(session, today)["calendar"]["week_starts_on"]
    closed_to = session.scalar(
        select(func.max(PeriodClose.closed_to)).where(PeriodClose.undone_at.is_(None))
    )
    last_days: dict[tuple[date, date], date] = {}
    for day in session.scalars(select(SupplyDay.day).distinct().order_by(SupplyDay.day)):
        last_days[week_of(day, starts_on)] = day
    return [
        ReportWeek(
            from_on=from_on,
            to_on=to_on,
            week=iso_week(from_on, to_on),
            last_day=last_day,
            is_closed=closed_to is not None and closed_to >= to_on,
        )
        for (from_on, to_on), last_day in sorted(last_days.items(), reverse=True)
    ]
