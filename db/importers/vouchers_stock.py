"""What a book of vouchers does to the stock, tried row by row before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.importers.known import KnownSupply
from db.importers.plan import Findings
from db.importers.problems import Problem, Refusal
from db.importers.vouchers import COMING_FIRST, ReadyMove
from db.kinds import VoucherKind
from db.models.stock import Lot, Voucher, VoucherLine
from db.rules.bringing_back import Taken, bring_back
from db.rules.timeline import LotStock, Pick, Split, Timeline
from db.services.goods_back import taken_by
from db.services.ledger import load_lots

Whom = tuple[int | None, int | None, int | None, bool]
_UNUSABLE = frozenset(["write_off", "shortage"])


@dataclass(slots=True)
class Given:
    """One line of an issue that stands: its day, what it took, what more is about to come back.

    `line_id` is 0 while it is only tried.
    """

    line_id: int
    day: date
    taken: list[Taken]
    back: int = 0

    @property
    def left(self) -> int:
        """Pieces that may still come back."""
        return sum(part.left for part in self.taken) - self.back


def in_order(lines: Iterable[ReadyMove]) -> list[list[ReadyMove]]:
    """The rows by voucher, in the order they are posted: by day, what comes in first, then as listed."""
    together: dict[tuple[object, ...], list[ReadyMove]] = defaultdict(list)
    for line in lines:
        together[line.together].append(line)
    return sorted(
        together.values(),
        key=lambda group: (group[0].day, group[0].deed not in COMING_FIRST, group[0].row),
    )


class Trial:
    """The stock as it would be after each row; a row that can't be is an error of its own."""

    def __init__(self, session: Session, findings: Findings, lines: Sequence[ReadyMove]) -> None:
        self._findings = findings
        supplies = {line.supply.id for line in lines}
        self._timeline = Timeline(load_lots(session, supplies))
        self._numbers = lot_numbers(session, supplies)
        returned = {line.supply.id for line in lines if line.deed == "return"}
        self._given = issued(session, returned)
        self._next_lot = -1

    def good(self, lines: Iterable[ReadyMove]) -> list[list[ReadyMove]]:
        """The rows that can be posted, by voucher and in order; the others go to the findings.

        What another row of its day makes possible is posted after that one.
        """
        good: list[list[ReadyMove]] = []
        for _, of_day in groupby(in_order(lines), key=lambda group: group[0].day):
            waiting = list(of_day)
            refused: dict[int, Refusal] = {}
            while waiting:
                done, left = self._tried(waiting, refused)
                good += done
                waiting = left if done else []
            for row, refusal in refused.items():
                self._findings.refuse_as(row, refusal)
        return good

    def _tried(
        self, groups: Sequence[Sequence[ReadyMove]], refused: dict[int, Refusal]
    ) -> tuple[list[list[ReadyMove]], list[list[ReadyMove]]]:
        """What of some vouchers can be done now, and what can't; `refused` says why by row."""
        done, left = [], []
        for group in groups:
            good, bad = [], []
            for line in group:
                try:
                    self._do(line)
                except Refusal as refusal:
                    refused[line.row] = refusal
                    bad.append(line)
                else:
                    refused.pop(line.row, None)
                    good.append(line)
            done += [good] if good else []
            left += [bad] if bad else []
        return done, left

    def _do(self, line: ReadyMove) -> None:
        match line.deed:
            case "receipt" | "surplus":
                self._bring(line)
            case "return":
                self._bring_back(line)
            case "transfer":
                for pick in self._take(line):
                    self._put(line, line.to_store_id or 0, pick.lot_id, pick.quantity, pick.amount)
            case "issue":
                taken = [Taken(p.lot_id, p.quantity, p.amount) for p in self._take(line)]
                self._given[line.whom, line.supply.id].append(Given(0, line.day, taken))
            case _:
                self._take(line)

    def _bring(self, line: ReadyMove) -> None:
        lot_id, self._next_lot = self._next_lot, self._next_lot - 1
        self._numbers[lot_id] = line.lot_number
        self._put(line, line.store_id, lot_id, line.counted.pieces, line.amount)

    def _put(self, line: ReadyMove, store_id: int, lot_id: int, quantity: int, amount: int) -> None:
        known = next(
            (
                lot
                for store in (line.store_id, store_id)
                for lot in self._timeline.lots(store, line.supply.id)
                if lot.lot_id == lot_id
            ),
            None,
        )
        lot = LotStock(
            store_id=store_id,
            lot_id=lot_id,
            supply_id=line.supply.id,
            expires_on=known.expires_on if known else line.expires_on,
            received_on=known.received_on if known else line.day,
            on_hand=0,
            amount=0,
            nets={},
            is_blocked=known.is_blocked if known else False,
        )
        self._timeline.put(lot, line.day, quantity, amount)

    def _take(self, line: ReadyMove) -> list[Pick]:
        with_unusable = line.deed in _UNUSABLE
        place = (line.store_id, line.supply.id, line.day)
        chosen: Split = ()
        if line.lot_number:
            chosen = chosen_lots(line, self._timeline, self._numbers)
        asked = line.counted.pieces
        picks = self._timeline.take(*place, asked, chosen, with_unusable=with_unusable)
        if picks is None:
            lack = self._timeline.lack(*place, asked)
            raise _short(line.supply, line.day, lack.short_on, lack.available, asked)
        return picks

    def _bring_back(self, line: ReadyMove) -> None:
        asked = line.counted.pieces
        for given, pieces in from_last(self._given[line.whom, line.supply.id], line):
            for part in bring_back(given.taken, pieces) or ():
                self._put(line, line.store_id, part.lot_id, part.quantity, part.amount)
            asked -= pieces


def chosen_lots(
    line: ReadyMove, timeline: Timeline, numbers: Mapping[int, str]
) -> tuple[tuple[int, int], ...]:
    """The lots of the number that a row names, as far as they go. Raises Refusal."""
    with_unusable = line.deed in _UNUSABLE
    wanted, split = line.counted.pieces, []
    lots = timeline.lots(line.store_id, line.supply.id)
    named = [lot for lot in lots if numbers.get(lot.lot_id, "").lower() == line.lot_number.lower()]
    if not named:
        raise Refusal(
            Problem.UNKNOWN_LOT, "lot_number", text=line.lot_number, supply=line.supply.name
        )
    for lot in named:
        usable = with_unusable or lot.is_usable(line.day)
        if usable and (taken := min(wanted, max(lot.lowest_from(line.day), 0))):
            split.append((lot.lot_id, taken))
            wanted -= taken
    if wanted:
        left = line.counted.pieces - wanted
        raise _short(line.supply, line.day, line.day, left, line.counted.pieces)
    return tuple(split)


def from_last(given: Sequence[Given], line: ReadyMove) -> list[tuple[Given, int]]:
    """What comes back of which issues to one recipient, the newest first. Raises Refusal."""
    wanted, back = line.counted.pieces, []
    for one in sorted(given, key=lambda one: one.day, reverse=True):
        if one.day <= line.day and (pieces := min(wanted, one.left)):
            back.append((one, pieces))
            wanted -= pieces
    if wanted:
        raise Refusal(
            Problem.RETURNED_TOO_MUCH,
            "quantity",
            text=line.told,
            supply=line.supply.name,
            unit=line.supply.base_unit,
            left=line.counted.pieces - wanted,
            asked=line.counted.pieces,
        )
    return back


def issued(session: Session, supplies: Iterable[int]) -> dict[tuple[Whom, int], list[Given]]:
    """Lines of issues that stand, by recipient and supply, the later ones last."""
    found: dict[tuple[Whom, int], list[Given]] = defaultdict(list)
    wanted = sorted(set(supplies))
    if not wanted:
        return found
    undone = select(Voucher.reverses_id).where(Voucher.reverses_id.is_not(None))
    query = (
        select(Voucher.day, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(
            Voucher.kind == VoucherKind.ISSUE,
            VoucherLine.supply_id.in_(wanted),
            Voucher.id.not_in(undone),
        )
        .order_by(Voucher.day, VoucherLine.id)
    )
    rows = session.execute(query).all()
    taken = taken_by(session, [line.id for _, line in rows])
    for day, line in rows:
        found[whom_of(line), line.supply_id].append(Given(line.id, day, taken[line.id]))
    return found


def whom_of(line: VoucherLine) -> Whom:
    """Who got a line: as `ReadyMove.whom`."""
    is_unit = line.staff_id is None and line.agency_id is None and not line.is_visitors
    unit = line.department_id if is_unit else None
    return line.staff_id, unit, line.agency_id, line.is_visitors


def lot_numbers(session: Session, supplies: Iterable[int]) -> dict[int, str]:
    """The numbers of the lots of some supplies."""
    query = select(Lot.id, Lot.number).where(Lot.supply_id.in_(sorted(set(supplies))))
    return dict(session.execute(query).all())


def _short(supply: KnownSupply, day: date, short_on: date, available: int, asked: int) -> Refusal:
    return Refusal(
        Problem.STOCK_SHORT,
        "quantity",
        supply=supply.name,
        unit=supply.base_unit,
        day=day.isoformat(),
        short_on=short_on.isoformat(),
        available=available,
        asked=asked,
    )
