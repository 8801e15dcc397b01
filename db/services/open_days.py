"""Which days may still be posted to."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay, PeriodClosed
from db.models.stock import PeriodClose


def closed_to(session: Session) -> date | None:
    """The last day of the closed period, if any."""
    return session.scalar(
        select(PeriodClose.closed_to)
        .where(PeriodClose.undone_at.is_(None))
        .order_by(PeriodClose.closed_to.desc())
        .limit(1)
    )


def first_open_day(session: Session, day: date) -> date:
    """`day` itself while it is open, else the first day after the closed period."""
    last = closed_to(session)
    return day if last is None or day > last else date.fromordinal(last.toordinal() + 1)


def check_day(session: Session, act: Act, day: date) -> None:
    """Refuse a day that has not come or is closed. Raises FutureDay, PeriodClosed."""
    if day > act.today:
        raise FutureDay(day, act.today, act.present)
    if (last := closed_to(session)) is not None and day <= last:
        raise PeriodClosed(day, last)
