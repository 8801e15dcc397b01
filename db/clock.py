"""The one source of time; tests put a fixed clock in its place."""

from datetime import UTC, date, datetime, timedelta


class Clock:
    """The computer's clock."""

    @property
    def present(self) -> "Clock":
        """The clock of the present, also where a book lives in other weeks."""
        return self

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present day where the clerk sits."""
        return self.now().astimezone().date()


class FixedClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


class WeeksAgo(Clock):
    """Another clock, whole weeks earlier: sample data keeps the days and weekdays it was written on."""

    def __init__(self, present: Clock, weeks: int) -> None:
        self._present, self._weeks = present, weeks

    @property
    def present(self) -> Clock:
        """The clock that this one lags behind."""
        return self._present

    def now(self) -> datetime:
        """The present moment, so many weeks ago."""
        return self._present.now() - timedelta(weeks=self._weeks)
