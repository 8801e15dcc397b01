"""What stands on a printed Phiếu nhập kho or Phiếu xuất kho, and on the papers made of a voucher."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import Loss, Series, Source, VoucherKind
from db.models.catalogue import Store, Supply
from db.models.leaflets import Handover, Leaflet
from db.models.staff import Agency, Department, StaffMember
from db.models.stock import Amendment, Lot, Movement, Stocktake, Voucher, VoucherLine
from db.queries.amendments import amended
from db.queries.catalogue import report_size
from db.rules.numbering import printed_number

Basis = Literal["document", "request", "receipt", "issue", "count"]


@dataclass(frozen=True, slots=True)
class VoucherPaperLine:
    """A line as printed; quantities in the base unit, `amount` in whole đồng (0: no price).

    `make` is the size and folds of a leaflet. Papers print `report_unit`, of `report_size` base units, where it is exact. `asked` is the document's quantity of a receipt, the requested one of an issue.
    """

    code: str
    name: str
    unit: str
    asked: int | None
    quantity: int
    amount: int = 0
    lot_number: str = ""
    expires_on: date | None = None
    source: Source | None = None
    received_on: date | None = None
    report_unit: str = ""
    report_size: int = 1
    make: str = ""


@dataclass(frozen=True, slots=True)
class GoesBy:
    """The paper a voucher goes by: a document from outside, a voucher it follows, a count."""

    basis: Basis
    number: str = ""
    day: date | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """A voucher as printed.

    `counts_as` is its own kind, or that of the voucher it `reverses`. `person` delivers a receipt
    or fetches an issue, `person_of` is the body or department he or she comes from.
    `is_handover`: leaflets to one body, fetched by somebody with the title `person_title`.
    `reversed_by` is the number of the voucher that reverses this one, `replaced_by` that of the
    one posted in its place. `enclosed` counts the papers kept with it, as far as the book knows.
    """

    is_receipt: bool
    number: str
    day: date
    store: str
    store_place: str
    person: str
    person_of: str
    reason: str
    lines: tuple[VoucherPaperLine, ...]
    counts_as: VoucherKind = VoucherKind.ISSUE
    to_store: str = ""
    source: Source | None = None
    loss: Loss | None = None
    is_to_outside: bool = False  # given to a body outside the department
    goes_by: GoesBy | None = None
    enclosed: int = 0
    reverses: str = ""
    reversed_by: str = ""
    reversal_reason: str = ""
    replaced_by: str = ""
    is_handover: bool = False
    person_title: str = ""


def voucher_paper(session: Session, voucher_id: int) -> VoucherPaper:
    """A posted voucher as printed, with what was added to it later. Raises NotFound."""
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound("voucher", str(voucher_id))
    added = amended(session, [voucher_id]).get(voucher_id, {})
    reversal = session.scalar(select(Voucher).where(Voucher.reverses_id == voucher_id))
    people = _people(session, voucher_id)
    goes_by = _goes_by(session, voucher, added)
    is_receipt = voucher.series is Series.NK
    handover = session.get(Handover, voucher_id)
    store = session.get_one(Store, voucher.store_id)
    return VoucherPaper(
        is_receipt=is_receipt,
        number=printed_number(voucher.series, voucher.number),
        day=voucher.day,
        store=store.name,
        store_place=store.address,
        person=voucher.receiver or (people[0] if len(people) == 1 else ""),
        person_of=_whose(session, voucher, added, is_receipt=is_receipt),
        reason=voucher.reason or added.get("note", voucher.note),
        lines=tuple(_lines(session, voucher)),
        counts_as=voucher.counts_as,
        to_store=_name(session, Store, voucher.to_store_id),
        source=voucher.source,
        loss=voucher.loss,
        is_to_outside=_is_to_outside(session, voucher_id),
        goes_by=goes_by,
        enclosed=_enclosed(session, voucher, goes_by, has_list=len(people) > 1),
        reverses=_number(session, voucher.reverses_id),
        reversed_by=_number(session, reversal.id) if reversal else "",
        reversal_reason=reversal.reason if reversal else "",
        replaced_by=_replacement(session, reversal),
        is_handover=handover is not None,
        person_title=handover.receiver_title if handover else "",
    )


def _people(session: Session, voucher_id: int) -> list[str]:
    """The names of the first two people of an issue: one stands on it, several on a list."""
    named = (
        select(StaffMember.name)
        .join(VoucherLine, VoucherLine.staff_id == StaffMember.id)
        .where(VoucherLine.voucher_id == voucher_id)
        .distinct()
        .limit(2)
    )
    return list(session.scalars(named))


def _whose(session: Session, voucher: Voucher, added: dict[str, str], *, is_receipt: bool) -> str:
    """The body or department that gives or gets; nothing where several get."""
    if voucher.supplier or "supplier" in added:
        return added.get("supplier", voucher.supplier)
    if voucher.to_store_id is not None:
        return "" if is_receipt else _name(session, Store, voucher.to_store_id)
    if voucher.department_id is not None:
        return _name(session, Department, voucher.department_id)
    of_line = (
        select(func.coalesce(func.nullif(Agency.seat, ""), Agency.name), Department.name)
        .select_from(VoucherLine)
        .outerjoin(Agency, Agency.id == VoucherLine.agency_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(VoucherLine.voucher_id == voucher.id)
        .distinct()
        .limit(2)
    )
    found = session.execute(of_line).all()
    return (found[0][0] or found[0][1] or "") if len(found) == 1 else ""


def _is_to_outside(session: Session, voucher_id: int) -> bool:
    to_agency = select(VoucherLine.id).where(
        VoucherLine.voucher_id == voucher_id, VoucherLine.agency_id.is_not(None)
    )
    return session.scalar(to_agency.limit(1)) is not None


def _goes_by(session: Session, voucher: Voucher, added: dict[str, str]) -> GoesBy | None:
    number = added.get("document_number", voucher.document_number)
    day = added.get("document_on", voucher.document_on)
    on = date.fromisoformat(day) if isinstance(day, str) and day else day or None
    if number or on:
        is_request = voucher.counts_as is VoucherKind.ISSUE
        of = added.get("supplier", voucher.supplier)
        return GoesBy("request" if is_request else "document", number, on or None, of)
    if voucher.stocktake_id is not None:
        return GoesBy("count", "", session.get_one(Stocktake, voucher.stocktake_id).day)
    followed = session.get(Voucher, voucher.reverses_id or voucher.follows_id or 0)
    if followed is None:
        return None
    basis: Basis = "receipt" if followed.series is Series.NK else "issue"
    return GoesBy(basis, printed_number(followed.series, followed.number), followed.day)


def _enclosed(session: Session, voucher: Voucher, goes_by: GoesBy | None, *, has_list: bool) -> int:
    """Files added to the voucher, at least the one document it goes by; the signing list."""
    files = select(func.count()).where(
        Amendment.voucher_id == voucher.id, Amendment.field == "file"
    )
    known = int(goes_by is not None and goes_by.basis in {"document", "request"})
    return max(session.scalar(files) or 0, known) + int(has_list)


def _number(session: Session, voucher_id: int | None) -> str:
    voucher = session.get(Voucher, voucher_id) if voucher_id else None
    return printed_number(voucher.series, voucher.number) if voucher else ""


def _name(session: Session, table: type[Store | Department], key: int | None) -> str:
    return session.scalar(select(table.name).where(table.id == key)) or ""


def _replacement(session: Session, reversal: Voucher | None) -> str:
    """The number of what was posted in the same act as a reversal: the corrected form."""
    if reversal is None:
        return ""
    in_act = (Voucher.act_id == reversal.act_id, Voucher.kind != VoucherKind.REVERSAL)
    return _number(session, session.scalar(select(Voucher.id).where(*in_act).limit(1)))


def _lines(session: Session, voucher: Voucher) -> list[VoucherPaperLine]:
    """What each lot gave or got at the voucher's own store; a receipt keeps its lines apart."""
    query = (
        select(
            *(VoucherLine, Lot, Supply, Leaflet.size, Leaflet.folds, report_size()),
            *(Movement.quantity, Movement.amount),
        )
        .select_from(Movement)
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .join(Lot, Lot.id == Movement.lot_id)
        .join(Supply, Supply.id == Movement.supply_id)
        .outerjoin(Leaflet, Leaflet.supply_id == Supply.id)
        .where(Movement.voucher_id == voucher.id, Movement.store_id == voucher.store_id)
        .order_by(VoucherLine.position, Movement.id)
    )
    parts: dict[int, dict[int, VoucherPaperLine]] = {}
    asked: dict[int, dict[int, int | None]] = {}
    is_receipt = voucher.counts_as is VoucherKind.RECEIPT
    for line, lot, supply, make, folds, size, quantity, amount in session.execute(query):
        key = line.id if is_receipt else supply.id
        told = line.document_quantity if is_receipt else line.requested
        asked.setdefault(key, {})[line.id] = line.quantity if told is None else told
        found = parts.setdefault(key, {}).get(lot.id)
        if found is None:
            found = VoucherPaperLine(
                supply.code,
                supply.name,
                supply.base_unit,
                None,
                0,
                0,
                lot.number,
                lot.expires_on,
                lot.source,
                lot.received_on,
                supply.report_unit if size > 1 else "",
                size,
                ", ".join(filter(None, (make, folds))),
            )
        parts[key][lot.id] = replace(
            found, quantity=found.quantity + quantity, amount=found.amount + amount
        )
    return [
        line
        for key, of_lots in parts.items()
        for line in _asked_for(list(of_lots.values()), sum(filter(None, asked[key].values())))
    ]


def _asked_for(parts: Sequence[VoucherPaperLine], asked: int) -> list[VoucherPaperLine]:
    """The parts of a line, unsigned; the last asks for what the others did not give."""
    whole = [replace(one, quantity=abs(one.quantity), amount=abs(one.amount)) for one in parts]
    before = sum(one.quantity for one in whole[:-1])
    return [
        *(replace(one, asked=one.quantity) for one in whole[:-1]),
        replace(whole[-1], asked=asked - before),
    ]
