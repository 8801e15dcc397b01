"""Whether the book holds: sums equal movements, no day below zero, no gap, every link in place."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ForeignKey, Select, Text, cast, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from db.audit_checks import AUDIT, SHOWN
from db.base import Base, Whole
from db.engines import refusal
from db.errors import StorageFailed
from db.finding import Finding
from db.kinds import CountState, VoucherKind
from db.models.stock import (
    Balance,
    Lot,
    Movement,
    Numbering,
    StockDay,
    Stocktake,
    StocktakeLine,
    SupplyDay,
    SupplyMonth,
    Voucher,
    VoucherLine,
)
from db.rules.numbering import printed_number
from db.storeroom_checks import STOREROOM
from db.triggers import laid_triggers, wanted_triggers

_NOT_OF_THE_BOOK = ("busy", "lost", "slow", "full")


def check_book(session: Session) -> list[Finding]:
    """Everything wrong with the book, at most SHOWN of a kind; it reports and mends nothing."""
    found: list[Finding] = []
    for check in _CHECKS:
        try:
            found += check(session)
        except (DBAPIError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            found.append(_unreadable(check, error))
            session.rollback()  # PostgreSQL answers nothing more in this transaction
    kinds: Counter[str] = Counter()
    shown = []
    for finding in found:
        kinds[finding.kind] += 1
        if kinds[finding.kind] <= SHOWN:
            shown.append(finding)
    return shown


def _unreadable(check: Callable[[Session], list[Finding]], error: Exception) -> Finding:
    """What a check stumbled over; raises what is the disk's or the server's fault of the moment."""
    if isinstance(error, DBAPIError):
        no = refusal(error)
        if isinstance(no, StorageFailed) and no.cause in _NOT_OF_THE_BOOK:
            raise no from error
    return Finding("storage", check.__name__.strip("_"), str(getattr(error, "orig", error)))


def _engine_integrity(session: Session) -> list[Finding]:
    if not _is_sqlite(session):
        return []
    rows = session.execute(text("PRAGMA integrity_check")).scalars().all()
    return [Finding("storage", str(row)) for row in rows if row != "ok"]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _foreign_keys(session: Session) -> list[Finding]:
    """Rows that name a row which is not there."""
    if _is_sqlite(session):
        return [
            Finding("foreign_key", f"{table} {rowid}", expected=str(parent))
            for table, rowid, parent, _ in session.execute(text("PRAGMA foreign_key_check"))
        ]
    return [
        finding
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        for finding in _orphans(session, key)
    ]


def _orphans(session: Session, key: ForeignKey) -> list[Finding]:
    parent = key.column.table.alias("parent")
    there = select(parent.c[key.column.name]).where(parent.c[key.column.name] == key.parent)
    query = select(key.parent).where(key.parent.is_not(None), ~there.exists()).limit(SHOWN)
    where = f"{key.parent.table.name} {key.parent.name}"
    return [
        Finding("foreign_key", f"{where} {value}", expected=key.column.table.name)
        for value in session.scalars(query)
    ]


def _triggers(session: Session) -> list[Finding]:
    """Triggers that are missing, that do something else than they should, or are not the book's."""
    connection = session.connection()
    there, wanted = laid_triggers(connection), wanted_triggers(connection)
    return [
        Finding("trigger" if name not in there else "trigger_altered", name)
        for name in sorted({*there, *wanted})
        if there.get(name) != wanted.get(name)
    ]


def _kept_sums(session: Session) -> list[Finding]:
    of_lot = (Movement.store_id, Movement.lot_id)
    of_supply = (*of_lot, Movement.supply_id)
    held = (Balance.store_id, Balance.lot_id, Balance.supply_id)
    return [
        *_compare(session, "balance", held, Balance.on_hand, of_supply),
        *_compare(session, "balance_amount", held, Balance.amount, of_supply, Movement.amount),
        *_compare(
            session,
            "stock_day",
            (StockDay.store_id, StockDay.lot_id, StockDay.day),
            StockDay.net,
            (*of_lot, Movement.day),
        ),
        *_compare(
            session,
            "supply_day",
            (SupplyDay.supply_id, SupplyDay.day),
            SupplyDay.net,
            (Movement.supply_id, Movement.day),
        ),
        *_compare(session, "supply_month", _MONTH, SupplyMonth.net, _MOVED_IN_MONTH),
        *_compare(
            session, "supply_month", _MONTH, SupplyMonth.amount, _MOVED_IN_MONTH, Movement.amount
        ),
    ]


_MONTH = (
    SupplyMonth.supply_id,
    SupplyMonth.month,
    cast(SupplyMonth.counts_as, Text),
    SupplyMonth.source,
    SupplyMonth.direction,
)
_MOVED_IN_MONTH = (
    Movement.supply_id,
    func.substr(Movement.day, 1, 7),
    cast(Voucher.counts_as, Text),
    func.coalesce(cast(Voucher.source, Text), ""),
    VoucherLine.direction,
)


def _compare(
    session: Session,
    kind: str,
    keys: Iterable[Any],
    kept: Any,
    moved_keys: Iterable[Any],
    moved: Any = Movement.quantity,
) -> list[Finding]:
    """Where a kept sum differs from the movements it stands for."""
    by = tuple(moved_keys)
    stands = {tuple(map(str, row[:-1])): row[-1] for row in session.execute(select(*keys, kept))}
    real = {
        tuple(map(str, row[:-1])): int(row[-1])
        for row in session.execute(
            select(*by, func.sum(moved))
            .select_from(Movement)
            .join(Voucher, Voucher.id == Movement.voucher_id)
            .join(VoucherLine, VoucherLine.id == Movement.line_id)
            .group_by(*by)
        )
    }
    return [
        Finding(kind, " / ".join(key), str(stands.get(key, 0)), str(real.get(key, 0)))
        for key in sorted({*stands, *real})
        if stands.get(key, 0) != real.get(key, 0)
    ]


def _negative_days(session: Session) -> list[Finding]:
    by_day = (
        select(
            Movement.store_id,
            Movement.lot_id,
            Movement.day,
            func.sum(Movement.quantity).label("net"),
        )
        .group_by(Movement.store_id, Movement.lot_id, Movement.day)
        .subquery()
    )
    running = func.sum(by_day.c.net).over(
        partition_by=(by_day.c.store_id, by_day.c.lot_id), order_by=by_day.c.day
    )
    days = select(by_day, running.label("balance")).subquery()
    query = select(days.c.store_id, days.c.lot_id, days.c.day, days.c.balance)
    return [
        Finding("negative_day", f"{store_id} / {lot_id} / {day}", str(balance), "≥ 0")
        for store_id, lot_id, day, balance in session.execute(query.where(days.c.balance < 0))
    ]


def _lines(session: Session) -> list[Finding]:
    moved = func.coalesce(func.sum(Movement.quantity), 0)
    worth = func.coalesce(func.sum(Movement.amount), 0)
    query = (
        select(
            Voucher.series,
            Voucher.number,
            VoucherLine.position,
            VoucherLine.direction * VoucherLine.quantity,
            moved,
            VoucherLine.direction * VoucherLine.amount,
            worth,
        )
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .outerjoin(Movement, Movement.line_id == VoucherLine.id)
        .group_by(Voucher.id, VoucherLine.id)
        .having(
            (moved != VoucherLine.direction * VoucherLine.quantity)
            | (worth != VoucherLine.direction * VoucherLine.amount)
        )
    )
    found = [
        Finding(
            "line",
            f"{printed_number(series, number)} / {position}",
            f"{pieces} ({amount})",
            f"{quantity} ({told})",
        )
        for series, number, position, quantity, pieces, told, amount in session.execute(query)
    ]
    strays: Select[int, str, int | None] = (
        select(Movement.id, Voucher.series, Voucher.number)
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .join(Lot, Lot.id == Movement.lot_id)
        .where(
            (VoucherLine.voucher_id != Movement.voucher_id)
            | (VoucherLine.supply_id != Movement.supply_id)
            | (Lot.supply_id != Movement.supply_id)
            | (Movement.day != Voucher.day)
            | (
                (Movement.store_id != Voucher.store_id)
                & (Voucher.counts_as != VoucherKind.TRANSFER)
            )
        )
    )
    for movement_id, series, number in session.execute(strays):
        found.append(Finding("movement", f"{printed_number(series, number)} / {movement_id}"))
    return found


def _vouchers(session: Session) -> list[Finding]:
    lines = select(VoucherLine.id).where(VoucherLine.voucher_id == Voucher.id).exists()
    empty = select(Voucher.id, Voucher.series, Voucher.number).where(
        Voucher.number.is_(None) | ~lines
    )
    found = [
        Finding("unposted", f"{voucher_id} / {printed_number(series, number)}")
        for voucher_id, series, number in session.execute(empty)
    ]
    original = aliased(Voucher)
    net, worth = func.sum(Movement.quantity), func.sum(Movement.amount)
    pairs = (
        select(Voucher.series, Voucher.number, net, worth)
        .join(original, original.id == Voucher.reverses_id)
        .join(Movement, Movement.voucher_id.in_((Voucher.id, original.id)))
        .group_by(Voucher.id, Movement.store_id, Movement.lot_id, Movement.supply_id)
        .having((net != 0) | (worth != 0))
    )
    for series, number, left, value in session.execute(pairs):
        number_shown = printed_number(series, number)
        found.append(Finding("reversal", number_shown, f"{left} ({value})", "0 (0)"))
    wrong_year = select(Voucher.series, Voucher.number, Voucher.year, Voucher.day).where(
        cast(func.substr(Voucher.day, 1, 4), Whole) != Voucher.year
    )
    for series, number, year, day in session.execute(wrong_year):
        found.append(Finding("year", printed_number(series, number), str(year), str(day.year)))
    return found


def _numbers(session: Session) -> list[Finding]:
    last = {(row.series, row.year): row.last for row in session.scalars(select(Numbering))}
    query = select(
        Voucher.series, Voucher.year, func.count(Voucher.number), func.max(Voucher.number)
    )
    given: dict[tuple[str, int], tuple[int, int]] = {}
    for series, year, count, highest in session.execute(
        query.where(Voucher.number.is_not(None)).group_by(Voucher.series, Voucher.year)
    ):
        given[str(series), year] = (count, highest or 0)
    found = []
    for key in sorted({*last, *given}):
        count, highest = given.get(key, (0, 0))
        if count != highest or last.get(key, 0) != highest:
            found.append(
                Finding(
                    "numbers",
                    f"{key[0]}/{key[1]}",
                    f"{count} phiếu",
                    f"{max(highest, last.get(key, 0))}",
                )
            )
    return found


def _stocktakes(session: Session) -> list[Finding]:
    """Posted counts whose adjustments are not their differences; others that posted any."""
    found = StocktakeLine.counted - StocktakeLine.waiting - StocktakeLine.book
    wanted: Counter[tuple[int, int]] = Counter()
    of_posted = (
        select(StocktakeLine.stocktake_id, StocktakeLine.supply_id, found)
        .join(Stocktake, Stocktake.id == StocktakeLine.stocktake_id)
        .where(Stocktake.state == CountState.POSTED)
    )
    for counted_in, supply_id, difference in session.execute(of_posted):
        wanted[counted_in, supply_id] += difference or 0
    posted: Counter[tuple[int, int]] = Counter()
    adjusted = (
        select(Voucher.stocktake_id, Movement.supply_id, Movement.quantity)
        .join(Movement, Movement.voucher_id == Voucher.id)
        .where(Voucher.stocktake_id.is_not(None), Voucher.kind == VoucherKind.ADJUSTMENT)
    )
    for stocktake_id, supply_id, quantity in session.execute(adjusted):
        posted[stocktake_id or 0, supply_id] += quantity
    return [
        Finding("stocktake", f"{key[0]} / {key[1]}", str(posted[key]), str(wanted[key]))
        for key in sorted({*wanted, *posted})
        if posted[key] != wanted[key]
    ]


_CHECKS: tuple[Callable[[Session], list[Finding]], ...] = (
    _engine_integrity,
    _foreign_keys,
    _triggers,
    _kept_sums,
    _negative_days,
    _lines,
    *STOREROOM,
    _vouchers,
    _numbers,
    *AUDIT,
    _stocktakes,
)
