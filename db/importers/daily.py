"""Daily reports from the form that a department fills in, checked against the book and written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FieldMissing
from db.importers import cells, days
from db.importers.daily_cells import cut, lines, shown, time_of, whole
from db.importers.daily_form import FREE, PEOPLE, VERSION, DailyForm, Told, find_forms, label_key
from db.importers.header import Column
from db.importers.keys import code_key
from db.importers.known_departments import DepartmentRef, known_departments
from db.importers.plan import DailyTold, ImportOptions, Progress
from db.importers.problems import Facts, Hint, Problem, Refusal, RowError, RowHint
from db.importers.reading import Cell, Sheet
from db.kinds import IndicatorKind
from db.queries.daily_calendar import aware, local
from db.queries.daily_reports import ReportRow, editions
from db.queries.duties import duties, indicators
from db.services.daily import DailyReportFields, save_report
from db.services.documents import NewFile
from db.text import clean, fold

_BY_BOOK = frozenset(["so tu tinh", "tu tinh"])
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """A report to be written, and what else of the file goes with it."""

    told: DailyTold
    fields: DailyReportFields
    files: tuple[NewFile, ...]


@dataclass(frozen=True, slots=True)
class DailyReading:
    """What all forms of a file come to; those that the book has already are not in `ready`."""

    forms: tuple[DailyForm, ...]
    columns: tuple[Column, ...]
    reports: tuple[DailyTold, ...]
    ready: tuple[ReadyReport, ...]
    errors: tuple[RowError, ...]
    hints: tuple[RowHint, ...]


def read_reports(
    session: Session, sheets: Sequence[Sheet], today: date, options: ImportOptions
) -> DailyReading:
    """Check the forms of a file. Raises NoHeader where there is none, FieldMissing without `at`."""
    if options.at is None:
        raise FieldMissing("time")
    forms = find_forms(sheets)
    checks = [_FormCheck(session, form, today, options, len(forms) > 1) for form in forms]
    seen: dict[tuple[int, date], str] = {}
    reports, ready = [], []
    for check in checks:
        found = check.checked(seen)
        if found is None:
            continue
        reports.append(found.told)
        if not found.told.is_known:
            ready.append(found)
    empty = [check for check in checks if check.is_empty]
    if len(empty) < len(checks):
        for check in empty:
            check.pass_over()
    return DailyReading(
        forms=forms,
        columns=tuple(column for check in checks for column in check.columns()),
        reports=tuple(reports),
        ready=tuple(ready),
        errors=tuple(error for check in checks for error in sorted(check.errors, key=_row)),
        hints=tuple(hint for check in checks for hint in check.hints),
    )


def write_reports(
    session: Session, act: Act, ready: Sequence[ReadyReport], progress: Progress
) -> None:
    """Note each report, as a further edition where there is one already."""
    for done, one in enumerate(ready, 1):
        save_report(session, act, one.fields, one.files)
        progress(done, len(ready))


class _FormCheck:
    """Checks one form; every cell that can't be taken is told, not only the first."""

    def __init__(
        self,
        session: Session,
        form: DailyForm,
        today: date,
        options: ImportOptions,
        is_of_several: bool,
    ) -> None:
        self._session = session
        self._form = form
        self._today = today
        self._options = options
        self._is_of_several = is_of_several
        self._departments = known_departments(session)
        self.errors: list[RowError] = []
        self.hints: list[RowHint] = []

    def checked(self, seen: dict[tuple[int, date], str]) -> ReadyReport | None:
        """What the form says; `seen` are the reports of the sheets before it. None with errors."""
        self._check_version()
        department, day = self._department(), self._day()
        if department is None or department.id is None or day is None:
            return None
        known = duties(self._session, day, only_in_force=True, department_id=department.id)
        if not known:
            facts = {"name": department.name, "day": day.isoformat()}
            self._refuse(self._form.fields["day"], Problem.NO_DUTY, facts)
            return None
        fields = self._fields(department.id, day, {one.title: one.duty_id for one in known})
        name = self._form.sheet.name
        if not self.is_empty and (first := seen.setdefault((department.id, day), name)) != name:
            facts = {"name": department.name, "day": day.isoformat(), "sheet": first}
            self._refuse(self._form.fields["day"], Problem.TOLD_TWICE, facts)
        return None if self.errors else self._against_book(department, fields)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wrong with the form but that it tells nothing."""
        return [error.problem for error in self.errors] == [Problem.NOTHING_TOLD]

    def pass_over(self) -> None:
        """Take an empty form as one that isn't to be read; it is only named."""
        (error,) = self.errors
        self.errors.clear()
        self.hints.append(RowHint(error.row, error.column, Hint.FORM_EMPTY, {}, error.cell))

    def columns(self) -> Iterable[Column]:
        """What was understood, cell by cell, for the preview."""
        form = self._form
        found = [*form.fields.items()]
        found += [("result", told) for told in form.results]
        found += [("figure", told) for told in form.figures]
        for name, told in sorted(found, key=lambda one: (one[1].row, one[1].column)):
            yield Column(told.column, told.label, name, _example(told), told.row + 1)

    # Of whom, of which day

    def _check_version(self) -> None:
        told = self._form.fields.get("version")
        if told is None or told.is_empty:
            return
        digits = re.search(r"\d{1,6}", cells.text(told.cell))
        if digits is None or int(digits[0]) > VERSION:
            self._refuse(told, Problem.NEWER_FORM, {"text": shown(told.cell)})

    def _department(self) -> DepartmentRef | None:
        """The department of the code, else of the name; both must mean the same."""
        by_code, by_name = (self._named(name) for name in ("code", "department"))
        if self.errors:
            return None
        if by_code is None and by_name is None:
            place = self._form.fields.get("code") or self._form.fields["department"]
            self._refuse(place, Problem.MISSING)
        elif by_code is not None and by_name is not None and by_code.id != by_name.id:
            told = self._form.fields["department"]
            facts = {"code": by_code.code, "name": by_code.name, "text": shown(told.cell)}
            self._refuse(told, Problem.DEPARTMENT_DISAGREES, facts)
            return None
        return by_code or by_name

    def _named(self, name: str) -> DepartmentRef | None:
        told = self._form.fields.get(name)
        if told is None or told.is_empty:
            return None
        text = cells.text(told.cell)
        of_code = (one for one in self._departments.all if code_key(one.code) == code_key(text))
        found = next(of_code, None) or self._departments.find(text)
        if found is None:
            facts = {"text": shown(told.cell), "near": self._departments.near(text)}
            self._refuse(told, Problem.UNKNOWN_DEPARTMENT, facts)
        return found

    def _day(self) -> date | None:
        told = self._form.fields["day"]
        return self._taken(told, lambda cell: days.day(cell, today=self._today))

    # What is told

    def _fields(
        self, department_id: int, day: date, titles: Mapping[str, int]
    ) -> DailyReportFields:
        results = self._results(titles)
        figures = self._figures(department_id, day)
        free = {name: self._text(name) for name in FREE}
        people = {name: self._count(name) for name in PEOPLE}
        if not (results or figures or any(free.values())) and set(people.values()) == {None}:
            place = self._form.fields.get("other_results") or self._form.fields["day"]
            self._refuse(place, Problem.NOTHING_TOLD)
        return DailyReportFields(
            department_id=department_id,
            day=day,
            received_at=self._received_at(day),
            form=self._options.form,
            reporter=clean(self._text("reporter")),
            reporter_title=clean(self._text("reporter_title")),
            results=results,
            figures=figures,
            other_results=free["other_results"],
            difficulties=free["difficulties"],
            proposals=free["proposals"],
            tomorrow=free["tomorrow"],
            present=people["present"],
            on_leave=people["on_leave"],
            quarantined=people["quarantined"],
            feverish=people["feverish"],
        )

    def _received_at(self, day: date) -> datetime:
        """When it came: as the clerk says, as the form says where that is past, else now."""
        now = self._options.at
        assert now is not None
        if self._options.received_at is not None:
            return self._options.received_at
        told = self._form.fields.get("sent_at")
        if told is None or told.is_empty or (at := self._taken(told, time_of)) is None:
            return now
        moment = aware(day, at.hour, at.minute, at.second)
        is_ahead = moment > now
        hint = Hint.TIME_AHEAD if is_ahead else Hint.TIME_TOLD
        self._hint(told, hint, {"text": f"{at:%H:%M}"})
        return now if is_ahead else moment

    def _is_time_told(self) -> bool:
        return self._options.received_at is not None or any(
            hint.hint is Hint.TIME_TOLD for hint in self.hints
        )

    def _results(self, titles: Mapping[str, int]) -> dict[int, str]:
        known = {label_key(title): duty_id for title, duty_id in titles.items()}
        results: dict[int, str] = {}
        for told in self._form.results:
            if told.is_empty:
                continue
            duty_id = known.get(label_key(told.label))
            if duty_id is None:
                facts = {"text": cut(told.label), "known": "; ".join(titles)}
                self._refuse(told, Problem.UNKNOWN_DUTY, facts)
            elif duty_id in results:
                self._refuse(told, Problem.TOLD_TWICE, {"name": cut(told.label)})
            else:
                results[duty_id] = self._taken(told, lines) or ""
        return results

    def _figures(self, department_id: int, day: date) -> dict[int, int]:
        rows = indicators(self._session, day, department_id=department_id)
        known = {label_key(row.name): row for row in rows}
        figures: dict[int, int] = {}
        for told in self._form.figures:
            if told.is_empty:
                continue
            row = known.get(label_key(told.label))
            if row is None:
                facts = {"text": cut(told.label), "known": "; ".join(one.name for one in rows)}
                self._refuse(told, Problem.UNKNOWN_INDICATOR, facts)
            elif row.source is not None:
                if fold(cells.text(told.cell)) not in _BY_BOOK:
                    self._refuse(told, Problem.FIGURE_OF_BOOK, {"name": row.name})
            elif row.indicator_id in figures:
                self._refuse(told, Problem.TOLD_TWICE, {"name": row.name})
            else:
                is_yes_no = row.kind is IndicatorKind.YES_NO
                value = self._taken(told, cells.yes_or_no if is_yes_no else whole)
                figures[row.indicator_id] = int(value or 0)
        return figures

    def _text(self, name: str) -> str:
        told = self._form.fields.get(name)
        return "" if told is None else self._taken(told, lines) or ""

    def _count(self, name: str) -> int | None:
        told = self._form.fields.get(name)
        return None if told is None or told.is_empty else self._taken(told, whole)

    def _against_book(self, department: DepartmentRef, fields: DailyReportFields) -> ReadyReport:
        """The report as the book needs it: a first one, a further edition, or known already."""
        before = editions(self._session, fields.department_id, fields.day)
        file = () if self._options.file is None else (self._options.file,)
        if not before:
            told = DailyTold(department.code, department.name, fields.day, 1, is_known=False)
            return ReadyReport(told, fields, file)
        last = before[0]
        if not self._is_time_told() and not last.is_withdrawn:
            fields = replace(fields, received_at=last.received_at)
        is_known = not last.is_withdrawn and _says(last, fields)
        edition = last.edition + (not is_known)
        told = DailyTold(department.code, department.name, fields.day, edition, is_known)
        if not is_known:
            came = local(last.received_at)
            facts = {"name": department.name, "day": fields.day.isoformat(), "at": f"{came:%H:%M}"}
            self._hint(self._form.fields["day"], Hint.REPORT_AGAIN, facts)
        names = {one.name for one in file}
        again = replace(
            fields,
            edition=last.edition,
            reason=f"nhập lại từ tệp {', '.join(names)}" if names else "nhập lại từ bảng đã dán",
            kept_files=tuple(one.attachment_id for one in last.files if one.name not in names),
        )
        return ReadyReport(told, again, file)

    def _taken(self, told: Told, read: Callable[[Cell], Value]) -> Value | None:
        """What a cell means; why it can't be taken goes to the errors."""
        try:
            return read(told.cell)
        except Refusal as refusal:
            self._refuse(told, refusal.problem, refusal.facts)
            return None

    def _refuse(self, told: Told, problem: Problem, facts: Facts = {}) -> None:  # noqa: B006
        cell = self._form.address(told, with_sheet=self._is_of_several)
        self.errors.append(RowError(told.row + 1, cut(told.label), problem, dict(facts), cell))

    def _hint(self, told: Told, hint: Hint, facts: Facts) -> None:
        cell = self._form.address(told, with_sheet=self._is_of_several)
        self.hints.append(RowHint(told.row + 1, cut(told.label), hint, dict(facts), cell))


def _says(row: ReportRow, fields: DailyReportFields) -> bool:
    """Whether a report of the book says the very same; how it came doesn't matter."""
    told = (
        *(fields.received_at, fields.reporter, fields.reporter_title),
        *(dict(fields.results), dict(fields.figures)),
        *(getattr(fields, name) for name in (*FREE, *PEOPLE)),
    )
    return told == (
        *(row.received_at, row.reporter, row.reporter_title),
        *(row.results, row.figures),
        *(getattr(row, name) for name in (*FREE, *PEOPLE)),
    )


def _row(error: RowError) -> int:
    return error.row


def _example(told: Told) -> tuple[str, ...]:
    return () if told.is_empty else (shown(told.cell),)
