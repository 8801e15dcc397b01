"""The daily reports of a period together: punctuality, indicators by day, cases and web site in figures."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.watching import InfoCase
from db.queries.cases import CaseFigures, case_figures
from db.queries.daily_board import DepartmentDays, punctuality
from db.queries.daily_calendar import local
from db.queries.indicator_table import IndicatorDays, indicator_table
from db.queries.web_updates import WebFigures, web_figures
from db.rules.calendar import iso_week


@dataclass(frozen=True, slots=True)
class DailyWeek:
    """A period up to an aware moment; `cases` and `site` are None while the book has none."""

    from_on: date
    to_on: date
    week: str | None
    at: datetime
    units: tuple[DepartmentDays, ...]
    indicators: tuple[IndicatorDays, ...]
    cases: CaseFigures | None
    site: WebFigures | None


def daily_week(session: Session, from_on: date, to_on: date, at: datetime) -> DailyWeek:
    """Read a period as it stands at an aware moment; what came or is later counts nowhere."""
    today = local(at).date()
    has_cases = session.scalar(select(InfoCase.id).where(InfoCase.found_on <= to_on).limit(1))
    return DailyWeek(
        from_on=from_on,
        to_on=to_on,
        week=iso_week(from_on, to_on),
        at=at,
        units=tuple(punctuality(session, from_on, to_on, at, until=at)),
        indicators=tuple(indicator_table(session, from_on, to_on, today, until=at)),
        cases=case_figures(session, from_on, to_on) if has_cases is not None else None,
        site=web_figures(session, from_on, to_on, today),
    )
