"""What the weekly report says of documents: rounds and who signed, lists that are still out."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.documents import Distribution
from db.queries.acknowledging import coverage
from db.queries.distributions import rounds_between
from db.queries.report import ListOut, RoundFigures, UnitStanding
from db.queries.sheets_out import sheets_out


def round_figures(session: Session, from_on: date, to_on: date) -> tuple[RoundFigures, ...] | None:
    """Rounds open in a period or closed in it, as they stand at its end.

    None where no document was ever distributed until then: the area is not in use.
    """
    if session.scalar(select(Distribution.id).where(Distribution.day <= to_on).limit(1)) is None:
        return None
    return tuple(
        RoundFigures(
            round_id=row.round_id,
            documents=row.documents,
            deadline_on=row.deadline_on,
            is_closed=row.closed_on is not None and row.closed_on <= to_on,
            total=row.total,
            excused=row.excused,
            to_sign=row.to_sign,
            signed=row.signed,
            unfinished=tuple(
                UnitStanding(unit.department, unit.signed, unit.to_sign)
                for unit in coverage(session, row.round_id, to_on)
                if unit.unsigned
            ),
        )
        for row in rounds_between(session, from_on, to_on)
    )


def lists_out(session: Session, to_on: date) -> tuple[ListOut, ...]:
    """Signing lists, each of its unit, of which a page has not come back at the end of a day."""
    papers: dict[tuple[int, int], ListOut] = {}
    for sheet in sheets_out(session, to_on):
        if not sheet.page.is_slip:
            papers[sheet.page.kind, sheet.page.paper] = ListOut(
                sheet.facts.department, sheet.facts.documents, sheet.facts.vouchers
            )
    return tuple(papers.values())
