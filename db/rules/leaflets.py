"""Figures of leaflets: what a part of a print run is worth, what a place is still owed."""

from collections.abc import Mapping
from dataclasses import dataclass


def value_of_part(amount: int, vat_percent: int, ordered: int, accepted: int, valued: int) -> int:
    """What a part is worth with VAT, in đồng, that brings the accepted pieces to `accepted`.

    `amount` is the price of all `ordered` pieces before VAT, `valued` what the accepted parts that
    stand are worth together. Each part brings their sum to the rounded worth of all accepted, so
    that a line that came whole is worth its price to the đồng, whatever was undone before.
    """
    worth = (2 * amount * (100 + vat_percent) * accepted + 100 * ordered) // (200 * ordered)
    return max(0, worth - valued)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one body stands with one leaflet; `owed` is what it is still to get."""

    allocated: int = 0
    handed_over: int = 0
    signed: int = 0
    owed: int = 0

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(
            self.allocated + other.allocated,
            self.handed_over + other.handed_over,
            self.signed + other.signed,
            self.owed + other.owed,
        )


NOTHING = Standing()


def standings(
    allocated: Mapping[int, int],
    handed_over: Mapping[int, int],
    signed: Mapping[int, int],
    parents: Mapping[int, int | None],
) -> dict[int, Standing]:
    """Where each body stands with one leaflet, by id; `parents` names the district of each ward.

    What a district was handed beyond its own share is for its wards: it settles what they are
    owed, in their order, so that a district whose whole is handed over owes its wards nothing.
    """
    ids = list(dict.fromkeys((*allocated, *handed_over)))
    owed = {id_: allocated.get(id_, 0) - handed_over.get(id_, 0) for id_ in ids}
    for id_ in ids:
        district = parents.get(id_)
        if owed[id_] > 0 and district is not None and owed.get(district, 0) < 0:
            settled = min(owed[id_], -owed[district])
            owed[id_] -= settled
            owed[district] += settled
    return {
        id_: Standing(
            allocated.get(id_, 0), handed_over.get(id_, 0), signed.get(id_, 0), max(0, owed[id_])
        )
        for id_ in ids
    }
