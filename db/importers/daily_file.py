"""The workbook that a report came in, as it is kept with the report."""

from pathlib import Path

from db.importers.errors import FileMissing, FileUnreadable
from db.services.documents import NewFile

_KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
}


def workbook_file(path: Path) -> NewFile:
    """A workbook with its media type. Raises FileMissing, FileUnreadable."""
    kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
    try:
        return NewFile(path.name, kind, path.read_bytes())
    except FileNotFoundError as error:
        raise FileMissing(path.name) from error
    except OSError as error:
        raise FileUnreadable(path.name) from error
