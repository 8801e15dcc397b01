"""What files were dropped on the window: scans and folders of scans, or a spreadsheet."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from desktop.scans.files import is_scan

SHEET_ENDINGS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files by what can be done with them."""

    scans: tuple[Path, ...] = ()
    sheets: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scans or self.sheets)


def dropped(mime: QMimeData) -> Dropped:
    """Sort dropped files; whatever else was dropped is passed over."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return Dropped(
        scans=tuple(path for path in paths if is_scan(path)),
        sheets=tuple(path for path in paths if path.suffix.lower() in SHEET_ENDINGS),
    )
