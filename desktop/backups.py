"""When the program copies its book without being asked, and where to."""

from pathlib import Path

from db.backup import (
    Copy,
    backup_folder,
    book_name,
    copies,
    copy_book,
    is_behind,
    is_due,
    mirror,
)
from db.database import Database
from db.kinds import CopyCause
from db.second_copy import SecondCopy
from desktop.places import default_book

SECOND_COPY = "nhật ký"
"""The folder, among the copies, of the lines that tell every act."""


def copies_folder(database: Database) -> Path:
    """Where the copies of a book lie: beside its file; a server's in the user's own data folder."""
    return backup_folder(restored_beside(database))


def second_copy_folder(database: Database) -> Path:
    """Where the second copy of a book lies: every act as a line (see db.second_copy)."""
    return copies_folder(database) / SECOND_COPY


def restored_beside(database: Database) -> Path:
    """Beside which file a copy is restored; for a book on a server that file need not exist."""
    if database.is_file:
        return Path(database.location)
    return default_book().with_name(f"{book_name(database)}.db")


def copy_if_due(database: Database) -> Path | None:
    """Make today's copy, unless there is one. Raises StorageFailed, CopyDamaged."""
    folder = copies_folder(database)
    return copy_book(database, folder, CopyCause.DAY) if is_due(database, folder) else None


def copy_at_exit(database: Database) -> Path | None:
    """Make a copy when something was recorded since the last one."""
    return copy_before(database, CopyCause.EXIT)


def copy_before(database: Database, cause: CopyCause) -> Path | None:
    """Make a copy before something large, unless the latest holds all there is."""
    folder = copies_folder(database)
    return copy_book(database, folder, cause) if is_behind(database, folder) else None


def latest_copy(database: Database) -> Copy | None:
    """The latest copy of a book."""
    return next(iter(copies(copies_folder(database))), None)


def mirror_latest(database: Database, elsewhere: Path) -> Path | None:
    """Put the latest copy into a second folder too, where that is there and has it not yet.

    Raises StorageFailed, CopyDamaged.
    """
    latest = latest_copy(database)
    if latest is None or latest.entry is None or not elsewhere.is_dir():
        return None
    folder = elsewhere / copies_folder(database).name
    if (folder / latest.path.name).exists():
        return None
    return mirror(latest.path, folder)


def tell_second_copy(database: Database) -> int:
    """Bring the second copy up to the last act; return how many acts were added.

    Raises StorageFailed.
    """
    return SecondCopy(database, second_copy_folder(database)).catch_up()
