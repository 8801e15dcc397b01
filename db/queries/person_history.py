"""What one person got, brought back and signed over a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import Outcome, VoucherKind, Waiting
from db.models.catalogue import Supply
from db.models.documents import Acknowledgement, Distribution, IssueSignature
from db.models.staff import Department, Membership, StaffMember
from db.models.stock import Voucher, VoucherLine, WaitingLine
from db.queries.catalogue import report_size
from db.queries.distributions import documents_of
from db.queries.documents import CitedDocument
from db.queries.voucher_list import reversed_pairs
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class GotLine:
    """A line of an issue, or (negative) of a return; `is_waiting`: packed, not fetched yet."""

    voucher_id: int
    day: date
    number: str
    department: str
    code: str
    supply: str
    unit: str
    quantity: int
    signed_on: date | None
    is_waiting: bool
    report_unit: str = ""
    report_size: int = 1


@dataclass(frozen=True, slots=True)
class SignedRound:
    """A round of documents the person had to sign for, and what came of it."""

    documents: tuple[CitedDocument, ...]
    delivered_on: date | None
    outcome: Outcome
    outcome_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """A person with what they got and signed; reversed vouchers are left out."""

    code: str
    name: str
    title: str
    department: str
    from_on: date
    to_on: date
    got: tuple[GotLine, ...]
    rounds: tuple[SignedRound, ...]


def person_history(session: Session, staff_id: int, from_on: date, to_on: date) -> PersonHistory:
    """A person's history over a period, oldest first. Raises NotFound."""
    person = session.get(StaffMember, staff_id)
    if person is None:
        raise NotFound("staff_member", str(staff_id))
    title, department = _place(session, staff_id, to_on)
    return PersonHistory(
        code=person.code,
        name=person.name,
        title=title,
        department=department,
        from_on=from_on,
        to_on=to_on,
        got=tuple(_got(session, staff_id, from_on, to_on)),
        rounds=tuple(_rounds(session, staff_id, from_on, to_on)),
    )


def _place(session: Session, staff_id: int, day: date) -> tuple[str, str]:
    """The title and department of somebody on a day; the last ones of who has left."""
    begun = or_(Membership.from_on.is_(None), Membership.from_on <= day)
    query = (
        select(Membership.title, Department.name)
        .join(Department, Department.id == Membership.department_id)
        .where(Membership.staff_id == staff_id)
        .order_by(begun.desc(), Membership.id.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else ("", "")


def _got(session: Session, staff_id: int, from_on: date, to_on: date) -> list[GotLine]:
    query = (
        select(
            Voucher.id,
            Voucher.day,
            Voucher.series,
            Voucher.number,
            func.coalesce(Department.name, ""),
            Supply.code,
            Supply.name,
            Supply.base_unit,
            -VoucherLine.direction * VoucherLine.quantity,
            IssueSignature.signed_on,
            func.coalesce(WaitingLine.state == Waiting.WAITING, False),
            Supply.report_unit,
            report_size(),
        )
        .select_from(VoucherLine)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .outerjoin(WaitingLine, WaitingLine.line_id == VoucherLine.id)
        .outerjoin(
            IssueSignature,
            (IssueSignature.voucher_id == Voucher.id)
            & (IssueSignature.staff_id == VoucherLine.staff_id),
        )
        .where(
            VoucherLine.staff_id == staff_id,
            Voucher.kind.in_((VoucherKind.ISSUE, VoucherKind.RETURN)),
            Voucher.day >= from_on,
            Voucher.day <= to_on,
            Voucher.id.not_in(reversed_pairs()),
        )
        .order_by(Voucher.day, Voucher.id, VoucherLine.position)
    )
    return [
        GotLine(
            voucher_id=row[0],
            day=row[1],
            number=printed_number(row[2], row[3]),
            department=row[4],
            code=row[5],
            supply=row[6],
            unit=row[7],
            quantity=row[8],
            signed_on=row[9],
            is_waiting=bool(row[10]),
            report_unit=row[11],
            report_size=row[12],
        )
        for row in session.execute(query)
    ]


def _rounds(session: Session, staff_id: int, from_on: date, to_on: date) -> list[SignedRound]:
    query = (
        select(Acknowledgement)
        .join(Distribution, Distribution.id == Acknowledgement.distribution_id)
        .where(
            Acknowledgement.staff_id == staff_id,
            Distribution.day >= from_on,
            Distribution.day <= to_on,
        )
        .order_by(Distribution.day, Distribution.id)
    )
    found = list(session.scalars(query))
    documents = documents_of(session, [one.distribution_id for one in found])
    return [
        SignedRound(
            tuple(documents.get(one.distribution_id, ())),
            one.delivered_on,
            one.outcome,
            one.outcome_on,
            one.reason,
        )
        for one in found
    ]
