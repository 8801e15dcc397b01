"""The book of one supply over a period: what there was, every voucher, the balance after each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session, aliased

from db.errors import NotFound
from db.kinds import Loss, Series, Source, VoucherKind
from db.models.catalogue import Store, Supply
from db.models.staff import Agency, Department
from db.models.stock import Movement, Voucher, VoucherLine
from db.queries.catalogue import report_size
from db.queries.window import total
from db.rules.money import hundredths
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One voucher at one price: what came or went, and what there was after it.

    A reversal is negative, on the side of what it `reverses`. Opening stock is on neither side:
    it only stands in what is left. `whom` gave it or got it; `other_store` is a transfer's.
    """

    voucher_id: int
    day: date
    number: str
    is_receipt: bool
    counts_as: VoucherKind
    source: Source | None
    loss: Loss | None
    whom: str
    reason: str
    other_store: str
    reverses: str
    quantity_in: int
    amount_in: int
    quantity_out: int
    amount_out: int
    quantity_left: int
    amount_left: int

    @property
    def is_opening(self) -> bool:
        """Whether it is the stock the book began with."""
        return self.source is Source.OPENING


@dataclass(frozen=True, slots=True)
class StockBook:
    """One supply in one store (no name: in all) over a period; amounts in whole đồng.

    Papers print `report_unit`, of `report_size` base units, where it is exact.
    """

    code: str
    name: str
    unit: str
    store: str
    from_on: date
    to_on: date
    quantity_before: int
    amount_before: int
    entries: tuple[BookEntry, ...]
    report_unit: str = ""
    report_size: int = 1


class _Part(NamedTuple):
    """What a voucher moved of one lot."""

    voucher_id: int
    quantity: int
    amount: int


def stock_book(
    session: Session, supply_id: int, store_id: int | None, from_on: date, to_on: date
) -> StockBook:
    """A supply's book, reversed vouchers and their reversals too. Raises NotFound.

    In the book of all stores a transfer between two of them is no change and has no entry.
    """
    supply = session.get(Supply, supply_id)
    if supply is None:
        raise NotFound("supply", str(supply_id))
    here = (Movement.store_id == store_id) if store_id is not None else true()
    before = session.execute(
        select(total(Movement.quantity), total(Movement.amount)).where(
            Movement.supply_id == supply_id, here, Movement.day < from_on
        )
    ).one()
    parts = (
        select(Movement.voucher_id, total(Movement.quantity), total(Movement.amount))
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .where(Movement.supply_id == supply_id, here)
        .where(Movement.day >= from_on, Movement.day <= to_on)
        .group_by(Movement.day, Movement.voucher_id, Movement.lot_id)
        .order_by(Movement.day, Movement.voucher_id, Movement.lot_id)
    )
    if store_id is None:
        parts = parts.where(Voucher.counts_as != VoucherKind.TRANSFER)
    moved = [_Part(*row) for row in session.execute(parts)]
    told = _told(session, supply_id, store_id, from_on, to_on)
    store = select(Store.name).where(Store.id == store_id)
    return StockBook(
        code=supply.code,
        name=supply.name,
        unit=supply.base_unit,
        store=(session.scalar(store) or "") if store_id is not None else "",
        from_on=from_on,
        to_on=to_on,
        quantity_before=before[0],
        amount_before=before[1],
        entries=tuple(_entries(before[0], before[1], moved, told)),
        report_unit=supply.report_unit,
        report_size=session.scalar(select(report_size()).where(Supply.id == supply_id)) or 1,
    )


class _Told(NamedTuple):
    voucher: Voucher
    whom: str
    other_store: str
    reverses: str


def _entries(
    quantity: int, amount: int, moved: Sequence[_Part], told: dict[int, _Told]
) -> Iterator[BookEntry]:
    for voucher_id, of_voucher in groupby(moved, key=lambda part: part.voucher_id):
        voucher, whom, other_store, reverses = told[voucher_id]
        for part in _by_price(list(of_voucher)):
            quantity, amount = quantity + part.quantity, amount + part.amount
            comes = part.quantity > 0 or (part.quantity == 0 and part.amount > 0)
            is_in = comes is not bool(voucher.reverses_id)
            is_opening = voucher.source is Source.OPENING
            sign = 0 if is_opening else 1 if is_in else -1
            side = (sign * part.quantity, sign * part.amount)
            nothing = (0, 0)
            yield BookEntry(
                voucher_id,
                voucher.day,
                printed_number(voucher.series, voucher.number),
                voucher.series is Series.NK,
                voucher.counts_as,
                voucher.source,
                voucher.loss,
                whom,
                voucher.reason,
                other_store,
                reverses,
                *(side if is_in else nothing),
                *(nothing if is_in else side),
                quantity,
                amount,
            )


def _by_price(parts: Sequence[_Part]) -> list[_Part]:
    """Lots of one price together: the book has one price a line."""
    merged: dict[int, _Part] = {}
    for part in parts:
        key = hundredths(part.amount, part.quantity)
        so_far = merged.get(key, _Part(part.voucher_id, 0, 0))
        merged[key] = _Part(
            part.voucher_id, so_far.quantity + part.quantity, so_far.amount + part.amount
        )
    return list(merged.values())


def _told(
    session: Session, supply_id: int, store_id: int | None, from_on: date, to_on: date
) -> dict[int, _Told]:
    """What the vouchers of a book say of themselves."""
    of_supply = select(Movement.voucher_id).where(
        Movement.supply_id == supply_id, Movement.day >= from_on, Movement.day <= to_on
    )
    original, to_store = aliased(Voucher), aliased(Store)
    query = (
        select(Voucher, Department.name, Store, to_store, original.series, original.number)
        .join(Store, Store.id == Voucher.store_id)
        .outerjoin(to_store, to_store.id == Voucher.to_store_id)
        .outerjoin(Department, Department.id == Voucher.department_id)
        .outerjoin(original, original.id == Voucher.reverses_id)
        .where(Voucher.id.in_(of_supply))
    )
    recipients = _recipients(session, of_supply)
    found = {}
    for voucher, department, a_store, a_target, series, number in session.execute(query):
        store: Store = a_store
        target: Store | None = a_target
        other = target and (store if target.id == store_id else target)
        whom = voucher.supplier or department or recipients.get(voucher.id, "")
        reverses = printed_number(series, number) if number else ""
        found[voucher.id] = _Told(voucher, whom, other.name if other else "", reverses)
    return found


def _recipients(session: Session, vouchers: Select[int]) -> dict[int, str]:
    """The one agency or department that each voucher's lines name; nothing where there are more."""
    query = (
        select(VoucherLine.voucher_id, Agency.name, Department.name)
        .outerjoin(Agency, Agency.id == VoucherLine.agency_id)
        .outerjoin(Department, Department.id == VoucherLine.department_id)
        .where(VoucherLine.voucher_id.in_(vouchers))
        .distinct()
    )
    names: dict[int, set[str]] = {}
    for voucher_id, agency, department in session.execute(query):
        names.setdefault(voucher_id, set()).add(agency or department or "")
    return {key: of.pop() for key, of in names.items() if len(of) == 1}
