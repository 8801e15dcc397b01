"""Verified copies of the book, made without being asked; the last ones are kept."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from alembic import command
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.checks import check_book
from db.clock import Clock
from db.database import Database
from db.errors import BookTooNew, CopyDamaged, DomainError, StorageFailed
from db.files import file_refusals, remove_book_file, settle
from db.finding import Finding
from db.migrate import alembic_config, version_of
from db.migrations import VERSIONS
from db.models import Base
from db.models.office import Draft
from db.queries.journal import journal_count
from db.triggers import lay_triggers

KEPT = 14
STAMP = "%Y-%m-%d %H%M%S"
_STAMP_LENGTH = len("2020-02-03 080000")
_ROWS_AT_ONCE = 1_000
_NOT_OF_THE_COPY = ("busy", "full", "read_only", "slow")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the book: when it was made, its bytes on the disk, how many acts it holds.

    `acts` is None until the copy was inspected.
    """

    path: Path
    made_at: datetime
    size: int
    acts: int | None = None


def backup_folder(location: Path) -> Path:
    """Where the copies of a book lie: a folder of their own beside it."""
    return location.parent / f"{location.stem} - sao lưu"


def book_name(database: Database) -> str:
    """What a book's copies are called after: its file, or its database on the server."""
    if database.is_file:
        return Path(database.location).stem
    return f"{urlsplit(str(database.location)).path.strip('/')} (máy chủ)"


def copy_book(database: Database, folder: Path) -> Path:
    """Copy the book into `folder`, verify the copy, then let go of those beyond the last KEPT.

    The copy gets its name only when it was read whole and holds every act of the book. Raises
    StorageFailed, CopyDamaged; the copies that are there stay.
    """
    made_at = database.clock.now().astimezone()
    target = folder / f"{book_name(database)} {made_at.strftime(STAMP)}.db"
    half_made = target.with_suffix(".part")
    with file_refusals():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            remove_book_file(half_made)
            acts = database.ask(journal_count)
            _write_copy(database, half_made)
            if _verified(half_made, database.clock) < acts:
                raise CopyDamaged(str(target))
            settle(half_made, target)
        except BaseException:
            remove_book_file(half_made)
            raise
        for old in copies(folder)[KEPT:]:
            remove_book_file(old.path)
    return target


def is_due(database: Database, folder: Path) -> bool:
    """Whether today's copy is still to be made."""
    today = database.clock.today()
    return not any(copy.made_at.date() == today for copy in copies(folder))


def is_behind(database: Database, folder: Path) -> bool:
    """Whether the book changed since its latest copy."""
    latest = next(iter(copies(folder)), None)
    if latest is None:
        return True
    copy = Database(latest.path, database.clock)
    try:
        return copy.ask(_mark) != database.ask(_mark)
    except DomainError:
        return True
    finally:
        copy.close()


def copies(folder: Path) -> list[Copy]:
    """The copies in a folder, the latest first; only files that bear the name of one."""
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        with suppress(ValueError, FileNotFoundError):
            made_at = datetime.strptime(path.stem[-_STAMP_LENGTH:], STAMP).astimezone()
            found.append(Copy(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def inspect_copy(copy: Copy, clock: Clock | None = None) -> Copy:
    """The same copy with its number of acts. Raises CopyDamaged when it can't be trusted."""
    return Copy(copy.path, copy.made_at, copy.size, _verified(copy.path, clock))


def restore_beside(copy: Path, location: Path, clock: Clock | None = None) -> Path:
    """Put a copy beside the present book, which stays as it is; return the new file.

    Raises CopyDamaged, StorageFailed; then nothing new lies there.
    """
    _verified(copy, clock)
    name = f"{location.stem} (khôi phục {copy.stem[-_STAMP_LENGTH:]})"
    target = location.with_name(f"{name}.db")
    number = 1
    while target.exists():
        number += 1
        target = location.with_name(f"{name} {number}.db")
    half_made = target.with_suffix(".part")
    with file_refusals():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy, half_made)
            _verified(half_made, clock)
            settle(half_made, target)
        except BaseException:
            remove_book_file(half_made)
            raise
    return target


def check_copy(path: Path, clock: Clock | None = None) -> list[Finding]:
    """What `check` finds in a copy."""
    copy = Database(path, clock)
    try:
        return copy.ask(check_book)
    finally:
        copy.close()


def _write_copy(database: Database, path: Path) -> None:
    if database.is_file:
        database.copy_to(path)
        return
    copy = Database(path, database.clock)
    try:
        with copy.connection_without_keys() as to:
            command.upgrade(alembic_config(to), "head")
            database.ask(_pour, to)
            lay_triggers(to)
    finally:
        copy.close()


def _pour(session: Session, to: Connection) -> None:
    """Write every table of a book on a server into a file, rows as they are, from one snapshot.

    No trigger lies there yet: the sums that triggers keep are copied like everything else.
    """
    for table in Base.metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key.columns)
        rows = session.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE})
        for part in rows.mappings().partitions():
            to.execute(insert(table), [dict(row) for row in part])


def _verified(path: Path, clock: Clock | None) -> int:
    """Read a copy whole, change nothing in it, count its acts. Raises CopyDamaged, BookTooNew."""
    if not path.is_file():
        raise CopyDamaged(str(path))
    copy = Database(path, clock)
    try:
        version = copy.ask(version_of)
        if version is None or copy.ask(_damage):
            raise CopyDamaged(str(path))
        if version not in VERSIONS:
            raise BookTooNew(str(path), version)
        return copy.ask(journal_count)
    except StorageFailed as error:
        if error.cause in _NOT_OF_THE_COPY:
            raise
        raise CopyDamaged(str(path)) from error
    except (SQLAlchemyError, ArithmeticError, ValueError) as error:
        raise CopyDamaged(str(path)) from error
    finally:
        copy.close()


def _damage(session: Session) -> bool:
    """Whether SQLite finds a torn page or index, or a row that names one which is not there."""
    told = session.execute(text("PRAGMA integrity_check")).scalars().first()
    return told != "ok" or bool(session.execute(text("PRAGMA foreign_key_check")).fetchall())


def _mark(session: Session) -> tuple[int, int, str]:
    """What tells one state of a book from another: its acts and its drafts."""
    drafts, latest = session.execute(select(func.count(), func.max(Draft.saved_at))).one()
    return journal_count(session), drafts, str(latest)
