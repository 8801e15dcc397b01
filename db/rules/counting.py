"""What a count is compared with: the book of its own moment, and what lies packed for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """Pieces that the book took in (+) or out (-): for which day, and when it learned of it."""

    day: date
    posted_at: datetime
    quantity: int


def first_day_after(moment: datetime) -> date:
    """The first day whose goods may have moved after a moment: its own, unless it was the last one.

    A count of the last microsecond of a day stands for the whole day.
    """
    return (moment + _TICK).astimezone().date()


def is_after(change: Change, moment: datetime) -> bool:
    """Whether goods moved after a count: recorded later, and not for an earlier day.

    What is recorded late for a day before the count had left, or come, when it was counted.
    """
    return change.posted_at > moment and change.day >= first_day_after(moment)


def book_at(moment: datetime, now: int, changes: Iterable[Change]) -> int:
    """What the book had at a moment: what it has now without what moved after it."""
    return now - sum(one.quantity for one in changes if is_after(one, moment))


def difference(counted: int, waiting: int, book: int) -> int:
    """Pieces too many (+) or missing (-); what waits for people lies there but is not the book's."""
    return counted - waiting - book
