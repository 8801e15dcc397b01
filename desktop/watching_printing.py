"""The papers and workbooks of what is watched on the net, read from the book and written."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.database import Database
from db.kinds import CaseState
from db.queries.case_handlers import case_signer
from db.queries.cases import cases
from db.queries.web_updates import web_figures, web_updates
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity, Signature

if TYPE_CHECKING:
    from desktop.papers.case_list import CaseList
    from desktop.papers.web_log import WebLog


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """Which cases are printed, as the list on the screen is filtered."""

    from_on: date
    to_on: date
    state: CaseState | None = None
    text: str = ""
    has_people: bool = False


def cases_pdf(database: Database, wanted: CasesWanted) -> bytes:
    """The list of cases."""
    from desktop.papers.case_list import case_list_paper

    told, office = database.ask(_case_list, wanted, database.clock.today())
    return case_list_paper(told, office, database.clock.now())


def cases_xlsx(database: Database, wanted: CasesWanted) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.watching import case_workbook

    told, office = database.ask(_case_list, wanted, database.clock.today())
    return case_workbook(told, office, database.clock.now())


def web_log_pdf(database: Database, from_on: date, to_on: date) -> bytes:
    """The log of the web site."""
    from desktop.papers.web_log import web_log_paper

    told, office = database.ask(_web_log, from_on, to_on, database.clock.today())
    return web_log_paper(told, office, database.clock.now())


def web_log_xlsx(database: Database, from_on: date, to_on: date) -> bytes:
    """The same as a workbook."""
    from desktop.sheets.watching import web_log_workbook

    told, office = database.ask(_web_log, from_on, to_on, database.clock.today())
    return web_log_workbook(told, office, database.clock.now())


def _case_list(
    session: Session, wanted: CasesWanted, today: date
) -> tuple["CaseList", OfficeIdentity]:
    from desktop.papers.case_list import CaseList

    rows = cases(session, wanted.text, wanted.state, wanted.from_on, wanted.to_on)
    title, name = case_signer(session, today)
    told = CaseList(
        from_on=_told(wanted.from_on),
        to_on=_told(wanted.to_on),
        rows=tuple(reversed(rows)),
        signer=Signature((title.upper(),), name) if title else None,
        state=wanted.state,
        text=wanted.text,
        has_people=wanted.has_people,
    )
    return told, office_identity(session, today)


def _web_log(
    session: Session, from_on: date, to_on: date, today: date
) -> tuple["WebLog", OfficeIdentity]:
    from desktop.papers.web_log import WebLog

    rows = web_updates(session, from_on=from_on, to_on=to_on)
    first = from_on if from_on > date.min else min((row.day for row in rows), default=today)
    told = WebLog(
        from_on=_told(from_on),
        to_on=_told(to_on),
        rows=tuple(reversed(rows)),
        figures=web_figures(session, first, min(to_on, today), today),
    )
    return told, office_identity(session, today)


def _told(day: date) -> date | None:
    """A day that is an end of a period; the first and last of all time are none."""
    return day if date.min < day < date.max else None
