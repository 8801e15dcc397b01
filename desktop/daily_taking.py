"""Forms that departments filled in, taken one file after the other; each whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.database import Database
from db.errors import DomainError
from db.importers.daily_file import workbook_file
from db.importers.errors import ImportRefused
from db.importers.plan import ImportKind, ImportOptions
from db.importers.planning import plan_import
from db.importers.problems import Hint, RowHint
from db.importers.reading import read_workbook
from db.importers.writing import import_sheets
from db.kinds import TakenAs
from desktop.dates import day_text
from desktop.import_messages import hint_sentence, told_outcome
from desktop.labels import member, sentence

_EMPTY = RowHint(0, "", Hint.FORM_EMPTY, {})


def take_forms(
    book: Database, files: Sequence[Path], options: ImportOptions, *, dry_run: bool
) -> tuple[dict[str, Any], list[str]]:
    """Import files; return one outcome of all, and the names of the files that were refused."""
    whole = _outcome()
    refused = []
    for path in files:
        try:
            outcome = told_outcome(_take(book, path, options, dry_run=dry_run))
        except ImportRefused as error:
            outcome = told_outcome(error.outcome)
        except DomainError as error:
            bad = {"row": 0, "column": "", "cell": "", "message": sentence(error)}
            outcome = {**_outcome(), "errors": [bad]}
        if outcome["errors"]:
            refused.append(path.name)
            outcome = {**outcome, "imported": 0, "reports": [], "empty": []}
        for name in ("rows", "imported", "unchanged"):
            whole[name] += outcome[name]
        whole["errors"] += [{"file": path.name, **one} for one in outcome["errors"]]
        whole["reports"] += [_report(path.name, one) for one in outcome["reports"]]
        whole["empty"] += [{"file": path.name, "cell": cell} for cell in outcome["empty"]]
    return whole, refused


def told_lines(outcome: Mapping[str, Any]) -> Iterator[str]:
    """What became of each report, and every cell at fault."""
    for one in outcome["reports"]:
        day = day_text(date.fromisoformat(one["day"]))
        edition = f", lần {one['edition']}" if one["edition"] > 1 else ""
        taken = member(TakenAs(one["outcome"]))
        yield f"{one['file']}: {one['department']} ngày {day}: {taken}{edition}"
    for one in outcome["empty"]:
        yield f"{one['file']}, ô {one['cell']}: {hint_sentence(_EMPTY)}"
    for bad in outcome["errors"]:
        where = f", ô {bad['cell']} ({bad['column']})" if bad["cell"] else ""
        yield f"{bad['file']}{where}: {bad['message']}"


def _outcome() -> dict[str, Any]:
    lists: dict[str, Any] = {"errors": [], "reports": [], "empty": []}
    return {"rows": 0, "imported": 0, "unchanged": 0, **lists}


def _report(file: str, told: Mapping[str, Any]) -> dict[str, Any]:
    return {"file": file, "department": told["code"]} | {
        name: told[name] for name in ("day", "edition", "outcome")
    }


def _take(book: Database, path: Path, options: ImportOptions, *, dry_run: bool) -> dict[str, Any]:
    sheets = read_workbook(path)
    now = replace(options, at=book.clock.now(), file=workbook_file(path))
    if dry_run:
        today = book.clock.today()
        return book.ask(plan_import, ImportKind.DAILY, sheets, today, options=now).outcome()
    told = {"kind": str(ImportKind.DAILY), "file": path.name}
    outcome: dict[str, Any] = book.do(
        import_sheets, ImportKind.DAILY, sheets, told=told, options=now
    )
    return outcome
