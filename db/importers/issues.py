"""The book of issues: one row is one recipient and one supply; a day's rows of a department are one issue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy.orm import Session

from db.database import Act
from db.importers.keys import name_key
from db.importers.known import KnownSupply, People, Person
from db.importers.known_departments import DepartmentRef, Departments
from db.importers.lines import Counted, SupplyCells
from db.importers.plan import Findings, Progress
from db.importers.problems import Hint, Problem, Refusal
from db.importers.rows import DataRow
from db.importers.words import header_key, row_words
from db.kinds import Limit
from db.rules.timeline import Timeline
from db.services.ledger import load_lots
from db.services.stock import IssueLine, NewIssue, post_issue

_TEN_TIMES = 10
_ENOUGH_FOR_USUAL = 5
_VISITORS = "KHACH"

LineKey = tuple[date, int | None, int | None, int | None, bool, int, int]
"""Day, person, department (for no person), agency, visitors, supply, base units."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a row goes to, and under whose voucher."""

    person: Person | None = None
    department: DepartmentRef | None = None
    agency_id: int | None = None
    is_visitors: bool = False


@dataclass(frozen=True, slots=True)
class ReadyIssue:
    """One line of an issue."""

    row: int
    day: date
    supply: KnownSupply
    counted: Counted
    recipient: Recipient
    requested: int | None
    note: str

    @property
    def key(self) -> LineKey | None:
        """What makes a line of the book equal to this one; None while its department is new."""
        to = self.recipient
        department_id = None
        if to.person is None and to.department is not None:
            if to.department.id is None:
                return None
            department_id = to.department.id
        staff_id = to.person.id if to.person else None
        whom = (staff_id, department_id, to.agency_id, to.is_visitors)
        return (self.day, *whom, self.supply.id, self.counted.pieces)


class IssueCheck:
    """Checks the rows of a book of issues."""

    def __init__(
        self,
        findings: Findings,
        supply_cells: SupplyCells,
        people: People,
        departments: Departments,
        agencies: dict[str, int],
    ) -> None:
        self._findings = findings
        self._cells = supply_cells
        self._people = people
        self._departments = departments
        self._agencies = agencies
        self._given: dict[tuple[date, int, int], int] = {}
        self._refs = {ref.id: ref for ref in departments.all}

    def check(self, row: DataRow) -> ReadyIssue | None:
        """What a row hands out; errors go to the findings."""
        try:
            day = self._cells.day(row)
            recipient = self._recipient(row)
            supply = self._cells.supply(row)
            counted = self._cells.counted(row, supply)
            requested = None
            if row.text("requested"):
                requested = self._cells.counted(row, supply, "requested").pieces
        except Refusal as refusal:
            self._findings.refuse_as(row.number, refusal)
            return None
        if (person := recipient.person) is not None:
            first = self._given.setdefault((day, person.id, supply.id), row.number)
            if first != row.number:
                self._findings.hint(
                    row.number,
                    "name",
                    Hint.GIVEN_TWICE,
                    name=person.name,
                    supply=supply.name,
                    first=first,
                )
        return ReadyIssue(row.number, day, supply, counted, recipient, requested, row.text("note"))

    def _recipient(self, row: DataRow) -> Recipient:
        code, name = row.text("code"), row.text("name")
        unit = row.text("department") or row.group
        visitors = row_words().visitors
        if header_key(name or row.text("department")) in visitors or code.upper() == _VISITORS:
            return Recipient(is_visitors=True)
        if not code and not name:
            return self._department_itself(unit)
        known_unit = self._departments.find(unit) if unit else None
        if not code and not self._people.named(name):
            if (alone := self._departments.find(name)) is not None:
                return Recipient(department=alone)
            if (agency_id := self._agencies.get(name_key(name))) is not None:
                return Recipient(agency_id=agency_id)
        person = self._person(code, name, known_unit)
        department = self._department(row, unit) if unit else self._refs.get(person.department_id)
        return Recipient(person, department)

    def _person(self, code: str, name: str, department: DepartmentRef | None) -> Person:
        if code:
            person = self._people.with_code(code)
            if person is None:
                raise Refusal(Problem.UNKNOWN_PERSON, "code", text=code, name=name)
            if name and name_key(name) != name_key(person.name):
                facts = {"code": code, "text": name, "name": person.name}
                raise Refusal(Problem.PERSON_DISAGREES, "name", **facts)
            return person
        of_department = self._people.named(name, department.id) if department else []
        found = of_department or self._people.named(name)
        if not found:
            raise Refusal(Problem.UNKNOWN_PERSON, "name", text=name, name=name)
        if len(found) > 1:
            codes = ", ".join(person.code for person in found)
            raise Refusal(Problem.PERSON_AMBIGUOUS, "name", name=name, codes=codes)
        return found[0]

    def _department_itself(self, unit: str) -> Recipient:
        if not unit:
            at = "name" if self._findings.header.has("name") else "department"
            raise Refusal(Problem.MISSING, at)
        known = self._departments.find(unit)
        if known is None and (agency_id := self._agencies.get(name_key(unit))) is not None:
            return Recipient(agency_id=agency_id)
        return Recipient(department=known or self._new_department(unit))

    def _new_department(self, unit: str) -> DepartmentRef:
        department = self._departments.find_or_add(unit)
        if department is None:
            raise Refusal(Problem.NOT_A_NAME, "department", text=unit)
        return department

    def _department(self, row: DataRow, unit: str) -> DepartmentRef:
        count, near = len(self._departments.all), ""
        if self._departments.find(unit) is None:
            near = self._departments.near(unit)
        department = self._new_department(unit)
        if len(self._departments.all) > count and near:
            facts = {"name": department.name, "near": near}
            self._findings.hint(row.number, "department", Hint.NEAR_DEPARTMENT, **facts)
        return department


def hint_ten_times(findings: Findings, lines: Sequence[ReadyIssue]) -> None:
    """Point at quantities ten times what a person usually gets."""
    given: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        if line.recipient.person is not None:
            given[line.supply.id].append(line.counted.pieces)
    medians = {
        supply_id: int(median(quantities))
        for supply_id, quantities in given.items()
        if len(quantities) >= _ENOUGH_FOR_USUAL
    }
    for line in lines:
        usual = line.supply.usual_quantity or medians.get(line.supply.id, 0)
        pieces = line.counted.pieces
        if usual and line.recipient.person is not None and pieces >= _TEN_TIMES * usual:
            facts: dict[str, str | int] = {"quantity": pieces, "usual": usual}
            findings.hint(line.row, "quantity", Hint.TEN_TIMES, supply=line.supply.name, **facts)


def write_issues(
    session: Session,
    act: Act,
    lines: Iterable[ReadyIssue],
    departments: dict[str, int],
    store_id: int,
    progress: Progress,
) -> None:
    """Post issues in order of their days; `departments` are ids by code."""
    together: dict[tuple[date, str, int, bool], list[ReadyIssue]] = defaultdict(list)
    for line in lines:
        to = line.recipient
        code = to.department.code if to.department else ""
        together[line.day, code, to.agency_id or 0, to.is_visitors].append(line)
    total, done = sum(map(len, together.values())), 0
    everything = [line for group in together.values() for line in group]
    timeline = Timeline(load_lots(session, {line.supply.id for line in everything}))
    in_order = sorted(together.items(), key=lambda item: (item[0][0], item[1][0].row))
    for (day, code, _, _), group in in_order:
        issue = NewIssue(
            day=day,
            store_id=store_id,
            lines=tuple(_issue_line(line, departments) for line in group),
            department_id=departments.get(code),
        )
        post_issue(session, act, issue, timeline, spares=tuple(Limit))
        done += len(group)
        progress(done, total)


def _issue_line(line: ReadyIssue, departments: dict[str, int]) -> IssueLine:
    to = line.recipient
    return IssueLine(
        supply_id=line.supply.id,
        quantity=line.counted.pieces,
        staff_id=to.person.id if to.person else None,
        department_id=departments[to.department.code] if to.department else None,
        agency_id=to.agency_id,
        is_visitors=to.is_visitors,
        note=line.note,
        pack_id=line.counted.pack_id if line.counted.pack_count else None,
        pack_count=line.counted.pack_count,
        requested=line.requested,
    )
