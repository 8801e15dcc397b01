"""A round's papers in one print job: vouchers, what people sign, the pick list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.database import Act, Database
from db.queries.picking import pick_lists
from db.queries.round_papers import round_slips
from db.queries.signing import signing_lists
from db.queries.voucher_paper import voucher_paper
from desktop.acknowledgement_printing import print_slips
from desktop.office_identity import office_identity
from desktop.printing import print_lists
from desktop.round_papers import RoundPapers

if TYPE_CHECKING:
    from desktop.papers.document import Part
    from desktop.papers.working import PrintedPaper


def round_pdf(database: Database, voucher_ids: Sequence[int], papers: RoundPapers) -> bytes:
    """The chosen papers of issues, in one PDF in the order of use: pick list, vouchers, signing."""
    return database.keep(_print_round, voucher_ids, papers)


def _print_round(
    session: Session, act: Act, voucher_ids: Sequence[int], papers: RoundPapers
) -> bytes:
    from desktop.papers.document import write_pdf
    from desktop.papers.pick_list import pick_parts
    from desktop.papers.voucher import voucher_parts

    found = [voucher_paper(session, voucher_id) for voucher_id in voucher_ids]
    office = office_identity(session, max(paper.day for paper in found))
    parts: list[Part] = []
    if papers.pick_list:
        parts += pick_parts(pick_lists(session, voucher_ids), office, act.at)
    if papers.vouchers:
        for paper in found:
            parts += voucher_parts(paper, office, act.at, in_copies=papers.copies)
    if papers.lists:
        parts += _signed(session, act, voucher_ids, papers)
    return write_pdf(parts, "Đợt cấp phát", office.office)


def _signed(
    session: Session, act: Act, voucher_ids: Sequence[int], papers: RoundPapers
) -> "list[Part]":
    """Slips with documents and goods, and lists of the vouchers they don't cover."""
    from desktop.papers.signing_list import signing_parts
    from desktop.papers.slips import slip_part
    from desktop.papers.working import PrintedPaper

    parts: dict[str, list[Part]] = {}

    def write_lists(*given: Any) -> "PrintedPaper":
        parts["lists"], pages = signing_parts(*given)
        return PrintedPaper(b"", pages)

    def write_slips(*given: Any) -> "PrintedPaper":
        part, pages = slip_part(*given)
        parts["slips"] = [part]
        return PrintedPaper(b"", pages)

    uncovered = list(voucher_ids)
    if (round_id := papers.with_documents) is not None:
        people, uncovered = _covered(session, act, round_id, voucher_ids)
        if people:
            given = (round_id, papers.per_page, None, people, False, tuple(voucher_ids))
            print_slips(session, act, *given, write=write_slips)
    if uncovered:
        print_lists(session, act, uncovered, write_lists, papers.undertaking)
    return [*parts.get("slips", ()), *parts.get("lists", ())]


def _covered(
    session: Session, act: Act, round_id: int, voucher_ids: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Who of the issues is of a round of documents, and the issues with somebody who is not."""
    of_round = {one.staff_id for one in round_slips(session, round_id, act.today).people}
    people: list[int] = []
    uncovered = []
    for one in signing_lists(session, voucher_ids):
        got = [person.staff_id for person in one.people if any(person.quantities)]
        people += [staff_id for staff_id in got if staff_id in of_round]
        if not set(got) <= of_round:
            uncovered.append(one.voucher_id)
    return people, uncovered
