"""Tờ chưa nộp lại: the pages printed for signing that have not come back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.kinds import Outcome
from db.models.documents import Acknowledgement, Distribution, IssueSignature
from db.models.leaflets import Handover
from db.models.office import PrintedPage
from db.models.staff import StaffMember
from db.queries.agency_names import agency_names
from db.queries.returns import CHUNK, PageFacts, SignedPage, page_facts, page_of
from db.queries.voucher_list import reversed_pairs
from db.rules.codes import SIGNED_KINDS, SIGNING_LIST
from db.rules.papers import Subject, round_subjects

_LISTED = (
    PrintedPage.code,
    PrintedPage.kind,
    PrintedPage.paper,
    PrintedPage.page,
    PrintedPage.subject,
    PrintedPage.rows,
    PrintedPage.printed_on,
    PrintedPage.back_on,
)


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A page that has not come back yet: `waiting` of its people have not signed.

    `person` is who signs it alone: the person of a slip, the body of a hand-over.
    """

    page: SignedPage
    facts: PageFacts
    waiting: int
    person: str


def sheets_out(session: Session, day: date, round_id: int | None = None) -> list[SheetOut]:
    """Pages not back at the end of a day, the latest printed first.

    Of open rounds, of hand-overs, and of issues once the office has taken a list of an issue back
    at all. A page whose people all signed otherwise, or stand on a later print, is not waited for.
    """
    pages = _pages_out(session, day, round_id)
    signed = _signed(session, pages, day)
    listed: dict[Subject, set[int]] = defaultdict(set)
    out = []
    for page in sorted(pages, key=lambda page: (page.paper, page.page), reverse=True):
        waiting = [staff for staff in page.rows if staff not in signed[page.subject]]
        seen = listed[page.subject]
        if waiting and not seen.issuperset(waiting):
            out.append((page, waiting))
        seen.update(page.rows)
    facts = page_facts(session, {page.subject for page, _ in out})
    names = _names(session, [page for page, _ in out if page.is_slip])
    rows = [
        SheetOut(
            page,
            facts[page.subject],
            len(waiting),
            names.get(page.code, ""),
        )
        for page, waiting in out
    ]
    return sorted(rows, key=_printed_order)


def _pages_out(session: Session, day: date, round_id: int | None) -> list[SignedPage]:
    query = select(*_LISTED).where(
        PrintedPage.kind.in_(SIGNED_KINDS),
        or_(PrintedPage.printed_on.is_(None), PrintedPage.printed_on <= day),
        or_(PrintedPage.back_on.is_(None), PrintedPage.back_on > day),
    )
    if round_id is not None:
        query = query.where(PrintedPage.subject.startswith(round_subjects(round_id)))
    elif not _takes_issues_back(session):
        query = query.where(PrintedPage.kind != SIGNING_LIST)
    pages = [page_of(row) for row in session.execute(query)]
    still_open = or_(Distribution.closed_on.is_(None), Distribution.closed_on > day)
    is_open = set(session.scalars(select(Distribution.id).where(still_open)))
    gone = set(session.scalars(reversed_pairs()))
    return [
        page
        for page in pages
        if page.subject.distribution_id in is_open
        or (page.subject.distribution_id is None and set(page.subject.voucher_ids) - gone)
        or (page.subject.handover_id is not None and page.subject.handover_id not in gone)
    ]


def _takes_issues_back(session: Session) -> bool:
    back = select(PrintedPage.id).where(
        PrintedPage.kind == SIGNING_LIST, PrintedPage.back_on.is_not(None)
    )
    return session.scalar(back.limit(1)) is not None


def _names(session: Session, slips: Iterable[SignedPage]) -> dict[str, str]:
    """Who signs each of these pages alone, by its digits."""
    slips = list(slips)
    bodies = agency_names(session) if any(one.subject.handover_id for one in slips) else {}
    ids = {one.rows[0] for one in slips if one.subject.handover_id is None}
    of_these = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(ids))
    people = dict(session.execute(of_these).all())
    return {
        one.code: (people if one.subject.handover_id is None else bodies).get(one.rows[0], "")
        for one in slips
    }


def _signed(session: Session, pages: Iterable[SignedPage], day: date) -> dict[Subject, set[int]]:
    """Who needs not sign any more at the end of a day, by what the pages are about.

    A slip of a round with goods is waited for as the round's.
    """
    subjects = {page.subject for page in pages}
    rounds = {s.distribution_id for s in subjects if s.distribution_id is not None}
    vouchers = {number for s in subjects for number in s.voucher_ids}
    of_round: dict[int, set[int]] = defaultdict(set)
    acks = select(Acknowledgement.distribution_id, Acknowledgement.staff_id).where(
        Acknowledgement.outcome.in_([Outcome.SIGNED, Outcome.EXCUSED]),
        Acknowledgement.outcome_on <= day,
    )
    for number, staff_id in session.execute(
        acks.where(Acknowledgement.distribution_id.in_(rounds))
    ):
        of_round[number].add(staff_id)
    of_voucher: dict[int, set[int]] = defaultdict(set)
    wanted = sorted(vouchers)
    for start in range(0, len(wanted), CHUNK):
        signatures = select(IssueSignature.voucher_id, IssueSignature.staff_id).where(
            IssueSignature.voucher_id.in_(wanted[start : start + CHUNK]),
            IssueSignature.signed_on <= day,
        )
        for number, staff_id in session.execute(signatures):
            of_voucher[number].add(staff_id)
    handed = {s.handover_id for s in subjects if s.handover_id is not None}
    query = select(Handover.voucher_id, Handover.agency_id).where(Handover.signed_on <= day)
    of_handover = dict(session.execute(query.where(Handover.voucher_id.in_(handed))).all())

    def of(subject: Subject) -> set[int]:
        if subject.distribution_id is not None:
            return of_round[subject.distribution_id]
        if subject.handover_id is not None:
            return {of_handover[n] for n in (subject.handover_id,) if n in of_handover}
        return set().union(*(of_voucher[n] for n in subject.voucher_ids))

    return {subject: of(subject) for subject in subjects}


def _printed_order(sheet: SheetOut) -> tuple[int, int, int, int]:
    printed_on = sheet.page.printed_on or date.min
    return (-printed_on.toordinal(), sheet.page.kind, -sheet.page.paper, sheet.page.page)
