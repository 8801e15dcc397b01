"""Short ways to act on duties and daily reports of a furnished book."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from db.kinds import ReportForm
from db.models.staff import Department
from db.queries.daily_calendar import aware
from db.queries.duties import duties, indicators
from db.services.daily import DailyReportFields, save_report
from tests.db.world import World

FIVE = ("VP", "TTS", "BC", "XBIPH", "TTDT")


def department(world: World, code: str) -> int:
    """The id of a department."""
    return world.book.ask(
        lambda session: session.scalars(select(Department.id).where(Department.code == code)).one()
    )


def moment(day: date, text: str) -> datetime:
    """The moment at which the office's clock shows HH:MM or HH:MM:SS on a day."""
    return aware(day, *map(int, text.split(":")))


def indicator(world: World, name: str) -> int:
    """The id of an indicator."""
    return next(row.indicator_id for row in world.book.ask(indicators) if row.name == name)


def duty(world: World, title: str, day: date) -> int:
    """The id of a duty."""
    return next(row.duty_id for row in world.book.ask(duties, day) if row.title == title)


def report(world: World, code: str, day: date, text: str, **more: Any) -> int:
    """Note a department's report that came at a time of that day; return the edition's id."""
    fields = DailyReportFields(
        department(world, code),
        day,
        moment(day, text),
        more.pop("form", ReportForm.PHONE),
        **more,
    )
    return world.book.do(save_report, fields)
