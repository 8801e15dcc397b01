"""The register of documents: its rows, one document with its files, what a file holds."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session, aliased

from db.errors import NotFound
from db.kinds import Urgency
from db.models.documents import DistributionDocument, Document, DocumentFile
from db.models.office import Attachment
from db.queries.window import matches


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """What it takes to name a document in a sentence; its number may not be known yet."""

    document_id: int
    number: str
    type: str
    issued_on: date
    issuer: str
    summary: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the register; `rounds` is how often it was distributed."""

    document_id: int
    number: str
    type: str
    issued_on: date
    issuer: str
    summary: str
    urgency: Urgency
    is_basis: bool
    replaced_by: str
    rounds: int
    files: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a document."""

    file_id: int
    attachment_id: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One document whole."""

    row: DocumentRow
    replaces: tuple[CitedDocument, ...]
    replaced_by: CitedDocument | None
    files: tuple[FileRow, ...]
    round_ids: tuple[int, ...]
    version: int


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file holds."""

    name: str
    kind: str
    content: bytes


def document_rows(
    session: Session,
    text: str = "",
    for_rounds: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[DocumentRow]:
    """The register, the latest first; `for_rounds` leaves out what is only a basis or replaced."""
    newer = aliased(Document)
    rounds = (
        select(func.count())
        .where(DistributionDocument.document_id == Document.id)
        .scalar_subquery()
    )
    files = select(func.count()).where(DocumentFile.document_id == Document.id).scalar_subquery()
    query = (
        select(Document, newer, rounds, files)
        .outerjoin(newer, newer.id == Document.replaced_by_id)
        .where(_wanted(text, for_rounds))
        .order_by(Document.issued_on.desc(), Document.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        DocumentRow(
            document_id=row.id,
            number=row.number,
            type=row.type,
            issued_on=row.issued_on,
            issuer=row.issuer,
            summary=row.summary,
            urgency=row.urgency,
            is_basis=row.is_basis,
            replaced_by=_newer_name(replaced_by),
            rounds=of_rounds,
            files=of_files,
        )
        for row, replaced_by, of_rounds, of_files in session.execute(query)
    ]


def document_count(session: Session, text: str = "", for_rounds: bool = False) -> int:
    """How many rows `document_rows` has."""
    query = select(func.count()).select_from(Document).where(_wanted(text, for_rounds))
    return session.scalar(query) or 0


def document_detail(session: Session, document_id: int) -> DocumentDetail:
    """One document with its files and what it replaces. Raises NotFound."""
    document = session.get(Document, document_id)
    if document is None:
        raise NotFound("document", str(document_id))
    files = (
        select(
            DocumentFile.id,
            DocumentFile.attachment_id,
            DocumentFile.name,
            Attachment.type,
            func.length(Attachment.content),
        )
        .join(Attachment, Attachment.id == DocumentFile.attachment_id)
        .where(DocumentFile.document_id == document_id)
        .order_by(DocumentFile.position)
    )
    of_document = DistributionDocument.document_id == document_id
    rounds = select(DistributionDocument.distribution_id).where(of_document)
    older = select(Document).where(Document.replaced_by_id == document_id).order_by(Document.id)
    newer = session.get(Document, document.replaced_by_id) if document.replaced_by_id else None
    found = [FileRow(*row) for row in session.execute(files)]
    round_ids = tuple(session.scalars(rounds.order_by(DistributionDocument.distribution_id)))
    return DocumentDetail(
        row=DocumentRow(
            document_id=document.id,
            number=document.number,
            type=document.type,
            issued_on=document.issued_on,
            issuer=document.issuer,
            summary=document.summary,
            urgency=document.urgency,
            is_basis=document.is_basis,
            replaced_by=_newer_name(newer),
            rounds=len(round_ids),
            files=len(found),
        ),
        replaces=tuple(cited(row) for row in session.scalars(older)),
        replaced_by=cited(newer) if newer else None,
        files=tuple(found),
        round_ids=round_ids,
        version=document.version,
    )


def documents_numbered(session: Session, number: str) -> list[CitedDocument]:
    """The documents of that number, the latest first."""
    query = select(Document).where(Document.number == number)
    rows = session.scalars(query.order_by(Document.issued_on.desc(), Document.id.desc()))
    return [cited(row) for row in rows]


def document_types(session: Session) -> list[str]:
    """The types in use, the commonest first."""
    query = select(Document.type).group_by(Document.type)
    return list(session.scalars(query.order_by(func.count().desc(), Document.type)))


def issuers(session: Session) -> list[str]:
    """The issuers in use, the commonest first."""
    query = select(Document.issuer).group_by(Document.issuer)
    return list(session.scalars(query.order_by(func.count().desc(), Document.issuer)))


def file_content(session: Session, attachment_id: int) -> FileContent:
    """What a file kept in the book holds. Raises NotFound."""
    kept = session.get(Attachment, attachment_id)
    if kept is None:
        raise NotFound("attachment", str(attachment_id))
    return FileContent(kept.name, kept.type, kept.content)


def cited(document: Document) -> CitedDocument:
    """A document as it is named elsewhere."""
    return CitedDocument(
        document.id,
        document.number,
        document.type,
        document.issued_on,
        document.issuer,
        document.summary,
    )


def _newer_name(newer: Document | None) -> str:
    """What took a document's place: its number, or its type and day while it has none."""
    if newer is None:
        return ""
    return newer.number or f"{newer.type} {newer.issued_on:%d/%m/%Y}"


def _wanted(text: str, for_rounds: bool) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [true(), matches(Document.search, text)]
    if for_rounds:
        tests += [~Document.is_basis, Document.replaced_by_id.is_(None)]
    return and_(*tests)
