"""How long the stock lasts and how much to ask for (papers.md 0.5, domain README 8.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.calendar import WorkCalendar

PACE_DAYS = 28
WARNING_WORKING_DAYS = 5
ORDER_WORKING_DAYS = 15  # lead 7, safety 7, review 7 calendar days, as working days
EXPIRY_DAYS = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """Pieces issued over so many working days on which there was anything to issue."""

    issued: int
    days: int

    def cover(self, closing: int) -> int | None:
        """Working days the stock lasts, rounded down: None if nothing is issued, 0 if it is gone."""
        if closing <= 0:
            return 0
        if self.issued <= 0 or not self.days:
            return None
        return closing * self.days // self.issued

    def used_in(self, working_days: int) -> int:
        """Pieces that so many working days use, rounded up."""
        return -(-self.issued * working_days // self.days) if self.days and self.issued > 0 else 0


def pace_of(
    to_on: date,
    closing: int,
    nets: Mapping[date, int],
    received: Mapping[date, int],
    issued: int,
    calendar: WorkCalendar,
) -> Pace:
    """The pace of the 28 days up to `to_on`, from net and incoming pieces by day."""
    counted, balance = 0, closing
    for back in range(PACE_DAYS):
        day = to_on - timedelta(days=back)
        balance -= nets.get(day, 0)  # now what there was when the day began
        if calendar.is_worked(day) and balance + received.get(day, 0) > 0:
            counted += 1
    return Pace(issued, counted)


def order_of(
    closing: int, minimum: int, pace: Pace, packs: Sequence[tuple[str, int]]
) -> tuple[int, str, int]:
    """Pieces to ask for, and the pack they are rounded up to (name and size; "" and 1 for none)."""
    need = max(pace.used_in(ORDER_WORKING_DAYS), minimum) - closing
    if need <= 0:
        return 0, "", 1
    fitting = [pack for pack in packs if pack[1] <= need] or sorted(packs, key=lambda p: p[1])[:1]
    name, size = max(fitting, key=lambda pack: pack[1]) if fitting else ("", 1)
    return -(-need // size) * size, name, size


def is_needed(closing: int, minimum: int, cover: int | None) -> bool:
    """Whether a supply is under its minimum or its stock is about to run out."""
    return closing < minimum or (cover is not None and cover < WARNING_WORKING_DAYS)
