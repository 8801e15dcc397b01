"""Which lots goods that come back belong to, and the value they bring."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Taken:
    """What an issue's line took from one lot, and what of it came back already."""

    lot_id: int
    quantity: int
    amount: int
    back: int = 0
    worth_back: int = 0

    @property
    def left(self) -> int:
        """Pieces that may still come back."""
        return self.quantity - self.back


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces and value that go back into one lot."""

    lot_id: int
    quantity: int
    amount: int


def bring_back(taken: Sequence[Taken], quantity: int) -> list[Part] | None:
    """Bring `quantity` back, into the lot taken from last first; None if that is more than went.

    Value: what all that is back by now left with, rounded, less what came back before, so that the
    last piece brings the rest.
    """
    if quantity > sum(part.left for part in taken):
        return None
    parts = []
    for lot in reversed(taken):
        pieces = min(quantity, lot.left)
        if not pieces:
            continue
        lot.back += pieces
        worth = (2 * lot.amount * lot.back + lot.quantity) // (2 * lot.quantity)
        parts.append(Part(lot.lot_id, pieces, worth - lot.worth_back))
        lot.worth_back = worth
        quantity -= pieces
    return parts
