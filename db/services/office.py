"""The acts of the office itself: settings, signers, drafts, report wording, printed pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from db.database import Act
from db.models.office import Draft, PrintedPage, ReportText, Setting, Signer
from db.services.records import opened, required
from db.text import clean

ALWAYS = date(1, 1, 1)
FORMS = "forms"


@dataclass(frozen=True, slots=True)
class SignerFields:
    """Who signs as what; see db.models.office.Signer."""

    role: str
    title: str
    name: str = ""
    prefix: str = ""
    from_on: date | None = None
    to_on: date | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page about to be printed: its digits, its rows in order, its geometry in mm."""

    code: str
    paper: int
    page: int
    rows: Sequence[int]
    cells: Any


def save_settings(
    session: Session, act: Act, values: Mapping[str, Any], from_on: date = ALWAYS
) -> None:
    """Put settings in force from a day on; each value is anything JSON can hold."""
    for key, value in values.items():
        session.merge(
            Setting(key=key, from_on=from_on, value=json.dumps(value, ensure_ascii=False))
        )


def save_forms(session: Session, act: Act, rows: Sequence[Mapping[str, str]]) -> None:
    """Put the codes of papers in force, each from its `from_on` (none: since ever); others go."""
    session.execute(delete(Setting).where(Setting.key == FORMS))
    for row in rows:
        value = {key: text for key, text in row.items() if key != "from_on"}
        from_on = date.fromisoformat(row["from_on"]) if row.get("from_on") else ALWAYS
        save_settings(session, act, {FORMS: value}, from_on)


def save_signer(session: Session, act: Act, fields: SignerFields) -> int:
    """Add a signer or change one; return its id."""
    if fields.id is None:
        signer = Signer()
        session.add(signer)
    else:
        signer = opened(session, Signer, fields.id, fields.version)
    signer.role, signer.title = fields.role, required("title", fields.title)
    signer.name, signer.prefix = clean(fields.name), clean(fields.prefix)
    signer.from_on, signer.to_on = fields.from_on, fields.to_on
    session.flush()
    return signer.id


def save_draft(
    session: Session, act: Act, form: str, title: str, cells: Any, draft_id: int | None = None
) -> int:
    """Keep a form as it is now, cells as typed; return the draft's id."""
    draft = session.get(Draft, draft_id) if draft_id is not None else None
    if draft is None:
        draft = Draft(form=form, owner_id=act.account_id)
        session.add(draft)
    draft.title, draft.cells = title, json.dumps(cells, ensure_ascii=False)
    draft.saved_at = act.at
    session.flush()
    return draft.id


def discard_draft(session: Session, act: Act, draft_id: int) -> None:
    """Throw a draft away; one that is gone already is no matter."""
    session.execute(delete(Draft).where(Draft.id == draft_id))


def save_report_texts(
    session: Session,
    act: Act,
    from_on: date,
    to_on: date,
    texts: Mapping[str, str],
    proposed: Mapping[str, str],
) -> None:
    """Keep the clerk's wording of a period's report; a text equal to its proposal is let go."""
    of_period = select(ReportText).where(ReportText.from_on == from_on, ReportText.to_on == to_on)
    kept = {row.field: row for row in session.scalars(of_period)}
    for field, text in texts.items():
        row = kept.get(field)
        if text == proposed.get(field, ""):
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(
                ReportText(
                    from_on=from_on,
                    to_on=to_on,
                    field=field,
                    text=text,
                    proposed=proposed.get(field, ""),
                )
            )
        elif row.text != text:
            row.text, row.proposed = text, proposed.get(field, "")


def next_paper(session: Session, kind: int) -> int:
    """The number that the next paper of a kind gets."""
    return (
        session.scalar(select(func.max(PrintedPage.paper)).where(PrintedPage.kind == kind)) or 0
    ) + 1


def record_pages(
    session: Session,
    act: Act,
    kind: int,
    subjects: Mapping[int, str],
    pages: Sequence[NewPage],
) -> None:
    """Remember pages as they are printed now, papers named by their subjects.

    What a sheet in somebody's hands says never changes: pages printed before must be equal
    (`changed_papers` tells), and stay.
    """
    codes = [page.code for page in pages]
    known: set[str] = set()
    for start in range(0, len(codes), 500):
        of_these = select(PrintedPage.code).where(PrintedPage.code.in_(codes[start : start + 500]))
        known.update(session.scalars(of_these))
    rows = [
        {
            "code": page.code,
            "kind": kind,
            "paper": page.paper,
            "page": page.page,
            "subject": subjects[page.paper],
            "rows": json.dumps(list(page.rows)),
            "cells": json.dumps(page.cells),
            "printed_on": act.today,
            "back_on": None,
        }
        for page in pages
        if page.code not in known
    ]
    if rows:
        session.execute(insert(PrintedPage), rows)


def changed_papers(session: Session, pages: Sequence[NewPage]) -> set[int]:
    """The papers some page of which was printed before with other people or other cells."""
    changed: set[int] = set()
    by_code = {page.code: page for page in pages}
    codes = list(by_code)
    for start in range(0, len(codes), 500):
        of_these = select(PrintedPage).where(PrintedPage.code.in_(codes[start : start + 500]))
        for printed in session.scalars(of_these):
            page = by_code[printed.code]
            told = (json.dumps(list(page.rows)), json.dumps(page.cells))
            if told != (printed.rows, printed.cells):
                changed.add(page.paper)
    return changed


def page_rows(printed: PrintedPage) -> list[int]:
    """The people of a printed page, in order."""
    rows: list[int] = json.loads(printed.rows)
    return rows
