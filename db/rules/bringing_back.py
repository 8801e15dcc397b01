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

    Value: what is still out times pieces over pieces still out, rounded; the last piece brings the
    rest. So no part is worth less than nothing, whichever returns were undone before.
    """
    if quantity > sum(part.left for part in taken):
        return None
    parts = []
    for lot in reversed(taken):
        pieces = min(quantity, lot.left)
        if not pieces:
            continue
        worth = (2 * (lot.amount - lot.worth_back) * pieces + lot.left) // (2 * lot.left)
        lot.back += pieces
        lot.worth_back += worth
        parts.append(Part(lot.lot_id, pieces, worth))
        quantity -= pieces
    return parts
