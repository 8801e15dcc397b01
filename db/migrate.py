"""Make a book, open one, and bring an older one up to date once a copy of it is kept."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

import resources
from db.backup import backup_folder, copy_book
from db.clock import Clock
from db.database import Database
from db.engines import is_url
from db.errors import (
    BookExists,
    BookMissing,
    BookTooNew,
    DomainError,
    NetworkFolder,
    NotABook,
)
from db.file_systems import network_kind
from db.files import file_refusals, remove_book_file, settle
from db.kinds import CopyCause
from db.migrations import HEAD, VERSIONS
from db.profile import Profile, read_profile
from db.services.founding import found_book, upgrade_book
from db.shape import migrate_tables, version_of
from db.triggers import drop_triggers, lay_triggers


def create_book(
    location: Path | str, profile: Path | None = None, clock: Clock | None = None
) -> Database:
    """Make a new book with the profile of an office (default: the department's); return it open.

    Raises BookExists. A file gets its name only when the book in it is whole.
    """
    told = read_profile(profile or resources.path("profile"))
    path = _file(location)
    if path is None:
        _found(Database(location, clock), told)
    else:
        half_made = path.with_name(f"{path.name}.new")
        _refuse_network(path)
        with file_refusals():
            if path.exists():
                raise BookExists(str(location))
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_book_file(half_made)
        try:
            _found(Database(half_made, clock), told)
            with file_refusals():
                settle(half_made, path)
        except BaseException:
            remove_book_file(half_made)
            raise
    return open_book(location, clock)


def open_book(location: Path | str, clock: Clock | None = None) -> Database:
    """Open a book; an older one is copied first, then brought up to date.

    Raises BookMissing, NotABook, BookTooNew, CopyDamaged, StorageFailed.
    """
    path = _file(location)
    if path is not None:
        with file_refusals():
            if not path.is_file():
                raise BookMissing(str(location))
            if not _looks_like_sqlite(path):
                raise NotABook(str(location))
        _refuse_network(path)
    database = Database(location, clock)
    try:
        version = database.ask(version_of)
        if version is None:
            raise (NotABook if path is not None else BookMissing)(str(location))
        if version not in VERSIONS:
            raise BookTooNew(str(location), version)
        if version != HEAD:
            if path is not None:
                copy_book(database, backup_folder(path), CopyCause.UPGRADE)
            database.reshape(_migrate_alone, upgrade_book, version, HEAD)
        database.poll()
    except BaseException:
        database.close()
        raise
    return database


def _found(database: Database, told: Profile) -> None:
    """Make the tables and write the first act."""
    try:
        with database.connection() as connection:
            if not inspect(connection).get_table_names():
                _migrate(connection)
            elif not _is_unfounded(connection):
                raise BookExists(str(database.location))
        database.do(found_book, told)
    finally:
        database.close()


def _is_unfounded(connection: Connection) -> bool:
    """Whether the making of a book was stopped between its tables and its first act."""
    there = inspect(connection)
    return (
        there.has_table("alembic_version")
        and there.has_table("book")
        and connection.scalar(text("SELECT count(*) FROM book")) == 0
    )


def _migrate(connection: Connection) -> None:
    drop_triggers(connection)
    migrate_tables(connection)
    lay_triggers(connection)


def _migrate_alone(connection: Connection) -> None:
    """Migrate with foreign keys off (a table is made anew under its references), then check them."""
    _migrate(connection)
    is_file = connection.dialect.name == "sqlite"
    if is_file and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise DomainError("foreign keys broken by migration")


def _refuse_network(path: Path) -> None:
    if kind := network_kind(path):
        raise NetworkFolder(str(path), kind)


def _file(location: Path | str) -> Path | None:
    return None if isinstance(location, str) and is_url(location) else Path(location)


def _looks_like_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
