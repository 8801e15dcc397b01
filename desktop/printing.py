"""The papers of posted vouchers as PDF; pages to be signed are remembered as they are printed."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.database import Act, Database
from db.queries.office import paper_of, settings
from db.queries.signing import counter_sheet, signing_lists
from db.queries.voucher_paper import voucher_paper
from db.rules.codes import COUNTER_SHEET, SIGNING_LIST
from db.rules.papers import voucher_subject
from db.services.office import NewPage, changed_papers, next_paper, record_pages
from desktop.office_identity import office_identity

if TYPE_CHECKING:
    from desktop.papers.working import PrintedPaper

WriteLists = Callable[[Any, Any, Any, Any], "PrintedPaper"]
"""Writes lists, with the office, options and the moment, as a paper."""


def signing_pdf(database: Database, voucher_ids: Sequence[int]) -> bytes:
    """The signing lists of issues in one PDF, each department on pages of its own."""
    return database.keep(_print_lists, voucher_ids)


def counter_pdf(database: Database, day: date) -> bytes:
    """The sheet of a day's single issues."""
    return database.keep(_print_counter_sheet, day)


def voucher_pdf(
    database: Database, *voucher_ids: int, in_copies: bool = False, is_half: bool = False
) -> bytes:
    """Vouchers on their forms, in three copies if asked for, two on a sheet if they are halves."""
    from desktop.papers.voucher import vouchers

    papers = [
        (paper, database.ask(office_identity, paper.day))
        for paper in (database.ask(voucher_paper, voucher_id) for voucher_id in voucher_ids)
    ]
    return vouchers(papers, database.clock.now(), in_copies=in_copies, is_half=is_half)


def print_signed(
    session: Session,
    act: Act,
    kind: int,
    subjects: Sequence[str],
    make: Callable[[list[int]], "PrintedPaper"],
    paper: int | None = None,
) -> bytes:
    """Print papers about subjects under the numbers they have, and remember their pages.

    `make` writes them under the numbers given; `paper` is that of an older print. A paper whose people or cells are other than when
    it was last printed gets a new number: the sheets in people's hands keep what they say.
    """
    fresh = itertools.count(next_paper(session, kind))
    papers = [paper or paper_of(session, kind, subject) or next(fresh) for subject in subjects]
    printed = make(papers)
    if changed := changed_papers(session, _new_pages(printed)):
        papers = [next(fresh) if paper in changed else paper for paper in papers]
        printed = make(papers)
    record_pages(session, act, kind, dict(zip(papers, subjects, strict=True)), _new_pages(printed))
    return printed.pdf


def _new_pages(printed: "PrintedPaper") -> list[NewPage]:
    return [
        NewPage(page.code, page.paper, page.page, page.rows, [page.marks, page.cells, page.square])
        for page in printed.pages
    ]


def _print_lists(session: Session, act: Act, voucher_ids: Sequence[int]) -> bytes:
    from desktop.papers.signing_list import signing_lists as write

    return print_lists(session, act, voucher_ids, write)


def print_lists(
    session: Session,
    act: Act,
    voucher_ids: Sequence[int],
    write: WriteLists,
    undertaking: bool | None = None,
) -> bytes:
    """Print the signing lists of issues by the office's settings; `write` makes their pages.

    `undertaking` adds the sentence about wearing masks or leaves it out, None: as the office has it.
    """
    from desktop.papers.signing_list import SigningOptions

    lists = signing_lists(session, voucher_ids)
    day = max(one.day for one in lists)
    told = settings(session, day).get("lists", {})
    options = SigningOptions(
        undertaking=bool(told.get("undertaking", False)) if undertaking is None else undertaking,
        date_column=bool(told.get("date_column", False)),
        is_running=bool(told.get("running", False)),
    )
    office = office_identity(session, day)

    def make(papers: list[int]) -> "PrintedPaper":
        numbered = [
            replace(one, paper=paper)
            for one, paper in zip(lists, papers * (len(lists) // len(papers)), strict=True)
        ]
        return write(numbered, office, options, act.at)

    subjects = [voucher_subject(voucher_id) for voucher_id in voucher_ids]
    if options.is_running:
        subjects = [voucher_subject(*voucher_ids)]
    return print_signed(session, act, SIGNING_LIST, subjects, make)


def _print_counter_sheet(session: Session, act: Act, day: date) -> bytes:
    from desktop.papers import counter_sheet as paper

    office = office_identity(session, day)

    def make(papers: list[int]) -> "PrintedPaper":
        return paper.counter_sheet(counter_sheet(session, day, papers[0]), office, act.at)

    return print_signed(session, act, COUNTER_SHEET, [f"day:{day}"], make)
