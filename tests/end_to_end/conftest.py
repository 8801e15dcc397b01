"""Commands on a book of the test's own: none yet, a fresh one, one with the samples, a furnished one."""

import shutil
from functools import partial
from pathlib import Path

import pytest

import resources
from db.database import Database
from tests.db.conftest import _filled_worlds, _sqlite_world, new_world, sqlite_world
from tests.end_to_end.commands import SAMPLES, Run, haucan, haucan_from_nothing, told

__all__ = ["_filled_worlds", "_sqlite_world", "new_world", "sqlite_world"]


@pytest.fixture
def run_without_book(tmp_path: Path) -> Run:
    """Run a command on a book that is not there yet."""
    return partial(haucan, str(tmp_path / "book.db"))


@pytest.fixture
def run(sqlite_book: Database) -> Run:
    """Run a command on a fresh book, as `init` makes it."""
    sqlite_book.close()
    return partial(haucan, str(sqlite_book.location))


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that commands filled with the sample workbooks, to be copied."""
    path = tmp_path_factory.mktemp("samples") / "book.db"
    assert haucan_from_nothing(str(path), "init").returncode == 0
    for kind, name in SAMPLES:
        file = str(resources.path(f"samples/{name}"))
        result = haucan_from_nothing(str(path), "import", kind, file, "--json")
        assert result.returncode == 0, result.stderr
        assert told(result)["errors"] == []
    return path


@pytest.fixture
def run_sample(sample_book: Path, tmp_path: Path) -> Run:
    """Run a command on a copy of the sample book."""
    copy = tmp_path / "sample.db"
    shutil.copyfile(sample_book, copy)
    return partial(haucan, str(copy))
