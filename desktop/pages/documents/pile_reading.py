"""Files become a pile under review, in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.pages.documents.pile import Pile
from desktop.returning import look_up
from desktop.scans.pile import ScannedSheet, Why
from desktop.tasks import Progress

if TYPE_CHECKING:
    from db.database import Database


def read_pile(
    database: "Database",
    paths: Sequence[Path],
    matched: dict[tuple[str, int], str],
    done: set[str],
    progress: Progress,
) -> tuple[list[Path], list[ScannedSheet]]:
    """Read files; what a draft says of their pages is applied."""
    from desktop.scans.reading import read_scans

    pile = Pile()
    pile.add(paths, read_scans(database, paths, progress))
    for sheet in list(pile.left_out()):
        if sheet.why is Why.TAKEN_BEFORE and sheet.code in done:
            pile.sheets.remove(sheet)
        elif code := matched.get((sheet.file, sheet.page)):
            found = database.ask(look_up, code)
            if found.why is Why.NONE and not pile.holds(code):
                pile.match(sheet, found)
    return pile.paths, pile.sheets
