"""How long the stock lasts and how much to ask for (papers.md 0.5, domain README 8.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from db.rules.calendar import WorkCalendar

PACE_DAYS = 28
USUAL_DAYS = {"lead_days": 7, "safety_days": 7, "review_days": 7, "emergency_days": 3}
"""How far ahead an office looks unless it says otherwise, in calendar days (domain README 8.2)."""
POLICY_DAYS = tuple(USUAL_DAYS)
WARNING_WORKING_DAYS = 5
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


@dataclass(frozen=True, slots=True)
class Policy:
    """How far ahead the office looks, in working days: lead, safety, review, emergency lead time.

    The defaults are 7, 7, 7 and 3 calendar days (domain README 8.2).
    """

    lead: int = 5
    safety: int = 5
    review: int = 5
    emergency: int = 3

    @classmethod
    def of(cls, told: Mapping[str, int], calendar: WorkCalendar) -> "Policy":
        """The policy that the office's settings give in calendar days."""
        return cls(*(calendar.working_days_in(told[name]) for name in POLICY_DAYS))

    @property
    def least(self) -> int:
        """What the minimum lasts: lead time and safety stock."""
        return self.lead + self.safety

    @property
    def most(self) -> int:
        """What the maximum lasts: the minimum and one review period."""
        return self.least + self.review


class Level(StrEnum):
    """How a stock stands against what the policy wants."""

    OUT = "out"
    EMERGENCY = "emergency"
    LOW = "low"
    ENOUGH = "enough"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Need:
    """A supply's usable stock against its pace, its norm and the policy.

    `minimum` is the one set by hand, `by_norm` the pieces a working day takes by norm and people
    present (None: no norm in force).
    """

    usable: int
    pace: Pace
    by_norm: Fraction | None
    minimum: int
    policy: Policy

    @property
    def cover(self) -> int | None:
        """Working days by the pace."""
        return self.pace.cover(self.usable)

    @property
    def norm_cover(self) -> int | None:
        """Working days by norm and people present, rounded down."""
        if self.usable <= 0:
            return 0
        return int(self.usable / self.by_norm) if self.by_norm else None

    @property
    def least(self) -> int:
        """The minimum: what lead time and safety take, not less than the one set by hand."""
        return max(self.pace.used_in(self.policy.least), self.minimum)

    @property
    def emergency_point(self) -> int:
        """The emergency order point: what the longest emergency lead time takes."""
        return min(self.pace.used_in(self.policy.emergency), self.least)

    @property
    def most(self) -> int:
        """The maximum: the minimum and what a review period takes."""
        return max(self.pace.used_in(self.policy.most), self.least)

    @property
    def level(self) -> Level:
        """Where the stock stands."""
        if self.usable <= 0:
            return Level.OUT
        if self.usable < self.emergency_point:
            return Level.EMERGENCY
        if self.usable < self.least:
            return Level.LOW
        return Level.OVER if self.pace.issued > 0 and self.usable > self.most else Level.ENOUGH


def order_of(
    closing: int,
    minimum: int,
    pace: Pace,
    packs: Sequence[tuple[str, int]],
    policy: Policy = Policy(),
) -> tuple[int, str, int]:
    """Pieces to ask for, and the pack they are rounded up to (name and size; "" and 1 for none)."""
    need = max(pace.used_in(policy.most), minimum) - closing
    if need <= 0:
        return 0, "", 1
    fitting = [pack for pack in packs if pack[1] <= need] or sorted(packs, key=lambda p: p[1])[:1]
    name, size = max(fitting, key=lambda pack: pack[1]) if fitting else ("", 1)
    return -(-need // size) * size, name, size


def is_needed(closing: int, minimum: int, cover: int | None) -> bool:
    """Whether a supply is under its minimum or its stock is about to run out."""
    return closing < minimum or (cover is not None and cover < WARNING_WORKING_DAYS)
