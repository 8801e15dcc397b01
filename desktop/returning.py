"""A page that came back, found by its digits: a slip is marked at once, a list is shown to tick."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from db.errors import DomainError
from db.kinds import Outcome
from db.queries.office import book_number
from db.queries.returns import (
    BeforeReturn,
    PageFacts,
    PagePerson,
    SignedPage,
    before_return,
    closed_rounds,
    page_facts,
    page_people,
    pages_of_paper,
    undone_handovers,
)
from db.rules.codes import parse_code
from db.services.returning import ReturnedPage, take_back, take_in
from desktop.context import Context, NoticeAction, Tone
from desktop.dates import day_text
from desktop.labels import document_names
from desktop.scans.pile import Why
from desktop.scans.words import reason
from desktop.translation import _

if TYPE_CHECKING:
    from db.database import Database

DIGITS = 17


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of this book and its people."""

    page: SignedPage
    people: tuple[PagePerson, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What digits stand for: all pages of their list, one slip, or why nothing (`why`)."""

    code: str
    why: Why = Why.NONE
    facts: PageFacts | None = None
    pages: tuple[FoundPage, ...] = ()

    @property
    def is_slip(self) -> bool:
        """Whether they stand for one person's slip."""
        return len(self.pages) == 1 and self.pages[0].page.is_slip


def look_up(session: Session, digits: str) -> Found:
    """Find what typed or scanned digits stand for; blanks and dots are passed over."""
    code = re.sub(r"[\s.\-]", "", digits)
    parts = parse_code(code)
    if parts is None:
        return Found(code, Why.BAD_CODE)
    if parts.book != book_number(session):
        return Found(code, Why.OTHER_BOOK)
    pages = pages_of_paper(session, code)
    if not pages:
        return Found(code, Why.NOT_PRINTED)
    subject = pages[0].subject
    if subject.distribution_id in closed_rounds(session):
        return Found(code, Why.CLOSED)
    if subject.handover_id in undone_handovers(session):
        return Found(code, Why.REVERSED)
    people = tuple(FoundPage(page, tuple(page_people(session, page))) for page in pages)
    return Found(code, Why.NONE, page_facts(session, [subject])[subject], people)


def why_not(found: Found) -> str:
    """Say why digits stand for nothing."""
    if found.why is Why.BAD_CODE and len(found.code) != DIGITS:
        return _("Mã có {digits} chữ số; mã này có {count}.").format(
            digits=DIGITS, count=len(found.code)
        )
    return reason(found.why)


def about(facts: PageFacts | None) -> str:
    """What a page is about: its round's documents or the vouchers of an issue."""
    if facts is None:
        return ""
    named = [document_names(facts.documents)] if facts.documents else []
    if facts.vouchers:
        named.append(_("phiếu {numbers}").format(numbers=", ".join(facts.vouchers)))
    return ", ".join(named)


def receive(
    context: Context,
    owner: QObject,
    digits: str,
    show_list: Callable[[Found], object],
    refused: Callable[[Found], object] | None = None,
    on: date | None = None,
) -> None:
    """Take digits that were scanned or typed: mark a slip's person on a day, show a list.

    The day is today unless given. Digits that stand for nothing go to `refused`, or are told in
    the notice line.
    """

    def take(found: Found) -> None:
        if found.why is not Why.NONE:
            (refused or partial(_tell_why, context))(found)
        elif found.is_slip:
            signed = {found.pages[0].people[0].staff_id}
            take_pages(context, owner, found, signed, on or context.clock.today())
        else:
            show_list(found)

    context.tasks.run(owner, lambda: context.database.ask(look_up, digits), take)


def take_pages(
    context: Context,
    owner: QObject,
    found: Found,
    signed: Collection[int],
    on: date,
    then: Callable[[], object] | None = None,
    refused: Callable[[], object] | None = None,
) -> None:
    """Take a paper that was signed on a day in by the clerk's word and offer to undo it.

    A page of which nobody is named and somebody is still to sign stays out.
    """
    back = [
        (one.page, [person for person in one.people if person.staff_id in signed])
        for one in found.pages
        if _is_back(one, signed)
    ]
    pages = [ReturnedPage(page.code, _ids(people)) for page, people in back]
    names = [person.name for _page, people in back for person in people]

    def told(taken: Taken) -> None:
        undo = NoticeAction(_("Hoàn tác"), lambda: undo_pages(context, owner, taken.before))
        told = taken_text(names, taken.count, about(found.facts))
        if taken.count and on != context.clock.today():
            told = _("{told} Ngày ký: {day}.").format(told=told, day=day_text(on))
        context.notice(told, Tone.OK, [undo] if taken.count or taken.before.out else [])
        if then is not None:
            then()

    database = context.database

    def not_taken(error: DomainError) -> None:
        context.tasks.refused.emit(error)
        if refused is not None:
            refused()

    context.tasks.run(owner, lambda: taken_in(database, pages, on), told, not_taken)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were marked anew, and what stood before."""

    count: int
    before: BeforeReturn


def taken_in(
    database: "Database", pages: Sequence[ReturnedPage], on: date, key: str | None = None
) -> Taken:
    """Take pages in, in the background; the audit names pages and people, not their pictures."""
    signed = {page.code: page.signed for page in pages}
    before = database.ask(before_return, signed)
    return Taken(database.do(take_in, pages, on, told={"pages": signed, "on": on}, key=key), before)


def undo_pages(context: Context, owner: QObject, before: BeforeReturn) -> None:
    """Go back to what stood before pages were taken in."""
    database = context.database

    def told(count: int) -> None:
        context.notice(
            _("Đã hoàn tác: {count} người trở lại chưa ký.").format(count=count), Tone.INFO
        )

    context.tasks.run(owner, lambda: database.do(take_back, before), told)


def taken_text(names: Sequence[str], count: int, subject: str) -> str:
    """Say who was marked: one by name, several by their number."""
    if len(names) == 1:
        form = _("{name} đã ký nhận {about}.") if count else _("{name} đã có chữ ký từ trước.")
        return form.format(name=names[0], about=subject)
    return _("Đã ghi {count} người ký nhận {about}.").format(count=count, about=subject)


def _tell_why(context: Context, found: Found) -> None:
    context.notice(_("Mã {code}: {why}").format(code=found.code, why=why_not(found)), Tone.BAD)


def _is_back(one: FoundPage, signed: Collection[int]) -> bool:
    is_named = any(person.staff_id in signed for person in one.people)
    return is_named or all(person.outcome is not Outcome.OPEN for person in one.people)


def _ids(people: Iterable[PagePerson]) -> tuple[int, ...]:
    return tuple(person.staff_id for person in people)
