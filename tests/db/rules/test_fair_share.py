"""Sharing out too little: exact, in proportion, the priority posts first, always the same way."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.fair_share import FairShare, by_largest_remainder, fair_share

PEOPLE = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=25)
STOCK = st.integers(0, 400)


def _share(people: list[tuple[int, bool]], stock: int) -> FairShare:
    return fair_share([one[0] for one in people], [one[1] for one in people], stock)


@given(PEOPLE, STOCK)
def test_all_of_the_stock_is_given_and_nobody_gets_more_than_proposed(
    people: list[tuple[int, bool]], stock: int
) -> None:
    share = _share(people, stock)
    proposed = [one[0] for one in people]
    assert sum(share.given) == min(stock, sum(proposed))
    assert all(0 <= got <= asked for got, asked in zip(share.given, proposed, strict=True))


@given(PEOPLE, STOCK)
def test_nobody_else_gets_a_piece_while_a_priority_post_lacks_one(
    people: list[tuple[int, bool]], stock: int
) -> None:
    share = _share(people, stock)
    assert not (share.priority.lacking and share.rest.given)
    of_first = [one[0] for one in people if one[1]]
    assert share.priority.given == min(stock, sum(of_first))


@given(PEOPLE, STOCK)
def test_the_groups_are_what_their_people_get(people: list[tuple[int, bool]], stock: int) -> None:
    share = _share(people, stock)
    for group, has_priority in ((share.priority, True), (share.rest, False)):
        of_group = [n for n, one in enumerate(people) if one[1] is has_priority]
        assert group.people == sum(people[n][0] > 0 for n in of_group)
        assert group.given == sum(share.given[n] for n in of_group)
        assert group.given + group.lacking == group.proposed == sum(people[n][0] for n in of_group)


@given(st.lists(st.integers(0, 30), max_size=25), STOCK)
def test_each_share_is_the_exact_quotient_rounded_down_or_up(
    proposed: list[int], stock: int
) -> None:
    shares = by_largest_remainder(proposed, stock)
    wanted = sum(proposed)
    if wanted > stock:
        for asked, got in zip(proposed, shares, strict=True):
            assert asked * stock // wanted <= got <= -(-asked * stock // wanted)


@given(st.lists(st.integers(0, 30), max_size=25), STOCK)
def test_who_is_proposed_more_never_gets_less_and_of_equals_the_earlier_goes_first(
    proposed: list[int], stock: int
) -> None:
    shares = by_largest_remainder(proposed, stock)
    for n, (asked, got) in enumerate(zip(proposed, shares, strict=True)):
        for m, (other_asked, other_got) in enumerate(zip(proposed, shares, strict=True)):
            if asked > other_asked:
                assert got >= other_got
            if asked == other_asked and n < m:
                assert got >= other_got


@given(PEOPLE, STOCK)
def test_more_stock_takes_nothing_from_a_group(people: list[tuple[int, bool]], stock: int) -> None:
    less, more = _share(people, stock), _share(people, stock + 1)
    assert more.priority.given >= less.priority.given
    assert more.rest.given >= less.rest.given


def test_forty_masks_for_two_guards_and_eight_others() -> None:
    share = fair_share([10, 10, *[5] * 8], [True, True, *[False] * 8], 40)
    assert share.given == (10, 10, 3, 3, 3, 3, 2, 2, 2, 2)
    assert (share.priority.lacking, share.rest.people, share.rest.lacking) == (0, 8, 20)
