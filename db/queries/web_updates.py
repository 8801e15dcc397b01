"""The log of the Department's web site: the list, how many a day, days without any."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.kinds import WebSource
from db.models.watching import WebUpdate
from db.queries.office import settings
from db.queries.window import matches
from db.rules.calendar import days


@dataclass(frozen=True, slots=True)
class WebUpdateRow:
    """A piece of news that was put on the site."""

    update_id: int
    day: date
    at: datetime | None
    title: str
    link: str
    source: WebSource
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class WebFigures:
    """Updates of a period by source, and its days (of the campaign, up to today) without any."""

    updates: int
    by_source: dict[WebSource, int]
    days_without: tuple[date, ...]


def web_updates(
    session: Session,
    text: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[WebUpdateRow]:
    """Updates of a period, the latest first."""
    query = (
        select(WebUpdate)
        .where(_wanted(text, from_on, to_on))
        .order_by(WebUpdate.day.desc(), WebUpdate.at.desc().nulls_last(), WebUpdate.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        WebUpdateRow(
            one.id, one.day, one.at, one.title, one.link, one.source, one.note, one.version
        )
        for one in session.scalars(query)
    ]


def web_update_count(
    session: Session, text: str = "", from_on: date | None = None, to_on: date | None = None
) -> int:
    """How many updates `web_updates` would give."""
    query = select(func.count(WebUpdate.id)).where(_wanted(text, from_on, to_on))
    return session.scalar(query) or 0


def updates_by_day(session: Session, from_on: date, to_on: date) -> dict[date, int]:
    """How many updates each day of a period had; days without are left out."""
    query = (
        select(WebUpdate.day, func.count())
        .where(_wanted("", from_on, to_on))
        .group_by(WebUpdate.day)
        .order_by(WebUpdate.day)
    )
    return dict(session.execute(query).all())


def web_figures(session: Session, from_on: date, to_on: date, today: date) -> WebFigures | None:
    """The figures of a period; None where the log was never used up to its end."""
    if not web_update_count(session, to_on=to_on):
        return None
    counted = updates_by_day(session, from_on, to_on)
    by_source = (
        select(WebUpdate.source, func.count())
        .where(_wanted("", from_on, to_on))
        .group_by(WebUpdate.source)
    )
    starts_on = date.fromisoformat(settings(session, to_on)["campaign"]["starts_on"])
    asked = days(max(from_on, starts_on), min(to_on, today))
    return WebFigures(
        updates=sum(counted.values()),
        by_source=dict(session.execute(by_source).all()),
        days_without=tuple(day for day in asked if day not in counted),
    )


def _wanted(text: str, from_on: date | None, to_on: date | None) -> ColumnElement[bool]:
    wanted = matches(WebUpdate.search, text)
    if from_on is not None:
        wanted &= WebUpdate.day >= from_on
    if to_on is not None:
        wanted &= WebUpdate.day <= to_on
    return wanted
