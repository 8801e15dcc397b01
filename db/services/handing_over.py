"""The acts of handing leaflets over to districts, wards and other bodies, and their receipts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay, NotHandedOver, RefusedByBook
from db.models.leaflets import Handover
from db.models.office import PrintedPage
from db.models.stock import Voucher, VoucherLine
from db.rules.numbering import printed_number
from db.rules.papers import handover_subject
from db.services.agencies import in_force
from db.services.delivering import agency_named
from db.services.records import opened
from db.services.stock import IssueLine, NewIssue, post_issues
from db.text import clean


@dataclass(frozen=True, slots=True)
class NewHandover:
    """Leaflets for one body, as (supply, pieces); `is_deposit`: legal deposit, not distributed.

    A body that the book does not know yet has a name in the place of its id.
    """

    day: date
    store_id: int
    agency_id: int | str
    leaflets: tuple[tuple[int, int], ...]
    receiver: str = ""
    receiver_title: str = ""
    reason: str = ""
    note: str = ""
    is_deposit: bool = False


def hand_over(session: Session, act: Act, new: Sequence[NewHandover]) -> list[int]:
    """Post an issue for each hand-over, all or none; return their vouchers' ids in order.

    Raises StockShort with what is asked for together, AgencyEnded.
    """
    agency_ids = [
        agency_named(session, one.agency_id) if isinstance(one.agency_id, str) else one.agency_id
        for one in new
    ]
    for one, agency_id in zip(new, agency_ids, strict=True):
        in_force(session, agency_id, one.day)
    issues = [
        replace(issue_of(one), lines=_lines(one, agency_id))
        for one, agency_id in zip(new, agency_ids, strict=True)
    ]
    voucher_ids = post_issues(session, act, issues)
    session.add_all(
        Handover(
            voucher_id=voucher_id,
            agency_id=agency_id,
            is_deposit=one.is_deposit,
            receiver_title=clean(one.receiver_title),
            signed_on=None,
            proof_id=None,
        )
        for voucher_id, agency_id, one in zip(voucher_ids, agency_ids, new, strict=True)
    )
    session.flush()
    return voucher_ids


def issue_of(new: NewHandover) -> NewIssue:
    """The issue that a hand-over posts."""
    return NewIssue(
        new.day,
        new.store_id,
        _lines(new, new.agency_id if isinstance(new.agency_id, int) else None),
        receiver=clean(new.receiver),
        reason=clean(new.reason),
        note=clean(new.note),
    )


def _lines(new: NewHandover, agency_id: int | None) -> tuple[IssueLine, ...]:
    return tuple(
        IssueLine(supply_id, quantity, agency_id=agency_id) for supply_id, quantity in new.leaflets
    )


def sign_handovers(
    session: Session, act: Act, voucher_ids: Sequence[int], on: date | None
) -> list[int]:
    """Note of several hand-overs that they were signed for on a day; None undoes it."""
    return [sign_handover(session, act, voucher_id, on) for voucher_id in voucher_ids]


def sign_handover(
    session: Session,
    act: Act,
    voucher_id: int,
    on: date | None,
    proof_id: int | None = None,
    version: int | None = None,
) -> int:
    """Note that a hand-over was signed for on a day, with the page that shows it; None undoes it.

    Its pages are then waited for again.
    Raises NotHandedOver for one that was reversed.
    """
    handover = opened(session, Handover, voucher_id, version)
    voucher = session.get_one(Voucher, voucher_id)
    if session.scalar(select(Voucher.id).where(Voucher.reverses_id == voucher_id)):
        raise NotHandedOver(printed_number(voucher.series, voucher.number), voucher_id)
    if on is not None and on > act.today:
        raise FutureDay(on, act.today, act.present)
    if on is not None and on < voucher.day:
        raise RefusedByBook("SIGNED_BEFORE")
    if on is None:
        pages = update(PrintedPage).where(PrintedPage.subject == handover_subject(voucher_id))
        session.execute(pages.values(back_on=None))
    handover.signed_on = on
    handover.proof_id = proof_id if on is not None else None
    return voucher_id


def carry_handover(session: Session, wrong_id: int, corrected_id: int) -> None:
    """Let a corrected voucher be the hand-over that the wrong one was; it is to be signed anew."""
    handover = session.get(Handover, wrong_id)
    receivers = select(VoucherLine.agency_id).where(VoucherLine.voucher_id == corrected_id)
    agencies = set(session.scalars(receivers))
    if handover is None or len(agencies) != 1 or (agency_id := agencies.pop()) is None:
        return
    session.add(
        Handover(
            voucher_id=corrected_id,
            agency_id=agency_id,
            is_deposit=handover.is_deposit,
            receiver_title=handover.receiver_title,
            signed_on=None,
            proof_id=None,
        )
    )
    session.flush()
