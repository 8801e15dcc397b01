"""Verified copies of the book, made without being asked, thinned as they grow old; and going back to one."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.checks import check_book
from db.clock import Clock
from db.database import Database
from db.errors import (
    BookExists,
    BookTooNew,
    CopyDamaged,
    DomainError,
    SecondCopyDamaged,
    StorageFailed,
)
from db.files import file_refusals, remove_book_file, settle
from db.finding import Finding
from db.kinds import CopyCause
from db.manifest import Entry, Held, read_manifest, sha256_of, write_manifest
from db.migrations import HEAD, VERSIONS
from db.models import Base
from db.models.office import AuditEntry, Draft
from db.queries.journal import journal_count
from db.replay import carry_on
from db.rules.retention import kept
from db.second_copy import LINES, read_lines
from db.shape import migrate_tables, version_of
from db.triggers import lay_triggers

STAMP = "%Y-%m-%d %H%M%S"
_STAMP_LENGTH = len("2020-02-03 080000")
_ROWS_AT_ONCE = 1_000
_NOT_OF_THE_COPY = ("busy", "full", "read_only", "slow")
_COUNTED = {
    "vouchers": "voucher",
    "people": "staff_member",
    "supplies": "supply",
    "documents": "document",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the book: when it was made, its bytes on the disk, what the manifest says of it.

    `entry` is None of a copy that the manifest does not know.
    """

    path: Path
    made_at: datetime
    size: int
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """A book that was restored: its file, its last act, how many acts the second copy added."""

    path: Path
    acts: int
    carried_on: int


def backup_folder(location: Path) -> Path:
    """Where the copies of a book lie: a folder of their own beside it."""
    return location.parent / f"{location.stem} - sao lưu"


def book_name(database: Database) -> str:
    """What a book's copies are called after: its file, or its database on the server."""
    if database.is_file:
        return Path(database.location).stem
    return f"{urlsplit(str(database.location)).path.strip('/')} (máy chủ)"


def copy_book(database: Database, folder: Path, cause: CopyCause = CopyCause.HAND) -> Path:
    """Copy the book into `folder`, verify the copy, then let go of older ones that are not kept.

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
            held, last_hash = _verified(half_made, database.clock)
            if held.acts < acts:
                raise CopyDamaged(str(target))
            entry = Entry(
                sha256=sha256_of(half_made),
                size=half_made.stat().st_size,
                made_at=made_at,
                cause=cause,
                last_hash=last_hash,
                held=held,
            )
            settle(half_made, target)
        except BaseException:
            remove_book_file(half_made)
            raise
        _enter(folder, {target.name: entry}, made_at)
    return target


def mirror(copy: Path, folder: Path) -> Path:
    """Put a copy into a second folder too (another disk, a USB stick) and thin that one out.

    Raises StorageFailed, CopyDamaged.
    """
    entry = read_manifest(copy.parent).get(copy.name)
    if entry is None:
        raise CopyDamaged(str(copy))
    target, half_made = folder / copy.name, folder / f"{copy.name}.part"
    with file_refusals():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(copy, half_made)
            if sha256_of(half_made) != entry.sha256:
                raise CopyDamaged(str(copy))
            settle(half_made, target)
        except BaseException:
            half_made.unlink(missing_ok=True)
            raise
        _enter(folder, {target.name: entry}, entry.made_at)
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
    entries = read_manifest(folder)
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        with suppress(ValueError, FileNotFoundError):
            made_at = datetime.strptime(path.stem[-_STAMP_LENGTH:], STAMP).astimezone()
            found.append(Copy(path, made_at, path.stat().st_size, entries.get(path.name)))
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def inspect_copy(copy: Copy, clock: Clock | None = None) -> Held:
    """What a copy holds: by the manifest where its SHA-256 is the same, else read whole.

    Raises CopyDamaged when it can't be trusted.
    """
    if copy.entry is None:
        return _verified(copy.path, clock)[0]
    with file_refusals():
        if sha256_of(copy.path) != copy.entry.sha256:
            raise CopyDamaged(str(copy.path))
    return copy.entry.held


def beyond(copy: Copy, told: Mapping[int, str]) -> int | None:
    """How many acts a second copy knows beyond a copy; None where it can't go on from it.

    `told` is what the second copy tells: the hash of each act (see `told_hashes`).
    """
    if copy.entry is None or told.get(copy.entry.held.acts) != copy.entry.last_hash:
        return None
    return max(told) - copy.entry.held.acts


def told_hashes(second_copy: Path) -> dict[int, str]:
    """The hash of each act that a second copy tells; nothing where there is none to rely on."""
    try:
        return {line["act"]: line["hash"] for line in read_lines(second_copy / LINES)}
    except (OSError, SecondCopyDamaged):
        return {}


def restore_beside(
    copy: Path, location: Path, clock: Clock | None = None, second_copy: Path | None = None
) -> Restored:
    """Put a copy beside the present book, which stays as it is; see `restore_to`."""
    name = f"{location.stem} (khôi phục {copy.stem[-_STAMP_LENGTH:]})"
    target = location.with_name(f"{name}.db")
    number = 1
    while target.exists():
        number += 1
        target = location.with_name(f"{name} {number}.db")
    return restore_to(copy, target, clock, second_copy)


def restore_to(
    copy: Path, target: Path, clock: Clock | None = None, second_copy: Path | None = None
) -> Restored:
    """Make a new file of a copy, and carry it on by the second copy.

    Where the second copy is not of that book, or damaged, the copy is restored as it is. Raises
    BookExists, CopyDamaged, StorageFailed; then nothing new lies there.
    """
    half_made = target.with_suffix(".part")
    entry = read_manifest(copy.parent).get(copy.name)
    with file_refusals():
        try:
            if target.exists():
                raise BookExists(str(target))
            target.parent.mkdir(parents=True, exist_ok=True)
            if not copy.is_file() or (entry and sha256_of(copy) != entry.sha256):
                raise CopyDamaged(str(copy))
            shutil.copyfile(copy, half_made)
            held, _last = _verified(half_made, clock)
            acts = _carried_on(half_made, clock, second_copy) if second_copy else held.acts
            settle(half_made, target)
        except BaseException:
            remove_book_file(half_made)
            raise
    return Restored(target, max(acts, held.acts), max(acts - held.acts, 0))


def check_copy(path: Path, clock: Clock | None = None) -> list[Finding]:
    """What `check` finds in a copy."""
    copy = Database(path, clock)
    try:
        return copy.ask(check_book)
    finally:
        copy.close()


def _enter(folder: Path, fresh: dict[str, Entry], now: datetime) -> None:
    """Note copies in the manifest, and let go of those that need not stay."""
    there = copies(folder)
    entries = {copy.path.name: copy.entry for copy in there if copy.entry} | fresh
    good = [copy.made_at for copy in there if copy.path.name in entries]
    stay = kept([copy.made_at for copy in there], good, now)
    write_manifest(folder, entries)
    for copy in there:
        if copy.made_at not in stay:
            remove_book_file(copy.path)
            entries.pop(copy.path.name, None)
    write_manifest(folder, entries)


def _carried_on(path: Path, clock: Clock | None, second_copy: Path) -> int:
    """Add what the second copy knows beyond; the act reached, 0 where it can't be used."""
    book = Database(path, clock)
    try:
        if book.ask(version_of) != HEAD:
            return 0
        return carry_on(book, second_copy)
    except (SecondCopyDamaged, OSError):
        return 0
    finally:
        book.close()


def _write_copy(database: Database, path: Path) -> None:
    if database.is_file:
        database.copy_to(path)
        return
    copy = Database(path, database.clock)
    try:
        with copy.connection_without_keys() as to:
            migrate_tables(to)
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


def _verified(path: Path, clock: Clock | None) -> tuple[Held, str]:
    """Read a copy whole, change nothing in it; what it holds and the hash of its last act.

    Raises CopyDamaged, BookTooNew.
    """
    if not path.is_file():
        raise CopyDamaged(str(path))
    copy = Database(path, clock)
    try:
        version = copy.ask(version_of)
        if version is None or copy.ask(_damage):
            raise CopyDamaged(str(path))
        if version not in VERSIONS:
            raise BookTooNew(str(path), version)
        return copy.ask(_held)
    except StorageFailed as error:
        if error.cause in _NOT_OF_THE_COPY:
            raise
        raise CopyDamaged(str(path)) from error
    except (SQLAlchemyError, ArithmeticError, ValueError) as error:
        raise CopyDamaged(str(path)) from error
    finally:
        copy.close()


def _held(session: Session) -> tuple[Held, str]:
    there = inspect(session.connection()).get_table_names()
    counted = {
        name: session.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0
        if table in there
        else 0
        for name, table in _COUNTED.items()
    }
    last = select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    return Held(acts=journal_count(session), **counted), session.scalar(last) or ""


def _damage(session: Session) -> bool:
    """Whether SQLite finds a torn page or index, or a row that names one which is not there."""
    told = session.execute(text("PRAGMA integrity_check")).scalars().first()
    return told != "ok" or bool(session.execute(text("PRAGMA foreign_key_check")).fetchall())


def _mark(session: Session) -> tuple[int, int, str]:
    """What tells one state of a book from another: its acts and its drafts."""
    drafts, latest = session.execute(select(func.count(), func.max(Draft.saved_at))).one()
    return journal_count(session), drafts, str(latest)
