"""Vouchers in a list: of a period, of a kind, or found by what stands on them."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, CompoundSelect, and_, func, select, true, union_all
from sqlalchemy.orm import Session, aliased

from db.kinds import Series, VoucherKind
from db.models.catalogue import Store, Supply
from db.models.staff import Department, StaffMember
from db.models.stock import Amendment, Voucher, VoucherLine
from db.queries.amendments import as_amended, papers_of
from db.queries.window import matches, total
from db.rules.numbering import printed_number

_PRINTED_NUMBER = re.compile(r"(NK|XK|CL)?([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One voucher in a list; `is_reversed` and `reverses` tell a cancelled pair."""

    voucher_id: int
    number: str
    kind: VoucherKind
    counts_as: VoucherKind
    day: date
    posted_at: datetime
    store: str
    told: str
    lines: int
    quantity: int
    amount: int
    document_number: str
    is_reversed: bool
    reverses: str


def voucher_rows(
    session: Session,
    from_on: date,
    to_on: date,
    kind: VoucherKind | None = None,
    series: Series | None = None,
    text: str = "",
    with_reversed: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[VoucherRow]:
    """Vouchers of a period, newest first; reversed pairs only when asked for."""
    original, reversal, to_store = aliased(Voucher), aliased(Voucher), aliased(Store)
    chosen = (
        select(Voucher.id)
        .where(_vouchers(from_on, to_on, kind, series, text, with_reversed))
        .order_by(Voucher.day.desc(), Voucher.id.desc())
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    sums = (
        select(
            VoucherLine.voucher_id,
            func.count().label("lines"),
            total(VoucherLine.quantity).label("quantity"),
            total(VoucherLine.amount).label("amount"),
        )
        .where(VoucherLine.voucher_id.in_(select(chosen.c.id)))
        .group_by(VoucherLine.voucher_id)
        .subquery()
    )
    query = (
        select(
            Voucher,
            Store.name,
            func.coalesce(Department.name, ""),
            to_store.name,
            sums.c.lines,
            sums.c.quantity,
            sums.c.amount,
            reversal.id,
            original.series,
            original.number,
        )
        .join(chosen, chosen.c.id == Voucher.id)
        .join(sums, sums.c.voucher_id == Voucher.id)
        .join(Store, Store.id == Voucher.store_id)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .outerjoin(to_store, to_store.id == Voucher.to_store_id)
        .outerjoin(original, original.id == Voucher.reverses_id)
        .outerjoin(reversal, reversal.reverses_id == Voucher.id)
        .order_by(Voucher.day.desc(), Voucher.id.desc())
    )
    rows = session.execute(query).all()
    papers = papers_of(session, [row[0] for row in rows])
    return [
        VoucherRow(
            voucher_id=voucher.id,
            number=printed_number(voucher.series, voucher.number),
            kind=voucher.kind,
            counts_as=voucher.counts_as,
            day=voucher.day,
            posted_at=voucher.posted_at,
            store=store,
            told=voucher.reason or papers[voucher.id].supplier or place or department,
            lines=lines,
            quantity=quantity,
            amount=amount,
            document_number=papers[voucher.id].document_number,
            is_reversed=reversal_id is not None,
            reverses=printed_number(series_, number) if number else "",
        )
        for (
            voucher,
            store,
            department,
            place,
            lines,
            quantity,
            amount,
            reversal_id,
            series_,
            number,
        ) in rows
    ]


def voucher_count(
    session: Session,
    from_on: date,
    to_on: date,
    kind: VoucherKind | None = None,
    series: Series | None = None,
    text: str = "",
    with_reversed: bool = False,
) -> int:
    """How many rows `voucher_rows` has."""
    wanted = _vouchers(from_on, to_on, kind, series, text, with_reversed)
    return session.scalar(select(func.count()).select_from(Voucher).where(wanted)) or 0


def reversed_pairs() -> CompoundSelect[int]:
    """The ids of vouchers that were reversed and of those that reversed them."""
    undoes = Voucher.reverses_id.is_not(None)
    return union_all(
        select(Voucher.id).where(undoes),
        select(Voucher.reverses_id).where(undoes),
    )


def _vouchers(
    from_on: date,
    to_on: date,
    kind: VoucherKind | None,
    series: Series | None,
    text: str,
    with_reversed: bool,
) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [Voucher.day >= from_on, Voucher.day <= to_on]
    if kind is not None:
        tests.append(Voucher.kind == kind)
    if series is not None:
        tests.append(Voucher.series == series)
    if not with_reversed:
        tests.append(Voucher.id.not_in(reversed_pairs()))
    if text.strip():
        tests.append(_mentions(text))
    return and_(*tests)


def _mentions(text: str) -> ColumnElement[bool]:
    """A voucher's number or document, or words of a supply, department or person on it.

    A document that was added later counts as one that stood there from the first.
    """
    wanted = text.strip()
    lines = (
        select(VoucherLine.voucher_id)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(
            matches(Supply.search, wanted)
            | matches(StaffMember.search, wanted)
            | matches(Department.search, wanted)
        )
    )
    added = select(Amendment.voucher_id).where(
        Amendment.field.in_(("document_number", "supplier")), Amendment.new_value == wanted
    )
    found = (Voucher.document_number == wanted) | Voucher.id.in_(lines) | Voucher.id.in_(added)
    numbered = is_numbered(wanted)
    return found if numbered is None else found | numbered


def is_numbered(text: str) -> ColumnElement[bool] | None:
    """The vouchers of a printed number, its series left out or not; None if it is no number."""
    printed = _PRINTED_NUMBER.fullmatch(text.upper())
    if printed is None:
        return None
    of_series = Voucher.series == printed[1] if printed[1] else true()
    return and_(of_series, Voucher.number == int(printed[2]))


def about() -> ColumnElement[str]:
    """What a voucher is about: who supplied, which department; a reversal says why."""
    department = func.coalesce(Department.name, "")
    supplier = as_amended("supplier", Voucher.supplier)
    return func.coalesce(func.nullif(Voucher.reason, ""), func.nullif(supplier, ""), department)
