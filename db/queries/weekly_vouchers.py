"""The weekly report's figures that name vouchers: what was received, which numbers, what is undone."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.kinds import Series, Source, VoucherKind
from db.models.stock import Voucher, VoucherLine
from db.queries.amendments import papers_of
from db.queries.catalogue import supplies
from db.queries.report import ReceivedLine, VoucherRange
from db.rules.numbering import printed_number

SOURCES = (Source.PURCHASE, Source.SUPERIOR, Source.DONATION, Source.OTHER)


def received_lines(session: Session, from_on: date, to_on: date) -> list[ReceivedLine]:
    """Lines received in the period; a receipt reversed within it is in neither way."""
    other = aliased(Voucher)
    undone_within = (
        select(other.id)
        .where(
            (other.reverses_id == Voucher.id) | (Voucher.reverses_id == other.id),
            other.day >= from_on,
            other.day <= to_on,
        )
        .exists()
    )
    rows = {row.supply_id: row for row in supplies(session, with_retired=True)}
    query = (
        select(Voucher, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            Voucher.counts_as == VoucherKind.RECEIPT,
            Voucher.source != Source.OPENING,
            Voucher.day >= from_on,
            Voucher.day <= to_on,
            ~undone_within,
        )
        .order_by(Voucher.day, Voucher.id, VoucherLine.position)
    )
    found = session.execute(query).all()
    papers = papers_of(session, [voucher for voucher, _ in found])
    lines = [
        ReceivedLine(
            source=voucher.source or Source.OTHER,
            supplier=papers[voucher.id].supplier,
            document_number=papers[voucher.id].document_number,
            document_on=papers[voucher.id].document_on
            or (voucher.day if papers[voucher.id].document_number else None),
            supply_id=line.supply_id,
            supply=rows[line.supply_id].name,
            unit=rows[line.supply_id].base_unit,
            quantity=line.direction * line.quantity,
            amount=line.direction * line.amount,
        )
        for voucher, line in found
    ]
    return sorted(lines, key=lambda line: SOURCES.index(line.source))


def number_range(
    session: Session, series: Series, from_on: date, to_on: date
) -> VoucherRange | None:
    """The first and the last number of a series dated in the period."""
    of_series = (
        select(Voucher.number)
        .where(Voucher.series == series, Voucher.day >= from_on, Voucher.day <= to_on)
        .order_by(Voucher.year, Voucher.number)
    )
    numbers = session.scalars(of_series).all()
    if not numbers:
        return None
    return VoucherRange(
        printed_number(series, numbers[0]), printed_number(series, numbers[-1]), len(numbers)
    )


def reversed_numbers(session: Session, from_on: date, to_on: date) -> list[str]:
    """The numbers of the vouchers whose reversal is dated in the period."""
    reversal = aliased(Voucher)
    query = (
        select(Voucher.series, Voucher.number)
        .join(reversal, reversal.reverses_id == Voucher.id)
        .where(reversal.day >= from_on, reversal.day <= to_on)
        .order_by(Voucher.series, Voucher.year, Voucher.number)
    )
    return [printed_number(*row) for row in session.execute(query)]
