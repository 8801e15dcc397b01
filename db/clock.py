"""The one source of time; tests put a fixed clock in its place."""

from datetime import UTC, date, datetime


class Clock:
    """The computer's clock."""

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
