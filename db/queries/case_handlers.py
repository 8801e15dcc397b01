"""Who finds and handles cases of false information, and who signs for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import BookFigure
from db.models.duties import Indicator
from db.models.staff import Department
from db.queries.duties import assigned
from db.queries.signing import head_of, head_title
from db.queries.staff import departments

_TOLD = (BookFigure.CASES_FOUND, BookFigure.CASES_STOPPED, BookFigure.CASES_HANDLED)


@dataclass(frozen=True, slots=True)
class CaseHandler:
    """A department that finds and handles cases."""

    department_id: int
    name: str


def case_handlers(session: Session, day: date) -> list[CaseHandler]:
    """Who may have found a case: the departments with duties on a day, first those that tell of cases.

    A book without duties offers every department.
    """
    telling = set(
        session.scalars(select(Indicator.department_id).where(Indicator.source.in_(_TOLD)))
    )
    known = [CaseHandler(one.department_id, one.name) for one in assigned(session, day, day)]
    if not known:
        known = [CaseHandler(one.department_id, one.name) for one in departments(session, day)]
    return sorted(known, key=lambda one: one.department_id not in telling)


def case_signer(session: Session, day: date) -> tuple[str, str]:
    """Title and name of the head of the department that handles cases; empty where none is known."""
    handlers = case_handlers(session, day)
    department = session.get(Department, handlers[0].department_id) if handlers else None
    return head_title(department), head_of(session, department, day)
