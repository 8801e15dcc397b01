"""Putting a paper on the disk whole or not at all."""

import errno
from pathlib import Path

from db.errors import FileNotSaved
from db.files import keep_whole

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
    """Write a file whole or not at all; the old one stays until the new is safe.

    Raises FileNotSaved where the disk refuses.
    """
    try:
        keep_whole(path, content)
    except OSError as error:
        raise FileNotSaved(_cause(error), str(path)) from error


def _cause(error: OSError) -> str:
    if getattr(error, "winerror", None) == _WINDOWS_SHARING:
        return "busy"
    return _CAUSES.get(error.errno or 0, "lost")
