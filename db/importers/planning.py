"""The first step of an import: what a file would do to the book."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import FieldMissing, FutureDay, PeriodClosed
from db.importers import (
    agencies,
    allocation_writing,
    daily,
    issues,
    known_issues,
    known_opening,
    known_receipts,
    opening,
    receipts,
    staff,
    staff_writing,
    supplies,
    vouchers,
    vouchers_stock,
    vouchers_writing,
)
from db.importers.columns import find_header, other_headers
from db.importers.errors import NoHeader, OneColumnASupply
from db.importers.header import Evidence, Header
from db.importers.known import (
    Supplies,
    known_agencies,
    known_duty_posts,
    known_people,
    known_supplies,
)
from db.importers.known_departments import Departments, known_departments
from db.importers.lines import SupplyCells
from db.importers.opening_supplies import SupplyOfRow
from db.importers.plan import (
    Findings,
    ImportKind,
    ImportOptions,
    ImportPlan,
    MissingPerson,
    Progress,
)
from db.importers.reading import Sheet
from db.importers.recipients import Recipients, known_stores
from db.importers.rows import DataRow, data_rows
from db.importers.stock_header import find_stock_header
from db.importers.stock_rows import stock_rows
from db.models.catalogue import Store
from db.models.staff import Department
from db.services.open_days import closed_to
from db.text import clean, fold

_EVERY = 500


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def plan_import(
    session: Session,
    kind: ImportKind | str,
    sheets: Sequence[Sheet],
    today: date,
    progress: Progress | None = None,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
) -> ImportPlan:
    """Say what a file would do to the book; nothing is written.

    Raises NoHeader; of opening stock FieldMissing without a day, FutureDay, PeriodClosed; of
    daily reports FieldMissing without a moment.
    """
    if ImportKind(kind) is ImportKind.DAILY:
        return _plan_daily(session, tuple(sheets), today, options)
    plan = _Plan(session, ImportKind(kind), tuple(sheets), today, progress or _silent, options)
    return plan.made()


@dataclass(frozen=True, slots=True)
class Work:
    """What is left to do once a plan is accepted."""

    departments: Departments
    write: Callable[[Session, Act, dict[str, int], Progress], None]


def _plan_daily(
    session: Session, sheets: tuple[Sheet, ...], today: date, options: ImportOptions
) -> ImportPlan:
    """The plan of forms, which have no rows: each sheet is one report."""
    found = daily.read_reports(session, sheets, today, options)

    def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
        daily.write_reports(session, act, found.ready, progress)

    rows = [column.row for column in found.columns]
    return ImportPlan(
        kind=ImportKind.DAILY,
        sheets=sheets,
        sheet=", ".join(form.sheet.name for form in found.forms),
        other_sheets=(),
        encoding=found.forms[0].sheet.encoding,
        header_rows=(min(rows), max(rows)),
        columns=found.columns,
        rows=len(found.forms),
        ready=len(found.ready),
        unchanged=len(found.reports) - len(found.ready),
        errors=found.errors,
        hints=found.hints,
        options=options,
        reports=found.reports,
        work=Work(Departments(()), write),
    )


class _Plan:
    """One look at a file against the book."""

    def __init__(
        self,
        session: Session,
        kind: ImportKind,
        sheets: tuple[Sheet, ...],
        today: date,
        progress: Progress,
        options: ImportOptions,
    ) -> None:
        self._session = session
        self._kind = kind
        self._sheets = sheets
        self._today = today
        self._progress = progress
        self._options = options
        self._totals: dict[str, int | float | None] | None = None
        self._departments = known_departments(session)
        self._people = known_people(session, today)
        self._supplies = known_supplies(session)
        self._header = self._find_header()
        self._findings = Findings(self._header)
        self._missing: tuple[MissingPerson, ...] = ()

    def made(self) -> ImportPlan:
        """The plan of this kind of list."""
        ready, write = {
            ImportKind.SUPPLIES: self._catalogue,
            ImportKind.STAFF: self._staff,
            ImportKind.RECEIPTS: self._receipts,
            ImportKind.ISSUES: self._issues,
            ImportKind.OPENING: self._opening,
            ImportKind.VOUCHERS: self._vouchers,
            ImportKind.ALLOCATION: self._allocation,
            ImportKind.AGENCIES: self._agencies,
        }[self._kind]()
        header, findings = self._header, self._findings
        return ImportPlan(
            kind=self._kind,
            sheets=self._sheets,
            sheet=header.sheet.name,
            other_sheets=other_headers(header, self._sheets),
            encoding=header.sheet.encoding,
            header_rows=(header.first_row, header.last_row),
            columns=header.columns(),
            rows=findings.rows,
            ready=ready,
            unchanged=findings.unchanged,
            errors=tuple(findings.errors[row] for row in sorted(findings.errors)),
            hints=tuple(sorted(findings.hints, key=lambda hint: hint.row)),
            new_departments=self._departments.new,
            missing_people=self._missing,
            options=self._options,
            totals=self._totals,
            work=Work(self._departments, write),
        )

    def _find_header(self) -> Header:
        if self._kind is ImportKind.OPENING:
            return find_stock_header(self._sheets, self._options.on)
        try:
            return find_header(self._kind, self._sheets, self._evidence())
        except NoHeader as lacking:
            if self._kind is ImportKind.ISSUES:
                for sheet in self._sheets:
                    if found := _supplies_across(sheet, self._supplies):
                        raise OneColumnASupply(
                            self._kind, lacking.missing, sheet.name, *found
                        ) from lacking
            raise

    def _rows(self) -> Iterable[DataRow]:
        total = len(self._header.sheet.rows)
        for row in data_rows(self._header, self._departments.keys):
            self._findings.rows += 1
            if not self._findings.rows % _EVERY:
                self._progress(row.number, total)
            yield row

    def _catalogue(self) -> "tuple[int, _Writer]":
        check = supplies.SupplyCheck(self._findings, self._supplies)
        ready = [found for row in self._rows() if (found := check.check(row)) is not None]

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            supplies.write_supplies(session, act, ready, progress)

        return len(ready), write

    def _staff(self) -> "tuple[int, _Writer]":
        posts = known_duty_posts(self._session)
        check = staff.StaffCheck(self._findings, self._departments, self._people, posts)
        ready = [found for row in self._rows() if (found := check.check(row)) is not None]
        self._missing = check.missing()
        has_post = self._header.has("post")

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            heads = dict(session.execute(select(Department.code, Department.head_title)).all())
            staff_writing.write_people(session, act, ready, ids, heads, has_post, progress)

        return len(ready), write

    def _receipts(self) -> "tuple[int, _Writer]":
        check = receipts.ReceiptCheck(self._findings, self._supply_cells())
        lines = [found for row in self._rows() if (found := check.check(row)) is not None]
        book = known_receipts.receipts_of_book(self._session)
        ready = known_receipts.new_receipts(self._findings, lines, book)
        store_id = _main_store(self._session)

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            receipts.write_receipts(session, act, ready, store_id, progress)

        return len(ready), write

    def _issues(self) -> "tuple[int, _Writer]":
        agencies = known_agencies(self._session)
        check = issues.IssueCheck(
            self._findings, self._supply_cells(), self._people, self._departments, agencies
        )
        lines = [found for row in self._rows() if (found := check.check(row)) is not None]
        issues.hint_ten_times(self._findings, lines)
        held = known_issues.issues_of_book(self._session, (line.day for line in lines))
        new = known_issues.new_issues(self._findings, lines, held)
        store_id = _main_store(self._session)
        ready = known_issues.within_stock(self._session, self._findings, new, store_id)

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            issues.write_issues(session, act, ready, ids, store_id, progress)

        return len(ready), write

    def _opening(self) -> "tuple[int, _Writer]":
        on = self._day_of_opening()
        found = stock_rows(self._header)
        self._findings.rows = len(found.data)
        creates = self._options.creates_supplies
        of_row = SupplyOfRow(self._findings, self._supplies, found.data, creates=creates)
        check = opening.OpeningCheck(self._findings, of_row, on, found)
        lines = [line for row in found.data if (line := check.check(row)) is not None]
        self._totals = check.totals()
        store_id = self._options.store_id or _main_store(self._session)
        ready = known_opening.new_opening(self._session, self._findings, lines, on, store_id)
        new = of_row.new
        added_alone = {id for id, _ in new} - {line.line.supply_id for line in lines}
        self._findings.unchanged = (
            len(found.data) - len(ready) - len(self._findings.errors) - len(added_alone)
        )

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            opening.write_opening(session, act, ready, new, on, store_id, progress)

        return len(ready) + len(added_alone), write

    def _vouchers(self) -> "tuple[int, _Writer]":
        agencies = known_agencies(self._session)
        recipients = Recipients(self._people, self._departments, agencies)
        stores = known_stores(self._session)
        check = vouchers.MoveCheck(self._findings, self._supply_cells(), recipients, stores)
        lines = [found for row in self._rows() if (found := check.check(row)) is not None]
        new = vouchers_writing.new_moves(self._session, self._findings, lines)
        groups = vouchers_stock.Trial(self._session, self._findings, new).good(new)

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            vouchers_writing.write_moves(session, act, groups, progress)

        return sum(map(len, groups)), write

    def _allocation(self) -> "tuple[int, _Writer]":
        count, ready = allocation_writing.plan_allocation(
            self._session, self._findings, self._supplies, self._options, self._today
        )

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            if count:
                allocation_writing.write_allocation(session, act, ready, progress)

        return count, write

    def _agencies(self) -> "tuple[int, _Writer]":
        check = agencies.AgencyCheck(self._session, self._findings, self._today)
        ready = check.check()

        def write(session: Session, act: Act, ids: dict[str, int], progress: Progress) -> None:
            agencies.write_agencies(session, act, ready, progress)

        return len(ready), write

    def _day_of_opening(self) -> date:
        on = self._options.on
        if on is None:
            raise FieldMissing("day")
        if on > self._today:
            raise FutureDay(on, self._today, self._today)
        if (last := closed_to(self._session)) is not None and on <= last:
            raise PeriodClosed(on, last)
        return on

    def _supply_cells(self) -> SupplyCells:
        closed = closed_to(self._session)
        return SupplyCells(self._findings, self._supplies, self._today, closed)

    def _evidence(self) -> Evidence:
        departments = [ref.name for ref in self._departments.all]
        departments += [ref.code for ref in self._departments.all]
        return Evidence(
            {
                "code": frozenset(fold(person.code) for person in self._people.all),
                "name": frozenset(fold(person.name) for person in self._people.all),
                "supply_code": frozenset(fold(supply.code) for supply in self._supplies.all),
                "supply_name": frozenset(fold(supply.name) for supply in self._supplies.all),
                "department": frozenset(map(fold, departments)),
            }
        )


_Writer = Callable[[Session, Act, dict[str, int], Progress], None]


def _supplies_across(sheet: Sheet, supplies: Supplies) -> tuple[int, tuple[str, ...]] | None:
    """The first row that names several supplies, as no list with a row for each issue does."""
    for number, row in enumerate(sheet.rows, 1):
        texts = [clean(cell.partition("(")[0]) for cell in row if isinstance(cell, str)]
        found = [supplies.with_code(text) or supplies.named(text) for text in texts if text]
        names = tuple(dict.fromkeys(supply.name for supply in found if supply is not None))
        if len(names) > 1:
            return number, names
    return None


def _main_store(session: Session) -> int:
    """The store that files without a store are about: the first in use."""
    by_position = select(Store.id).where(Store.is_active).order_by(Store.position, Store.id)
    return session.scalars(by_position.limit(1)).one()
