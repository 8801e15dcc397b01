"""What the weekly report says of the reports before 8:30 and of the web site."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.daily import DailyReport
from db.queries.daily_board import DepartmentDays, punctuality
from db.queries.daily_calendar import aware, local
from db.queries.web_updates import WebFigures, web_figures
from db.rules.calendar import DAY


def daily_figures(
    session: Session, from_on: date, to_on: date, now: datetime | None
) -> tuple[DepartmentDays, ...] | None:
    """How each department reported in a period, up to an aware moment (None: all of it is over).

    None where no report had come until then: the area is not in use.
    """
    if session.scalar(select(DailyReport.id).where(DailyReport.day <= to_on).limit(1)) is None:
        return None
    return tuple(punctuality(session, from_on, to_on, now or after(to_on)))


def site_figures(
    session: Session, from_on: date, to_on: date, now: datetime | None
) -> WebFigures | None:
    """Updates of the web site in a period, up to the day of a moment; None where there never were any."""
    return web_figures(session, from_on, to_on, local(now).date() if now else to_on)


def after(day: date) -> datetime:
    """The moment at which a day is over."""
    return aware(day + DAY, 0, 0)
