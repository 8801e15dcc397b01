"""The acts on duty posts: what they are called, on papers too, and who comes first."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import AlreadyThere, InUse
from db.models.catalogue import Norm
from db.models.staff import DutyPost, Membership
from db.models.stock import VoucherLine
from db.services.records import opened, required
from db.text import clean, fold


@dataclass(frozen=True, slots=True)
class DutyPostFields:
    """A duty post as the clerk fills it in; without a paper name papers print its name."""

    name: str
    paper_name: str = ""
    aliases: tuple[str, ...] = ()
    is_priority: bool = False
    id: int | None = None


def save_duty_post(session: Session, act: Act, fields: DutyPostFields) -> int:
    """Add a duty post or change one; return its id. Raises AlreadyThere for a name of another."""
    name = required("name", fields.name)
    aliases = tuple(filter(None, map(clean, fields.aliases)))
    others = session.scalars(select(DutyPost).where(DutyPost.id != (fields.id or 0))).all()
    taken = {fold(known) for one in others for known in (one.name, *one.aliases.splitlines())}
    for one in (name, *aliases):
        if fold(one) in taken:
            raise AlreadyThere("duty_post", one)
    if fields.id is None:
        last = session.scalar(select(func.max(DutyPost.position))) or 0
        post = DutyPost(position=last + 1)
        session.add(post)
    else:
        post = opened(session, DutyPost, fields.id, None)
    post.name, post.search = name, fold(name)
    post.paper_name, post.aliases = clean(fields.paper_name) or name, "\n".join(aliases)
    post.is_priority = fields.is_priority
    session.flush()
    return post.id


def remove_duty_post(session: Session, act: Act, duty_post_id: int) -> int:
    """Take away a duty post that nobody ever served at. Raises InUse."""
    post = opened(session, DutyPost, duty_post_id, None)
    for table in (Membership, VoucherLine, Norm):
        if session.scalar(select(table.id).where(table.duty_post_id == duty_post_id).limit(1)):
            raise InUse("duty_post", post.name)
    session.delete(post)
    return duty_post_id
