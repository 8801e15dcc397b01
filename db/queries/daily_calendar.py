"""On which days reports are due, read from the settings; moments as the office's clock shows them."""

import json
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.office import Setting
from db.queries.pace import work_calendar
from db.rules.daily import DailyCalendar, policy_of

SETTING = "daily"


def daily_calendar(session: Session) -> DailyCalendar:
    """The policies and working calendars of all days."""
    query = (
        select(Setting.key, Setting.from_on, Setting.value)
        .where(Setting.key.in_((SETTING, "calendar")))
        .order_by(Setting.from_on)
    )
    rows = [(key, from_on, json.loads(value)) for key, from_on, value in session.execute(query)]
    return DailyCalendar(
        [(from_on, policy_of(value)) for key, from_on, value in rows if key == SETTING],
        [
            (from_on, work_calendar({"calendar": value}))
            for key, from_on, value in rows
            if key != SETTING
        ],
    )


def local(moment: datetime) -> datetime:
    """A moment as the clock in the office shows it, without its zone."""
    return moment.astimezone().replace(tzinfo=None)


def aware(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    """The moment at which the clock in the office shows this."""
    return datetime(day.year, day.month, day.day, hour, minute, second).astimezone()
