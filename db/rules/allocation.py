"""Who gets how many leaflets: a total over bodies by their weights, in bundles, a reserve kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import NoFigures
from db.kinds import SpreadBy
from db.rules.fair_share import by_largest_remainder


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body that leaflets may be shared out by; None: not known."""

    name: str
    wards: int | None = None
    population: int | None = None
    households: int | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """What each body gets, in order; `rest` is what stays beside the reserve."""

    given: tuple[int, ...]
    reserve: int
    rest: int


def weights(bodies: Sequence[Body], by: SpreadBy) -> list[int]:
    """The weight of each body. Raises NoFigures, with the names of those that lack it."""
    found = [_weight(body, by) for body in bodies]
    if lacking := [one.name for one, known in zip(bodies, found, strict=True) if known is None]:
        raise NoFigures(by, tuple(lacking))
    return [known or 0 for known in found]


def share_out(total: int, weights: Sequence[int], bundle: int = 1, reserve: int = 0) -> Shares:
    """Share a total less its reserve in whole bundles, in proportion to the weights.

    The bundles left over go to the largest remainders, the earlier of equal ones first, so that
    nobody gets less than one with a smaller weight. What is below a bundle is the rest; where
    nobody has a weight, all of it is.
    """
    kept = min(reserve, total)
    bundles = (total - kept) // bundle if any(weights) else 0
    wanted = [weight * (bundles + 1) for weight in weights]  # more than there is, in proportion
    given = tuple(bundle * share for share in by_largest_remainder(wanted, bundles))
    return Shares(given, kept, total - kept - sum(given))


def _weight(body: Body, by: SpreadBy) -> int | None:
    match by:
        case SpreadBy.EQUAL:
            return 1
        case SpreadBy.WARDS:
            return body.wards
        case SpreadBy.POPULATION:
            return body.population
        case SpreadBy.HOUSEHOLDS:
            return body.households
    return body.weight
