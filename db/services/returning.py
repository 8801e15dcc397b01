"""The acts on signed pages that come back, by scan or by the clerk's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay, NotFound, RefusedByBook
from db.kinds import Outcome, ScanKind
from db.models.documents import Acknowledgement, IssueSignature, ScannedPage
from db.models.leaflets import Handover
from db.models.office import PrintedPage
from db.models.stock import Voucher, VoucherLine
from db.queries.returns import BeforeReturn
from db.rules.codes import HANDOVER, SIGNED_KINDS, SLIP
from db.rules.papers import parse_subject
from db.services.attachments import keep_file
from db.services.deciding import restore
from db.services.handing_over import sign_handover
from db.services.office import page_rows
from db.services.rounds import open_distribution


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """A page that came back: its digits and whose signatures stand on it.

    `picture` is its scan as JPEG, the proof; without one it is the clerk's word. `file` and
    `page` say where the scan was.
    """

    code: str
    signed: tuple[int, ...]
    picture: bytes | None = None
    file: str = ""
    page: int = 1


def take_in(session: Session, act: Act, pages: Sequence[ReturnedPage], on: date) -> int:
    """File pages that came back, signed on a day, and mark who signed; return how many anew.

    Who had signed already keeps the day and gets the proof that was missing. Raises NotFound,
    FutureDay, DistributionClosed, NotHandedOver; all or nothing.
    """
    if on > act.today:
        raise FutureDay(on, act.today, act.present)
    return sum(_take_in(session, act, page, on) for page in pages)


def _take_in(session: Session, act: Act, page: ReturnedPage, on: date) -> int:
    printed = session.scalar(select(PrintedPage).where(PrintedPage.code == page.code))
    if printed is None or printed.kind not in SIGNED_KINDS:
        raise NotFound("printed_page", page.code)
    if strangers := set(page.signed) - set(page_rows(printed)):
        raise NotFound("acknowledgement", str(min(strangers)))
    has_scan = page.picture is not None
    proof_id = _keep_scan(session, printed, page, act.today) if has_scan else None
    printed.back_on = printed.back_on or on
    session.flush()
    subject = parse_subject(printed.subject)
    is_of_round = subject.distribution_id is not None
    marked: set[int] = set()
    if subject.distribution_id is not None:
        distribution = open_distribution(session, subject.distribution_id)
        if on < distribution.day:
            raise RefusedByBook("BEFORE_ROUND")
        marked |= _sign_round(session, distribution.id, page.signed, on, proof_id)
    if subject.voucher_ids:
        marked |= _sign_issues(
            session, subject.voucher_ids, page.signed, on, proof_id, only_given=is_of_round
        )
    if subject.handover_id is not None and page.signed:
        marked |= _sign_for(session, act, subject.handover_id, on, proof_id)
    return len(marked)


def _sign_for(
    session: Session, act: Act, voucher_id: int, on: date, proof_id: int | None
) -> set[int]:
    """Mark a hand-over as signed for; return the body if it was not yet."""
    handover = session.get_one(Handover, voucher_id)
    if handover.signed_on is None:
        sign_handover(session, act, voucher_id, on, proof_id)
        return {handover.agency_id}
    handover.proof_id = handover.proof_id or proof_id
    return set()


def _keep_scan(session: Session, printed: PrintedPage, page: ReturnedPage, on: date) -> int:
    assert page.picture is not None
    scanned = ScannedPage(
        code=page.code,
        kind=ScanKind.SLIP if printed.kind in (SLIP, HANDOVER) else ScanKind.LIST,
        subject=printed.subject,
        attachment_id=keep_file(session, f"{page.code}.jpg", "image/jpeg", page.picture),
        file=page.file,
        page=page.page,
        scanned_on=on,
    )
    session.add(scanned)
    session.flush()
    return scanned.id


def _sign_round(
    session: Session, distribution_id: int, signed: Sequence[int], on: date, proof_id: int | None
) -> set[int]:
    """Mark people of a round; return those who had not signed yet."""
    if not signed:
        return set()
    these = (
        Acknowledgement.distribution_id == distribution_id,
        Acknowledgement.staff_id.in_(signed),
    )
    unsigned = select(Acknowledgement.id, Acknowledgement.staff_id).where(
        *these, Acknowledgement.outcome != Outcome.SIGNED
    )
    fresh = dict(session.execute(unsigned).all())
    if proof_id is not None:
        session.execute(
            update(Acknowledgement)
            .where(*these, Acknowledgement.proof_id.is_(None))
            .values(proof_id=proof_id)
        )
    session.execute(
        update(Acknowledgement)
        .where(Acknowledgement.id.in_(fresh))
        .values(outcome=Outcome.SIGNED, outcome_on=on, reason="", proof_id=proof_id)
    )
    return set(fresh.values())


def _sign_issues(
    session: Session,
    voucher_ids: Sequence[int],
    signed: Sequence[int],
    on: date,
    proof_id: int | None,
    *,
    only_given: bool,
) -> set[int]:
    """Mark people of issues; return those who had not signed yet.

    Who got nothing counts as signed of a list they stand on, but not with `only_given`.
    """
    if first := session.scalar(select(func.min(Voucher.day)).where(Voucher.id.in_(voucher_ids))):
        if on < first:
            raise RefusedByBook("BEFORE_ISSUE")
    else:
        raise NotFound("voucher", str(voucher_ids[0]))
    these = IssueSignature.voucher_id.in_(voucher_ids), IssueSignature.staff_id.in_(signed)
    signatures = select(IssueSignature.voucher_id, IssueSignature.staff_id).where(*these)
    known = {(voucher_id, staff_id) for voucher_id, staff_id in session.execute(signatures)}
    if proof_id is not None:
        session.execute(
            update(IssueSignature)
            .where(*these, IssueSignature.proof_id.is_(None))
            .values(proof_id=proof_id)
        )
    lines = select(VoucherLine.voucher_id, VoucherLine.staff_id).where(
        VoucherLine.voucher_id.in_(voucher_ids), VoucherLine.staff_id.in_(signed)
    )
    given = {(voucher_id, staff_id or 0) for voucher_id, staff_id in session.execute(lines)}
    if not only_given:
        given |= {(voucher_ids[0], staff) for staff in set(signed) - {who for _, who in given}}
    if fresh := sorted(given - known):
        session.execute(
            insert(IssueSignature),
            [
                {"voucher_id": number, "staff_id": staff, "signed_on": on, "proof_id": proof_id}
                for number, staff in fresh
            ],
        )
    return {staff_id for _, staff_id in fresh}


def take_back(session: Session, act: Act, before: BeforeReturn) -> int:
    """Undo taking pages in; return how many people have again what they had.

    Scans stay filed. Who was decided on otherwise meanwhile is left alone. Raises
    DistributionClosed.
    """
    back: set[int] = set()
    for distribution_id, decided in before.decided:
        open_distribution(session, distribution_id)
        changed = [one for one in decided if one.outcome is not Outcome.SIGNED]
        back.update(restore(session, distribution_id, changed, Outcome.SIGNED))
    for voucher_id, staff_ids in before.unsigned:
        unsigned = delete(IssueSignature).where(
            IssueSignature.voucher_id == voucher_id, IssueSignature.staff_id.in_(staff_ids)
        )
        back.update(session.scalars(unsigned.returning(IssueSignature.staff_id)))
    of_handovers = update(Handover).where(
        Handover.voucher_id.in_(before.handovers), Handover.signed_on.is_not(None)
    )
    unsigned_again = of_handovers.values(
        signed_on=None, proof_id=None, version=Handover.version + 1
    ).returning(Handover.agency_id)
    back.update(session.scalars(unsigned_again))
    session.execute(
        update(PrintedPage).where(PrintedPage.code.in_(before.out)).values(back_on=None)
    )
    return len(back)
