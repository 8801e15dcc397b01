"""The acts on print runs: the order, the parts a print house brings, each posted as a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import EmptyVoucher, InUse, MoreThanOrdered, NotFound, QuantityOutOfRange
from db.kinds import Source
from db.models.leaflets import Allocation, PrintDelivery, PrintRun, PrintRunLine
from db.queries.print_runs import Brought, brought
from db.rules.leaflets import value_of_part
from db.services.leaflets import leaflet_title
from db.services.open_days import check_day
from db.services.records import opened, required
from db.services.reversing import reverse_voucher
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from db.text import clean


@dataclass(frozen=True, slots=True)
class RunLine:
    """So many of a leaflet; `amount` is the price of all of them before VAT, in đồng."""

    supply_id: int
    ordered: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class RunFields:
    """A print run as the clerk fills it in."""

    printer: str
    ordered_on: date
    lines: tuple[RunLine, ...]
    number: str = ""
    due_on: date | None = None
    printer_address: str = ""
    printer_tax_code: str = ""
    vat_percent: int = 0
    note: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveredPart:
    """What a print house brought of one line: good, spoiled, and sent back to be printed again."""

    line_id: int
    accepted: int
    spoiled: int = 0
    sent_back: int = 0


def order_printing(session: Session, act: Act, fields: RunFields) -> int:
    """Add a print run or change one; return its id.

    Raises MoreThanOrdered where an order would be less than what was delivered of it, InUse for
    taking out a leaflet that was delivered.
    """
    if not fields.lines or len({line.supply_id for line in fields.lines}) < len(fields.lines):
        raise EmptyVoucher
    for position, line in enumerate(fields.lines):
        if not 1 <= line.ordered <= LIMIT or not 0 <= line.amount <= LIMIT:
            raise QuantityOutOfRange(position, line.ordered)
    if not 0 <= fields.vat_percent <= 100:
        raise QuantityOutOfRange(0, fields.vat_percent)
    run = PrintRun() if fields.id is None else opened(session, PrintRun, fields.id, fields.version)
    run.printer, run.number = required("printer", fields.printer), clean(fields.number)
    run.ordered_on, run.due_on = fields.ordered_on, fields.due_on
    run.printer_address = clean(fields.printer_address)
    run.printer_tax_code = clean(fields.printer_tax_code)
    run.vat_percent, run.note = fields.vat_percent, clean(fields.note)
    session.add(run)
    session.flush()
    _save_lines(session, run.id, fields.lines)
    return run.id


def remove_run(session: Session, act: Act, run_id: int) -> int:
    """Take away a run that was entered wrongly. Raises InUse once a part came or it was allocated."""
    run = opened(session, PrintRun, run_id, None)
    lines = select(PrintRunLine.id).where(PrintRunLine.run_id == run_id)
    parts = select(PrintDelivery.id).where(PrintDelivery.line_id.in_(lines))
    planned = select(Allocation.id).where(Allocation.run_id == run_id)
    if session.scalar(parts.limit(1)) or session.scalar(planned.limit(1)):
        raise InUse("print_run", run.number or run.printer)
    session.execute(delete(PrintRunLine).where(PrintRunLine.run_id == run_id))
    session.delete(run)
    return run_id


def record_delivery(
    session: Session,
    act: Act,
    run_id: int,
    day: date,
    store_id: int,
    parts: Sequence[DeliveredPart],
    record: str = "",
) -> int | None:
    """Note what a print house brought on a day; what is accepted is posted as one receipt.

    Returns the receipt's id, None where nothing was accepted. `record` is the number of the
    Biên bản nghiệm thu. Raises MoreThanOrdered.
    """
    run = opened(session, PrintRun, run_id, None)
    check_day(session, act, day)
    lines = {line.id: line for line in _lines_of(session, run_id)}
    before = brought(session, list(lines))
    parts = [part for part in parts if part.accepted or part.spoiled or part.sent_back]
    if not parts:
        raise EmptyVoucher
    for position, part in enumerate(parts):
        _check_part(session, position, part, lines, before)
    accepted = [part for part in parts if part.accepted]
    voucher_id = None
    if accepted:
        receipt = NewReceipt(
            day,
            store_id,
            Source.PURCHASE,
            tuple(_receipt_line(run, lines[p.line_id], before[p.line_id], p) for p in accepted),
            supplier=run.printer,
            document_number=clean(record) or run.number,
        )
        voucher_id = post_receipt(session, act, receipt)
    session.add_all(
        PrintDelivery(
            line_id=part.line_id,
            day=day,
            accepted=part.accepted,
            spoiled=part.spoiled,
            sent_back=part.sent_back,
            voucher_id=voucher_id if part.accepted else None,
            record=clean(record),
            is_cancelled=False,
        )
        for part in parts
    )
    session.flush()
    return voucher_id


def cancel_delivery(session: Session, act: Act, delivery_id: int, reason: str) -> int | None:
    """Undo a delivery, with the other lines of the same receipt; return the reversal's id.

    Raises ReversalBlocked where what it brought was given out since.
    """
    delivery = session.get(PrintDelivery, delivery_id)
    if delivery is None or delivery.is_cancelled:
        raise NotFound("print_delivery", str(delivery_id))
    if delivery.voucher_id is None:
        delivery.is_cancelled = True
        return None
    same = select(PrintDelivery).where(PrintDelivery.voucher_id == delivery.voucher_id)
    for part in session.scalars(same):
        part.is_cancelled = True
    return reverse_voucher(session, act, delivery.voucher_id, reason)


def _check_part(
    session: Session,
    position: int,
    part: DeliveredPart,
    lines: dict[int, PrintRunLine],
    before: dict[int, Brought],
) -> None:
    if part.line_id not in lines:
        raise NotFound("print_run_line", str(part.line_id))
    for number in (part.accepted, part.spoiled, part.sent_back):
        if not 0 <= number <= LIMIT:
            raise QuantityOutOfRange(position, number)
    line, so_far = lines[part.line_id], before[part.line_id].delivered
    if so_far + part.accepted + part.spoiled > line.ordered:
        title = leaflet_title(session, line.supply_id)
        raise MoreThanOrdered(title, line.ordered, so_far, part.accepted + part.spoiled)


def _receipt_line(
    run: PrintRun, line: PrintRunLine, before: Brought, part: DeliveredPart
) -> ReceiptLine:
    accepted = before.accepted + part.accepted
    value = value_of_part(line.amount, run.vat_percent, line.ordered, accepted, before.valued)
    delivered = part.accepted + part.spoiled
    return ReceiptLine(line.supply_id, part.accepted, value, document_quantity=delivered)


def _save_lines(session: Session, run_id: int, wanted: Sequence[RunLine]) -> None:
    known = {line.supply_id: line for line in _lines_of(session, run_id)}
    before = brought(session, [line.id for line in known.values()])
    for position, told in enumerate(wanted, 1):
        title = leaflet_title(session, told.supply_id)
        line = known.pop(told.supply_id, None)
        if line is None:
            line = PrintRunLine(run_id=run_id, supply_id=told.supply_id)
            session.add(line)
        elif told.ordered < before[line.id].delivered:
            raise MoreThanOrdered(title, told.ordered, before[line.id].delivered, 0)
        line.ordered, line.amount, line.position = told.ordered, told.amount, position
    for line in known.values():
        if before[line.id].has_parts:
            raise InUse("leaflet", leaflet_title(session, line.supply_id))
        session.delete(line)
    session.flush()


def _lines_of(session: Session, run_id: int) -> list[PrintRunLine]:
    lines = select(PrintRunLine).where(PrintRunLine.run_id == run_id)
    return list(session.scalars(lines.order_by(PrintRunLine.position)))
