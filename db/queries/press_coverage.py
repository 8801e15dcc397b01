"""How the press told of the epidemic in a period: what the department that counts it reported (duty D5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.errors import NobodyAssigned
from db.models.staff import Department
from db.queries.daily_calendar import local
from db.queries.daily_reports import ReportRow, reports_of, results_in_order
from db.queries.duties import DutyRow, duties
from db.queries.indicator_table import IndicatorDays, indicator_table
from db.rules.calendar import iso_week
from db.text import fold

_TOLD_TO = ("bao cao ubnd", "bao cao uy ban nhan dan")


@dataclass(frozen=True, slots=True)
class DayTold:
    """What a department reported on a day: results as (duty, text), difficulties, proposals."""

    day: date
    results: tuple[tuple[str, str], ...]
    difficulties: str
    proposals: str


@dataclass(frozen=True, slots=True)
class PressCoverage:
    """A period of that department up to an aware moment; `sentence` is its duty in the plan's words."""

    from_on: date
    to_on: date
    week: str | None
    at: datetime
    department: str
    symbol: str
    sentence: str
    indicators: tuple[IndicatorDays, ...]
    days: tuple[DayTold, ...]


def press_coverage(
    session: Session,
    from_on: date,
    to_on: date,
    at: datetime,
    department_id: int | None = None,
) -> PressCoverage:
    """Read a period of a department; by default the one whose duty is to report to the city.

    What came later than that moment counts nowhere. Raises NobodyAssigned where no department has that duty in the period.
    """
    known = duties(session, to_on)
    reporting = [
        row
        for row in known
        if _is_told_to_the_city(row)
        and row.from_on <= to_on
        and (row.to_on is None or row.to_on >= from_on)
    ]
    if department_id is None:
        if not reporting:
            raise NobodyAssigned(from_on, to_on)
        department_id = reporting[0].department_id
    own = [row for row in known if row.department_id == department_id]
    department = session.get_one(Department, department_id)
    titles = {row.duty_id: row.title for row in own}
    span = (from_on, to_on)
    return PressCoverage(
        from_on=from_on,
        to_on=to_on,
        week=iso_week(from_on, to_on),
        at=at,
        department=department.name,
        symbol=department.short_name or department.code,
        sentence=next((row.sentence for row in own if row in reporting), ""),
        indicators=tuple(indicator_table(session, *span, local(at).date(), department_id, at)),
        days=tuple(
            _told(row, titles) for row in reports_of(session, *span, department_id, until=at)
        ),
    )


def _is_told_to_the_city(row: DutyRow) -> bool:
    sentence = fold(row.sentence)
    return any(words in sentence for words in _TOLD_TO)


def _told(row: ReportRow, titles: Mapping[int, str]) -> DayTold:
    return DayTold(row.day, results_in_order(row, titles), row.difficulties, row.proposals)
