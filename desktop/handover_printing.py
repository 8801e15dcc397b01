"""The papers of hand-overs as PDF: records to be signed, which are remembered, and delivery slips."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.database import Act, Database
from db.errors import NotFound
from db.queries.handover_papers import delivery_slips
from db.queries.handovers import handover_rows
from db.queries.office import book_number
from db.queries.voucher_paper import voucher_paper
from db.rules.codes import HANDOVER
from db.rules.papers import handover_subject
from desktop.office_identity import office_identity
from desktop.printing import print_signed

if TYPE_CHECKING:
    from desktop.papers.working import PrintedPaper


def handover_records_pdf(database: Database, voucher_ids: Sequence[int]) -> bytes:
    """Biên bản giao nhận of hand-overs, each in two copies with digits. Raises NotFound."""
    return database.keep(_print_records, voucher_ids)


def delivery_slips_pdf(database: Database, voucher_ids: Sequence[int]) -> bytes:
    """Phiếu giao tờ bướm of hand-overs, a page a district. Raises NotFound."""
    from desktop.papers.delivery_slip import delivery_slips_paper

    slips = database.ask(delivery_slips, voucher_ids)
    if not slips:
        raise NotFound("handover", str(next(iter(voucher_ids), "")))
    told = [(slip, database.ask(office_identity, slip.day)) for slip in slips]
    return delivery_slips_paper(told, database.clock.now())


def _print_records(session: Session, act: Act, voucher_ids: Sequence[int]) -> bytes:
    from desktop.papers.handover import HandoverRecord, signed_records

    bodies = {row.voucher_id: row for row in handover_rows(session, voucher_ids=voucher_ids)}
    book, records = book_number(session), []
    for voucher_id in voucher_ids:
        if voucher_id not in bodies:
            raise NotFound("handover", str(voucher_id))
        paper, agency_id = voucher_paper(session, voucher_id), bodies[voucher_id].agency_id
        office = office_identity(session, paper.day)
        records.append(HandoverRecord(paper, office, agency_id, 0, book))

    def make(papers: list[int]) -> "PrintedPaper":
        numbered = [replace(one, number=n) for one, n in zip(records, papers, strict=True)]
        return signed_records(numbered, act.at)

    return print_signed(session, act, HANDOVER, list(map(handover_subject, voucher_ids)), make)
