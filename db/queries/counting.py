"""Stocktakes, and what each of their lines comes to beside the book of its moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from db.errors import NotFound
from db.kinds import CountState, VoucherKind
from db.models.catalogue import Pack, Store, Supply
from db.models.stock import (
    Lot,
    Movement,
    Stocktake,
    StocktakeLine,
    Voucher,
)
from db.queries.count_shelf import Key, Shelf, packed_changes, sum_at
from db.queries.window import total
from db.rules.counting import difference
from db.rules.numbering import printed_number


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A stocktake in the list; `differing` lines have more or less than the book."""

    stocktake_id: int
    store_id: int
    store: str
    day: date
    scope: str
    state: CountState
    committee: str
    note: str
    opened_at: datetime
    approved_by: str
    version: int
    lines: int
    counted: int
    differing: int
    vouchers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of a stocktake; `book` is the book's of the moment it was counted, else of now.

    `book_amount` is the worth of `book`. Only with values are known `price`, an amount and the
    pieces it is the worth of, and `posted`, the amount of the difference once it is posted.
    """

    line_id: int
    supply_id: int
    code: str
    name: str
    unit: str
    group: str
    lot_id: int | None
    lot: str
    expires_on: date | None
    packs: tuple[tuple[str, int], ...]
    counted: int | None
    poor: int
    spoiled: int
    counted_at: datetime | None
    book: int
    waiting: int
    reason: str
    book_amount: int = 0
    price: tuple[int, int] = (0, 0)
    posted: int | None = None

    @property
    def difference(self) -> int | None:
        """Pieces too many (+) or missing (-); None while it is not counted."""
        if self.counted is None:
            return None
        return difference(self.counted, self.waiting, self.book)

    @property
    def title(self) -> str:
        """The supply with its lot."""
        return f"{self.name} (lô {self.lot})" if self.lot else self.name

    @property
    def difference_amount(self) -> int:
        """The value of the difference: as posted, else at the price of the book's pieces."""
        if self.posted is not None:
            return self.posted
        amount, pieces = self.price
        found = self.difference or 0
        return (2 * amount * found + pieces) // (2 * pieces) if pieces else 0


def stocktake_rows(session: Session, state: CountState | None = None) -> list[StocktakeRow]:
    """All stocktakes, or those of a state, the newest first."""
    query = _with_store().order_by(Stocktake.day.desc(), Stocktake.id.desc())
    if state is not None:
        query = query.where(Stocktake.state == state)
    return [_row(session, told, store) for told, store in session.execute(query)]


def stocktake(session: Session, stocktake_id: int) -> StocktakeRow:
    """One stocktake. Raises NotFound."""
    found = session.execute(_with_store().where(Stocktake.id == stocktake_id)).first()
    if found is None:
        raise NotFound("stocktake", str(stocktake_id))
    return _row(session, *found)


def count_lines(
    session: Session, stocktake_id: int, *, with_values: bool = False
) -> list[CountLine]:
    """The lines of a stocktake in the order of papers; book figures of an open one as of now."""
    told = session.get(Stocktake, stocktake_id)
    if told is None:
        raise NotFound("stocktake", str(stocktake_id))
    rows = _told_lines(session, stocktake_id)
    supplies = sorted({supply.id for _, supply, _ in rows})
    packs = _packs(session, supplies)
    prices = _came_in_at(session, supplies) if with_values else {}
    posted = _posted_amounts(session, stocktake_id) if with_values else {}
    figures = _figures(session, told, [line for line, *_ in rows])
    found = []
    for (line, supply, lot), (pieces, amount, waiting) in zip(rows, figures, strict=True):
        key = (line.supply_id, line.lot_id)
        found.append(
            CountLine(
                line_id=line.id,
                supply_id=supply.id,
                code=supply.code,
                name=supply.name,
                unit=supply.base_unit,
                group=supply.group,
                lot_id=line.lot_id,
                lot="" if lot is None else lot.number or f"#{lot.id}",
                expires_on=lot.expires_on if lot is not None else None,
                packs=tuple(packs[supply.id]),
                counted=line.counted,
                poor=line.poor,
                spoiled=line.spoiled,
                counted_at=line.counted_at,
                book=pieces,
                waiting=waiting,
                reason=line.reason,
                book_amount=amount,
                price=(amount, pieces) if pieces else prices.get(key, (0, 0)),
                posted=posted.get(key),
            )
        )
    return found


def _figures(
    session: Session, told: Stocktake, lines: Sequence[StocktakeLine]
) -> list[tuple[int, int, int]]:
    """The book's pieces and value beside each line, and what waits for people."""
    if told.state is not CountState.OPEN:
        return [(line.book or 0, line.book_amount, line.waiting) for line in lines]
    shelf = Shelf(session, told.store_id, sorted({line.supply_id for line in lines}))
    if moments := [line.counted_at for line in lines if line.counted_at]:
        shelf.read_changes_since(min(moments))
    packed = packed_changes(session, told.store_id)
    found = []
    for line in lines:
        key, at = (line.supply_id, line.lot_id), line.counted_at
        # What was fetched since lay there when it was counted: it is only known from then.
        waiting = max(line.waiting, sum_at(packed.get(key, ()), at))
        found.append((*shelf.at(key, at), waiting))
    return found


def _told_lines(
    session: Session, stocktake_id: int
) -> Sequence[Row[StocktakeLine, Supply, Lot | None]]:
    return session.execute(
        select(StocktakeLine, Supply, Lot)
        .join(Supply, Supply.id == StocktakeLine.supply_id)
        .outerjoin(Lot, Lot.id == StocktakeLine.lot_id)
        .where(StocktakeLine.stocktake_id == stocktake_id)
        .order_by(
            Supply.is_mask.desc(),
            Supply.position,
            Supply.id,
            Lot.expires_on.is_(None),
            Lot.expires_on,
            Lot.id,
        )
    ).all()


def _packs(session: Session, supplies: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    packs: dict[int, list[tuple[str, int]]] = defaultdict(list)
    query = select(Pack).where(Pack.supply_id.in_(supplies)).order_by(Pack.size)
    for pack in session.scalars(query):
        packs[pack.supply_id].append((pack.name, pack.size))
    return packs


def _with_store() -> Select[Stocktake, str]:
    return select(Stocktake, Store.name).join(Store, Store.id == Stocktake.store_id)


def _row(session: Session, told: Stocktake, store: str) -> StocktakeRow:
    lines, counted, differing = _progress(session, told)
    vouchers = session.execute(
        select(Voucher.id, Voucher.series, Voucher.number)
        .where(Voucher.stocktake_id == told.id, Voucher.kind == VoucherKind.ADJUSTMENT)
        .order_by(Voucher.id)
    )
    return StocktakeRow(
        stocktake_id=told.id,
        store_id=told.store_id,
        store=store,
        day=told.day,
        scope=told.scope,
        state=told.state,
        committee=told.committee,
        note=told.note,
        opened_at=told.opened_at,
        approved_by=told.approved_by,
        version=told.version,
        lines=lines,
        counted=counted,
        differing=differing,
        vouchers=tuple((row.id, printed_number(row.series, row.number)) for row in vouchers),
    )


def _progress(session: Session, told: Stocktake) -> tuple[int, int, int]:
    """How many lines there are, are counted, differ; of an open count the book is read anew."""
    if told.state is CountState.OPEN:
        lines = count_lines(session, told.id)
        counted = [line.difference for line in lines if line.difference is not None]
        return len(lines), len(counted), sum(map(bool, counted))
    found = StocktakeLine.counted - StocktakeLine.waiting - StocktakeLine.book
    differs = case((found != 0, 1), else_=0)
    query = select(func.count(), func.count(StocktakeLine.counted), total(differs)).where(
        StocktakeLine.stocktake_id == told.id
    )
    row = session.execute(query).one()
    return row[0], row[1], row[2]


def _came_in_at(session: Session, supplies: Sequence[int]) -> dict[Key, tuple[int, int]]:
    """Amount and pieces of all that ever came in: the price of what the book has none of."""
    query = (
        select(
            Movement.supply_id, Movement.lot_id, total(Movement.amount), total(Movement.quantity)
        )
        .where(Movement.supply_id.in_(supplies), Movement.quantity > 0)
        .group_by(Movement.supply_id, Movement.lot_id)
    )
    found: dict[Key, tuple[int, int]] = {}
    for supply_id, lot_id, amount, pieces in session.execute(query):
        for key in ((supply_id, lot_id), (supply_id, None)):
            before = found.get(key, (0, 0))
            found[key] = (before[0] + amount, before[1] + pieces)
    return found


def _posted_amounts(session: Session, stocktake_id: int) -> dict[Key, int]:
    """The value of each difference that was posted."""
    found: dict[Key, int] = defaultdict(int)
    query = (
        select(Movement.supply_id, Movement.lot_id, Movement.amount)
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .where(Voucher.stocktake_id == stocktake_id, Voucher.kind == VoucherKind.ADJUSTMENT)
    )
    for supply_id, lot_id, amount in session.execute(query):
        found[supply_id, lot_id] += amount
        found[supply_id, None] += amount
    return dict(found)
