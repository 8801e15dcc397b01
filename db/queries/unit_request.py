"""What a department asks the Office for: by its people and norms, or as an issue was requested."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.models.staff import Department, Membership
from db.models.stock import Voucher
from db.queries.norms import NormRow, norms_in_force
from db.queries.signing import head_of, head_title
from db.queries.staff import serving
from db.queries.voucher_paper import voucher_paper


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A supply asked for; no quantity where it is left for the hand."""

    supply: str
    unit: str
    norms: tuple[NormRow, ...]
    quantity: int | None
    report_unit: str = ""
    report_size: int = 1


@dataclass(frozen=True, slots=True)
class UnitRequest:
    """A department's request; `number` and `day` are known once it was handed in."""

    department: str
    head_title: str
    head_name: str
    people: int
    reason: str
    number: str
    day: date | None
    rows: tuple[RequestRow, ...]


def blank_request(session: Session, department_id: int, day: date) -> UnitRequest:
    """A form to be filled in by a department: what has a norm, its people on a day.

    Raises NotFound.
    """
    department = session.get(Department, department_id)
    if department is None:
        raise NotFound("department", str(department_id))
    norms = _norms(session, day)
    rows = [RequestRow(known[0].supply, known[0].unit, known, None) for known in norms.values()]
    return UnitRequest(
        department.name,
        head_title(department),
        head_of(session, department, day),
        _people(session, department_id, day),
        "",
        "",
        None,
        tuple(rows),
    )


def request_of_issue(session: Session, voucher_id: int) -> UnitRequest:
    """The request that an issue answers, with the quantities asked for. Raises NotFound."""
    paper = voucher_paper(session, voucher_id)
    voucher = session.get_one(Voucher, voucher_id)
    department = session.get(Department, voucher.department_id or 0)
    norms = _norms(session, paper.day)
    asked: dict[str, RequestRow] = {}
    for line in paper.lines:
        so_far = asked[line.code].quantity or 0 if line.code in asked else 0
        quantity = so_far + (line.quantity if line.asked is None else line.asked)
        terms = norms.get(line.code, ())
        asked[line.code] = RequestRow(
            line.name, line.unit, terms, quantity, line.report_unit, line.report_size
        )
    by = paper.goes_by
    return UnitRequest(
        department.name if department else paper.person_of,
        head_title(department),
        head_of(session, department, paper.day),
        _people(session, department.id, paper.day) if department else 0,
        paper.reason,
        by.number if by and by.basis == "request" else "",
        by.day if by and by.basis == "request" else None,
        tuple(asked.values()),
    )


def _people(session: Session, department_id: int, day: date) -> int:
    serves = select(func.count()).where(Membership.department_id == department_id, serving(day))
    return session.scalar(serves) or 0


def _norms(session: Session, day: date) -> dict[str, tuple[NormRow, ...]]:
    """The norms in force on a day by the supply's code, the one for everybody first."""
    found: dict[str, tuple[NormRow, ...]] = {}
    for row in norms_in_force(session, day):
        found[row.code] = (*found.get(row.code, ()), row)
    return found
