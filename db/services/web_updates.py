"""The acts on the log of the Department's web site (duty D3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FutureDay
from db.kinds import WebSource
from db.models.watching import WebUpdate
from db.services.records import opened, required, search_words
from db.text import clean


@dataclass(frozen=True, slots=True)
class WebUpdateFields:
    """A piece of news as it is filled in; `at` is an aware moment of `day`, where it is known."""

    day: date
    title: str
    source: WebSource
    link: str = ""
    at: datetime | None = None
    note: str = ""
    id: int | None = None
    version: int | None = None


def save_web_update(session: Session, act: Act, fields: WebUpdateFields) -> int:
    """Add an update or change one; return its id. Raises FutureDay, FieldMissing."""
    if fields.day > act.today:
        raise FutureDay(fields.day, act.today, act.present)
    if fields.id is None:
        update = WebUpdate()
        session.add(update)
    else:
        update = opened(session, WebUpdate, fields.id, fields.version)
    update.day, update.at, update.source = fields.day, fields.at, fields.source
    update.title, update.link = required("news", fields.title), clean(fields.link)
    update.search = search_words(update.title, update.link)
    update.note = clean(fields.note)
    session.flush()
    return update.id


def add_web_updates(session: Session, act: Act, updates: Sequence[WebUpdateFields]) -> int:
    """Add several updates at once, all or none; return how many. Raises FutureDay, FieldMissing."""
    for fields in updates:
        save_web_update(session, act, fields)
    return len(updates)


def remove_web_update(session: Session, act: Act, update_id: int) -> None:
    """Take out an update that was entered by mistake."""
    session.delete(opened(session, WebUpdate, update_id, None))
