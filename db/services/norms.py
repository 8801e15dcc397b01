"""The acts on norms: what one person may get of a supply, from when to when, and on what basis."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import NormsOverlap, NotFound, QuantityOutOfRange, RefusedByBook
from db.kinds import NormPeriod
from db.models.catalogue import Norm, Supply
from db.models.staff import DutyPost
from db.queries.norms import norms
from db.services.records import opened
from db.text import clean


@dataclass(frozen=True, slots=True)
class NormFields:
    """A norm as the clerk fills it in; without a duty post it is for everybody."""

    supply_id: int
    pieces: int
    period: NormPeriod
    from_on: date
    to_on: date | None = None
    duty_post_id: int | None = None
    basis: str = ""
    id: int | None = None
    version: int | None = None


def save_norm(session: Session, act: Act, fields: NormFields) -> int:
    """Add a norm or change one; return its id.

    Raises NormsOverlap where another of the same supply and post holds on one of its days.
    """
    if not 1 <= fields.pieces <= LIMIT:
        raise QuantityOutOfRange(0, fields.pieces)
    if session.get(Supply, fields.supply_id) is None:
        raise NotFound("supply", str(fields.supply_id))
    if fields.duty_post_id is not None and session.get(DutyPost, fields.duty_post_id) is None:
        raise NotFound("duty_post", str(fields.duty_post_id))
    norm = Norm() if fields.id is None else opened(session, Norm, fields.id, fields.version)
    _check_days(session, fields)
    norm.supply_id, norm.duty_post_id = fields.supply_id, fields.duty_post_id
    norm.pieces, norm.period = fields.pieces, fields.period
    norm.from_on, norm.to_on = fields.from_on, fields.to_on
    norm.basis = clean(fields.basis)
    session.add(norm)
    session.flush()
    return norm.id


def end_norm(session: Session, act: Act, norm_id: int, to_on: date) -> int:
    """Let a norm hold up to and including a day. Raises RefusedByBook for one before its first."""
    norm = opened(session, Norm, norm_id, None)
    if to_on < norm.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    norm.to_on = to_on
    return norm_id


def remove_norm(session: Session, act: Act, norm_id: int) -> int:
    """Take away a norm that was entered by mistake; what was issued under it stays."""
    session.delete(opened(session, Norm, norm_id, None))
    return norm_id


def _check_days(session: Session, fields: NormFields) -> None:
    """Refuse days turned round, or that another norm of the same supply and post has."""
    if fields.to_on is not None and fields.to_on < fields.from_on:
        raise RefusedByBook("ENDS_BEFORE_START")
    for other in norms(session):
        terms = other.terms
        is_alike = (terms.supply_id, terms.duty_post_id) == (fields.supply_id, fields.duty_post_id)
        if is_alike and other.norm_id != fields.id and terms.meets(fields.from_on, fields.to_on):
            raise NormsOverlap(
                other.supply, other.duty_post, terms.pieces, other.unit, terms.from_on, terms.to_on
            )
