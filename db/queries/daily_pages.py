"""Pages that were given to the Director, and what days the next one covers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.daily import DailyPage
from db.queries.daily_calendar import daily_calendar


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page that was given to the Director."""

    page_id: int
    day: date
    from_on: date
    to_on: date
    made_at: datetime
    attachment_id: int


def stock_days(session: Session, day: date) -> tuple[date, date]:
    """The days that the stock on the Director's page of a day covers."""
    last = select(func.max(DailyPage.to_on)).where(DailyPage.day < day)
    calendar = daily_calendar(session)
    first = calendar.first_covered(day, session.scalar(last))
    return first, calendar.covered(day)[1]


def daily_pages(
    session: Session, day: date | None = None, offset: int = 0, limit: int | None = None
) -> list[PageRow]:
    """Pages that were given to the Director, the latest first; with a day only that day's."""
    query = select(DailyPage).order_by(DailyPage.day.desc(), DailyPage.id.desc())
    if day is not None:
        query = query.where(DailyPage.day == day)
    return [
        PageRow(one.id, one.day, one.from_on, one.to_on, one.made_at, one.attachment_id)
        for one in session.scalars(query.offset(offset).limit(limit))
    ]
