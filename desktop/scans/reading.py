"""From scanned files to sheets: each page told by its code, its cells looked at for ink."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from db.database import Database
from desktop.scans.apart import FileReading
from desktop.scans.pile import ScannedSheet, SheetKind, Why
from desktop.scans.sorting import Sorter

Progress = Callable[[int, int], None]

_STEPS = 1_000  # of a file in the progress: how many pages it has is known late
_JUNK = frozenset({"thumbs.db", "desktop.ini"})


def read_scans(
    database: Database, paths: Sequence[Path], progress: Progress | None = None
) -> list[ScannedSheet]:
    """Read files and folders of scans; every page and every file that can't be read is a sheet.

    Nothing is written. `progress(done, total)` may raise to stop at once; total is 1,000 a file.
    """
    told = progress or _unwatched
    files = list(_expanded(paths))
    sorter = Sorter(database)
    sheets: list[ScannedSheet] = []
    ahead: dict[int, FileReading] = {}
    try:
        for at, (path, why) in enumerate(files):
            done = at * _STEPS
            if why is not Why.NONE:
                sheets.append(ScannedSheet(str(path), 1, SheetKind.UNREAD, why))
                continue
            for near in range(at, min(at + 2, len(files))):  # the next one starts meanwhile
                if near not in ahead and files[near][1] is Why.NONE:
                    ahead[near] = FileReading(files[near][0])

            def tick() -> None:
                told(done, len(files) * _STEPS)  # noqa: B023 # called in this turn only

            for page in ahead[at].pages(tick):
                sheets += sorter.sheets(str(path), page)
                done = at * _STEPS + _STEPS * page.page // max(page.pages, page.page)
            ahead.pop(at).stop()
    finally:
        for reading in ahead.values():
            reading.stop()
    told(len(files) * _STEPS, len(files) * _STEPS)
    return sheets


def _unwatched(_done: int, _total: int) -> None:
    """For who does not watch."""


def _expanded(paths: Iterable[Path]) -> Iterator[tuple[Path, Why]]:
    """Files, and the files of folders by name; with why one is not even opened."""
    for path in paths:
        if not _is_folder(path):
            yield path, _obstacle(path)
            continue
        inside = sorted(
            Path(folder, name)
            for folder, _, names in os.walk(path)
            for name in names
            if not name.startswith(".") and name.lower() not in _JUNK
        )
        if not inside:
            yield path, Why.EMPTY
        yield from ((file, _obstacle(file)) for file in inside)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _obstacle(path: Path) -> Why:
    try:
        if not path.exists():
            return Why.MISSING
        return Why.NONE if path.is_file() else Why.NOT_A_SCAN
    except OSError:  # a folder that may not be entered
        return Why.DAMAGED
