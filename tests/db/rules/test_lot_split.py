"""Lots chosen by hand give first, and what lines get of a split adds up to it."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.lot_split import filled, shared_out
from db.rules.timeline import Split

LOTS = st.lists(st.integers(1, 30), min_size=1, max_size=5).map(
    lambda sizes: tuple(enumerate(sizes, start=1))
)


def test_the_chosen_lots_give_first_and_the_rest_comes_in_order() -> None:
    lots = ((1, 10), (2, 20), (3, 5))
    assert filled(lots, 12) == ((1, 10), (2, 2))
    assert filled(lots, 12, first=((3, 5), (2, 4))) == ((3, 5), (2, 4), (1, 3))
    assert filled(lots, 3, first=((3, 5),)) == ((3, 3),)
    assert filled(lots, 8, first=((3, 7), (9, 7))) == ((3, 5), (1, 3))  # gone since
    assert filled(lots, 99, first=((2, 20),)) == ((2, 20), (1, 10), (3, 5))
    assert filled((), 4, first=((1, 4),)) == ()


@given(LOTS, st.integers(0, 160), st.lists(st.tuples(st.integers(1, 6), st.integers(0, 40))))
def test_a_split_gives_what_is_wanted_as_far_as_there_is(
    lots: Split, wanted: int, chosen: list[tuple[int, int]]
) -> None:
    taken = dict(filled(lots, wanted, chosen))
    assert sum(taken.values()) == min(wanted, sum(pieces for _lot, pieces in lots))
    assert all(0 < pieces <= dict(lots)[lot_id] for lot_id, pieces in taken.items())


@given(LOTS, st.data())
def test_lines_share_a_split_without_a_piece_left(lots: Split, data: st.DataObject) -> None:
    there = sum(pieces for _lot, pieces in lots)
    cuts = sorted(data.draw(st.lists(st.integers(0, there), max_size=6)))
    quantities = [b - a for a, b in zip((0, *cuts), (*cuts, there), strict=True)]
    parts = shared_out(lots, quantities)
    assert [sum(pieces for _lot, pieces in part) for part in parts] == quantities
    given: dict[int, int] = {}
    for part in parts:
        for lot_id, pieces in part:
            given[lot_id] = given.get(lot_id, 0) + pieces
    assert given == dict(lots)
