"""Opening, making and copying a book: what runs in the worker threads and first loads SQLAlchemy."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.clock import Clock, WeeksAgo
from desktop.navigation import PAGES
from desktop.tasks import Progress
from desktop.translation import _

if TYPE_CHECKING:
    from db.database import Database


def open_book_at(location: Path | str | None, clock: Clock) -> "Database":
    """Open a book; None is the one of HAUCAN_DB, else the default one."""
    from db.migrate import open_book
    from desktop.places import book_location

    PAGES[0].load()  # the first page is shown as soon as the book is open
    database = open_book(book_location() if location is None else location, clock)
    _turn_back(database, clock)
    return database


def begin_fresh(location: Path | str, clock: Clock, progress: Progress) -> "Database":
    """Make a new book."""
    from db.migrate import create_book

    progress(0, 0)
    return create_book(location, clock=clock)


def begin_with_sample(location: Path | str, clock: Clock, progress: Progress) -> "Database":
    """Make a new book with the sample data; a stopped one leaves nothing."""
    from db.files import remove_book_file
    from db.migrate import create_book
    from desktop.sample import load_sample, stay_in_its_weeks, weeks_since

    weeks = weeks_since(clock.today())
    database = create_book(location, clock=WeeksAgo(clock, weeks))
    try:
        stay_in_its_weeks(database, weeks)
        load_sample(database, progress)
    except BaseException:
        database.close()
        if database.is_file:
            remove_book_file(Path(location))
        raise
    return database


def office_name(database: "Database") -> str:
    """Whose book it is."""
    from db.queries.office import settings

    office = database.ask(settings, database.clock.today()).get("office", {})
    name = str(office.get("desk") or office.get("name") or "")
    return _("{office} · sổ mẫu").format(office=name) if is_sample(database) else name


def is_sample(database: "Database") -> bool:
    """Tell whether a book lives in the weeks of the sample data, not in the present."""
    return isinstance(database.clock, WeeksAgo)


def _turn_back(database: "Database", clock: Clock) -> None:
    """Let it be the time of the sample data in a book of it."""
    from db.queries.office import settings

    told = database.ask(settings, clock.today()).get("sample", {})
    if weeks := int(told.get("weeks", 0)):
        database.clock = WeeksAgo(clock, weeks)


def read_ahead(database: "Database") -> None:
    """Ask once what every form asks while it is built: the first time takes 40 ms, later ones 2."""
    from db.queries.catalogue import stores, supplies
    from db.queries.staff import departments

    database.ask(departments, database.clock.today())
    database.ask(supplies)
    database.ask(stores)


def is_on_server(location: Path | str) -> bool:
    """Whether a book is on a server, whose files are not ours to look after."""
    from db.engines import is_url

    return isinstance(location, str) and is_url(location)


def has_copies(path: Path) -> bool:
    """Whether copies of the book of this file lie beside it."""
    from db.backup import backup_folder, copies

    return bool(copies(backup_folder(path)))


def restore_latest(path: Path, clock: Clock) -> Path:
    """Restore the latest good copy beside a book that is gone or damaged, to the last act known.

    Raises CopyDamaged where none is good, StorageFailed.
    """
    from db.backup import backup_folder, copies, restore_beside
    from db.errors import CopyDamaged
    from desktop.backups import SECOND_COPY

    folder = backup_folder(path)
    for copy in copies(folder):
        with suppress(CopyDamaged):
            return restore_beside(copy.path, path, clock, folder / SECOND_COPY).path
    raise CopyDamaged(str(folder))


def copy_when_due(database: "Database", elsewhere: str = "") -> datetime | None:
    """Copy the book if that is due, also into a second folder; when the last copy was made."""
    from desktop.backups import copy_if_due, latest_copy, mirror_latest

    copy_if_due(database)
    if elsewhere:
        mirror_latest(database, Path(elsewhere))
    latest = latest_copy(database)
    return latest.made_at if latest else None
