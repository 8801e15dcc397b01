"""The text of a PDF, read in a process of its own, since a file may be hostile."""

import subprocess
import sys
from pathlib import Path

from db import apart
from db.errors import FileNotTaken

SECONDS = 20
MEMORY = 1 << 30
LARGEST = 50 << 20
"""Bytes of a file that is read."""


def pdf_text(path: Path) -> str:
    """The text of all pages. Raises FileNotTaken where it can't be read."""
    if not path.is_file() or not 0 < path.stat().st_size <= LARGEST:
        raise FileNotTaken(path.name, "unread")
    try:
        read = subprocess.run(
            apart.command(__name__, str(path.resolve())),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            creationflags=apart.NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise FileNotTaken(path.name, "damaged") from error
    if read.returncode:
        raise FileNotTaken(path.name, "damaged")
    return read.stdout.decode("utf-8", "replace")


def main() -> None:
    """Write the text of the file named last on the command line to standard output."""
    apart.limit(MEMORY, SECONDS)
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.argv[-1])
    pages = [document[index].get_textpage().get_text_bounded() for index in range(len(document))]
    sys.stdout.buffer.write("\n".join(pages).encode("utf-8", "replace"))
