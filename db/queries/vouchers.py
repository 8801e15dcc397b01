"""One voucher whole, for opening, correcting and printing it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import Loss, Series, Source, VoucherKind
from db.models.catalogue import Pack, Store, Supply
from db.models.staff import Agency, Department, StaffMember
from db.models.stock import Lot, Movement, Voucher, VoucherLine
from db.queries.amendments import papers_of
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class LotPart:
    """What one lot gave to a line, or got by it."""

    lot_id: int
    number: str
    expires_on: date | None
    quantity: int


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One line of a voucher; `receiver` is a person's, agency's or department's name, or empty."""

    line_id: int
    supply_id: int
    code: str
    supply: str
    unit: str
    direction: int
    quantity: int
    amount: int
    requested: int | None
    document_quantity: int | None
    pack: str
    pack_size: int | None
    pack_count: int | None
    staff_id: int | None
    department_id: int | None
    agency_id: int | None
    is_visitors: bool
    receiver: str
    note: str
    lots: tuple[LotPart, ...]
    of_line_id: int | None = None


@dataclass(frozen=True, slots=True)
class VoucherDetail:
    """A voucher with its lines, its papers as amended; links are printed numbers or empty."""

    voucher_id: int
    number: str
    kind: VoucherKind
    counts_as: VoucherKind
    series: Series
    day: date
    posted_at: datetime
    store_id: int
    store: str
    source: Source | None
    supplier: str
    document_number: str
    document_on: date | None
    department_id: int | None
    department: str
    receiver: str
    reason: str
    note: str
    reverses: str
    reversed_by: str
    reversal_reason: str
    replaced_by: str
    lines: tuple[DetailLine, ...]
    to_store_id: int | None = None
    to_store: str = ""
    loss: Loss | None = None
    handed_on: date | None = None
    stocktake_id: int | None = None


def voucher_detail(session: Session, voucher_id: int) -> VoucherDetail:
    """A voucher as it was posted and added to since. Raises NotFound."""
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound("voucher", str(voucher_id))
    original = session.get(Voucher, voucher.reverses_id) if voucher.reverses_id else None
    reversal = session.scalar(select(Voucher).where(Voucher.reverses_id == voucher_id))
    department = session.get(Department, voucher.department_id) if voucher.department_id else None
    to_store = session.get(Store, voucher.to_store_id) if voucher.to_store_id else None
    papers = papers_of(session, [voucher])[voucher_id]
    return VoucherDetail(
        voucher_id=voucher.id,
        number=_number(voucher),
        kind=voucher.kind,
        counts_as=voucher.counts_as,
        series=voucher.series,
        day=voucher.day,
        posted_at=voucher.posted_at,
        store_id=voucher.store_id,
        store=session.get_one(Store, voucher.store_id).name,
        source=voucher.source,
        supplier=papers.supplier,
        document_number=papers.document_number,
        document_on=papers.document_on,
        department_id=voucher.department_id,
        department=department.name if department else "",
        receiver=voucher.receiver,
        reason=voucher.reason,
        note=papers.note,
        reverses=_number(original),
        reversed_by=_number(reversal),
        reversal_reason=reversal.reason if reversal else "",
        replaced_by=_number(_replacement(session, reversal)),
        lines=tuple(_lines(session, voucher_id)),
        to_store_id=voucher.to_store_id,
        to_store=to_store.name if to_store else "",
        loss=voucher.loss,
        handed_on=voucher.handed_on,
        stocktake_id=voucher.stocktake_id,
    )


def _number(voucher: Voucher | None) -> str:
    return printed_number(voucher.series, voucher.number) if voucher else ""


def _replacement(session: Session, reversal: Voucher | None) -> Voucher | None:
    """What was posted in the same act as a reversal: the corrected form."""
    if reversal is None:
        return None
    return session.scalar(
        select(Voucher)
        .where(Voucher.act_id == reversal.act_id, Voucher.kind != VoucherKind.REVERSAL)
        .limit(1)
    )


def _lines(session: Session, voucher_id: int) -> list[DetailLine]:
    lots: dict[int, list[LotPart]] = {}
    for line_id, lot_id, number, expires_on, quantity in session.execute(
        select(Movement.line_id, Lot.id, Lot.number, Lot.expires_on, Movement.quantity)
        .join(Lot, Lot.id == Movement.lot_id)
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .where(Movement.voucher_id == voucher_id, Movement.store_id == Voucher.store_id)
        .order_by(Movement.id)
    ):
        lots.setdefault(line_id, []).append(LotPart(lot_id, number, expires_on, abs(quantity)))
    query = (
        select(VoucherLine, Supply, Pack, StaffMember.name, Department.name, Agency.name)
        .join(Supply, Supply.id == VoucherLine.supply_id)
        .outerjoin(Pack, Pack.id == VoucherLine.pack_id)
        .outerjoin(StaffMember, StaffMember.id == VoucherLine.staff_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .outerjoin(Agency, Agency.id == VoucherLine.agency_id)
        .where(VoucherLine.voucher_id == voucher_id)
        .order_by(VoucherLine.position)
    )
    found = []
    for line, supply, a_pack, person, department, agency in session.execute(query):
        pack: Pack | None = a_pack
        receiver = person or agency or ("" if line.is_visitors else department or "")
        found.append(
            DetailLine(
                line_id=line.id,
                supply_id=supply.id,
                code=supply.code,
                supply=supply.name,
                unit=supply.base_unit,
                direction=line.direction,
                quantity=line.quantity,
                amount=line.amount,
                requested=line.requested,
                document_quantity=line.document_quantity,
                pack=pack.name if pack else "",
                pack_size=pack.size if pack else None,
                pack_count=line.pack_count,
                staff_id=line.staff_id,
                department_id=line.department_id,
                agency_id=line.agency_id,
                is_visitors=line.is_visitors,
                receiver=receiver,
                note=line.note,
                lots=tuple(lots.get(line.id, ())),
                of_line_id=line.of_line_id,
            )
        )
    return found
