"""When the program copies its book without being asked, and where to."""

from pathlib import Path

from db.backup import Copy, backup_folder, book_name, copies, copy_book, is_behind, is_due
from db.database import Database
from desktop.places import default_book


def copies_folder(database: Database) -> Path:
    """Where the copies of a book lie: beside its file; a server's in the user's own data folder."""
    return backup_folder(restored_beside(database))


def restored_beside(database: Database) -> Path:
    """Beside which file a copy is restored; for a book on a server that file need not exist."""
    if database.is_file:
        return Path(database.location)
    return default_book().with_name(f"{book_name(database)}.db")


def copy_if_due(database: Database) -> Path | None:
    """Make today's copy, unless there is one. Raises StorageFailed, CopyDamaged."""
    folder = copies_folder(database)
    return copy_book(database, folder) if is_due(database, folder) else None


def copy_at_exit(database: Database) -> Path | None:
    """Make a copy when something was recorded since the last one."""
    folder = copies_folder(database)
    return copy_book(database, folder) if is_behind(database, folder) else None


def latest_copy(database: Database) -> Copy | None:
    """The latest copy of a book."""
    return next(iter(copies(copies_folder(database))), None)
