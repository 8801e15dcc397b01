"""The rows of a round: who gets how much, as grid rows, as a draft, and as issues to post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.queries.catalogue import SupplyRow
from db.queries.issuing import Recipient
from db.queries.staff import DepartmentRow
from db.services.stock import IssueLine, NewIssue
from db.text import name_sort_key
from desktop.labels import number
from desktop.translation import _
from desktop.widgets.grid_cells import Cell, GridColumn, GridRow

NOTE, WAITS = "note", "waits"
Typed = Mapping[tuple[int, str], str]  # (staff id, column key) -> as typed


@dataclass(frozen=True, slots=True)
class Usual:
    """The proposal of one supply for this round: pieces a person, pieces at a priority post."""

    each: int
    priority: int

    def pieces(self, recipient: Recipient) -> int:
        """What it proposes for somebody; nothing for who is away."""
        if recipient.absence is not None:
            return 0
        return self.priority if recipient.person.is_priority and self.priority else self.each


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on every voucher of a round beside its lines.

    `is_packed` means that all of it waits until it is handed out, on `handed_on` as planned.
    """

    document_number: str = ""
    document_on: date | None = None
    note: str = ""
    is_packed: bool = False
    handed_on: date | None = None

    def put_on(self, issue: NewIssue) -> NewIssue:
        """The same issue with these facts."""
        return replace(
            issue,
            document_number=self.document_number,
            document_on=self.document_on,
            note=self.note,
            handed_on=self.handed_on,
        )


def key_of(supply_id: int) -> str:
    """The key of a supply's column."""
    return f"give{supply_id}"


def asked_key_of(supply_id: int) -> str:
    """The key of the column of what was asked for of a supply."""
    return f"ask{supply_id}"


def got_key_of(supply_id: int) -> str:
    """The key of the column of what was received of a supply before."""
    return f"got{supply_id}"


def supply_at(key: str, supplies: Sequence[SupplyRow]) -> SupplyRow:
    """The supply a column is about; the first one where it is about none."""
    for supply in supplies:
        if key in {make(supply.supply_id) for make in (key_of, asked_key_of, got_key_of)}:
            return supply
    return supplies[0]


def sorted_by_department(
    recipients: Iterable[Recipient], targets: Mapping[int, DepartmentRow]
) -> list[Recipient]:
    """By the department whose voucher they are on, in the office's order, then by name."""
    order = {row.department_id: place for place, row in enumerate(targets.values())}
    keyed = [
        (
            order.get(targets[r.person.department_id].department_id, 0)
            if r.person.department_id in targets
            else len(order),
            name_sort_key(r.person.name),
            r.person.code,
            r,
        )
        for r in recipients
    ]
    return [one[3] for one in sorted(keyed, key=lambda one: one[:3])]


def targets_of(
    departments: Sequence[DepartmentRow], chosen: Sequence[int] | None
) -> dict[int, DepartmentRow]:
    """On whose voucher the people of each department go: a section counts in its parent.

    With `chosen` only these departments and the sections of them; a section chosen without its
    parent has a voucher of its own.
    """
    by_id = {row.department_id: row for row in departments}
    wanted = set(by_id) if chosen is None else set(chosen)
    found: dict[int, DepartmentRow] = {}
    for row in departments:
        if row.parent_id in wanted and row.parent_id in by_id:
            found[row.department_id] = by_id[row.parent_id]
        elif row.department_id in wanted:
            found[row.department_id] = row
    order = {row.department_id: place for place, row in enumerate(departments)}
    return dict(sorted(found.items(), key=lambda one: order[one[1].department_id]))


def grid_rows(
    recipients: Iterable[Recipient],
    shown: Sequence[GridColumn],
    proposed: Mapping[int, Mapping[str, str]],
    typed: Typed,
    today: date,
) -> list[GridRow]:
    """One row a person: what was typed, else what is proposed."""
    fields = [column for column in shown if column.is_editable]
    blank = GridRow()
    read: dict[tuple[str, str], Cell] = {}  # hundreds are proposed the same
    rows = []
    for recipient in recipients:
        staff_id = recipient.person.staff_id
        usual = proposed.get(staff_id, {})
        cells = {}
        for column in fields:
            if text := typed.get((staff_id, column.key), usual.get(column.key, "")):
                place = column.key, text
                if place not in read:
                    read[place] = column.take(blank, text, today)
                cells[column.key] = read[place]
        rows.append(GridRow(cells, recipient))
    return rows


def proposals(
    recipients: Iterable[Recipient], usual: Mapping[int, Usual], *, as_last_round: bool
) -> dict[int, dict[str, str]]:
    """What is proposed in each column, by staff id: as text, empty for nothing, 0 for who is away."""
    found = {}
    for recipient in recipients:
        pieces = recipient.proposed
        if not as_last_round:
            pieces = {
                supply_id: one.pieces(recipient) if left is None else left
                for supply_id, one in usual.items()
                for left in (recipient.left(supply_id),)
            }
        nothing = "" if recipient.absence is None else "0"
        found[recipient.person.staff_id] = {
            key_of(supply_id): number(amount) if amount else nothing
            for supply_id, amount in pieces.items()
        }
    return found


def typed_over(rows: Iterable[GridRow], proposed: Mapping[int, Mapping[str, str]]) -> Typed:
    """The cells that differ from what was proposed: what the clerk typed."""
    found = {}
    for row in rows:
        staff_id = row.tag.person.staff_id
        usual = proposed.get(staff_id, {})
        for key in {*row.cells, *usual}:
            if (text := row.text(key)) != usual.get(key, ""):
                found[staff_id, key] = text
    return found


def lacks(row: GridRow) -> dict[str, str]:
    """What is wrong with a row: nobody gets more than was asked for."""
    found = {}
    for key in row.cells:
        if not key.startswith("ask") or not (asked := row.pieces(key)):
            continue
        key_given = key_of(int(key.removeprefix("ask")))
        if row.pieces(key_given) > asked:
            told = _("Thực xuất nhiều hơn yêu cầu ({asked}).")
            found[key_given] = told.format(asked=number(asked))
    return found


def is_cut(row: GridRow) -> bool:
    """Whether somebody gets less than was asked for without a word why."""
    asked = {int(key.removeprefix("ask")) for key in row.cells if key.startswith("ask")}
    return not row.text(NOTE) and any(
        row.pieces(asked_key_of(one)) > row.pieces(key_of(one)) > 0 for one in asked
    )


def given(rows: Iterable[GridRow], supplies: Sequence[SupplyRow]) -> dict[int, int]:
    """How many pieces of each supply the rows give."""
    keys = {supply.supply_id: key_of(supply.supply_id) for supply in supplies}
    sums = dict.fromkeys(keys, 0)
    for row in rows:
        for supply_id, key in keys.items():
            sums[supply_id] += row.pieces(key)
    return sums


def lines_of(
    rows: Iterable[GridRow], supplies: Sequence[SupplyRow], facts: Facts
) -> list[IssueLine]:
    """The lines of the rows that give something."""
    lines = []
    for row in rows:
        for supply in supplies:
            quantity = row[key_of(supply.supply_id)]
            if quantity is not None and quantity.pieces:
                lines.append(
                    IssueLine(
                        supply.supply_id,
                        quantity.pieces,
                        staff_id=row.tag.person.staff_id,
                        note=row.text(NOTE),
                        pack_id=quantity.pack_id,
                        pack_count=quantity.pack_count,
                        requested=row.pieces(asked_key_of(supply.supply_id)) or None,
                        waits=facts.is_packed or bool(row.text(WAITS)),
                    )
                )
    return lines


def issues_of(
    rows: Iterable[GridRow],
    supplies: Sequence[SupplyRow],
    targets: Mapping[int, DepartmentRow],
    day: date,
    store_id: int,
    facts: Facts,
) -> list[NewIssue]:
    """One issue for each department that gets something, in the office's order."""
    by_department: dict[int, list[GridRow]] = {}
    for row in rows:
        own = row.tag.person.department_id
        target = targets[own].department_id if own in targets else own
        by_department.setdefault(target, []).append(row)
    issues = []
    for department_id, of_department in by_department.items():
        if lines := lines_of(of_department, supplies, facts):
            issue = NewIssue(day, store_id, tuple(lines), department_id)
            issues.append(facts.put_on(issue))
    return issues


def beyond_stock(
    rows: Sequence[GridRow], available: Mapping[int, int]
) -> dict[int, dict[str, str]]:
    """Which rows can't be given any more, in the order of the list: row -> column -> sentence."""
    found: dict[int, dict[str, str]] = {}
    left = dict(available)
    for place, row in enumerate(rows):
        for supply_id in available:
            pieces = row.pieces(key_of(supply_id))
            if not pieces:
                continue
            if pieces > left[supply_id]:
                told = _("Không đủ: chỉ còn {left}.")
                text = told.format(left=number(max(left[supply_id], 0)))
                found.setdefault(place, {})[key_of(supply_id)] = text
            left[supply_id] -= pieces
    return found
