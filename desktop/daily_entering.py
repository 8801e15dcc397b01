"""A daily report as it is told on the command line: names looked up, what is not said kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.database import Database
from db.errors import NotFound
from db.importers import cells
from db.importers.daily_cells import whole
from db.importers.problems import Refusal
from db.kinds import IndicatorKind, ReportForm
from db.queries.daily_board import BoardRow, daily_board
from db.queries.daily_reports import ReportRow, last_edition, reports_of
from db.queries.duties import duties, indicators
from db.queries.staff import DepartmentRow, departments
from db.services.daily import DailyReportFields, save_report
from db.services.documents import NewFile
from db.text import fold
from desktop.cli_shared import refuse
from desktop.dates import day_text
from desktop.import_messages import problem_sentence


@dataclass(frozen=True, slots=True)
class Entered:
    """What was said; None stands for what was not."""

    department: str
    day: date
    received_at: datetime | None
    form: ReportForm | None
    results: Sequence[str]
    figures: Sequence[str]
    reason: str | None
    texts: Mapping[str, str | None]
    people: Mapping[str, int | None]


def enter(book: Database, entered: Entered, files: tuple[NewFile, ...]) -> BoardRow:
    """Note a report, or with a reason its correction; return its line of the board."""
    department = department_named(book, entered.department, entered.day)
    id_ = department.department_id
    rows = book.ask(reports_of, entered.day, department_id=id_)
    if rows and not (entered.reason or "").strip():
        at = day_text(entered.day)
        refuse(f"{department.name} đã có báo cáo ngày {at}; thêm --reason để ghi bản sửa.")
    edition = book.ask(last_edition, id_, entered.day)
    before = rows[0] if rows else None
    results, others = _results(book, id_, entered, before)
    said = {name: text for name, text in entered.texts.items() if text is not None}
    counted = {name: count for name, count in entered.people.items() if count is not None}
    start = _start(before, id_, entered.day, book.clock.now())
    fields = replace(
        start,
        received_at=entered.received_at or start.received_at,
        form=entered.form or start.form,
        results=results,
        other_results=others,
        figures={**start.figures, **_figures(book, id_, entered)},
        edition=edition,
        reason=entered.reason or "",
        **{**said, **counted},  # type: ignore[arg-type]
    )
    told = {"given": [fields], "file": ", ".join(file.name for file in files)}
    book.do(save_report, fields, files, told=told)
    board = book.ask(daily_board, entered.day, book.clock.now())
    return next(row for row in board.rows if row.department_id == id_)


def department_named(book: Database, text: str, day: date) -> DepartmentRow:
    """The department of that code or name. Raises NotFound."""
    wanted = fold(text)
    for row in book.ask(departments, day):
        if wanted in {fold(row.code), fold(row.name), fold(row.short_name)}:
            return row
    raise NotFound("department", text)


def _start(
    before: ReportRow | None, department_id: int, day: date, now: datetime
) -> DailyReportFields:
    """What a correction begins with: what was reported before."""
    if before is None:
        return DailyReportFields(department_id, day, now, ReportForm.PAPER)
    return DailyReportFields(
        department_id=department_id,
        day=day,
        received_at=before.received_at,
        form=before.form,
        reporter=before.reporter,
        reporter_title=before.reporter_title,
        difficulties=before.difficulties,
        proposals=before.proposals,
        tomorrow=before.tomorrow,
        figures=before.figures,
        present=before.present,
        on_leave=before.on_leave,
        quarantined=before.quarantined,
        feverish=before.feverish,
        kept_files=tuple(file.attachment_id for file in before.files),
    )


def _results(
    book: Database, department_id: int, entered: Entered, before: ReportRow | None
) -> tuple[dict[int, str], str]:
    """Results of duties whose whole title stands before a "=", and those of none; several go on."""
    rows = book.ask(duties, entered.day, only_in_force=True, department_id=department_id)
    by_title = {fold(row.title): row.duty_id for row in rows}
    told: dict[int, list[str]] = {}
    others: list[str] = []
    for text in entered.results:
        name, equals, result = text.partition("=")
        if equals and (duty_id := by_title.get(fold(name))) is not None:
            told.setdefault(duty_id, []).append(result)
        else:
            others.append(text)
    kept, was = (before.results, before.other_results) if before else ({}, "")
    results = {**kept, **{id_: "\n".join(texts) for id_, texts in told.items()}}
    return results, "\n".join(others) if others else was


def _figures(book: Database, department_id: int, entered: Entered) -> dict[int, int]:
    rows = book.ask(indicators, entered.day, department_id=department_id)
    known = {row.name: row for row in rows}
    figures: dict[int, int] = {}
    for text in entered.figures:
        name, _equals, value = text.partition("=")
        row = known[_named(name, known, "chỉ tiêu")]
        try:
            is_yes_no = row.kind is IndicatorKind.YES_NO
            read = cells.yes_or_no(value) if is_yes_no else whole(value.strip() or "?")
        except Refusal as refusal:
            refuse(f"{row.name}: {problem_sentence(refusal.problem, refusal.facts)}")
        figures[row.indicator_id] = int(read)
    return figures


def _named(text: str, names: Iterable[str], what: str) -> str:
    """The name that is meant: the very one, or the only one that begins so."""
    wanted = fold(text)
    found = [name for name in names if fold(name) == wanted]
    found = found or [name for name in names if wanted and fold(name).startswith(wanted)]
    if len(found) != 1:
        refuse(f"Không rõ {what} “{text}”; đơn vị này có: {'; '.join(names) or 'không có'}.")
    return found[0]
