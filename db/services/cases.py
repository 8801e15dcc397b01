"""The acts on cases of false information (duty D7)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import CaseOutOfOrder, FutureDay, NotFound
from db.models.staff import Department
from db.models.watching import InfoCase, InfoCaseFile
from db.services.attachments import keep_file
from db.services.documents import NewFile
from db.services.records import opened, required, search_words
from db.text import clean, clean_lines

STEPS = ("checked_on", "stopped_on", "handled_on", "dismissed_on")


@dataclass(frozen=True, slots=True)
class CaseFields:
    """A case as it is filled in; see db.models.watching.InfoCase. `found_at` is an aware moment."""

    found_on: date
    department_id: int
    content: str
    found_at: datetime | None = None
    found_by: str = ""
    platform: str = ""
    link: str = ""
    person: str = ""
    checked_on: date | None = None
    checked: str = ""
    action: str = ""
    stopped_on: date | None = None
    handled_on: date | None = None
    dismissed_on: date | None = None
    result: str = ""
    note: str = ""
    id: int | None = None
    version: int | None = None


def save_case(
    session: Session, act: Act, fields: CaseFields, files: tuple[NewFile, ...] = ()
) -> int:
    """Add a case or change one, and add files to it; return its id.

    Raises FutureDay, CaseOutOfOrder, FieldMissing, AttachmentTooLarge.
    """
    opened(session, Department, fields.department_id, None)
    for day in (fields.found_on, *(getattr(fields, step) for step in STEPS)):
        if day is not None and day > act.today:
            raise FutureDay(day, act.today, act.present)
    _refuse_out_of_order(fields)
    if fields.id is None:
        case = InfoCase()
        session.add(case)
    else:
        case = opened(session, InfoCase, fields.id, fields.version)
    case.department_id = fields.department_id
    case.found_on, case.found_at = fields.found_on, fields.found_at
    for step in STEPS:
        setattr(case, step, getattr(fields, step))
    for name in ("found_by", "platform", "link", "person"):
        setattr(case, name, clean(getattr(fields, name)))
    for name in ("checked", "action", "result", "note"):
        setattr(case, name, clean_lines(getattr(fields, name)))
    case.content = required("content", clean_lines(fields.content))
    case.search = search_words(case.content, case.platform, case.link, case.found_by)
    session.flush()
    for file in files:
        add_case_file(session, act, case.id, file)
    return case.id


def add_case_file(session: Session, act: Act, case_id: int, file: NewFile) -> int:
    """Keep a file with a case; one that it has already changes nothing."""
    opened(session, InfoCase, case_id, None)
    attachment_id = keep_file(session, clean(file.name), file.kind, file.content)
    of_case = InfoCaseFile.case_id == case_id
    known = select(InfoCaseFile.id).where(of_case, InfoCaseFile.attachment_id == attachment_id)
    if (file_id := session.scalar(known)) is not None:
        return file_id
    last = session.scalar(select(func.max(InfoCaseFile.position)).where(of_case)) or 0
    kept = InfoCaseFile(
        case_id=case_id, attachment_id=attachment_id, name=clean(file.name), position=last + 1
    )
    session.add(kept)
    session.flush()
    return kept.id


def remove_case_file(session: Session, act: Act, file_id: int) -> int:
    """Take a file off its case; its content stays in the book."""
    file = session.get(InfoCaseFile, file_id)
    if file is None:
        raise NotFound("info_case_file", str(file_id))
    session.delete(file)
    return file_id


def remove_case(session: Session, act: Act, case_id: int) -> None:
    """Take out a case that was entered by mistake, with its files."""
    case = opened(session, InfoCase, case_id, None)
    for file in session.scalars(select(InfoCaseFile).where(InfoCaseFile.case_id == case_id)):
        session.delete(file)
    session.flush()
    session.delete(case)


def _refuse_out_of_order(fields: CaseFields) -> None:
    for step in STEPS:
        day = getattr(fields, step)
        if day is not None and day < fields.found_on:
            raise CaseOutOfOrder(step, day, fields.found_on)
    if fields.dismissed_on is not None and (fields.stopped_on or fields.handled_on):
        raise CaseOutOfOrder("dismissed_on", fields.dismissed_on, fields.found_on)
