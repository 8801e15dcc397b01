"""Rounds of distribution in the shape the README promises."""

from datetime import date
from typing import Any

from db.database import Database
from db.queries.acknowledging import UNSIGNED, coverage, people_of_round
from db.queries.distributions import RoundRow, one_round, round_rows


def distribution_json(database: Database, round_id: int | None = None) -> list[dict[str, Any]]:
    """Rounds in order as they stand today: one of them, or all. Raises NotFound."""
    today = database.clock.today()
    if round_id is not None:
        return [_told(database, database.ask(one_round, round_id, today), today)]
    rows = sorted(database.ask(round_rows, today), key=lambda row: row.round_id)
    return [_told(database, row, today) for row in rows]


def _told(database: Database, row: RoundRow, today: date) -> dict[str, Any]:
    units = database.ask(coverage, row.round_id, today)
    missing = database.ask(people_of_round, row.round_id, today, states=UNSIGNED)
    codes = {unit.department_id: unit.code for unit in units}
    return {
        "round": row.round_id,
        "documents": [document.number for document in row.documents],
        "from": row.day.isoformat(),
        "deadline": row.deadline_on.isoformat() if row.deadline_on else None,
        "closed": row.closed_on.isoformat() if row.closed_on else None,
        "total": row.total,
        "exempt": row.excused,
        "to_sign": row.to_sign,
        "signed": row.signed,
        "missing": [
            {
                "code": person.code,
                "name": person.name,
                "department": codes[person.department_id],
                "state": person.state.value,
                "reason": person.reason or (person.absence.value if person.absence else ""),
            }
            for person in missing
        ],
        "by_department": [
            {
                "code": unit.code,
                "name": unit.department,
                "total": unit.total,
                "exempt": unit.excused,
                "to_sign": unit.to_sign,
                "signed": unit.signed,
            }
            for unit in units
        ],
    }
