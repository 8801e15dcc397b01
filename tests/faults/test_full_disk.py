"""A disk that takes no more: the act is refused by name, what was recorded stays, the book holds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.checks import check_book
from db.database import Database
from db.errors import StorageFailed
from db.migrate import create_book
from db.models.stock import Voucher
from tests.db.world import World, feb

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits are POSIX")

ROOT = Path(__file__).parents[2]


def fill(book: Path, steps: int) -> list[tuple[str, int]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.filler", str(book), str(steps)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return [(line.split()[0], int(line.split()[1])) for line in ran.stdout.splitlines()]


def vouchers_of_healthy(path: Path) -> int:
    book = Database(path)
    try:
        assert book.ask(check_book) == []
        return book.ask(lambda session: session.scalar(select(func.count(Voucher.id))) or 0)
    finally:
        book.close()


def test_files_that_may_not_grow_refuse_acts_and_lose_none(sqlite_world: World) -> None:
    sqlite_world.book.close()
    path = Path(sqlite_world.book.location)
    told = fill(path, steps=8)
    assert len(told) == 8
    assert {cause for cause, _ in told} <= {"full", "lost"}
    assert sum(done for _, done in told) > 0
    assert vouchers_of_healthy(path) == sum(done for _, done in told)
    sqlite_world.receive(feb(3), 1)  # there is room again
    assert sqlite_world.healthy()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "haucan-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_refuses_acts_and_loses_none(small_disk: Path, sqlite_world: World) -> None:
    sqlite_world.book.close()
    path = small_disk / "book.db"
    shutil.copyfile(sqlite_world.book.location, path)
    ((cause, done),) = fill(path, steps=0)
    assert cause == "full"
    assert done > 0
    kept = path.parent.parent / "kept.db"
    for suffix in ("", "-wal", "-shm"):
        if (beside := Path(f"{path}{suffix}")).exists():
            shutil.copyfile(beside, f"{kept}{suffix}")
    assert vouchers_of_healthy(kept) == done


def test_a_book_that_can_not_be_finished_is_not_begun(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_900_000)
    with pytest.raises(StorageFailed) as refused:
        create_book(small_disk / "book.db")
    assert refused.value.cause == "full"
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]
