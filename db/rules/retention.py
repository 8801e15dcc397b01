"""Which copies of the book are kept: all recent ones, then one a day, a week, a month."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

RECENT = timedelta(days=2)
DAYS, WEEKS, MONTHS = 14, 8, 24
FEWEST_GOOD = 3
"""However old, so many copies that are known to be good are never let go of."""


def kept(made: Collection[datetime], good: Collection[datetime], now: datetime) -> set[datetime]:
    """The moments of the copies to keep, of those that were made; `good` are those that can be trusted.

    Of a day, week or month the last copy that is good stands for it, the last one where none is. A
    copy that is not good never takes the place of one that is.
    """
    ordered = sorted(made, reverse=True)
    stay = {moment for moment in ordered if now - moment <= RECENT}
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        stay |= _one_of_each(ordered, good, period, count)
    stay |= set(sorted(good, reverse=True)[:FEWEST_GOOD])
    return stay & set(made)


def _one_of_each(
    ordered: Collection[datetime],
    good: Collection[datetime],
    period: Callable[[datetime], Any],
    count: int,
) -> set[datetime]:
    of_period: dict[Any, datetime] = {}
    for moment in ordered:
        chosen = of_period.setdefault(period(moment), moment)
        if chosen not in good and moment in good:
            of_period[period(moment)] = moment
    return set(list(of_period.values())[:count])


def _day(moment: datetime) -> Any:
    return moment.date()


def _week(moment: datetime) -> Any:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Any:
    return moment.year, moment.month
