"""Files kept in the book, each content once."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import AttachmentTooLarge
from db.models.office import Attachment

LARGEST = 50 << 20
"""Bytes that one file in the book may have."""


def keep_file(session: Session, name: str, kind: str, content: bytes) -> int:
    """Keep a file's content, unless the book has it already; return the attachment's id.

    `kind` is its media type. Raises AttachmentTooLarge.
    """
    if len(content) > LARGEST:
        raise AttachmentTooLarge(name, len(content), LARGEST)
    digest = hashlib.sha256(content).hexdigest()
    known = session.scalar(select(Attachment.id).where(Attachment.sha256 == digest))
    if known is not None:
        return known
    kept = Attachment(sha256=digest, type=kind, name=name, content=content)
    session.add(kept)
    session.flush()
    return kept.id
