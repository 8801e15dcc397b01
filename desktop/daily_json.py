"""Who reported on a day, as the command line tells it: JSON, and words for its table."""

from datetime import date, datetime
from typing import Any

from db.kinds import Punctuality
from db.queries.daily_board import Board, BoardRow
from db.queries.daily_week import DailyWeek
from db.queries.press_coverage import PressCoverage
from db.services.daily import PEOPLE
from desktop.labels import member


def board_json(board: Board, now: datetime) -> dict[str, Any]:
    """The board of a day as it stands at an aware moment, in the shape the README promises."""
    first, last = board.covered
    return {
        "day": board.day.isoformat(),
        "at": now.astimezone().isoformat(timespec="seconds"),
        "deadline": board.deadline.astimezone().isoformat() if board.deadline else None,
        "inclusive": board.is_inclusive,
        "covered": [first.isoformat(), last.isoformat()],
        "departments": [row_json(row) for row in board.rows],
    }


def week_json(week: DailyWeek) -> dict[str, Any]:
    """The punctuality of each department over a period, and every indicator by day and together."""
    return {
        **_period(week),
        "departments": [
            {
                "department": unit.code,
                "name": unit.department,
                "due": unit.tally.due,
                "on_time": unit.tally.on_time,
                "late": unit.tally.late,
                "missing": unit.tally.missing,
                "excused": unit.tally.excused,
                "days": {
                    day.isoformat(): {"state": str(one.state), "minutes": one.minutes}
                    for day, one in sorted(unit.standings.items())
                },
            }
            for unit in week.units
        ],
    }


def press_json(coverage: PressCoverage) -> dict[str, Any]:
    """What a department told of the press over a period: its indicators, and its words by day."""
    return {
        **_period(coverage),
        "department": coverage.symbol,
        "name": coverage.department,
        "days": [
            {
                "day": one.day.isoformat(),
                "results": [{"duty": duty, "text": text} for duty, text in one.results],
                "difficulties": one.difficulties,
                "proposals": one.proposals,
            }
            for one in coverage.days
        ],
    }


def _period(told: DailyWeek | PressCoverage) -> dict[str, Any]:
    return {
        "from": told.from_on.isoformat(),
        "to": told.to_on.isoformat(),
        "week": told.week,
        "at": told.at.astimezone().isoformat(timespec="seconds"),
        "indicators": [
            {
                "department": row.indicator.department,
                "name": row.indicator.name,
                "unit": row.indicator.unit,
                "days": {day.isoformat(): value for day, value in sorted(row.days.items())},
                "together": row.together,
            }
            for row in told.indicators
        ],
    }


def row_json(row: BoardRow) -> dict[str, Any]:
    """A department's line of the board."""
    report = row.report
    came = report.received_at.astimezone() if report else None
    return {
        "department": row.code,
        "name": row.department,
        "head": row.head,
        "state": str(row.standing.state),
        "minutes": row.standing.minutes,
        "edition": report.edition if report else 0,
        "received_at": came.isoformat(timespec="seconds") if came else None,
        "form": str(report.form) if report else None,
        "by": report.reporter if report else "",
        "title": report.reporter_title if report else "",
        "excuse": row.excuse,
        "people": {name: getattr(report, name) for name in PEOPLE} if report else None,
    }


def row_cells(row: BoardRow, day: date) -> tuple[str, ...]:
    """The same in the words of a table: who, by whom, when, how, in time or not."""
    if (report := row.report) is None:
        return row.department, "", "", "", state_told(row)
    came = report.received_at.astimezone()
    at = f"{came:%H:%M}" if came.date() == day else f"{came:%H:%M %d/%m/%Y}"
    return row.department, report.reporter, at, member(report.form), state_told(row)


def state_told(row: BoardRow) -> str:
    """Whether a report came in time: "Trễ 4 phút"."""
    words = member(row.standing.state)
    is_late = row.standing.state is Punctuality.LATE
    return f"{words} {row.standing.minutes} phút" if is_late else words
