"""The papers of a round as PDF; lists and slips are remembered as they are printed."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.database import Act, Database
from db.errors import NobodyToSign, NotFound
from db.queries.distributions import deliveries
from db.queries.office import settings
from db.queries.returns import pages_of_paper
from db.queries.round_papers import RoundSummary, document_lists, round_slips, round_summary
from db.rules.codes import DOCUMENT_LIST, SLIP
from db.rules.papers import list_subject, slips_subject
from desktop.office_identity import office_identity
from desktop.papers.office import OfficeIdentity
from desktop.printing import print_signed

if TYPE_CHECKING:
    from desktop.papers.working import PrintedPaper

WriteSlips = Callable[[Any, Any, Any, Any], "PrintedPaper"]
"""Writes slips, with the office, options and the moment, as a paper."""


def lists_pdf(
    database: Database,
    round_id: int,
    department_ids: Collection[int] | None = None,
    only_missing: bool = False,
) -> bytes:
    """The signing lists of a round, each department on pages of its own.

    Raises NotFound, and NobodyToSign where nobody has to sign.
    """
    return database.keep(_print_lists, round_id, department_ids, only_missing)


def slips_pdf(
    database: Database,
    round_id: int,
    per_page: int = 2,
    department_ids: Collection[int] | None = None,
    staff_ids: Collection[int] | None = None,
    only_missing: bool = False,
    with_goods: Collection[int] = (),
) -> bytes:
    """The slips of a round, 1, 2 or 4 to a page; fewer where their words need more room.

    `with_goods` are issues whose goods are signed for on the same slip. Raises NotFound, and
    NobodyToSign where nobody has to sign.
    """
    return database.keep(
        print_slips, round_id, per_page, department_ids, staff_ids, only_missing, with_goods
    )


def again_pdf(database: Database, code: str) -> bytes:
    """The list or the slip that these digits stand on once more, for the people who are on it.

    It keeps its digits while they fill it as they did. Raises NotFound, NobodyToSign.
    """
    return database.keep(_print_again, code)


def delivery_register_pdf(
    database: Database,
    round_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> bytes:
    """Sổ chuyển giao văn bản đi: a round's whole delivery list, or what was handed over on days."""
    from desktop.papers.delivery_register import delivery_register

    rows = database.ask(deliveries, round_id, from_on, to_on)
    office = database.ask(office_identity, to_on or database.clock.today())
    return delivery_register(rows, office, database.clock.now(), from_on, to_on)


def summary_pdf(database: Database, round_id: int) -> bytes:
    """Bảng tổng hợp: how far a round is by department, and who has not signed. Raises NotFound."""
    from desktop.papers.round_summary import round_summary as paper

    return paper(*_summary(database, round_id))


def missing_pdf(database: Database, round_id: int) -> bytes:
    """Who has not signed a round, by department, with reasons. Raises NotFound."""
    from desktop.papers.round_summary import missing_list

    return missing_list(*_summary(database, round_id))


def _summary(database: Database, round_id: int) -> tuple[RoundSummary, OfficeIdentity, datetime]:
    today = database.clock.today()
    summary = database.ask(round_summary, round_id, today)
    return summary, database.ask(office_identity, today), database.clock.now()


def _print_lists(
    session: Session,
    act: Act,
    round_id: int,
    department_ids: Collection[int] | None,
    only_missing: bool,
    staff_ids: Collection[int] | None = None,
    paper: int | None = None,
) -> bytes:
    from desktop.papers import document_list

    lists = document_lists(session, round_id, act.today, department_ids, only_missing, staff_ids)
    if not lists:
        raise NobodyToSign
    office = office_identity(session, act.today)
    has_notes = bool(settings(session, act.today).get("lists", {}).get("notes", False))

    def make(papers: list[int]) -> "PrintedPaper":
        numbered = [replace(one, paper=number) for one, number in zip(lists, papers, strict=True)]
        return document_list.document_lists(numbered, office, act.at, has_notes=has_notes)

    subjects = [list_subject(round_id, one.department_id) for one in lists]
    return print_signed(session, act, DOCUMENT_LIST, subjects, make, paper)


def print_slips(
    session: Session,
    act: Act,
    round_id: int,
    per_page: int,
    department_ids: Collection[int] | None,
    staff_ids: Collection[int] | None,
    only_missing: bool,
    voucher_ids: Collection[int],
    paper: int | None = None,
    write: WriteSlips | None = None,
) -> bytes:
    """Print the slips of a round; `write` makes their pages (None: a PDF of their own)."""
    from desktop.papers.slip_text import SlipOptions, most_per_page
    from desktop.papers.slips import slips

    write = write or slips
    wanted = round_slips(
        session, round_id, act.today, department_ids, staff_ids, only_missing, voucher_ids
    )
    if not wanted.people:
        raise NobodyToSign
    office = office_identity(session, act.today)
    told = settings(session, act.today).get("lists", {})
    options = SlipOptions(per_page, bool(told.get("undertaking", False) or voucher_ids))
    options = replace(options, per_page=most_per_page(wanted, office, options))

    def make(papers: list[int]) -> "PrintedPaper":
        return write(replace(wanted, paper=papers[0]), office, options, act.at)

    subject = slips_subject(round_id, options.per_page, voucher_ids)
    return print_signed(session, act, SLIP, [subject], make, paper)


def _print_again(session: Session, act: Act, code: str) -> bytes:
    pages = pages_of_paper(session, code)
    if not pages or (round_id := pages[0].subject.distribution_id) is None:
        raise NotFound("printed_page", code)
    subject, paper = pages[0].subject, pages[0].paper
    people = {staff_id for page in pages for staff_id in page.rows}
    if pages[0].is_slip:
        per_page, goods = subject.per_page or 2, subject.voucher_ids
        return print_slips(session, act, round_id, per_page, None, people, False, goods, paper)
    return _print_lists(session, act, round_id, None, False, people, paper)
