"""What an import would do: the preview a clerk looks at, and the outcome that is told afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db.importers.header import Column, Header
from db.importers.legacy import Encoding
from db.importers.problems import WARNINGS, Facts, Hint, Problem, Refusal, RowError, RowHint
from db.importers.reading import Sheet
from db.kinds import ReportForm, TakenAs
from db.services.documents import NewFile

Progress = Callable[[int, int], None]
"""Told how much of how much is done; it may raise to stop the work."""


class ImportKind(StrEnum):
    """The lists that can be read."""

    SUPPLIES = "supplies"
    STAFF = "staff"
    RECEIPTS = "receipts"
    ISSUES = "issues"
    OPENING = "opening"
    VOUCHERS = "vouchers"
    ALLOCATION = "allocation"
    AGENCIES = "agencies"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is told beside the file.

    The day of opening stock or of an allocation, whether new names of opening stock are added, what
    an allocation is called. Without a `store_id` opening stock lies in the main store.

    Of daily reports: the aware moment `at` which the file is taken in, how it came, when it came
    (`received_at`, else what the form says, else `at`), and the file itself, which is kept.
    """

    on: date | None = None
    creates_supplies: bool = False
    store_id: int | None = None
    title: str = ""
    at: datetime | None = None
    form: ReportForm = ReportForm.EMAIL
    received_at: datetime | None = None
    file: NewFile | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DailyTold:
    """A daily report in a file: of whom, of which day, the edition it becomes or is already."""

    code: str
    department: str
    day: date
    edition: int
    is_known: bool

    @property
    def outcome(self) -> TakenAs:
        """What becomes of it."""
        if self.is_known:
            return TakenAs.UNCHANGED
        return TakenAs.NEW if self.edition == 1 else TakenAs.CORRECTION


@dataclass(frozen=True, slots=True)
class NewDepartment:
    """A department that the list names and the book does not have."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """Somebody of the book who is not in a newer list: shown, never changed."""

    code: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What was understood of a file and what would be written; `rows` counts data rows.

    rows = ready + unchanged + rows with an error. `sheets` is what it was made from: writing
    checks everything once more, as the book may have changed since.
    """

    kind: ImportKind
    sheets: tuple[Sheet, ...] = field(repr=False)
    sheet: str
    other_sheets: tuple[str, ...]
    encoding: Encoding
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    rows: int
    ready: int
    unchanged: int
    errors: tuple[RowError, ...]
    hints: tuple[RowHint, ...]
    new_departments: tuple[NewDepartment, ...] = ()
    missing_people: tuple[MissingPerson, ...] = ()
    options: ImportOptions = ImportOptions()
    totals: dict[str, int | float | None] | None = None
    reports: tuple[DailyTold, ...] = ()
    work: Any = field(default=None, repr=False)

    @property
    def warnings(self) -> tuple[RowHint, ...]:
        """What the list's own figures contradict."""
        return tuple(hint for hint in self.hints if hint.hint in WARNINGS)

    def outcome(self, *, skip_bad: bool = False) -> dict[str, Any]:
        """What an import ends with, as plain values: {"rows", "imported", "unchanged", "errors"}.

        `imported` is what is written, or would be; 0 where errors refuse the whole. Of opening
        stock also {"warnings", "totals"}, of daily reports {"reports"}, the cells of errors and
        {"empty"}, a cell of each form that is passed over.
        """
        is_refused = bool(self.errors) and not skip_bad
        outcome: dict[str, Any] = {
            "rows": self.rows,
            "imported": 0 if is_refused else self.ready,
            "unchanged": self.unchanged,
            "errors": [
                {
                    "row": error.row,
                    "column": error.column,
                    "problem": str(error.problem),
                    "facts": dict(error.facts),
                    **({"cell": error.cell} if error.cell else {}),
                }
                for error in self.errors
            ],
        }
        if self.kind is ImportKind.DAILY:
            empty = [hint.cell for hint in self.hints if hint.hint is Hint.FORM_EMPTY]
            outcome["empty"] = empty
            outcome["reports"] = [
                {
                    "code": one.code,
                    "day": one.day.isoformat(),
                    "edition": one.edition,
                    "outcome": str(one.outcome),
                }
                for one in self.reports
            ]
        if self.totals is not None:
            outcome["warnings"] = [
                {
                    "row": hint.row,
                    "column": hint.column,
                    "hint": str(hint.hint),
                    "facts": dict(hint.facts),
                }
                for hint in self.warnings
            ]
            outcome["totals"] = self.totals
        return outcome

    def told(self, file: str = "") -> dict[str, Any]:
        """What the audit keeps of the import in place of the file."""
        return {"kind": str(self.kind), "file": file, "sheet": self.sheet, "rows": self.rows}


@dataclass(slots=True)
class Findings:
    """What comes to light while the rows of a list are checked, one error a row at most."""

    header: Header
    rows: int = 0
    unchanged: int = 0
    errors: dict[int, RowError] = field(default_factory=dict)
    hints: list[RowHint] = field(default_factory=list)

    def refuse(self, row: int, name: str, problem: Problem, /, **facts: str | int) -> None:
        """Note why a row can't be taken; `name` is the field at fault."""
        self.errors.setdefault(row, RowError(row, self.header.title(name), problem, facts))

    def refuse_as(self, row: int, refusal: Refusal) -> None:
        """The same, from the refusal itself, which knows its field."""
        self.refuse(row, refusal.field, refusal.problem, **refusal.facts)

    def hint(self, row: int, name: str, hint: Hint, /, **facts: str | int) -> None:
        """Note what is worth a look."""
        told: Facts = facts
        self.hints.append(RowHint(row, self.header.title(name), hint, told))
