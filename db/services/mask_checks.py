"""The acts on mask-wearing checks (duty D1)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import FutureDay, QuantityOutOfRange
from db.models.duties import MaskCheck
from db.services.records import opened, required
from db.text import clean


@dataclass(frozen=True, slots=True)
class MaskCheckFields:
    """A check as the clerk fills it in: people seen, of them without a mask, of them reminded."""

    day: date
    place: str
    seen: int
    unmasked: int = 0
    reminded: int = 0
    note: str = ""
    id: int | None = None
    version: int | None = None


def save_mask_check(session: Session, act: Act, fields: MaskCheckFields) -> int:
    """Add a check or change one; return its id. Raises FutureDay, QuantityOutOfRange."""
    if fields.day > act.today:
        raise FutureDay(fields.day, act.today, act.present)
    for value, least, most in (
        (fields.seen, 1, LIMIT),
        (fields.unmasked, 0, fields.seen),
        (fields.reminded, 0, fields.unmasked),
    ):
        if not least <= value <= most:
            raise QuantityOutOfRange(0, value)
    if fields.id is None:
        check = MaskCheck()
        session.add(check)
    else:
        check = opened(session, MaskCheck, fields.id, fields.version)
    check.day, check.place = fields.day, required("place", fields.place)
    check.seen, check.unmasked, check.reminded = fields.seen, fields.unmasked, fields.reminded
    check.note = clean(fields.note)
    session.flush()
    return check.id


def remove_mask_check(session: Session, act: Act, check_id: int) -> None:
    """Take a check back that was entered by mistake."""
    session.delete(opened(session, MaskCheck, check_id, None))
