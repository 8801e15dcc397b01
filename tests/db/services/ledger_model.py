"""What the ledger has to do, said a second time in two pages and without a database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from db.errors import (
    AlreadyReversed,
    BackBeforeIssue,
    DomainError,
    FieldMissing,
    FutureDay,
    LotEmpty,
    MoreThanIssued,
    NotFound,
    PeriodClosed,
    ReversalBlocked,
    StockShort,
)

Move = tuple[int, int, int, int]  # store, lot, pieces, value
Split = tuple[tuple[int, int], ...]  # lots with pieces of them


@dataclass
class Pile:
    """What lies of one lot in one store: its value, and its net pieces by day."""

    value: int = 0
    days: Counter[date] = field(default_factory=Counter)

    @property
    def on_hand(self) -> int:
        return self.days.total()

    def offers(self, day: date) -> int:
        """The lowest balance of any day from `day` on."""
        then = [day, *(later for later in self.days if later > day)]
        return min(sum(net for on, net in self.days.items() if on <= until) for until in then)


@dataclass
class ModelLot:
    """One lot, wherever it lies; it first came in as `pieces` worth `worth`."""

    supply: int
    expires_on: date | None
    received_on: date
    pieces: int = 0
    worth: int = 0
    is_blocked: bool = False
    piles: dict[int, Pile] = field(default_factory=dict)

    def at(self, store: int) -> Pile:
        return self.piles.get(store, Pile())


@dataclass
class ModelLine:
    """One line; `of` are the voucher and line of the issue that it brings back."""

    moves: list[Move]
    of: tuple[int, int] | None = None


@dataclass
class ModelVoucher:
    """One posted voucher."""

    number: tuple[str, int, int]
    day: date
    kind: str
    store: int
    lines: list[ModelLine]
    is_reversed: bool = False

    @property
    def moves(self) -> list[Move]:
        return [move for line in self.lines for move in line.moves]


class Refused(Exception):
    """The model says no: with this error of the book's."""

    def __init__(self, error: type[DomainError]) -> None:
        super().__init__(error.__name__)
        self.error = error


@dataclass
class Model:
    """The whole ledger; lots and vouchers are numbered from 1 as the book numbers them."""

    today: date
    lots: list[ModelLot] = field(default_factory=list)
    vouchers: list[ModelVoucher] = field(default_factory=list)
    last: Counter[tuple[str, int]] = field(default_factory=Counter)
    closed_to: date = date.min

    def receive(
        self, day: date, store: int, lines: Iterable[tuple[int, int, int, date | None]]
    ) -> None:
        self._open(day)
        made = []
        for supply, pieces, value, expires_on in lines:
            self.lots.append(ModelLot(supply, expires_on, day, pieces, value))
            made.append(ModelLine([(store, len(self.lots), pieces, value)]))
        self._post("NK", day, "receipt", store, made)

    def issue(
        self, series: str, day: date, store: int, lines: Iterable[tuple[int, int, Split]]
    ) -> None:
        self._open(day)
        self._post(series, day, "issue", store, self._out(day, store, lines), is_moved=True)

    def write_off(self, day: date, store: int, lines: Iterable[tuple[int, int, Split]]) -> None:
        self._open(day)
        made = self._out(day, store, lines, with_unusable=True)
        self._post("XK", day, "write_off", store, made, is_moved=True)

    def transfer(
        self, day: date, store: int, to: int, lines: Iterable[tuple[int, int, Split]]
    ) -> None:
        self._open(day)
        if to == store:
            raise Refused(FieldMissing)
        made = self._out(day, store, lines)
        for line in made:
            arriving = [(to, lot, -pieces, -value) for _, lot, pieces, value in line.moves]
            for move in arriving:
                self._move(day, move)
            line.moves += arriving
        self._post("XK", day, "transfer", store, made, is_moved=True)

    def bring_back(self, day: date, store: int, issue: int, lines: list[tuple[int, int]]) -> None:
        """Lines are places in the issue with pieces: each lot gets its share of its worth back."""
        self._open(day)
        original = self.vouchers[issue]
        if original.kind != "issue" or original.is_reversed:
            raise Refused(NotFound)
        if day < original.day:
            raise Refused(BackBeforeIssue)
        made: list[ModelLine] = []
        for place, asked in lines:
            of, wanted = (issue, place), asked
            left: dict[int, list[int]] = {}
            back = [line for one in self.vouchers for line in one.lines if line.of == of]
            for line in (original.lines[place], *back, *(one for one in made if one.of == of)):
                for _, lot, pieces, value in line.moves:
                    there = left.setdefault(lot, [0, 0])
                    there[0] -= pieces
                    there[1] -= value
            moves: list[Move] = []
            for lot in reversed(left):
                pieces, value = left[lot]
                if taken := min(wanted, pieces):
                    moves.append((store, lot, taken, _rounded(value * taken, pieces)))
                    wanted -= taken
            if wanted:
                raise Refused(MoreThanIssued)
            made.append(ModelLine(moves, of))
        self._post("NK", day, "return", store, made)

    def adjust(self, day: date, store: int, differences: list[tuple[int, int, int | None]]) -> None:
        """What is found goes to its lot or the one last received, at the price it came in at."""
        self._open(day)
        found = []
        for supply, pieces, known in differences:
            if pieces > 0:
                number = known or self._last_in(store, supply, day)
                lot = self.lots[number - 1]
                worth = _rounded(lot.worth * pieces, lot.pieces) if lot.pieces else 0
                found.append(ModelLine([(store, number, pieces, worth)]))
        if found:
            self._post("NK", day, "adjustment", store, found)
        missing = [
            (supply, -pieces, ((known, -pieces),) if known else ())
            for supply, pieces, known in differences
            if pieces < 0
        ]
        if missing:
            made = self._out(day, store, missing, with_unusable=True)
            self._post("XK", day, "adjustment", store, made, is_moved=True)

    def correct_amount(self, day: date, store: int, lot: int, change: int) -> None:
        self._open(day)
        pile = self.lots[lot - 1].at(store)
        if not pile.on_hand or pile.value + change < 0:
            raise Refused(LotEmpty)
        series = "NK" if change > 0 else "XK"
        self._post(series, day, "adjustment", store, [ModelLine([(store, lot, 0, change)])])

    def reverse(self, voucher: int) -> None:
        original = self.vouchers[voucher]
        if original.is_reversed or original.kind == "reversal":
            raise Refused(AlreadyReversed)
        day = max(original.day, self.closed_to + timedelta(days=1))
        if day > self.today:
            raise Refused(PeriodClosed)
        if any(
            line.of is not None and line.of[0] == voucher and not one.is_reversed
            for one in self.vouchers
            for line in one.lines
            if one.kind == "return"
        ):
            raise Refused(ReversalBlocked)
        made = [
            ModelLine([(*move[:2], -move[2], -move[3]) for move in line.moves], line.of)
            for line in original.lines
        ]
        change: dict[tuple[int, int], list[int]] = {}
        for store, lot, pieces, value in (move for line in made for move in line.moves):
            sums = change.setdefault((store, lot), [0, 0])
            sums[0] += pieces
            sums[1] += value
        for (store, lot), (pieces, value) in change.items():
            pile = self.lots[lot - 1].at(store)
            left = pile.on_hand + pieces, pile.value + value
            if pile.offers(day) + pieces < 0 or left[1] < 0 or (left[0] == 0 and left[1]):
                raise Refused(ReversalBlocked)
        original.is_reversed = True
        series = "XK" if original.number[0] == "NK" else "NK"
        self._post(series, day, "reversal", original.store, made)

    def _open(self, day: date) -> None:
        if day > self.today:
            raise Refused(FutureDay)
        if day <= self.closed_to:
            raise Refused(PeriodClosed)

    def _out(
        self,
        day: date,
        store: int,
        lines: Iterable[tuple[int, int, Split]],
        *,
        with_unusable: bool = False,
    ) -> list[ModelLine]:
        """The chosen lots, else first expiry first, then first in; the last piece takes the rest."""
        made = []
        for supply, wanted, chosen in lines:
            offered = {
                number: self.lots[number - 1].at(store)
                for *_, number in sorted(
                    (lot.expires_on or date.max, lot.received_on, number)
                    for number, lot in enumerate(self.lots, 1)
                    if lot.supply == supply
                    and (with_unusable or not (lot.is_blocked or (lot.expires_on or day) < day))
                )
            }
            split = dict(chosen) or self.first_to_expire(day, offered, wanted)
            if sum(split.values()) != wanted or any(
                lot not in offered or offered[lot].offers(day) < pieces
                for lot, pieces in split.items()
            ):
                raise Refused(StockShort)
            moves = []
            for lot, pieces in split.items():
                pile = offered[lot]
                worth = _rounded(pile.value * pieces, pile.on_hand)
                moves.append((store, lot, -pieces, -worth))
                self._move(day, moves[-1])
            made.append(ModelLine(moves))
        return made

    def first_to_expire(self, day: date, offered: dict[int, Pile], wanted: int) -> dict[int, int]:
        """How many pieces each of some lots, in their order, gives of what is wanted."""
        split = {}
        for lot, pile in offered.items():
            if taken := min(wanted, pile.offers(day)):
                split[lot] = taken
                wanted -= taken
        return split

    def _last_in(self, store: int, supply: int, day: date) -> int:
        there = [
            (lot.received_on, number)
            for number, lot in enumerate(self.lots, 1)
            if lot.supply == supply and store in lot.piles and lot.received_on <= day
        ]
        if there:
            return max(there)[1]
        self.lots.append(ModelLot(supply, None, day))
        return len(self.lots)

    def _move(self, day: date, move: Move) -> None:
        store, number, pieces, value = move
        lot = self.lots[number - 1]
        pile = lot.piles.setdefault(store, Pile())
        pile.days[day] += pieces
        pile.value += value
        if pieces > 0 and not lot.pieces:
            lot.pieces, lot.worth = pieces, value

    def _post(
        self,
        series: str,
        day: date,
        kind: str,
        store: int,
        lines: list[ModelLine],
        *,
        is_moved: bool = False,
    ) -> None:
        moves = [] if is_moved else [move for line in lines for move in line.moves]
        for move in moves:
            self._move(day, move)
        self.last[series, day.year] += 1
        number = (series, day.year, self.last[series, day.year])
        self.vouchers.append(ModelVoucher(number, day, kind, store, lines))


def _rounded(value: int, by: int) -> int:
    return floor(Fraction(value, by) + Fraction(1, 2))
