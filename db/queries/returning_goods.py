"""What was issued and may still come back: of one issue, or to one receiver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from db.kinds import VoucherKind
from db.models.catalogue import Supply
from db.models.staff import Agency, Department, StaffMember
from db.models.stock import Voucher, VoucherLine
from db.queries.voucher_list import is_numbered
from db.queries.window import total
from db.rules.numbering import printed_number

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A line of an issue with what of it may still come back; `receiver` is empty for visitors."""

    line_id: int
    voucher_id: int
    number: str
    day: date
    supply_id: int
    code: str
    supply: str
    unit: str
    receiver: str
    issued: int
    left: int


@dataclass(frozen=True, slots=True)
class IssueName:
    """An issue to pick: its number, day and department."""

    voucher_id: int
    number: str
    day: date
    department: str


def issued_lines(
    session: Session,
    *,
    voucher_id: int | None = None,
    staff_id: int | None = None,
    department_id: int | None = None,
    without: int | None = None,
) -> list[IssuedLine]:
    """Lines that may still come back, the latest issue first, as if return `without` were undone.

    Of a department: what it got for itself, not what its people got.
    """
    wanted: list[ColumnElement[bool]] = []
    if voucher_id is not None:
        wanted.append(Voucher.id == voucher_id)
    if staff_id is not None:
        wanted.append(VoucherLine.staff_id == staff_id)
    if department_id is not None:
        wanted += [VoucherLine.department_id == department_id, VoucherLine.staff_id.is_(None)]
    returned, undone = aliased(VoucherLine), aliased(Voucher)
    back = select(total(returned.direction * returned.quantity)).where(
        returned.of_line_id == VoucherLine.id
    )
    if without is not None:
        back = back.where(returned.voucher_id != without)
    out = VoucherLine.quantity - back.correlate(VoucherLine).scalar_subquery()
    person = func.coalesce(StaffMember.name, Agency.name)
    query = (
        select(
            VoucherLine.id,
            Voucher.id,
            Voucher.series,
            Voucher.number,
            Voucher.day,
            Supply.id,
            Supply.code,
            Supply.name,
            Supply.base_unit,
            VoucherLine.is_visitors,
            func.coalesce(person, Department.name, ""),
            VoucherLine.quantity,
            out,
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Agency, Agency.id == VoucherLine.agency_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(
            *wanted,
            Voucher.kind == VoucherKind.ISSUE,
            ~select(undone.id).where(undone.reverses_id == Voucher.id).exists(),
            out > 0,
        )
        .order_by(Voucher.day.desc(), Voucher.id.desc(), VoucherLine.position)
        .limit(MOST_LINES)
    )
    return [
        IssuedLine(
            line_id=row[0],
            voucher_id=row[1],
            number=printed_number(row[2], row[3]),
            day=row[4],
            supply_id=row[5],
            code=row[6],
            supply=row[7],
            unit=row[8],
            receiver="" if row[9] else row[10],
            issued=row[11],
            left=row[12],
        )
        for row in session.execute(query)
    ]


def issues_called(session: Session, text: str, limit: int = 8) -> list[IssueName]:
    """Issues of a printed number, or the latest ones for no text."""
    undone = aliased(Voucher)
    query = (
        select(Voucher.id, Voucher.series, Voucher.number, Voucher.day, Department.name)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            ~select(undone.id).where(undone.reverses_id == Voucher.id).exists(),
        )
        .order_by(Voucher.day.desc(), Voucher.id.desc())
        .limit(limit)
    )
    if text.strip():
        numbered = is_numbered(text.strip())
        if numbered is None:
            return []
        query = query.where(numbered)
    return [
        IssueName(voucher_id, printed_number(series, number), day, department or "")
        for voucher_id, series, number, day, department in session.execute(query)
    ]


def issue_of_lines(session: Session, line_ids: Sequence[int]) -> tuple[int, str] | None:
    """The issue that some lines stand on, its id and number; None if they are of several."""
    query = (
        select(Voucher.id, Voucher.series, Voucher.number)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(VoucherLine.id.in_(line_ids))
        .distinct()
    )
    found = session.execute(query).all()
    if len(found) != 1:
        return None
    return found[0].id, printed_number(found[0].series, found[0].number)
