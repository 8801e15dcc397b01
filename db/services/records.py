"""What the acts on editable records share: the version asked for, a code that is free."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.errors import AlreadyThere, ChangedMeanwhile, FieldMissing, NotFound
from db.text import clean, fold, initials

Record = TypeVar("Record", bound=Any)


def opened(session: Session, table: type[Record], record_id: int, version: int | None) -> Record:
    """The record, if nobody saved it since `version`. Raises NotFound, ChangedMeanwhile."""
    record = session.get(table, record_id)
    if record is None:
        raise NotFound(table.__tablename__, str(record_id))
    if version is not None and record.version != version:
        raise ChangedMeanwhile(table.__tablename__)
    return record


def required(field: str, text: str) -> str:
    """`text`, cleaned. Raises FieldMissing when nothing is left."""
    if not (cleaned := clean(text)):
        raise FieldMissing(field)
    return cleaned


def free(
    session: Session, column: InstrumentedAttribute[str], value: str, record_id: int | None
) -> str:
    """`value`, if no other record has it. Raises AlreadyThere."""
    table = column.class_
    other = session.scalar(select(table.id).where(column == value))
    if other is not None and other != record_id:
        raise AlreadyThere(table.__tablename__, value)
    return value


def search_words(name: str, *more: str) -> str:
    """What a search looks in: a space before each word, so that `LIKE '% ngu%'` finds beginnings."""
    words = [fold(name), initials(name), *(fold(text) for text in more if text)]
    return " " + " ".join(word for word in words if word)
