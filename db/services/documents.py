"""The acts on the register of documents."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import AlreadyThere, FutureDay, InUse, NotFound, RefusedByBook
from db.kinds import Urgency
from db.models.documents import DistributionDocument, Document, DocumentFile
from db.services.attachments import keep_file
from db.services.records import opened, required, search_words
from db.text import clean


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """A document as the clerk fills it in; `replaces` are older ones that it takes the place of."""

    number: str
    type: str
    issued_on: date
    issuer: str
    summary: str
    urgency: Urgency = Urgency.NORMAL
    is_basis: bool = False
    replaces: tuple[int, ...] = ()
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept with a document; `kind` is its media type."""

    name: str
    kind: str
    content: bytes


def save_document(
    session: Session, act: Act, fields: DocumentFields, files: tuple[NewFile, ...] = ()
) -> int:
    """Add a document or change one, and add files to it; return its id.

    Raises AlreadyThere where the issuer has another document of that number and day.
    """
    if fields.issued_on > act.today:
        raise FutureDay(fields.issued_on, act.today, act.present)
    number, issuer = clean(fields.number), required("issuer", fields.issuer)
    _refuse_twice(session, fields, number, issuer)
    if fields.id is None:
        document = Document()
        session.add(document)
    else:
        document = opened(session, Document, fields.id, fields.version)
    document.number, document.issuer = number, issuer
    document.type = required("type", fields.type)
    document.summary = required("summary", fields.summary)
    document.issued_on, document.urgency = fields.issued_on, fields.urgency
    document.is_basis = fields.is_basis
    document.search = search_words(document.summary, number, document.type, issuer)
    session.flush()
    _replace(session, document.id, fields.replaces)
    for file in files:
        add_file(session, act, document.id, file)
    return document.id


def add_file(session: Session, act: Act, document_id: int, file: NewFile) -> int:
    """Keep a file with a document; one that it has already changes nothing."""
    attachment_id = keep_file(session, clean(file.name), file.kind, file.content)
    of_document = DocumentFile.document_id == document_id
    known = select(DocumentFile.id).where(of_document, DocumentFile.attachment_id == attachment_id)
    if (file_id := session.scalar(known)) is not None:
        return file_id
    last = session.scalar(select(func.max(DocumentFile.position)).where(of_document)) or 0
    kept = DocumentFile(
        document_id=document_id,
        attachment_id=attachment_id,
        name=clean(file.name),
        position=last + 1,
    )
    session.add(kept)
    session.flush()
    return kept.id


def remove_file(session: Session, act: Act, file_id: int) -> int:
    """Take a file off its document; its content stays in the book."""
    file = session.get(DocumentFile, file_id)
    if file is None:
        raise NotFound("document_file", str(file_id))
    session.delete(file)
    return file_id


def remove_document(session: Session, act: Act, document_id: int) -> int:
    """Take out a document that was entered wrongly. Raises InUse once it was distributed."""
    document = opened(session, Document, document_id, None)
    rounds = select(func.count()).where(DistributionDocument.document_id == document_id)
    if session.scalar(rounds):
        raise InUse("document", document.number or document.summary)
    _replace(session, document_id, ())
    for file in session.scalars(
        select(DocumentFile).where(DocumentFile.document_id == document_id)
    ):
        session.delete(file)
    session.flush()
    session.delete(document)
    return document_id


def _refuse_twice(session: Session, fields: DocumentFields, number: str, issuer: str) -> None:
    if not number:
        return
    other = session.scalar(
        select(Document.id).where(
            Document.number == number,
            Document.issuer == issuer,
            Document.issued_on == fields.issued_on,
        )
    )
    if other is not None and other != fields.id:
        raise AlreadyThere("document", number)


def _replace(session: Session, document_id: int, replaced: tuple[int, ...]) -> None:
    """Let a document take the place of just these. Raises NotFound.

    One is replaced only once, and never by what it takes the place of itself.
    """
    session.execute(
        update(Document)
        .where(Document.replaced_by_id == document_id, Document.id.not_in(replaced))
        .values(replaced_by_id=None)
    )
    for older_id in replaced:
        older = session.get(Document, older_id)
        if older is None or older_id == document_id:
            raise NotFound("document", str(older_id))
        if older.replaced_by_id not in {None, document_id}:
            raise RefusedByBook("REPLACED_ALREADY")
        if older_id in _successors(session, document_id):
            raise RefusedByBook("REPLACES_ITS_OWN")
        older.replaced_by_id = document_id
    session.flush()


def _successors(session: Session, document_id: int) -> set[int]:
    """What took a document's place, and what took the place of that, and so on."""
    found: set[int] = set()
    newer = session.get(Document, document_id)
    while newer is not None and newer.replaced_by_id is not None:
        found.add(newer.replaced_by_id)
        newer = session.get(Document, newer.replaced_by_id)
    return found
