"""Putting a paper on the disk whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from db.errors import FileNotSaved

_CAUSES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.EBUSY: "busy",
    errno.ETXTBSY: "busy",
}
_WINDOWS_SHARING = 32  # another program, mostly a PDF reader, holds the file


def save(path: Path, content: bytes) -> None:
    """Write a file by a temporary name in its folder; the old one stays until the new is safe.

    Raises FileNotSaved, and leaves nothing behind, where the disk refuses.
    """
    temporary: Path | None = None
    try:
        handle, name = mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode(path))
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise FileNotSaved(_cause(error), str(path)) from error


def _cause(error: OSError) -> str:
    if getattr(error, "winerror", None) == _WINDOWS_SHARING:
        return "busy"
    return _CAUSES.get(error.errno or 0, "lost")


def _usual_mode(path: Path) -> int:
    """The mode of the file that is replaced; a new one may be read by others."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; Windows does not open folders and needs none of this."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
