"""When the book is copied without being asked, and how that reads."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.backup import copies
from db.clock import FixedClock
from db.database import Database
from db.services.office import save_draft
from desktop.backup_text import backup_text
from desktop.backups import copies_folder, copy_at_exit, copy_if_due, latest_copy
from desktop.places import last_book
from tests.conftest import NewBook

TODAY = date(2020, 2, 10)


def test_one_copy_a_day(sqlite_book: Database, clock: FixedClock) -> None:
    assert latest_copy(sqlite_book) is None

    first = copy_if_due(sqlite_book)
    assert first is not None
    assert copy_if_due(sqlite_book) is None

    clock.moment += timedelta(days=1)
    second = copy_if_due(sqlite_book)
    latest = latest_copy(sqlite_book)
    assert latest is not None
    assert latest.path == second


def test_a_copy_at_exit_only_when_something_changed(
    sqlite_book: Database, clock: FixedClock
) -> None:
    copy_if_due(sqlite_book)
    clock.moment += timedelta(hours=1)
    assert copy_at_exit(sqlite_book) is None

    sqlite_book.keep(save_draft, "issue", "Cấp phát", {})
    assert copy_at_exit(sqlite_book) is not None
    assert len(copies(copies_folder(sqlite_book))) == 2


def test_a_book_on_a_server_is_copied_into_the_users_own_folder(new_book: NewBook) -> None:
    from tests.postgres import bin_dir

    if bin_dir() is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    book = new_book("postgresql")

    made = copy_if_due(book)

    assert made is not None
    assert made.parent.name.endswith("(máy chủ) - sao lưu")
    assert made.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (None, "Chưa có bản sao lưu"),
        (datetime(2020, 2, 10, 1, 12, tzinfo=UTC), "Đã sao lưu 08:12 hôm nay"),
        (datetime(2020, 2, 9, 1, 12, tzinfo=UTC), "Đã sao lưu 08:12 hôm qua"),
        (datetime(2020, 2, 3, 1, 12, tzinfo=UTC), "Đã sao lưu 08:12 ngày 03/02/2020"),
    ],
)
def test_the_last_copy_is_told_as_one_says_it(at: datetime | None, told: str) -> None:
    assert backup_text(at, TODAY) == told


def test_the_last_book_is_opened_again_while_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sổ.db"
    assert last_book(str(path)) is None

    path.touch()
    assert last_book(str(path)) == path
    assert last_book("") is None

    monkeypatch.setenv("HAUCAN_DB", "other.db")
    assert last_book(str(path)) is None
