"""What each lot can still give on a day, and which lots an issue takes from: first expiry first."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

Split = Sequence[tuple[int, int]]
"""Ids of lots, each with pieces of it."""


@dataclass(slots=True)
class LotStock:
    """One lot at one store: pieces and value now, and its net change on each day it moved."""

    store_id: int
    lot_id: int
    supply_id: int
    expires_on: date | None
    received_on: date
    on_hand: int
    amount: int
    nets: dict[date, int]
    is_blocked: bool = False
    _days: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._days = sorted(self.nets)

    def add_day(self, day: date, net: int) -> None:
        """Tell its net change on a day that is not known yet."""
        insort(self._days, day)
        self.nets[day] = net

    def change(self, day: date, net: int) -> None:
        """More or fewer pieces on a day, as if a voucher had been posted or undone."""
        if day not in self.nets:
            insort(self._days, day)
        self.nets[day] = self.nets.get(day, 0) + net
        self.on_hand += net

    def is_usable(self, day: date) -> bool:
        """Whether it may be given out on `day`: neither blocked nor expired before it."""
        return not self.is_blocked and (self.expires_on is None or self.expires_on >= day)

    def lowest_from(self, day: date, until: date | None = None) -> int:
        """The lowest balance at the end of any day from `day` on (to `until`): what it offers."""
        start = bisect_right(self._days, day)
        balance = sum(self.nets[d] for d in self._days[:start]) if start < len(self._days) else None
        if balance is None:
            return self.on_hand
        lowest = balance
        for later in self._days[start:]:
            if until is not None and later > until:
                break
            balance += self.nets[later]
            lowest = min(lowest, balance)
        return lowest

    def give(self, day: date, quantity: int) -> int:
        """Take `quantity` out on `day`; return the value that leaves with it.

        Value left times quantity over pieces left, rounded; the last piece takes the rest.
        """
        worth = (2 * self.amount * quantity + self.on_hand) // (2 * self.on_hand)
        self.change(day, -quantity)
        self.amount -= worth
        return worth

    def receive(self, day: date, quantity: int, amount: int) -> None:
        """Bring pieces and their value in on `day`."""
        self.change(day, quantity)
        self.amount += amount

    def later_days(self, day: date) -> list[date]:
        """The days after `day` on which it moved."""
        return self._days[bisect_right(self._days, day) :]


@dataclass(frozen=True, slots=True)
class Pick:
    """Pieces and value taken from one lot."""

    lot_id: int
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Too little: what could be given, the first day it falls short, the first day it would do.

    `taken_later` are the lots that had more on the day itself than they can give.
    """

    available: int
    short_on: date
    first_ok_on: date | None
    taken_later: tuple[int, ...]


class Timeline:
    """The lots of some supplies as they stand, from which issues are taken one after another."""

    def __init__(self, lots: Iterable[LotStock]) -> None:
        self._lots: dict[tuple[int, int], list[LotStock]] = defaultdict(list)
        for lot in lots:
            self._lots[lot.store_id, lot.supply_id].append(lot)
        self._lots.update({key: in_order_of_expiry(group) for key, group in self._lots.items()})

    def put(self, lot: LotStock, day: date, quantity: int, amount: int) -> None:
        """Bring pieces and value of a lot into its store on a day, whether it was known there or not."""
        group = self._lots[lot.store_id, lot.supply_id]
        known = next((one for one in group if one.lot_id == lot.lot_id), None)
        if known is None:
            known = lot
            group.append(lot)
            group.sort(key=_first_expiry_first)
        known.receive(day, quantity, amount)

    def lots(self, store_id: int, supply_id: int) -> Sequence[LotStock]:
        """The lots of a supply at a store, those that expire first."""
        return self._lots[store_id, supply_id]

    def available(self, store_id: int, supply_id: int, day: date) -> int:
        """How many pieces an issue of `day` may take."""
        return sum(lot.lowest_from(day) for lot in self._usable(store_id, supply_id, day))

    def take(
        self,
        store_id: int,
        supply_id: int,
        day: date,
        quantity: int,
        chosen: Split = (),
        *,
        with_unusable: bool = False,
    ) -> list[Pick] | None:
        """Take `quantity`, from the `chosen` lots or from those that expire first.

        None, and nothing taken, if there is too little. Only what leaves for good or is counted
        may come from expired and blocked lots too.
        """
        split = chosen or self.split(
            store_id, supply_id, day, quantity, with_unusable=with_unusable
        )
        lots = {
            lot.lot_id: lot
            for lot in self._offered(store_id, supply_id, day, with_unusable=with_unusable)
        }
        is_whole = sum(pieces for _, pieces in split) == quantity
        is_distinct = len({lot_id for lot_id, _ in split}) == len(split)
        if not (is_whole and is_distinct) or any(
            lot_id not in lots or not 0 < pieces <= lots[lot_id].lowest_from(day)
            for lot_id, pieces in split
        ):
            return None
        return [Pick(lot_id, pieces, lots[lot_id].give(day, pieces)) for lot_id, pieces in split]

    def split(
        self,
        store_id: int,
        supply_id: int,
        day: date,
        quantity: int,
        *,
        with_unusable: bool = False,
    ) -> Split:
        """Which lots `quantity` would come from, those that expire first; less if there is less."""
        split: list[tuple[int, int]] = []
        wanted = quantity
        for lot in self._offered(store_id, supply_id, day, with_unusable=with_unusable):
            if taken := min(wanted, max(lot.lowest_from(day), 0)):
                split.append((lot.lot_id, taken))
                wanted -= taken
            if not wanted:
                break
        return tuple(split)

    def lack(self, store_id: int, supply_id: int, day: date, asked: int) -> Lack:
        """Say what stands in the way of `asked` pieces on `day`."""
        usable = self._usable(store_id, supply_id, day)
        short_on = next(
            (
                until
                for until in (day, *_days_after(usable, day))
                if sum(lot.lowest_from(day, until) for lot in usable) < asked
            ),
            day,
        )
        everything = self._lots[store_id, supply_id]
        first_ok = next(
            (
                later
                for later in _days_after(everything, day)
                if self.available(store_id, supply_id, later) >= asked
            ),
            None,
        )
        taken_later = tuple(
            lot.lot_id for lot in usable if lot.lowest_from(day) < lot.lowest_from(day, day)
        )
        return Lack(self.available(store_id, supply_id, day), short_on, first_ok, taken_later)

    def _usable(self, store_id: int, supply_id: int, day: date) -> list[LotStock]:
        return self._offered(store_id, supply_id, day, with_unusable=False)

    def _offered(
        self, store_id: int, supply_id: int, day: date, *, with_unusable: bool
    ) -> list[LotStock]:
        lots = self._lots[store_id, supply_id]
        return [lot for lot in lots if with_unusable or lot.is_usable(day)]


def in_order_of_expiry(lots: Iterable[LotStock]) -> list[LotStock]:
    """Lots in the order in which they are given out: first expiry, undated last, then first in."""
    return sorted(lots, key=_first_expiry_first)


def _first_expiry_first(lot: LotStock) -> tuple[date, date, int]:
    return (lot.expires_on or date.max, lot.received_on, lot.lot_id)


def _days_after(lots: Sequence[LotStock], day: date) -> list[date]:
    return sorted({later for lot in lots for later in lot.later_days(day)})
