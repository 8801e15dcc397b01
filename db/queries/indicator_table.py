"""What departments told in figures over a period: each indicator by day and added up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.kinds import BookFigure
from db.queries.book_figures import book_figure
from db.queries.daily_calendar import daily_calendar
from db.queries.daily_reports import reports_of
from db.queries.duties import IndicatorRow, assigned, indicators
from db.rules.daily import added_up


@dataclass(frozen=True, slots=True)
class IndicatorDays:
    """An indicator over the report days of a period; a day is missing where nothing was told.

    `days` are values by day of report: what the book knows is of the days which that report covers.
    """

    indicator: IndicatorRow
    days: Mapping[date, int]
    together: int | None


def indicator_table(
    session: Session,
    from_on: date,
    to_on: date,
    today: date,
    department_id: int | None = None,
    until: datetime | None = None,
) -> list[IndicatorDays]:
    """Read every indicator of a period up to today, of all departments or one, in their order.

    With `until` reports that came later than that aware moment count nowhere.
    """
    calendar = daily_calendar(session)
    due = calendar.due_days(from_on, min(to_on, today))
    told = {
        (day, indicator_id): value
        for row in reports_of(session, from_on, to_on, department_id, until)
        for day in [row.day]
        for indicator_id, value in row.figures.items()
    }
    known: dict[tuple[BookFigure, date], int] = {}
    with_duties = {one.department_id: one for one in assigned(session, from_on, to_on)}
    table = []
    for row in indicators(session, department_id=department_id):
        unit = with_duties.get(row.department_id)
        days: dict[date, int] = {}
        if row.source is None:
            days = {
                day: value for (day, id_), value in sorted(told.items()) if id_ == row.indicator_id
            }
        elif unit is not None:
            for day in due:
                if not (row.is_told_on(day) and unit.is_on(day)):
                    continue
                key = (row.source, day)
                if key not in known:
                    known[key] = book_figure(session, row.source, *calendar.covered(day))
                days[day] = known[key]
        if days or (unit is not None and any(row.is_told_on(day) for day in due)):
            table.append(IndicatorDays(row, days, added_up(list(days.values()), row.added_up)))
    return table


def figures_of_day(session: Session, day: date, department_id: int) -> dict[int, int]:
    """What the book knows of the indicators of a department for a day's report, by indicator."""
    covered = daily_calendar(session).covered(day)
    return {
        row.indicator_id: book_figure(session, row.source, *covered)
        for row in indicators(session, day, department_id=department_id)
        if row.source is not None
    }
