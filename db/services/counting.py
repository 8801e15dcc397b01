"""The acts of a stocktake: open it, enter what was counted, post its differences, give it up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from db.base import LIMIT
from db.database import Act
from db.errors import (
    ChangedMeanwhile,
    CountOutOfRange,
    DifferencesUnexplained,
    FieldMissing,
    FutureDay,
    MissingGoneSince,
    NotCounted,
    NotFound,
    NothingToCount,
    PeriodClosed,
    ReasonMissing,
)
from db.kinds import CountState
from db.models.stock import Movement, Stocktake, StocktakeLine
from db.queries.count_shelf import Key, Shelf, lying_for_people
from db.queries.counting import CountLine, count_lines
from db.rules.timeline import Timeline
from db.services.count_scope import (
    keys_to_count,
    opened_count,
    refuse_if_counted_elsewhere,
)
from db.services.ledger import load_lots, takers
from db.services.moving import Difference, post_adjustments
from db.services.open_days import check_day, closed_to, first_open_day
from db.text import clean, clean_lines


@dataclass(frozen=True, slots=True)
class NewStocktake:
    """What is to be counted in a store: everything, or the supplies and groups that are named.

    `scope` says it in words; `committee` is one member a line: name; title; role.
    """

    store_id: int
    scope: str
    supply_ids: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    with_zero: bool = True
    committee: str = ""
    note: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of a line, poor and spoiled pieces among it; None takes the count back.

    `seen_at` is the moment of the count that this one replaces, as the clerk saw it.
    """

    line_id: int
    counted: int | None
    poor: int = 0
    spoiled: int = 0
    reason: str = ""
    seen_at: datetime | None = None


def open_stocktake(session: Session, act: Act, new: NewStocktake) -> int:
    """Begin to count; return the stocktake's id. Raises CountedElsewhere, NothingToCount."""
    day = new.day or act.today
    check_day(session, act, day)
    keys = keys_to_count(session, new.store_id, new.supply_ids, new.groups, with_zero=new.with_zero)
    if not keys:
        raise NothingToCount
    refuse_if_counted_elsewhere(session, new.store_id, {supply_id for supply_id, _ in keys})
    told = Stocktake(
        store_id=new.store_id,
        day=day,
        scope=clean(new.scope),
        committee=clean_lines(new.committee),
        note=clean(new.note),
        state=CountState.OPEN,
        opened_at=act.at,
    )
    session.add(told)
    session.flush()
    session.execute(
        insert(StocktakeLine),
        [{"stocktake_id": told.id, "supply_id": supply, "lot_id": lot} for supply, lot in keys],
    )
    return told.id


def enter_counts(
    session: Session,
    act: Act,
    stocktake_id: int,
    counts: Sequence[Count],
    counted_at: datetime | None = None,
) -> int:
    """Enter what was counted, at a moment (now); return how many lines changed.

    The book's figures of that moment go with them; the same count again keeps its moment unless
    another is given. Raises ChangedMeanwhile where somebody else counted the same line,
    CountOutOfRange.
    """
    told = opened_count(session, stocktake_id)
    moment = min(counted_at or act.at, act.at)
    if counted_at is not None and (day := counted_at.astimezone().date()) > act.today:
        raise FutureDay(day, act.today, act.present)
    lines = {
        line.id: line
        for line in session.scalars(
            select(StocktakeLine)
            .where(StocktakeLine.stocktake_id == stocktake_id)
            .order_by(StocktakeLine.id)
            .with_for_update()
        )
    }
    named = {line.line_id: line for line in count_lines(session, stocktake_id)}
    supplies = sorted({line.supply_id for line in lines.values()})
    shelf = Shelf(session, told.store_id, supplies)
    shelf.read_changes_since(moment)
    waiting = lying_for_people(session, told.store_id, moment)
    changed = 0
    for count in counts:
        line = lines.get(count.line_id)
        if line is None:
            raise NotFound("stocktake", f"{stocktake_id}/{count.line_id}")
        before = (line.counted, line.poor, line.spoiled)
        if counted_at or before != (count.counted, count.poor, count.spoiled):
            if line.counted_at != count.seen_at:
                raise ChangedMeanwhile("stocktake")
            _check_count(count, named[line.id].title)
            _write(line, count, moment, shelf, waiting)
            changed += 1
        elif line.reason != clean(count.reason):
            changed += 1
        line.reason = clean(count.reason)
    return changed


def approve_stocktake(
    session: Session,
    act: Act,
    stocktake_id: int,
    approved_by: str,
    seen: Mapping[int, int] | None = None,
    *,
    leaves_uncounted: bool = False,
) -> list[int]:
    """Post the differences of a stocktake; return the vouchers' ids.

    `leaves_uncounted` takes the lines that nobody counted off it first. `seen` are the differences by line as they were approved: where the book was changed since for
    a day before the count, they are others. Raises NotCounted, DifferencesUnexplained,
    ChangedMeanwhile, MissingGoneSince, PeriodClosed.
    """
    told = opened_count(session, stocktake_id)
    if not approved_by.strip():
        raise FieldMissing("approved_by")
    if leaves_uncounted:
        _leave_uncounted(session, stocktake_id)
    lines = count_lines(session, stocktake_id, with_values=True)
    _refuse_unready(lines)
    if seen is not None and any(line.difference != seen.get(line.line_id) for line in lines):
        raise ChangedMeanwhile("stocktake")
    by_id = {
        line.id: line
        for line in session.scalars(
            select(StocktakeLine).where(StocktakeLine.stocktake_id == stocktake_id)
        )
    }
    for line in lines:
        by_id[line.line_id].book, by_id[line.line_id].waiting = line.book, line.waiting
        by_id[line.line_id].book_amount = line.book_amount
    told.state, told.approved_by = CountState.POSTED, clean(approved_by)
    session.flush()
    return _post(session, act, told, [line for line in lines if line.difference])


def drop_stocktake(session: Session, act: Act, stocktake_id: int, reason: str) -> None:
    """Give a stocktake up, with the reason; its counts stay to be read."""
    if not reason.strip():
        raise ReasonMissing
    told = opened_count(session, stocktake_id)
    told.state, told.note = CountState.DROPPED, clean(reason)


def _check_count(count: Count, name: str) -> None:
    counted = count.counted or 0
    is_right = (
        0 <= counted <= LIMIT
        and min(count.poor, count.spoiled) >= 0
        and count.poor + count.spoiled <= counted
    )
    if not is_right:
        raise CountOutOfRange(name, counted, count.poor, count.spoiled)


def _write(
    line: StocktakeLine,
    count: Count,
    moment: datetime,
    shelf: Shelf,
    waiting: Mapping[Key, int],
) -> None:
    key = (line.supply_id, line.lot_id)
    is_counted = count.counted is not None
    line.counted, line.poor, line.spoiled = count.counted, count.poor, count.spoiled
    line.counted_at = moment if is_counted else None
    pieces, amount = shelf.at(key, moment)
    line.book, line.book_amount = (pieces, amount) if is_counted else (None, 0)
    line.waiting = waiting.get(key, 0) if is_counted else 0


def _leave_uncounted(session: Session, stocktake_id: int) -> None:
    of_count = StocktakeLine.stocktake_id == stocktake_id
    session.execute(delete(StocktakeLine).where(of_count, StocktakeLine.counted.is_(None)))
    if session.scalar(select(StocktakeLine.id).where(of_count).limit(1)) is None:
        raise NothingToCount


def _refuse_unready(lines: Iterable[CountLine]) -> None:
    uncounted = tuple(line.title for line in lines if line.counted is None)
    if uncounted:
        raise NotCounted(uncounted)
    unexplained = tuple(line.title for line in lines if line.difference and not line.reason)
    if unexplained:
        raise DifferencesUnexplained(unexplained)


def _post(session: Session, act: Act, told: Stocktake, differing: Sequence[CountLine]) -> list[int]:
    """Post the differences on the last day something of them was counted, or the first open one."""
    if not differing:
        return []
    counted_on = max(_day_of(line) for line in differing)
    day = first_open_day(session, min(counted_on, act.today))
    if day > act.today:
        raise PeriodClosed(counted_on, closed_to(session) or counted_on)
    _refuse_if_gone(session, told.store_id, day, differing)
    differences = [
        Difference(line.supply_id, line.difference or 0, line.lot_id, line.reason)
        for line in differing
    ]
    reason = f"Kiểm kê ngày {told.day:%d/%m/%Y}"
    return post_adjustments(session, act, day, told.store_id, differences, reason, told.id)


def _day_of(line: CountLine) -> date:
    assert line.counted_at is not None
    return line.counted_at.astimezone().date()


def _refuse_if_gone(
    session: Session, store_id: int, day: date, differing: Iterable[CountLine]
) -> None:
    missing = [line for line in differing if (line.difference or 0) < 0]
    lots = load_lots(session, {line.supply_id for line in missing})
    asked: Counter[int] = Counter()
    for line in missing:
        of_line = [lot for lot in lots if line.lot_id is None or lot.lot_id == line.lot_id]
        lacking = -(line.difference or 0)
        asked[line.supply_id] += lacking
        split = Timeline(of_line).split(store_id, line.supply_id, day, lacking, with_unusable=True)
        left = sum(pieces for _, pieces in split)
        if left < lacking:
            held = [lot.lot_id for lot in of_line if lot.supply_id == line.supply_id]
            since = (Movement.day >= day, Movement.quantity < 0)
            vouchers = takers(session, store_id, held, *since)
            raise MissingGoneSince(line.title, line.unit, lacking, left, day, vouchers)
