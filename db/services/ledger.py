"""The one way into the ledger: voucher, lines, movements, and last of all the number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.database import Act
from db.errors import Shortage
from db.models.catalogue import Store, Supply
from db.models.staff import Membership
from db.models.stock import Balance, Lot, Movement, Numbering, StockDay, Voucher, VoucherLine
from db.rules.numbering import printed_number
from db.rules.timeline import LotStock, Timeline

CHUNK = 500
SHOWN_IN_THE_WAY = 5


@dataclass(frozen=True, slots=True)
class Move:
    """Signed pieces and value of one lot at one store."""

    store_id: int
    lot_id: int
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A voucher line about to be written, with the movements that make it true."""

    supply_id: int
    direction: int
    quantity: int
    amount: int
    moves: tuple[Move, ...]
    requested: int | None = None
    document_quantity: int | None = None
    pack_id: int | None = None
    pack_count: int | None = None
    staff_id: int | None = None
    department_id: int | None = None
    duty_post_id: int | None = None
    agency_id: int | None = None
    is_visitors: bool = False
    note: str = ""
    of_line_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person serves on a day."""

    department_id: int
    duty_post_id: int | None


def write_voucher(
    session: Session, act: Act, header: Mapping[str, Any], lines: Sequence[Line]
) -> int:
    """Write a voucher whole and give it the next number of its series and year; return its id."""
    year = header["day"].year
    values = {
        **header,
        "year": year,
        "posted_at": act.at,
        "posted_by_id": act.account_id,
        "act_id": act.id,
    }
    voucher_id: int = session.execute(
        insert(Voucher).values(**values).returning(Voucher.id)
    ).scalar_one()
    first = next_id(session, VoucherLine.id)
    session.execute(
        insert(VoucherLine).returning(VoucherLine.id),
        [_line_row(voucher_id, first, n, line) for n, line in enumerate(lines)],
    )
    session.execute(
        insert(Movement).returning(Movement.id),
        [
            {
                "voucher_id": voucher_id,
                "line_id": first + n,
                "supply_id": line.supply_id,
                "store_id": move.store_id,
                "lot_id": move.lot_id,
                "day": header["day"],
                "quantity": move.quantity,
                "amount": move.amount,
            }
            for n, line in enumerate(lines)
            for move in line.moves
        ],
    )
    number = next_number(session, header["series"], year)
    session.execute(update(Voucher).where(Voucher.id == voucher_id).values(number=number))
    return voucher_id


def next_number(session: Session, series: str, year: int) -> int:
    """The next number of a series in a year; it is taken with the transaction, without gap."""
    dialect = session.get_bind().dialect.name
    upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        upsert(Numbering).values(series=series, year=year, last=0).on_conflict_do_nothing()
    )
    return session.execute(
        update(Numbering)
        .where(Numbering.series == series, Numbering.year == year)
        .values(last=Numbering.last + 1)
        .returning(Numbering.last)
    ).scalar_one()


def next_id(session: Session, column: InstrumentedAttribute[int]) -> int:
    """The next free id of a table that only the ledger writes; writers queue up, so it is ours."""
    return (session.scalar(select(func.max(column))) or 0) + 1


def load_lots(
    session: Session, supplies: Iterable[int], *, with_empty: bool = False
) -> list[LotStock]:
    """The lots of some supplies at every store, with their net change by day.

    A lot that is empty now offers nothing on any day; it only tells why there was too little.
    """
    lots: dict[tuple[int, int], LotStock] = {}
    of_these = Balance.supply_id.in_(sorted(supplies))
    wanted = of_these if with_empty else and_(of_these, Balance.on_hand > 0)
    for row in session.execute(
        select(
            Balance.store_id,
            Balance.lot_id,
            Balance.supply_id,
            Lot.expires_on,
            Lot.received_on,
            Balance.on_hand,
            Balance.amount,
            Lot.is_blocked,
        )
        .join(Lot, Lot.id == Balance.lot_id)
        .where(wanted)
    ):
        lots[row.store_id, row.lot_id] = LotStock(*row[:-1], nets={}, is_blocked=row.is_blocked)
    days = (
        select(StockDay.store_id, StockDay.lot_id, StockDay.day, StockDay.net)
        .join(
            Balance,
            (Balance.store_id == StockDay.store_id) & (Balance.lot_id == StockDay.lot_id),
        )
        .where(wanted)
        .order_by(StockDay.store_id, StockDay.lot_id, StockDay.day)
    )
    for store_id, lot_id, day, net in session.execute(days):
        lots[store_id, lot_id].add_day(day, net)
    return list(lots.values())


def places_of(session: Session, day: date, staff_ids: Iterable[int | None]) -> dict[int, Place]:
    """Where each of these people serves on `day`; who serves nowhere that day: last place known."""
    wanted = sorted({staff_id for staff_id in staff_ids if staff_id is not None})
    places: dict[int, Place] = {}
    serving: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        of_these = select(Membership).where(Membership.staff_id.in_(wanted[start : start + CHUNK]))
        for member in session.scalars(of_these.order_by(Membership.id)):
            is_then = (member.from_on is None or member.from_on <= day) and (
                member.to_on is None or day <= member.to_on
            )
            if is_then:
                serving.add(member.staff_id)
            if is_then or member.staff_id not in serving:
                places[member.staff_id] = Place(member.department_id, member.duty_post_id)
    return places


def shortage(
    session: Session,
    store_id: int,
    supply_id: int,
    day: date,
    asked: int,
    lines: tuple[int, ...],
) -> Shortage:
    """The facts of a shortage, for the clerk to read and act on."""
    supply = session.get_one(Supply, supply_id)
    lots = load_lots(session, {supply_id}, with_empty=True)
    timeline = Timeline(lots)
    lack = timeline.lack(store_id, supply_id, day, asked)
    return Shortage(
        supply_id=supply_id,
        code=supply.code,
        name=supply.name,
        unit=supply.base_unit,
        store=session.get_one(Store, store_id).name,
        day=day,
        short_on=lack.short_on,
        available=lack.available,
        asked=asked,
        in_the_way=takers(
            session, store_id, lack.taken_later, Movement.day > day, Movement.quantity < 0
        ),
        first_ok_on=lack.first_ok_on,
        lines=lines,
        expired=sum(
            lot.on_hand
            for lot in lots
            if lot.store_id == store_id and lot.expires_on is not None and lot.expires_on < day
        ),
        blocked=sum(lot.on_hand for lot in lots if lot.store_id == store_id and lot.is_blocked),
    )


def in_the_way(
    session: Session, store_id: int, supply_id: int, lot_id: int
) -> tuple[str, tuple[str, ...]]:
    """A supply's name and the vouchers, not undone since, that took from a lot or its value."""
    changed = Movement.quantity <= 0  # 0: only the value
    return session.get_one(Supply, supply_id).name, takers(session, store_id, [lot_id], changed)


def takers(
    session: Session, store_id: int, lot_ids: Iterable[int], *wanted: ColumnElement[bool]
) -> tuple[str, ...]:
    """The first vouchers whose movements of some lots are wanted and were not undone that day."""
    undone = aliased(Voucher)
    undone_that_day = select(undone.id).where(
        or_(undone.reverses_id == Voucher.id, undone.id == Voucher.reverses_id),
        undone.day == Voucher.day,
    )
    found = (
        select(Voucher.series, Voucher.year, Voucher.number)
        .join(Movement, Movement.voucher_id == Voucher.id)
        .where(
            Movement.store_id == store_id,
            Movement.lot_id.in_(sorted(lot_ids)),
            *wanted,
            ~undone_that_day.exists(),
        )
        .distinct()
        .order_by(Voucher.series, Voucher.year, Voucher.number)
        .limit(SHOWN_IN_THE_WAY)
    )
    return tuple(printed_number(series, number) for series, _, number in session.execute(found))


def _line_row(voucher_id: int, first: int, position: int, line: Line) -> dict[str, Any]:
    return {
        "id": first + position,
        "voucher_id": voucher_id,
        "position": position + 1,
        "supply_id": line.supply_id,
        "direction": line.direction,
        "quantity": line.quantity,
        "amount": line.amount,
        "requested": line.requested,
        "document_quantity": line.document_quantity,
        "pack_id": line.pack_id,
        "pack_count": line.pack_count,
        "staff_id": line.staff_id,
        "department_id": line.department_id,
        "duty_post_id": line.duty_post_id,
        "agency_id": line.agency_id,
        "is_visitors": line.is_visitors,
        "note": line.note,
        "of_line_id": line.of_line_id,
    }
