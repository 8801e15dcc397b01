"""The first act of every book: its identity, its first account, the office's profile; and later shapes."""

import secrets
import uuid

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.database import Act
from db.models.office import Account, Book, Signer
from db.models.staff import DutyPost
from db.profile import Profile
from db.services.agencies import add_agency_sets
from db.services.catalogue import save_store
from db.services.duties import add_duties
from db.services.office import ALWAYS, save_settings
from db.services.staff import DepartmentFields, save_department
from db.text import fold
from db.told import base_changes

FIRST_ACCOUNT = "Văn phòng"


def found_book(session: Session, act: Act, profile: Profile) -> int:
    """Fill a new book with a profile; return the book's four-digit number."""
    number = secrets.randbelow(9000) + 1000
    session.execute(
        insert(Book).values(id=1, uid=uuid.uuid4().hex, number=number, founded_at=act.at)
    )
    session.execute(
        insert(Account).values(id=act.account_id, name=FIRST_ACCOUNT, is_active=True, version=1)
    )
    _departments(session, act, profile)
    for position, post in enumerate(profile.duty_posts, 1):
        session.add(
            DutyPost(
                name=post["name"],
                search=fold(post["name"]),
                paper_name=post["paper_name"],
                aliases="\n".join(post["aliases"]),
                is_priority=post["is_priority"],
                position=position,
            )
        )
    for store in profile.stores:
        save_store(session, act, store["code"], store["name"])
    for signer in profile.signers:
        session.add(
            Signer(
                role=signer["role"],
                title=signer["title"],
                name=signer.get("name", ""),
                prefix=signer.get("prefix", ""),
                from_on=signer.get("from_on"),
                to_on=signer.get("to_on"),
            )
        )
    add_agency_sets(session, act, profile.agency_sets)
    add_duties(session, act, profile)
    save_settings(session, act, profile.settings)
    for from_on, key, value in profile.dated:
        save_settings(session, act, {key: value}, from_on or ALWAYS)
    session.flush()
    return number


def upgrade_book(session: Session, act: Act, version: str, to: str) -> None:
    """Note that the book took another shape, and what it holds: the audit goes on from there."""
    session.info["base"] = base_changes(session)


def _departments(session: Session, act: Act, profile: Profile) -> None:
    ids: dict[str, int] = {}
    for told in profile.departments:
        ids[told.code] = save_department(
            session,
            act,
            DepartmentFields(
                code=told.code,
                name=told.name,
                short_name=told.short_name,
                aliases=told.aliases,
                kind=told.kind,
                parent_id=ids.get(told.parent),
                head_title=told.head_title,
                deputy_title=told.deputy_title,
            ),
        )
