"""Sharing leaflets out: exact sums, whole bundles, nobody below one with a smaller weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NoFigures
from db.kinds import SpreadBy
from db.rules.allocation import Body, share_out, weights

TOTAL = st.integers(0, 10**12)
WEIGHTS = st.lists(st.integers(0, 10**7), max_size=40)
BUNDLE = st.sampled_from([1, 2, 50, 100, 500, 1_000])


@given(TOTAL, WEIGHTS, BUNDLE, TOTAL)
def test_shares_reserve_and_rest_are_the_total(
    total: int, of: list[int], bundle: int, reserve: int
) -> None:
    shares = share_out(total, of, bundle, reserve)
    assert sum(shares.given) + shares.reserve + shares.rest == total
    assert shares.reserve == min(reserve, total)
    assert all(share >= 0 for share in shares.given)


@given(TOTAL, WEIGHTS, BUNDLE, TOTAL)
def test_each_share_is_whole_bundles_and_less_than_a_bundle_is_left(
    total: int, of: list[int], bundle: int, reserve: int
) -> None:
    shares = share_out(total, of, bundle, reserve)
    assert not any(share % bundle for share in shares.given)
    if any(of):
        assert 0 <= shares.rest < bundle
    else:
        assert shares.rest == total - shares.reserve


@given(TOTAL, WEIGHTS, BUNDLE)
def test_nobody_gets_less_than_one_with_a_smaller_weight(
    total: int, of: list[int], bundle: int
) -> None:
    given_out = share_out(total, of, bundle).given
    by_weight = sorted(zip(of, given_out, strict=True))
    assert [share for _weight, share in by_weight] == sorted(given_out)
    assert all(share == 0 for weight, share in by_weight if weight == 0)


@given(TOTAL, st.integers(1, 40), BUNDLE)
def test_of_equal_ones_the_earlier_get_the_bundle_that_is_over(
    total: int, count: int, bundle: int
) -> None:
    given_out = share_out(total, [1] * count, bundle).given
    assert list(given_out) == sorted(given_out, reverse=True)
    assert given_out[0] - given_out[-1] in {0, bundle}


@given(st.lists(WEIGHTS.filter(any), min_size=1, max_size=8), TOTAL, BUNDLE)
def test_wards_get_together_what_their_district_gets(
    districts: list[list[int]], total: int, bundle: int
) -> None:
    first = share_out(total, [sum(wards) for wards in districts], bundle)
    second = [
        share_out(share, wards, bundle) for share, wards in zip(first.given, districts, strict=True)
    ]
    assert tuple(sum(one.given) for one in second) == first.given


def test_a_thousand_over_three_districts_by_their_wards() -> None:
    shares = share_out(1_050, [10, 11, 14], bundle=100, reserve=100)
    assert shares.given == (200, 300, 400)
    assert shares.rest == 50
    assert share_out(1_100, [10, 11, 14], bundle=100).given == (300, 400, 400)


def test_bodies_without_a_figure_are_named_and_not_taken_for_none() -> None:
    bodies = [Body("Quận 1", population=140_000), Body("Quận 2"), Body("Sở Y tế", population=0)]
    with pytest.raises(NoFigures) as refused:
        weights(bodies, SpreadBy.POPULATION)
    assert refused.value.names == ("Quận 2",)
    assert weights(bodies, SpreadBy.EQUAL) == [1, 1, 1]
