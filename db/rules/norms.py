"""What a person may get: the norm that holds for them, and what is left of it in its period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from db.kinds import NormPeriod
from db.rules.calendar import WorkCalendar, week_of


@dataclass(frozen=True, slots=True)
class Terms:
    """So many pieces of a supply for a person and period, at a duty post (None: everybody)."""

    supply_id: int
    duty_post_id: int | None
    pieces: int
    period: NormPeriod
    from_on: date
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether these are in force on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def meets(self, from_on: date, to_on: date | None) -> bool:
        """Whether these are in force on any day of a period (without end: None)."""
        starts_before = to_on is None or self.from_on <= to_on
        return starts_before and (self.to_on is None or from_on <= self.to_on)


def terms_for(
    known: Iterable[Terms], supply_id: int, duty_post_id: int | None, day: date
) -> Terms | None:
    """The norm for somebody at a post on a day: that of the post, else the one for everybody."""
    there = {
        terms.duty_post_id: terms
        for terms in known
        if terms.supply_id == supply_id and terms.holds_on(day)
    }
    return there.get(duty_post_id, there.get(None))


def span_of(period: NormPeriod, day: date, week_starts_on: int = 1) -> tuple[date, date]:
    """The first and last day of the day, week or month that `day` lies in."""
    if period is NormPeriod.DAY:
        return day, day
    if period is NormPeriod.WEEK:
        return week_of(day, week_starts_on)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def left_of(terms: Terms, received: int) -> int:
    """What is left of a norm for somebody who received so much in its period."""
    return max(0, terms.pieces - max(0, received))


def per_working_day(terms: Terms, day: date, calendar: WorkCalendar) -> Fraction:
    """Pieces a person may get on a working day of the week or month `day` lies in.

    A week counts its usual working days, a month those it really has; without any: 0.
    """
    if terms.period is NormPeriod.DAY:
        return Fraction(terms.pieces)
    if terms.period is NormPeriod.WEEK:
        worked = len(set(calendar.weekdays))
    else:
        worked = len(calendar.worked(*span_of(NormPeriod.MONTH, day)))
    return Fraction(terms.pieces, worked) if worked else Fraction(0)
