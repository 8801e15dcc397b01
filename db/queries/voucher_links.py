"""Who posted a voucher, and which others it belongs with: what it reverses, what replaced it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import VoucherKind
from db.models.leaflets import PrintDelivery, PrintRun, PrintRunLine
from db.models.office import Account
from db.models.stock import Voucher
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class VoucherLink:
    """Another voucher: its id and its number as printed."""

    voucher_id: int
    number: str


@dataclass(frozen=True, slots=True)
class VoucherLinks:
    """What stands around a voucher; `replaces` and `replaced_by` are of *Sửa phiếu*.

    It `follows` what it adds to or brings back; `followed_by` are those that do so to it. A receipt
    of what a print house brought names the `print_run`, by its id and its number or print house.
    """

    posted_by: str
    reverses: VoucherLink | None
    reversed_by: VoucherLink | None
    replaces: VoucherLink | None
    replaced_by: VoucherLink | None
    follows: VoucherLink | None = None
    followed_by: tuple[VoucherLink, ...] = ()
    print_run: tuple[int, str] | None = None


def voucher_links(session: Session, voucher_id: int) -> VoucherLinks:
    """The vouchers around one. Raises NotFound."""
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound("voucher", str(voucher_id))
    reversal = session.scalar(select(Voucher).where(Voucher.reverses_id == voucher_id))
    return VoucherLinks(
        posted_by=session.get_one(Account, voucher.posted_by_id).name,
        reverses=_one(session, Voucher.id == voucher.reverses_id),
        reversed_by=_link(reversal) if reversal else None,
        replaces=None if voucher.reverses_id else _replaced(session, voucher),
        replaced_by=_replacement(session, reversal) if reversal else None,
        follows=_one(session, Voucher.id == voucher.follows_id),
        followed_by=_followers(session, voucher_id),
        print_run=_print_run(session, voucher_id),
    )


def _replaced(session: Session, voucher: Voucher) -> VoucherLink | None:
    """What was reversed in the act that posted a voucher."""
    reversed_then = select(Voucher.reverses_id).where(
        Voucher.act_id == voucher.act_id, Voucher.reverses_id.is_not(None)
    )
    return _one(session, Voucher.id.in_(reversed_then))


def _replacement(session: Session, reversal: Voucher) -> VoucherLink | None:
    """What was posted in the act that reversed a voucher."""
    same_act = Voucher.act_id == reversal.act_id
    return _one(session, same_act & (Voucher.kind != VoucherKind.REVERSAL))


def _followers(session: Session, voucher_id: int) -> tuple[VoucherLink, ...]:
    """What completes or brings back a voucher and was not undone since."""
    undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    followers = select(Voucher).where(Voucher.follows_id == voucher_id, Voucher.id.not_in(undone))
    return tuple(_link(voucher) for voucher in session.scalars(followers.order_by(Voucher.id)))


def _print_run(session: Session, voucher_id: int) -> tuple[int, str] | None:
    query = (
        select(PrintRun.id, PrintRun.number, PrintRun.printer)
        .join(PrintRunLine, PrintRunLine.run_id == PrintRun.id)
        .join(PrintDelivery, PrintDelivery.line_id == PrintRunLine.id)
        .where(PrintDelivery.voucher_id == voucher_id)
    )
    found = session.execute(query.limit(1)).first()
    return None if found is None else (found.id, found.number or found.printer)


def _one(session: Session, wanted: ColumnElement[bool]) -> VoucherLink | None:
    found = session.scalar(select(Voucher).where(wanted).order_by(Voucher.id).limit(1))
    return _link(found) if found else None


def _link(voucher: Voucher) -> VoucherLink:
    return VoucherLink(voucher.id, printed_number(voucher.series, voucher.number))
