"""What is taken from the shelves for a round: by store, supply and lot, and how much goes where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.catalogue import Store
from db.models.staff import Department
from db.models.stock import Lot, Movement, Voucher, VoucherLine
from db.queries.catalogue import SupplyRow, supplies
from db.queries.window import total
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class PickedLot:
    """Pieces to take of one lot of a supply."""

    supply: SupplyRow
    number: str
    expires_on: date | None
    pieces: int


@dataclass(frozen=True, slots=True)
class PickedUnit:
    """What one department gets: people, and pieces in the order of the list's supplies."""

    name: str
    voucher: str
    people: int
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PickList:
    """What one store gives out for some issues."""

    store: str
    day: date
    handed_on: date | None
    numbers: tuple[str, ...]
    supplies: tuple[SupplyRow, ...]
    lots: tuple[PickedLot, ...]
    units: tuple[PickedUnit, ...]


def pick_lists(session: Session, voucher_ids: Sequence[int]) -> list[PickList]:
    """One list for each store the issues take from, in the order of stores."""
    query = (
        select(Voucher, Store.name, Department.name)
        .join(Store, Store.id == Voucher.store_id)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .where(Voucher.id.in_(voucher_ids))
        .order_by(Store.position, Voucher.id)
    )
    by_store: dict[int, list[tuple[Voucher, str, str]]] = defaultdict(list)
    for voucher, store, department in session.execute(query):
        by_store[voucher.store_id].append((voucher, store, department or voucher.receiver))
    return [_pick_list(session, found) for found in by_store.values()]


def _pick_list(session: Session, found: Sequence[tuple[Voucher, str, str]]) -> PickList:
    ids = [voucher.id for voucher, _store, _department in found]
    moved = (
        select(Lot, total(-Movement.quantity))
        .join(Movement, Movement.lot_id == Lot.id)
        .where(Movement.voucher_id.in_(ids))
        .group_by(Lot.id)
    )
    pieces = [(lot, count) for lot, count in session.execute(moved)]
    used = supplies(session, ids=sorted({lot.supply_id for lot, _count in pieces}))
    place = {row.supply_id: at for at, row in enumerate(used)}
    pieces.sort(key=lambda one: (place[one[0].supply_id], one[0].expires_on or date.max, one[0].id))
    first, store, _department = found[0]
    return PickList(
        store=store,
        day=first.day,
        handed_on=first.handed_on,
        numbers=tuple(printed_number(one.series, one.number) for one, *_names in found),
        supplies=tuple(used),
        lots=tuple(
            PickedLot(used[place[lot.supply_id]], lot.number, lot.expires_on, count)
            for lot, count in pieces
        ),
        units=tuple(_units(session, found, used)),
    )


def _units(
    session: Session,
    found: Sequence[tuple[Voucher, str, str]],
    used: Sequence[SupplyRow],
) -> list[PickedUnit]:
    lines = select(
        VoucherLine.voucher_id, VoucherLine.supply_id, VoucherLine.staff_id, VoucherLine.quantity
    ).where(VoucherLine.voucher_id.in_([voucher.id for voucher, *_names in found]))
    pieces: dict[tuple[int, int], int] = defaultdict(int)
    people: dict[int, set[int]] = defaultdict(set)
    for voucher_id, supply_id, staff_id, quantity in session.execute(lines):
        pieces[voucher_id, supply_id] += quantity
        if staff_id is not None:
            people[voucher_id].add(staff_id)
    return [
        PickedUnit(
            department,
            printed_number(voucher.series, voucher.number),
            len(people[voucher.id]),
            tuple(pieces[voucher.id, row.supply_id] for row in used),
        )
        for voucher, _store, department in found
    ]
