"""What a round reads from the book, off the GUI thread: its people and what is on offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.database import Database
from db.kinds import Series
from db.queries.issuing import Recipient, recipients
from db.queries.lots import LotOffer, lots_on_offer
from db.queries.norms import NormRow, norms_in_force
from db.queries.office import settings
from db.queries.round_changes import RoundChange, round_changes
from db.queries.staff import DepartmentRow, PersonRow, people
from db.queries.vouchers import DetailLine, VoucherDetail
from db.queries.waiting import Packed
from db.rules.calendar import week_of
from db.rules.timeline import Split
from db.services.stock import IssueLine
from desktop.labels import number
from desktop.pages.issue.round_bar import Choice
from desktop.pages.issue.round_rows import (
    NOTE,
    WAITS,
    Typed,
    asked_key_of,
    key_of,
    sorted_by_department,
    targets_of,
)

NOTHING = Packed()


@dataclass(frozen=True, slots=True)
class Round:
    """A list of people as it was read for a choice."""

    choice: Choice
    recipients: tuple[Recipient, ...]
    targets: dict[int, DepartmentRow]
    offers: dict[int, tuple[LotOffer, ...]]
    norms: tuple[NormRow, ...] = ()
    changes: tuple[RoundChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Correcting:
    """The voucher a form corrects; lines that no row of the form shows go along as they are."""

    voucher_id: int
    series: Series
    department_id: int | None
    receiver: str = ""
    reason: str = ""
    other_lines: tuple[IssueLine, ...] = ()
    packed: Packed = field(default_factory=Packed)
    lots: Mapping[int, Split] = field(default_factory=dict)  # what gave its people each supply


def read_round(
    database: Database,
    choice: Choice,
    departments: Sequence[DepartmentRow],
    extra: Sequence[int] = (),
    corrected: int | None = None,
) -> Round:
    """The people of a choice; `extra` are ids of others on the voucher `corrected`, which counts as undone."""
    targets = targets_of(departments, choice.departments)
    ids = [supply.supply_id for supply in choice.supplies]
    week = database.ask(settings, choice.day).get("calendar", {})
    first = week_of(choice.day, int(week.get("week_starts_on", 1)))[0]
    of_these = None if choice.departments is None else list(targets)
    found = database.ask(recipients, choice.day, first, ids, of_these, choice.as_last_round)
    there = {one.person.staff_id for one in found}
    if missing := set(extra) - there:
        found = [*found, *_others(database, choice.day, missing)]
    return Round(
        choice,
        tuple(sorted_by_department(found, targets)),
        targets,
        database.ask(lots_on_offer, choice.store_id, choice.day, ids, corrected),
        tuple(database.ask(norms_in_force, choice.day, ids)),
        tuple(database.ask(round_changes, choice.day, ids, of_these))
        if choice.as_last_round
        else (),
    )


def correcting(detail: VoucherDetail, packed: Packed = NOTHING) -> Correcting:
    """What a form has to know of the voucher it corrects."""
    lots: dict[int, dict[int, int]] = {}
    for line in detail.lines:
        for part in line.lots if line.staff_id is not None else ():
            of_supply = lots.setdefault(line.supply_id, {})
            of_supply[part.lot_id] = of_supply.get(part.lot_id, 0) + part.quantity
    return Correcting(
        detail.voucher_id,
        detail.series,
        detail.department_id,
        detail.receiver,
        detail.reason,
        carried([line for line in detail.lines if line.staff_id is None], packed),
        packed,
        {supply_id: tuple(parts.items()) for supply_id, parts in lots.items()},
    )


def typed_in(detail: VoucherDetail, packed: Packed = NOTHING) -> Typed:
    """The cells that show the people's lines of a voucher."""
    pieces: dict[tuple[int, str], int] = {}
    packs: dict[tuple[int, str], str] = {}
    found: dict[tuple[int, str], str] = {}
    for line in detail.lines:
        if line.staff_id is None:
            continue
        place = line.staff_id, key_of(line.supply_id)
        packs[place] = "" if place in pieces else pack_text(line)
        pieces[place] = pieces.get(place, 0) + line.quantity
        if line.note:
            found[line.staff_id, NOTE] = line.note
        if line.requested is not None:
            found[line.staff_id, asked_key_of(line.supply_id)] = number(line.requested)
        if line.line_id in packed.lines:
            found[line.staff_id, WAITS] = "x"
    for place, quantity in pieces.items():
        found[place] = packs[place] or number(quantity)
    return found


def pack_text(line: DetailLine) -> str:
    """A line's quantity in its pack, as it would be typed; empty where it has none."""
    return f"{number(line.pack_count)} {line.pack}" if line.pack and line.pack_count else ""


def carried(lines: Sequence[DetailLine], packed: Packed = NOTHING) -> tuple[IssueLine, ...]:
    """Lines of a voucher as they would be posted again."""
    return tuple(
        IssueLine(
            line.supply_id,
            line.quantity,
            staff_id=line.staff_id,
            department_id=None if line.staff_id else line.department_id,
            agency_id=line.agency_id,
            is_visitors=line.is_visitors,
            note=line.note,
            requested=line.requested,
            waits=line.line_id in packed.lines,
        )
        for line in lines
    )


def _others(database: Database, day: date, ids: set[int]) -> list[Recipient]:
    """People who are on the voucher but serve elsewhere, or nowhere, on its day."""
    seen: dict[int, PersonRow] = {}
    for row in database.ask(people, day, with_left=True):
        if row.staff_id in ids:
            seen[row.staff_id] = row
    return [Recipient(row, None) for row in seen.values()]
