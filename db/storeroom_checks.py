"""Whether lots, transfers, returns and waiting goods are what the acts on them made of them."""

from collections.abc import Callable

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from db.finding import Finding
from db.kinds import VoucherKind
from db.models.stock import Amendment, Lot, Movement, Voucher, VoucherLine, WaitingLine
from db.rules.numbering import printed_number


def _lots(session: Session) -> list[Finding]:
    """Lots that are not what their latest amendment made of them."""
    latest = (
        select(func.max(Amendment.id))
        .where(Amendment.lot_id.is_not(None))
        .group_by(Amendment.lot_id, Amendment.field)
    )
    query = (
        select(Amendment.field, Amendment.new_value, Lot)
        .join(Lot, Lot.id == Amendment.lot_id)
        .where(Amendment.id.in_(latest))
        .order_by(Amendment.id)
    )
    found = []
    for field, told, lot in session.execute(query):
        value = getattr(lot, field)
        stands = ("1" if value else "") if field == "is_blocked" else str(value or "")
        if stands != told:
            found.append(Finding("lot", f"{lot.id} / {field}", stands, told))
    return found


def _transfers(session: Session) -> list[Finding]:
    """Transfers whose pieces or value do not arrive in the other store, lot by lot."""
    pieces, worth = func.sum(Movement.quantity), func.sum(Movement.amount)
    strays = func.sum(
        case((Movement.store_id.in_((Voucher.store_id, Voucher.to_store_id)), 0), else_=1)
    )
    query = (
        select(Voucher.series, Voucher.number, Movement.lot_id, pieces, worth)
        .join(Movement, Movement.voucher_id == Voucher.id)
        .where(Voucher.counts_as == VoucherKind.TRANSFER)
        .group_by(Voucher.id, Movement.line_id, Movement.lot_id)
        .having((pieces != 0) | (worth != 0) | (strays != 0))
    )
    return [
        Finding("transfer", f"{printed_number(series, number)} / {lot_id}", f"{left} ({value})")
        for series, number, lot_id, left, value in session.execute(query)
    ]


def _returns(session: Session) -> list[Finding]:
    """Lines of issues of which more came back than went, and returns of what was no issue."""
    back = aliased(VoucherLine)
    returned = func.sum(back.direction * back.quantity)
    query = (
        select(Voucher.series, Voucher.number, VoucherLine.position, returned, VoucherLine.quantity)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(back, back.of_line_id == VoucherLine.id)
        .group_by(Voucher.id, VoucherLine.id)
        .having(
            (returned < 0) | (returned > VoucherLine.quantity) | (Voucher.kind != VoucherKind.ISSUE)
        )
    )
    return [
        Finding("return", f"{printed_number(series, number)} / {position}", str(came), str(went))
        for series, number, position, came, went in session.execute(query)
    ]


def _waiting(session: Session) -> list[Finding]:
    """Goods that are said to wait for somebody though no issue packed them."""
    query = (
        select(Voucher.series, Voucher.number, VoucherLine.position)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .join(WaitingLine, WaitingLine.line_id == VoucherLine.id)
        .where(Voucher.kind != VoucherKind.ISSUE)
    )
    return [
        Finding("waiting", f"{printed_number(series, number)} / {position}")
        for series, number, position in session.execute(query)
    ]


STOREROOM: tuple[Callable[[Session], list[Finding]], ...] = (_lots, _transfers, _returns, _waiting)
