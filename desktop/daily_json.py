"""Who reported on a day, as the command line tells it: JSON, and words for its table."""

from datetime import date, datetime
from typing import Any

from db.kinds import Punctuality
from db.queries.daily_board import Board, BoardRow
from db.services.daily import PEOPLE
from desktop.labels import member


def board_json(board: Board, now: datetime) -> dict[str, Any]:
    """The board of a day as it stands at an aware moment, in the shape the README promises."""
    first, last = board.covered
    return {
        "day": board.day.isoformat(),
        "at": now.astimezone().isoformat(timespec="seconds"),
        "deadline": board.deadline.isoformat() if board.deadline else None,
        "inclusive": board.is_inclusive,
        "covered": [first.isoformat(), last.isoformat()],
        "departments": [row_json(row) for row in board.rows],
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
