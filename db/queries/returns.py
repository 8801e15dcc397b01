"""Signed pages and their coming back: what a code stands for, who is on the page, what is still out."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.kinds import Outcome
from db.models.documents import Distribution, IssueSignature, ScannedPage
from db.models.leaflets import Handover
from db.models.office import Attachment, PrintedPage
from db.models.staff import Agency, Department, StaffMember
from db.models.stock import Voucher
from db.queries.acknowledging import Decision, decisions
from db.queries.agency_names import agency_names
from db.queries.distributions import documents_of
from db.queries.documents import CitedDocument
from db.rules.codes import HANDOVER, SIGNED_KINDS, SLIP
from db.rules.numbering import printed_number
from db.rules.papers import Subject, parse_subject, round_subjects

CHUNK = 500


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A page that was printed for signing.

    `rows` are its people in order, of a hand-over the body that gets it; `cells` its geometry as it was printed:
    [marks, cells, square], see desktop.papers.working.PrintedPage (old pages lack the square).
    Where pages are just listed, `cells` is None: of many they are most of what would be read.
    """

    code: str
    kind: int
    paper: int
    page: int
    subject: Subject
    rows: tuple[int, ...]
    cells: Any
    printed_on: date | None
    back_on: date | None

    @property
    def is_slip(self) -> bool:
        """Whether just one person or body signs it: it is no list."""
        return self.kind == SLIP or (self.kind == HANDOVER and bool(self.rows))


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page is about, for who looks at it: its round's documents or its vouchers' numbers."""

    round_id: int | None
    documents: tuple[CitedDocument, ...]
    vouchers: tuple[str, ...]
    department: str


@dataclass(frozen=True, slots=True)
class PagePerson:
    """A person on a page and what was decided of them; of an issue that is open or signed.

    On a hand-over's page it is the body that gets it.
    """

    staff_id: int
    code: str
    name: str
    outcome: Outcome = Outcome.OPEN

    @property
    def has_signed(self) -> bool:
        """Whether they signed already."""
        return self.outcome is Outcome.SIGNED


@dataclass(frozen=True, slots=True)
class BeforeReturn:
    """What stood before pages were taken in, to go back to: decisions by round, pages not back.

    `unsigned` are the people of whom an issue had no signature yet, `handovers` those that were
    not signed for.
    """

    decided: tuple[tuple[int, tuple[Decision, ...]], ...]
    unsigned: tuple[tuple[int, tuple[int, ...]], ...]
    out: tuple[str, ...]
    handovers: tuple[int, ...] = ()


def signed_pages(session: Session, codes: Collection[str]) -> dict[str, SignedPage]:
    """The pages of these codes that were printed for signing; unknown codes are left out."""
    wanted = sorted(set(codes))
    found: dict[str, SignedPage] = {}
    for start in range(0, len(wanted), CHUNK):
        query = select(PrintedPage).where(
            PrintedPage.code.in_(wanted[start : start + CHUNK]),
            PrintedPage.kind.in_(SIGNED_KINDS),
        )
        found |= {row.code: page_of(row, row.cells) for row in session.scalars(query)}
    return found


def pages_of_paper(session: Session, code: str) -> list[SignedPage]:
    """All pages of the list that a page belongs to, in order; just itself where one signs it."""
    known = signed_pages(session, [code]).get(code)
    if known is None or known.is_slip or known.kind == HANDOVER:
        return [known] if known else []
    query = select(PrintedPage).where(
        PrintedPage.kind == known.kind, PrintedPage.paper == known.paper
    )
    return [page_of(row, row.cells) for row in session.scalars(query.order_by(PrintedPage.page))]


def page_facts(session: Session, subjects: Collection[Subject]) -> dict[Subject, PageFacts]:
    """What pages are about."""
    round_ids = sorted({s.distribution_id for s in subjects if s.distribution_id is not None})
    voucher_ids = sorted({number for s in subjects for number in _vouchers(s)})
    documents = documents_of(session, round_ids)
    vouchers: dict[int, tuple[str, int | None]] = {}
    for start in range(0, len(voucher_ids), CHUNK):
        query = select(Voucher.id, Voucher.series, Voucher.number, Voucher.department_id)
        of_these = query.where(Voucher.id.in_(voucher_ids[start : start + CHUNK]))
        for voucher_id, series, number, department_id in session.execute(of_these):
            vouchers[voucher_id] = printed_number(series, number), department_id
    names = dict(session.execute(select(Department.id, Department.name)).all())
    found = {}
    for subject in subjects:
        told = [vouchers[number] for number in _vouchers(subject) if number in vouchers]
        units = {subject.department_id, *(unit for _, unit in told)} - {None}
        found[subject] = PageFacts(
            round_id=subject.distribution_id,
            documents=documents.get(subject.distribution_id or 0, ()),
            vouchers=tuple(number for number, _ in told),
            department=names.get(units.pop() or 0, "") if len(units) == 1 else "",
        )
    return found


def page_people(session: Session, page: SignedPage) -> list[PagePerson]:
    """The people of a page in its order."""
    if page.subject.handover_id is not None:
        return _body(session, page)
    people = {
        row.id: row
        for row in session.scalars(select(StaffMember).where(StaffMember.id.in_(page.rows)))
    }
    outcomes = _outcomes(session, page.subject, page.rows)
    return [
        PagePerson(
            staff_id,
            people[staff_id].code,
            people[staff_id].name,
            outcomes.get(staff_id, Outcome.OPEN),
        )
        for staff_id in page.rows
        if staff_id in people
    ]


def scanned_codes(session: Session, codes: Collection[str]) -> set[str]:
    """Those of these codes of which a scan was taken in."""
    wanted = sorted(set(codes))
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        of_these = ScannedPage.code.in_(wanted[start : start + CHUNK])
        found.update(session.scalars(select(ScannedPage.code).where(of_these)))
    return found


def closed_rounds(session: Session) -> set[int]:
    """The rounds that are closed."""
    return set(session.scalars(select(Distribution.id).where(Distribution.closed_on.is_not(None))))


def undone_handovers(session: Session) -> set[int]:
    """The hand-overs that were reversed, by voucher."""
    undone = select(Voucher.reverses_id).join(Handover, Handover.voucher_id == Voucher.reverses_id)
    return {voucher_id for voucher_id in session.scalars(undone) if voucher_id is not None}


def before_return(session: Session, signed: Mapping[str, Collection[int]]) -> BeforeReturn:
    """What stands of pages and of those who are about to be marked as signed on them, by code."""
    pages = signed_pages(session, signed)
    decided, unsigned, handovers = [], [], []
    for code, page in pages.items():
        if page.subject.distribution_id is not None:
            now = decisions(session, page.subject.distribution_id, signed[code])
            decided.append((page.subject.distribution_id, tuple(now)))
        if page.subject.handover_id is not None and not _outcomes(session, page.subject, page.rows):
            handovers.append(page.subject.handover_id)
        for voucher_id in page.subject.voucher_ids:
            known = _outcomes(session, Subject(voucher_ids=(voucher_id,)), signed[code])
            fresh = tuple(staff_id for staff_id in signed[code] if staff_id not in known)
            unsigned.append((voucher_id, fresh))
    out = tuple(code for code, page in pages.items() if page.back_on is None)
    return BeforeReturn(tuple(decided), tuple(unsigned), out, tuple(handovers))


def scan_picture(session: Session, scanned_id: int) -> bytes | None:
    """The picture of a page that came back."""
    query = select(Attachment.content).join(ScannedPage, ScannedPage.attachment_id == Attachment.id)
    return session.scalar(query.where(ScannedPage.id == scanned_id))


def scans_of(session: Session, round_id: int) -> list[tuple[int, str, date]]:
    """The scans filed with a round: id, digits, day; the latest first."""
    query = select(ScannedPage.id, ScannedPage.code, ScannedPage.scanned_on)
    of_round = query.where(ScannedPage.subject.startswith(round_subjects(round_id)))
    rows = session.execute(of_round.order_by(ScannedPage.id.desc()))
    return [(scanned_id, code, on) for scanned_id, code, on in rows]


def _outcomes(session: Session, subject: Subject, staff_ids: Collection[int]) -> dict[int, Outcome]:
    """What was decided of people on a page; of an issue only who signed is known."""
    if subject.distribution_id is not None:
        return {
            one.staff_id: one.outcome
            for one in decisions(session, subject.distribution_id, staff_ids)
        }
    if subject.handover_id is not None:
        signed = select(Handover.agency_id).where(
            Handover.voucher_id == subject.handover_id, Handover.signed_on.is_not(None)
        )
        return dict.fromkeys(session.scalars(signed), Outcome.SIGNED)
    signatures = select(IssueSignature.staff_id).where(
        IssueSignature.voucher_id.in_(subject.voucher_ids), IssueSignature.staff_id.in_(staff_ids)
    )
    return dict.fromkeys(session.scalars(signatures), Outcome.SIGNED)


def _vouchers(subject: Subject) -> tuple[int, ...]:
    handover = () if subject.handover_id is None else (subject.handover_id,)
    return subject.voucher_ids + handover


def _body(session: Session, page: SignedPage) -> list[PagePerson]:
    """The body that a hand-over's page is to be signed for."""
    names, outcomes = agency_names(session), _outcomes(session, page.subject, page.rows)
    codes = dict(
        session.execute(select(Agency.id, Agency.code).where(Agency.id.in_(page.rows))).all()
    )
    return [
        PagePerson(
            agency_id, codes[agency_id], names[agency_id], outcomes.get(agency_id, Outcome.OPEN)
        )
        for agency_id in page.rows
        if agency_id in codes
    ]


def page_of(row: Any, cells: str = "null") -> SignedPage:
    """A page as its row of `printed_page` has it; without its cells where they were not read."""
    return SignedPage(
        code=row.code,
        kind=row.kind,
        paper=row.paper,
        page=row.page,
        subject=parse_subject(row.subject),
        rows=tuple(json.loads(row.rows)),
        cells=json.loads(cells),
        printed_on=row.printed_on,
        back_on=row.back_on,
    )
