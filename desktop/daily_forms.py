"""The forms that departments fill in for their daily reports, from what the book says of a day."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.database import Database
from db.errors import NotAssigned
from db.queries.daily_calendar import daily_calendar
from db.queries.duties import assigned, duties, indicators
from db.queries.staff import departments
from desktop.office_identity import office_identity

if TYPE_CHECKING:
    from desktop.sheets.daily_form import FormPage


def form_xlsx(database: Database, day: date, department_id: int | None = None) -> bytes:
    """The form of one department, or of all that have a duty on a day. Raises NotAssigned."""
    from desktop.sheets.daily_form import daily_form

    office = database.ask(office_identity, day)
    pages = database.ask(form_pages, day, department_id)
    return daily_form(pages, office.agency, office.office, database.clock.now())


def form_pages(session: Session, day: date, department_id: int | None = None) -> "list[FormPage]":
    """What the form of a day asks of each department, or of one. Raises NotAssigned."""
    from desktop.sheets.daily_form import FormPage

    calendar = daily_calendar(session)
    found = [
        FormPage(
            code=one.code,
            department=one.name,
            day=day,
            deadline=calendar.deadline(day) if calendar.is_due(day) else None,
            covered=calendar.covered(day),
            duties=duties(session, day, only_in_force=True, department_id=one.department_id),
            indicators=indicators(session, day, department_id=one.department_id),
        )
        for one in assigned(session, day, day)
        if department_id in {None, one.department_id}
    ]
    if not found:
        names = {row.department_id: row.name for row in departments(session, day)}
        raise NotAssigned(names.get(department_id or 0, "Toàn Sở"), day)
    return found
