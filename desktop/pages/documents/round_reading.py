"""What the screen of a round is read from, in one go and off the GUI thread."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from db.database import Database
from db.kinds import AckState
from db.queries.acknowledging import PersonAck, UnitCoverage, coverage, people_of_round
from db.queries.distribution_changes import RoundChange, changes_since
from db.queries.distributions import RoundRow, one_round
from db.queries.round_papers import IssueDay, issues_of_round
from desktop.pages.documents.ticked_rows import TO_SIGN

MISSING = (*sorted(TO_SIGN), AckState.REFUSED)
"""Chưa ký: still to sign, and those who refuse."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people of a round are to be seen."""

    text: str = ""
    department_id: int | None = None
    states: Collection[AckState] = ()


@dataclass(frozen=True, slots=True)
class RoundReading:
    """A round on a day; `of_unit` are all people of the chosen department.

    `issues` gave something to its people.
    """

    row: RoundRow
    units: list[UnitCoverage]
    changes: list[RoundChange]
    people: list[PersonAck]
    issues: list[IssueDay]
    of_unit: list[PersonAck] = field(default_factory=list)


def read_round(database: Database, round_id: int, day: date, wanted: Wanted) -> RoundReading:
    """Everything that the screen of a round shows. Raises NotFound."""
    ask = database.ask
    people = ask(people_of_round, round_id, day, wanted.text, wanted.department_id, wanted.states)
    of_unit: list[PersonAck] = []
    if wanted.department_id is not None:
        of_unit = ask(people_of_round, round_id, day, department_id=wanted.department_id)
    return RoundReading(
        row=ask(one_round, round_id, day),
        units=ask(coverage, round_id, day),
        changes=ask(changes_since, round_id, day),
        people=people,
        issues=ask(issues_of_round, round_id),
        of_unit=of_unit,
    )
