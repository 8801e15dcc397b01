"""What the ledger has to do, said a second time in a page and without a database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from db.errors import (
    AlreadyReversed,
    DomainError,
    PeriodClosed,
    ReversalBlocked,
    StockShort,
)

Moves = list[tuple[int, int, int]]  # lot, pieces, value


@dataclass
class ModelLot:
    """One lot; `days` are its net pieces by day."""

    supply: int
    store: int
    expires_on: date | None
    received_on: date
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
class ModelVoucher:
    """One posted voucher."""

    number: tuple[str, int, int]
    day: date
    kind: str
    moves: Moves
    store: int
    is_reversed: bool = False


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
        self, day: date, store: int, lines: list[tuple[int, int, int, date | None]]
    ) -> None:
        self._open(day)
        moves = []
        for supply, pieces, value, expires_on in lines:
            self.lots.append(ModelLot(supply, store, expires_on, day))
            moves.append((len(self.lots), pieces, value))
        self._post("NK", day, "receipt", moves, store)

    def issue(self, series: str, day: date, store: int, lines: list[tuple[int, int]]) -> None:
        self._open(day)
        moves: Moves = []
        for supply, wanted in lines:
            moves += self._take(day, store, supply, wanted)
        self._post(series, day, "issue", moves, store, is_moved=True)

    def reverse(self, voucher: ModelVoucher) -> None:
        if voucher.is_reversed or voucher.kind == "reversal":
            raise Refused(AlreadyReversed)
        day = max(voucher.day, self.closed_to + timedelta(days=1))
        if day > self.today:
            raise Refused(PeriodClosed)
        opposite = [(lot, -pieces, -value) for lot, pieces, value in voucher.moves]
        for lot, pieces, _ in opposite:
            if pieces < 0 and self.lots[lot - 1].offers(day) < -pieces:
                raise Refused(ReversalBlocked)
        voucher.is_reversed = True
        series = "XK" if voucher.kind == "receipt" else "NK"
        self._post(series, day, "reversal", opposite, voucher.store)

    def _open(self, day: date) -> None:
        if day <= self.closed_to:
            raise Refused(PeriodClosed)

    def _take(self, day: date, store: int, supply: int, wanted: int) -> Moves:
        """First expiry first, then first in; the value in proportion, the last piece the rest."""
        usable = [
            (lot.expires_on or date.max, lot.received_on, number, lot)
            for number, lot in enumerate(self.lots, 1)
            if (lot.store, lot.supply) == (store, supply) and (lot.expires_on or day) >= day
        ]
        moves = []
        for _, _, number, lot in sorted(usable):
            if taken := min(wanted, lot.offers(day)):
                worth = int(lot.value * taken / lot.on_hand + 0.5)  # small numbers: exact enough
                moves.append((number, -taken, -worth))
                self._move(day, moves[-1])
                wanted -= taken
        if wanted:
            raise Refused(StockShort)
        return moves

    def _move(self, day: date, move: tuple[int, int, int]) -> None:
        lot = self.lots[move[0] - 1]
        lot.days[day] += move[1]
        lot.value += move[2]

    def _post(
        self, series: str, day: date, kind: str, moves: Moves, store: int, *, is_moved: bool = False
    ) -> None:
        for move in () if is_moved else moves:
            self._move(day, move)
        self.last[series, day.year] += 1
        number = (series, day.year, self.last[series, day.year])
        self.vouchers.append(ModelVoucher(number, day, kind, moves, store))
