"""Random histories of a book, and the same figures read the long way: one movement after another."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.database import Act
from db.errors import DomainError
from db.kinds import Source, VoucherKind
from db.models.stock import Movement, PeriodClose, Voucher, VoucherLine
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from tests.db.world import World, feb, supplies_of

DAYS = [date(2020, 1, 29) + timedelta(days=n) for n in range(13)]  # to 10 February
RECIPIENTS = ("guard", "clerk", "inspector", "office", "inspectorate", "agency", "visitors")

day = st.sampled_from(DAYS)
place = st.sampled_from((0, 0, 0, 1))
supply = st.sampled_from((0, 0, 1, 2))
receive = st.tuples(
    st.just("receive"), day, place, supply, st.integers(20, 90), st.sampled_from(tuple(Source))
)
issue = st.tuples(
    st.just("issue"), day, place, supply, st.integers(1, 12), st.sampled_from(RECIPIENTS)
)
reverse = st.tuples(st.just("reverse"), st.integers(0, 99))
close = st.tuples(st.just("close"), st.sampled_from((DAYS[3], DAYS[9])))
# one_of would forget that some are named more than once
later = st.sampled_from((*(issue,) * 9, receive, receive, *(reverse,) * 3, close)).flatmap(
    lambda act: act
)
histories = st.tuples(
    st.lists(receive, min_size=3, max_size=6), st.lists(later, min_size=8, max_size=20)
).map(lambda both: [*both[0], *both[1]])


def live(world: World, history: Iterable[Any]) -> None:
    """Do each act of a history; what the book refuses is left out."""
    for act, *told in history:
        try:
            _ACTS[act](world, *told)
        except DomainError:
            continue


def _receive(world: World, day: date, place: int, supply: int, pieces: int, source: Source) -> None:
    line = ReceiptLine(supplies_of(world)[supply], pieces, pieces * 700)
    store = (world.store, world.desk)[place]
    world.book.do(post_receipt, NewReceipt(day, store, source, (line,), supplier="Sở Y tế"))


def _issue(world: World, day: date, place: int, supply: int, pieces: int, to: str) -> None:
    named: dict[str, Any] = {
        "guard": {"staff_id": world.guard},
        "clerk": {"staff_id": world.clerk},
        "inspector": {"staff_id": world.inspector},
        "office": {"department_id": world.office},
        "inspectorate": {"department_id": world.inspectorate},
        "agency": {"agency_id": world.agency},
        "visitors": {"is_visitors": True},
    }
    line = IssueLine(supplies_of(world)[supply], pieces, **named[to])
    world.book.do(post_issue, NewIssue(day, (world.store, world.desk)[place], (line,)))


def _reverse(world: World, at: int) -> None:
    ids = [row[0] for row in world.rows(select(Voucher.id).order_by(Voucher.id))]
    world.book.do(reverse_voucher, ids[at % len(ids)], "ghi nhầm")


def _close(world: World, closed_to: date) -> None:
    def close_period(session: Session, act: Act) -> None:
        session.add(PeriodClose(closed_to=closed_to, act_id=act.id, undone_at=None, reason=""))

    world.book.do(close_period)


_ACTS: dict[str, Callable[..., None]] = {
    "receive": _receive,
    "issue": _issue,
    "reverse": _reverse,
    "close": _close,
}


@dataclass(frozen=True)
class Moved:
    """One movement with what a reader needs of its voucher and line."""

    day: date
    supply: int
    store: int
    pieces: int
    kind: VoucherKind
    source: Source | None
    staff: int | None
    department: int | None
    agency: int | None
    is_visitors: bool


def movements(world: World) -> list[Moved]:
    """Every movement of the book."""
    query = (
        select(
            Movement.day,
            Movement.supply_id,
            Movement.store_id,
            Movement.quantity,
            Voucher.counts_as,
            Voucher.source,
            VoucherLine.staff_id,
            VoucherLine.department_id,
            VoucherLine.agency_id,
            VoucherLine.is_visitors,
        )
        .join(Voucher, Voucher.id == Movement.voucher_id)
        .join(VoucherLine, VoucherLine.id == Movement.line_id)
        .order_by(Movement.id)
    )
    return [Moved(*row) for row in world.rows(query)]


def sums(moved: Iterable[Moved]) -> dict[int, int]:
    """Pieces by supply, without those that come to nothing."""
    found: dict[int, int] = defaultdict(int)
    for move in moved:
        found[move.supply] += move.pieces
    return {supply: pieces for supply, pieces in found.items() if pieces}


LAST_DAY = feb(10)
