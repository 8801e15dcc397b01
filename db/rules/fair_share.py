"""Who gets how much when there is too little: priority posts first, then each in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """What one group was proposed and gets; `people` are those that something was proposed for."""

    people: int
    proposed: int
    given: int

    @property
    def lacking(self) -> int:
        """What the group does not get of its proposal."""
        return self.proposed - self.given


@dataclass(frozen=True, slots=True)
class FairShare:
    """What everybody gets, in the order they were asked for, and what the two groups get."""

    given: tuple[int, ...]
    priority: Group
    rest: Group


def fair_share(proposed: Sequence[int], is_priority: Sequence[bool], stock: int) -> FairShare:
    """Share `stock` out: never more of it than there is, nor more to anybody than was proposed.

    The priority posts get all they were proposed while it lasts; what is left goes to the others.
    Within a group each gets the proposal × stock ÷ proposals of the group, rounded down; the
    pieces left over go to the largest remainders, the earlier of equal ones first.
    """
    first = [n for n, has_priority in enumerate(is_priority) if has_priority]
    others = [n for n, has_priority in enumerate(is_priority) if not has_priority]
    given = [0] * len(proposed)
    left = max(0, stock)
    for places in (first, others):
        shares = by_largest_remainder([proposed[n] for n in places], left)
        for place, pieces in zip(places, shares, strict=True):
            given[place] = pieces
        left -= sum(shares)
    return FairShare(tuple(given), _group(first, proposed, given), _group(others, proposed, given))


def by_largest_remainder(proposed: Sequence[int], stock: int) -> list[int]:
    """Split `stock` in proportion to what was proposed; all of the proposal where it suffices."""
    wanted = sum(proposed)
    if wanted <= stock:
        return list(proposed)
    shares = [pieces * stock // wanted for pieces in proposed]
    by_remainder = sorted(range(len(proposed)), key=lambda n: (-(proposed[n] * stock % wanted), n))
    for place in by_remainder[: stock - sum(shares)]:
        shares[place] += 1
    return shares


def _group(places: Sequence[int], proposed: Sequence[int], given: Sequence[int]) -> Group:
    return Group(
        people=sum(proposed[n] > 0 for n in places),
        proposed=sum(proposed[n] for n in places),
        given=sum(given[n] for n in places),
    )
