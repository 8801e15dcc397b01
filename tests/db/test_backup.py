"""Copies of the book: whole, verified, the last fourteen, and back beside the present book."""

import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.backup import (
    backup_folder,
    beyond,
    check_copy,
    copies,
    copy_book,
    inspect_copy,
    is_behind,
    is_due,
    mirror,
    restore_beside,
    told_hashes,
)
from db.checks import check_book
from db.clock import FixedClock
from db.database import Database
from db.errors import CopyDamaged, StorageFailed
from db.manifest import MANIFEST, read_manifest
from db.migrate import open_book
from db.queries.journal import journal_count
from db.queries.office import drafts
from db.queries.stock import stock_rows
from db.queries.voucher_list import voucher_rows
from db.rules.retention import DAYS
from db.second_copy import SecondCopy
from db.services.office import save_draft
from tests.db.conftest import NewWorld
from tests.db.dumps import logical_dump
from tests.db.world import World, feb, furnish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@contextmanager
def _disk_with_room_for(size: int) -> Iterator[None]:
    """Let this process write no file beyond `size` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _copy_daily(book: Database, folder: Path, clock: FixedClock, days: int) -> list[Path]:
    made = []
    for _ in range(days):
        made.append(copy_book(book, folder))
        clock.moment += timedelta(days=1)
    return made


def test_a_copy_holds_the_whole_book(world: World, folder: Path) -> None:
    world.receive(feb(3), 1000, 500_000)
    world.issue(feb(4), 10, staff=world.guard)
    world.book.keep(save_draft, "issue", "Cấp phát", {"rows": [["Nguyễn Văn A", "5"]]})

    path = copy_book(world.book, folder)
    copy = open_book(path, world.book.clock)

    try:
        assert copy.is_file
        assert copy.ask(stock_rows) == world.book.ask(stock_rows)
        period = (feb(1), feb(29))
        assert copy.ask(voucher_rows, *period) == world.book.ask(voucher_rows, *period)
        assert copy.ask(drafts) == world.book.ask(drafts)
        assert copy.ask(check_book) == []
    finally:
        copy.close()


def test_work_goes_on_in_a_restored_copy(world: World, folder: Path) -> None:
    world.receive(feb(3), 100)
    path = copy_book(world.book, folder)

    beside = folder.parent / "haucan.db"
    restored = open_book(restore_beside(path, beside, world.book.clock).path, world.book.clock)

    try:
        replace(world, book=restored).issue(feb(5), 40)
        assert restored.ask(check_book) == []
        assert restored.ask(journal_count) == world.book.ask(journal_count) + 1
    finally:
        restored.close()


def test_older_copies_thin_out_and_the_manifest_knows_those_that_stay(
    sqlite_book: Database, folder: Path, clock: FixedClock
) -> None:
    made = _copy_daily(sqlite_book, folder, clock, 40)

    stay = [copy.path for copy in copies(folder)]
    assert made[-1] in stay
    assert DAYS <= len(stay) < 30
    assert set(read_manifest(folder)) == {path.name for path in stay}
    assert all(inspect_copy(copy).acts == 1 for copy in copies(folder))


def test_files_of_others_in_the_folder_stay(
    sqlite_book: Database, folder: Path, clock: FixedClock
) -> None:
    folder.mkdir()
    other = folder / "của tôi.db"
    other.write_text("x")

    _copy_daily(sqlite_book, folder, clock, 20)

    assert other.exists()
    assert other not in {copy.path for copy in copies(folder)}


def test_one_copy_a_day_is_due(book: Database, folder: Path, clock: FixedClock) -> None:
    assert is_due(book, folder)

    copy_book(book, folder)
    assert not is_due(book, folder)

    clock.moment += timedelta(days=1)
    assert is_due(book, folder)


def test_a_book_is_behind_its_copy_after_an_act_or_a_draft(world: World, folder: Path) -> None:
    assert is_behind(world.book, folder)
    copy_book(world.book, folder)
    assert not is_behind(world.book, folder)

    world.book.keep(save_draft, "issue", "Cấp phát", {})
    assert is_behind(world.book, folder)

    copy_book(world.book, folder)
    world.receive(feb(3), 100)
    assert is_behind(world.book, folder)


def test_a_full_disk_keeps_the_old_copies(world: World, folder: Path, clock: FixedClock) -> None:
    made = _copy_daily(world.book, folder, clock, 3)

    with _disk_with_room_for(64 * 1024), pytest.raises(StorageFailed):
        copy_book(world.book, folder)

    assert sorted(folder.iterdir()) == sorted([*made, folder / MANIFEST])
    assert world.book.ask(check_book) == []


def test_a_copy_that_lost_pages_is_named_and_not_restored(
    sqlite_world: World, folder: Path, tmp_path: Path
) -> None:
    sqlite_world.receive(feb(3), 1000)
    path = copy_book(sqlite_world.book, folder)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    before = set(tmp_path.iterdir())

    with pytest.raises(CopyDamaged) as refused:
        inspect_copy(copies(folder)[0])
    assert refused.value.path == str(path)
    with pytest.raises(CopyDamaged):
        restore_beside(path, tmp_path / "haucan.db")

    assert set(tmp_path.iterdir()) == before


def test_a_torn_page_in_the_middle_is_found(sqlite_world: World, folder: Path) -> None:
    path = copy_book(sqlite_world.book, folder)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)

    with pytest.raises(CopyDamaged):
        inspect_copy(copies(folder)[0])


def test_something_else_under_the_name_of_a_copy_is_no_copy(folder: Path) -> None:
    folder.mkdir()
    path = folder / "haucan 2020-02-03 080000.db"
    path.write_bytes(b"no book at all" * 1000)

    with pytest.raises(CopyDamaged):
        inspect_copy(copies(folder)[0])


def test_inspecting_counts_the_acts_and_changes_nothing(world: World, folder: Path) -> None:
    path = copy_book(world.book, folder)
    content = path.read_bytes()

    (copy,) = copies(folder)
    told = inspect_copy(copy)

    assert told.acts == world.book.ask(journal_count)
    assert told == inspect_copy(replace(copy, entry=None))
    assert copy.size == len(content)
    assert path.read_bytes() == content
    assert sorted(folder.iterdir()) == sorted([path, folder / MANIFEST])


def test_a_changed_figure_in_a_copy_is_found_by_its_check(
    sqlite_world: World, folder: Path
) -> None:
    sqlite_world.receive(feb(3), 1000)
    path = copy_book(sqlite_world.book, folder)
    assert check_copy(path) == []
    copy = Database(path)
    with copy.connection() as connection:
        connection.exec_driver_sql("UPDATE balance SET on_hand = on_hand + 1")
    copy.close()

    assert {finding.kind for finding in check_copy(path)} == {"balance"}


def test_restoring_leaves_the_present_book_and_earlier_ones_alone(
    sqlite_book: Database, folder: Path, tmp_path: Path
) -> None:
    world = furnish(sqlite_book)
    present = Path(sqlite_book.location)
    path = copy_book(sqlite_book, folder)
    world.receive(feb(3), 1000)
    acts = sqlite_book.ask(journal_count)

    first = restore_beside(path, present).path
    second = restore_beside(path, present).path

    assert first.parent == second.parent == present.parent
    assert len({first, second, present}) == 3
    assert sqlite_book.ask(journal_count) == acts


def test_what_was_done_after_a_copy_comes_back_from_the_second_copy(
    sqlite_world: World, folder: Path, tmp_path: Path
) -> None:
    lines = SecondCopy(sqlite_world.book, tmp_path / "second")
    lines.catch_up()
    sqlite_world.receive(feb(3), 1000)
    path = copy_book(sqlite_world.book, folder)
    sqlite_world.issue(feb(5), 40)
    sqlite_world.issue(feb(6), 2)
    lines.catch_up()
    (copy,) = copies(folder)
    assert beyond(copy, told_hashes(lines.folder)) == 2

    restored = restore_beside(path, tmp_path / "haucan.db", second_copy=lines.folder)

    assert (restored.acts, restored.carried_on) == (sqlite_world.book.ask(journal_count), 2)
    again = open_book(restored.path)
    try:
        assert logical_dump(again) == logical_dump(sqlite_world.book)
        assert again.ask(check_book) == []
    finally:
        again.close()


def test_a_second_copy_of_another_book_is_not_used(
    new_world: NewWorld, folder: Path, tmp_path: Path
) -> None:
    own, other = new_world("sqlite"), new_world("sqlite")
    own.receive(feb(3), 10)
    other.receive(feb(3), 20)
    path = copy_book(own.book, folder)
    lines = SecondCopy(other.book, tmp_path / "second")
    other.issue(feb(4), 1)
    lines.catch_up()

    restored = restore_beside(path, tmp_path / "haucan.db", second_copy=lines.folder)

    assert restored.carried_on == 0
    assert check_copy(restored.path) == []


def test_a_single_changed_bit_of_a_copy_is_noticed(sqlite_world: World, folder: Path) -> None:
    sqlite_world.receive(feb(3), 1000)
    path = copy_book(sqlite_world.book, folder)
    whole = path.read_bytes()
    for at in random.Random(7).sample(range(len(whole)), 200):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        path.write_bytes(flipped)
        with pytest.raises(CopyDamaged):
            inspect_copy(copies(folder)[0])


def test_copies_are_put_into_a_second_folder_too(
    world: World, folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    elsewhere = tmp_path / "usb"
    for path in _copy_daily(world.book, folder, clock, 3):
        mirror(path, elsewhere)

    here, there = copies(folder), copies(elsewhere)
    assert [(one.path.name, one.entry) for one in here] == [
        (one.path.name, one.entry) for one in there
    ]
    assert all(inspect_copy(copy).acts for copy in there)


def test_copies_lie_beside_the_book(tmp_path: Path) -> None:
    assert backup_folder(tmp_path / "sổ.db") == tmp_path / "sổ - sao lưu"
