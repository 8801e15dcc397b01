"""The shape of a book: which version it has, and how Alembic is led to the history of shapes."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"


def migrate_tables(connection: Connection) -> None:
    """Bring the tables to today's shape; Alembic is loaded only for this."""
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration for one connection; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def version_of(session: Session) -> str | None:
    """The version of the book's shape; None where there is no book."""
    there = inspect(session.connection())
    if not (there.has_table("alembic_version") and there.has_table("audit_entry")):
        return None
    version: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return version
