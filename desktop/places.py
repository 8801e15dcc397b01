"""Where the program keeps things on this computer."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_documents_path

APP = "haucan"


def default_book() -> Path:
    """The book's file when none is named: in the user's own data folder."""
    return user_data_path(APP, appauthor=False, roaming=False) / "haucan.db"


def sample_book() -> Path:
    """The file of the sample data, beside the default book."""
    return default_book().with_name("haucan-mau.db")


def documents_folder() -> Path:
    """Where files are offered to be saved: the user's documents, or where there are none the home."""
    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()


def book_location(named: str | None = None) -> Path | str:
    """The book that is meant: named on the command line, in HAUCAN_DB, or the default file."""
    from db.engines import is_url  # brings SQLAlchemy, which the first paint does not wait for

    told = named or os.environ.get("HAUCAN_DB") or ""
    if not told:
        return default_book()
    return told if is_url(told) else Path(told).expanduser()


def last_book(remembered: str) -> Path | None:
    """The book that was opened last, where it is still there and HAUCAN_DB names no other."""
    if remembered and not os.environ.get("HAUCAN_DB") and Path(remembered).is_file():
        return Path(remembered)
    return None
