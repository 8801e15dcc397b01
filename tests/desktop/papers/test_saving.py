"""A paper is on the disk whole or not at all."""

import sys
from pathlib import Path

import pytest

from db.errors import StorageFailed
from desktop.papers.saving import save


def test_a_paper_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "Báo cáo tuần 06.pdf"
    path.write_bytes(b"old")

    save(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as refused:
        save(tmp_path / "xa" / "a.pdf", b"x")

    assert refused.value.cause == "lost"


def test_a_name_that_is_a_folder_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.mkdir()

    with pytest.raises(StorageFailed):
        save(path, b"x")

    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
def test_a_full_disk_leaves_the_old_paper_as_it_was(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(StorageFailed) as refused:
            save(path, b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.cause == "full"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
