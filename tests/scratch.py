"""Where the tests' servers keep their data: in memory where there is room, for they wait for a disk."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 # Linux: a disk in memory that everybody may write to
_ENOUGH = 2 * 2**30  # a container often has 64 MB


def scratch() -> Path:
    """The folder for temporary folders."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        return _MEMORY
    return Path(tempfile.gettempdir())
