"""Files on the disk: whole or not there, and what the file system says as the book's own errors."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

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
    _sync_folder(target.parent)


def keep_whole(target: Path, content: bytes) -> None:
    """Write a file under a passing name in its folder; the old one stays until the new is safe.

    Raises OSError, and leaves nothing behind, where the disk refuses.
    """
    handle, name = mkstemp(prefix=f".{target.stem[:40]}-", suffix=".part", dir=target.parent)
    passing = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.chmod(_usual_mode(target))
        passing.replace(target)
        _sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise


def _usual_mode(path: Path) -> int:
    """The mode of the file that is replaced; a new one may be read by others."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


def _sync_folder(folder: Path) -> None:
    """Make a new name itself last; Windows does not open folders and needs none of this."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (
            errno.EINVAL,
            errno.ENOTSUP,
        ):  # a file system that knows no such thing
            raise
    finally:
        os.close(handle)


def remove_book_file(path: Path) -> None:
    """Take away a book's file with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
