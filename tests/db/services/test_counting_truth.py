"""Whatever is posted around a count, the book says afterwards what really lies in the store."""

from datetime import date, timedelta
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from db.clock import FixedClock
from db.kinds import CountState
from db.queries.counting import count_lines, stocktake
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    enter_counts,
    open_stocktake,
)
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.conftest import NewWorld
from tests.db.world import World, feb

Step = tuple[Literal["receive", "issue", "pack", "late issue", "count"], int]

steps = st.lists(
    st.tuples(
        st.sampled_from(["receive", "issue", "pack", "late issue", "count"]), st.integers(1, 9)
    ),
    max_size=10,
)


def act(world: World, kind: str, pieces: int) -> None:
    """Post one step; a late issue is one of the day before the count."""
    if kind == "receive":
        world.receive(feb(10), pieces)
    elif kind in {"issue", "late issue"}:
        world.issue(feb(10) if kind == "issue" else feb(7), pieces)
    elif kind == "pack":
        line = IssueLine(world.masks, pieces, staff_id=world.clerk, waits=True)
        world.book.do(post_issue, NewIssue(feb(10), world.store, (line,)))


def lies_there_after(lying: int, kind: str, pieces: int) -> int:
    """What lies in the store after a step: packed goods still do, late ones had left before."""
    return lying + {"receive": pieces, "issue": -pieces}.get(kind, 0)


@settings(max_examples=20)
@given(steps, steps, st.integers(-20, 20))
def test_the_book_agrees_with_the_store_once_the_count_is_approved(
    new_world: NewWorld, before: list[Step], after: list[Step], offset: int
) -> None:
    world = new_world("sqlite")
    clock = world.book.clock
    assert isinstance(clock, FixedClock)
    start = clock.moment
    try:
        world.receive(date(2020, 2, 3), 500)
        todo: list[Step] = [*before, ("count", 1), *after]
        late = sum(pieces for kind, pieces in todo if kind == "late issue")
        lying, packed = 500 + offset - late, 0
        told = world.book.do(open_stocktake, NewStocktake(world.store, "Tất cả", (world.masks,)))
        for kind, pieces in todo:
            clock.moment += timedelta(minutes=1)
            if kind == "count":
                (line,) = world.book.ask(count_lines, told)
                counted = Count(line.line_id, lying, reason="x", seen_at=line.counted_at)
                world.book.do(enter_counts, told, [counted])
            else:
                act(world, kind, pieces)
                lying = lies_there_after(lying, kind, pieces)
                packed += pieces if kind == "pack" else 0
        clock.moment += timedelta(minutes=1)
        world.book.do(approve_stocktake, told, "Lê Văn Chánh")
        assert world.stock()["KT01"] == lying - packed
        assert world.book.ask(stocktake, told).state is CountState.POSTED
    finally:
        clock.moment = start
        world.book.close()
