"""Goods that were packed for somebody who has not fetched them: they left the stock, not the store."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from db.kinds import VoucherKind, Waiting
from db.models.catalogue import Store, Supply
from db.models.staff import Department, StaffMember
from db.models.stock import Voucher, VoucherLine, WaitingLine
from db.queries.voucher_list import reversed_pairs
from db.queries.window import matches
from db.rules.numbering import printed_number

_NUMBER = re.compile(r"(XK|CL)([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One line that waits or waited; `pieces` are what of it did not come back to the stock."""

    line_id: int
    voucher_id: int
    number: str
    day: date
    handed_on: date | None
    store_id: int
    store: str
    staff_id: int | None
    receiver: str
    department: str
    supply: str
    unit: str
    pieces: int
    state: Waiting
    settled_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Packed:
    """What of a voucher was packed beforehand: its lines that wait, the day it is handed out."""

    lines: frozenset[int] = frozenset()
    handed_on: date | None = None


def packed(session: Session, voucher_id: int) -> Packed:
    """The lines of a voucher that wait, and when it is to be handed out."""
    query = (
        select(WaitingLine.line_id)
        .join(VoucherLine, VoucherLine.id == WaitingLine.line_id)
        .where(VoucherLine.voucher_id == voucher_id, WaitingLine.state == Waiting.WAITING)
    )
    handed_on = session.scalar(select(Voucher.handed_on).where(Voucher.id == voucher_id))
    return Packed(frozenset(session.scalars(query)), handed_on)


def waiting_rows(
    session: Session,
    text: str = "",
    with_settled: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[WaitingRow]:
    """What waits, the longest waiting first; with what was settled after it, the latest first."""
    query = (
        _rows()
        .join(WaitingLine, WaitingLine.line_id == VoucherLine.id)
        .where(_wanted(text, with_settled))
        .order_by(
            WaitingLine.state.desc(),  # waiting comes last in the alphabet
            WaitingLine.settled_on.desc(),
            Voucher.day,
            Voucher.id,
            VoucherLine.position,
        )
        .offset(offset)
        .limit(limit)
    )
    return [_row(*row) for row in session.execute(query)]


def lines_of_issue(session: Session, number: str) -> list[WaitingRow]:
    """Everybody's lines of the latest issue of a printed number; what does not wait counts as handed."""
    found = _NUMBER.fullmatch(number.strip().upper())
    if found is None:
        return []
    of_number = (
        select(func.max(Voucher.id))
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            Voucher.series == found[1],
            Voucher.number == int(found[2]),
            Voucher.id.not_in(reversed_pairs()),
        )
        .scalar_subquery()
    )
    query = (
        _rows()
        .outerjoin(WaitingLine, WaitingLine.line_id == VoucherLine.id)
        .where(Voucher.id == of_number, _left() > 0)
        .order_by(VoucherLine.position)
    )
    return [_row(*row) for row in session.execute(query)]


def _rows() -> Any:
    return (
        select(VoucherLine, Voucher, Supply, Store.name, StaffMember.name, Department.name)
        .add_columns(_left(), WaitingLine.state, WaitingLine.settled_on, WaitingLine.note)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .join(Store, Store.id == Voucher.store_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
    )


def _row(
    line: VoucherLine,
    voucher: Voucher,
    supply: Supply,
    store: str,
    person: str | None,
    department: str | None,
    pieces: int,
    state: Waiting | None,
    settled_on: date | None,
    note: str | None,
) -> WaitingRow:
    return WaitingRow(
        line_id=line.id,
        voucher_id=voucher.id,
        number=printed_number(voucher.series, voucher.number),
        day=voucher.day,
        handed_on=voucher.handed_on,
        store_id=voucher.store_id,
        store=store,
        staff_id=line.staff_id,
        receiver=person or department or "",
        department=department or "",
        supply=supply.name,
        unit=supply.base_unit,
        pieces=pieces,
        state=state or Waiting.HANDED,
        settled_on=settled_on,
        note=note or "",
    )


def waiting_count(session: Session, text: str = "", with_settled: bool = False) -> int:
    """How many rows `waiting_rows` has."""
    query = (
        select(func.count())
        .select_from(WaitingLine)
        .join(VoucherLine, VoucherLine.id == WaitingLine.line_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(_wanted(text, with_settled))
    )
    return session.scalar(query) or 0


def _left() -> ColumnElement[int]:
    """Pieces of a line that did not come back."""
    back = aliased(VoucherLine)
    returned = (
        select(func.coalesce(func.sum(back.direction * back.quantity), 0))
        .where(back.of_line_id == VoucherLine.id)
        .correlate(VoucherLine)
        .scalar_subquery()
    )
    return VoucherLine.quantity - returned


def _wanted(text: str, with_settled: bool) -> ColumnElement[bool]:
    waits = and_(WaitingLine.state == Waiting.WAITING, _left() > 0)
    named: Sequence[ColumnElement[bool]] = (
        matches(StaffMember.search, text),
        matches(Department.search, text),
        matches(Supply.search, text),
    )
    return and_(true() if with_settled else waits, or_(*named) if text.strip() else true())
