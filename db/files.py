"""Files on the disk: whole or not there, and what the file system says as the book's own errors."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import StorageFailed

_CAUSES = {
    errno.ENOSPC: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
}


@contextmanager
def file_refusals() -> Iterator[None]:
    """Turn what the file system says into the book's own error."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, "lost")
        raise StorageFailed(cause, error.strerror or str(error)) from error


def settle(half_made: Path, target: Path) -> None:
    """Give a file its name once every byte of it is on the disk."""
    with half_made.open("rb+") as file:
        os.fsync(file.fileno())
    half_made.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def keep_whole(target: Path, content: bytes) -> None:
    """Write a file under a passing name, wait for the disk, then give it its own."""
    half_made = target.with_name(f"{target.name}.part")
    try:
        half_made.write_bytes(content)
        settle(half_made, target)
    except BaseException:
        half_made.unlink(missing_ok=True)
        raise


def remove_book_file(path: Path) -> None:
    """Take away a book's file with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
