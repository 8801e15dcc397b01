"""Reading a file and looking what it would do to the book; runs in the background."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from db.database import Database
from db.importers.columns import find_header
from db.importers.daily_file import workbook_file
from db.importers.daily_form import find_forms
from db.importers.errors import NoHeader
from db.importers.header import Evidence
from db.importers.plan import ImportKind, ImportOptions, ImportPlan
from db.importers.planning import plan_import
from db.importers.reading import Sheet, read_pasted, read_workbook

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from: a file, or text that was pasted."""

    path: Path | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """The file's name, empty for pasted rows."""
        return self.path.name if self.path else ""

    def sheets(self) -> tuple[Sheet, ...]:
        """Read it. Raises the errors of db.importers.errors."""
        return read_workbook(self.path) if self.path else read_pasted(self.text)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a source would do, or why it can't be read; `other` is the list it rather seems to be."""

    plan: ImportPlan | None
    error: NoHeader | None
    other: ImportKind | None


def look_at(
    database: Database,
    kind: ImportKind,
    source: Source,
    options: ImportOptions,
    progress: Progress,
) -> Looked:
    """Read a source and say what it would do to the book; nothing is written."""
    progress(0, 0)
    sheets = source.sheets()
    progress(0, 0)
    if kind is ImportKind.DAILY and source.path is not None:
        options = replace(options, file=workbook_file(source.path))
    try:
        plan = database.ask(plan_import, kind, sheets, database.clock.today(), progress, options)
    except NoHeader as error:
        return Looked(None, error, _other_kind(kind, sheets, 0))
    understood = sum(bool(column.field) for column in plan.columns)
    is_doubtful = bool(plan.errors) or _is_form(kind, sheets)
    return Looked(plan, None, _other_kind(kind, sheets, understood) if is_doubtful else None)


def _is_form(kind: ImportKind, sheets: tuple[Sheet, ...]) -> bool:
    """Whether a list is none: the labels of a daily form can pass for names of a column."""
    if kind is ImportKind.DAILY:
        return False
    try:
        return bool(find_forms(sheets))
    except NoHeader:
        return False


def _other_kind(kind: ImportKind, sheets: tuple[Sheet, ...], understood: int) -> ImportKind | None:
    """The other kind of list whose words explain most columns, if they explain more."""
    best = None
    for other in ImportKind:
        if other is kind:
            continue
        try:
            columns = len(find_header(other, sheets, Evidence()).fields)
        except NoHeader:
            continue
        if columns > understood:
            best, understood = other, columns
    return best
