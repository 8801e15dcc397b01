"""The act of legal deposit: copies of a leaflet go to the body that keeps them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.models.staff import Agency
from db.services.agencies import AgencyFields, save_agency
from db.services.handing_over import NewHandover, hand_over
from db.services.records import required
from db.text import clean, initials


def deposit_copies(
    session: Session,
    act: Act,
    supply_id: int,
    copies: int,
    day: date,
    store_id: int,
    body: str,
    body_id: int | None = None,
) -> int:
    """Hand copies over for legal deposit; return the voucher's id.

    A `body` that the book does not know by `body_id` or this name becomes one. Raises what
    `hand_over` does.
    """
    agency_id = body_id if body_id is not None else _body(session, act, required("body", body))
    new = NewHandover(day, store_id, agency_id, ((supply_id, copies),), is_deposit=True)
    return hand_over(session, act, [new])[0]


def _body(session: Session, act: Act, name: str) -> int:
    known = session.scalar(select(Agency.id).where(Agency.name == clean(name)).limit(1))
    if known is not None:
        return known
    codes = set(session.scalars(select(Agency.code)))
    stem = initials(name).upper() or "NN"
    tried = (stem if count == 1 else f"{stem}{count}" for count in range(1, len(codes) + 3))
    code = next(code for code in tried if code not in codes)
    return save_agency(session, act, AgencyFields(code, name))
