"""Which lots give some pieces, chosen ones first, and how that is shared out over several lines."""

from collections.abc import Sequence

from db.rules.timeline import Split


def filled(lots: Split, wanted: int, first: Split = ()) -> Split:
    """Take `wanted` from the `first` lots as far as they were chosen, then from `lots` in their order.

    Never more than `lots` have of each; less than `wanted` if there is less.
    """
    left, taken = dict(lots), dict[int, int]()
    for lot_id, pieces in (*first, *lots):
        if (part := min(wanted, pieces, left.get(lot_id, 0))) > 0:
            taken[lot_id] = taken.get(lot_id, 0) + part
            left[lot_id] -= part
            wanted -= part
    return tuple(taken.items())


def shared_out(split: Split, quantities: Sequence[int]) -> list[Split]:
    """Give each of some lines its pieces of a split, the lines and the lots in their order."""
    lots, found = list(split), list[Split]()
    for quantity in quantities:
        parts, wanted = [], quantity
        while wanted and lots:
            lot_id, pieces = lots[0]
            part = min(wanted, pieces)
            parts.append((lot_id, part))
            wanted -= part
            if part == pieces:
                lots.pop(0)
            else:
                lots[0] = lot_id, pieces - part
        found.append(tuple(parts))
    return found
