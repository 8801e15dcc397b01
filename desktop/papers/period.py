"""The span of days a report is about, as its sentences name it."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.papers.figures import day, long_day


@dataclass(frozen=True, slots=True)
class Period:
    """A week with its number, or any two dates."""

    from_on: date
    to_on: date
    week: int | None

    @classmethod
    def of(cls, from_on: date, to_on: date, week: str | None) -> "Period":
        """Make it of a report's days and its week, as "2020-W06" or "06"."""
        return cls(from_on, to_on, int(week.rpartition("W")[2]) if week else None)

    @property
    def noun(self) -> str:
        """The word "tuần" or "kỳ", for the heads of columns."""
        return "kỳ" if self.week is None else "tuần"

    @property
    def span(self) -> str:
        """The two days in a sentence."""
        return f"từ ngày {day(self.from_on)} đến ngày {day(self.to_on)}"

    @property
    def name(self) -> str:
        """Its name in a sentence: "tuần 06", or the two days."""
        return self.span if self.week is None else f"tuần {self.week:02d}"

    @property
    def within(self) -> str:
        """How a sentence about it begins: "Trong tuần 06", or "Từ ngày … đến ngày …"."""
        return f"Từ{self.span[2:]}" if self.week is None else f"Trong {self.name}"

    @property
    def title(self) -> str:
        """The second line under the kind of paper."""
        span = f"từ ngày {long_day(self.from_on)} đến ngày {long_day(self.to_on)}"
        return f"T{span[1:]}" if self.week is None else f"Tuần {self.week:02d} ({span})"

    @property
    def nothing(self) -> str:
        """What a part of the report prints when nothing happened."""
        return f"Trong {self.noun} không phát sinh."

    @property
    def next_name(self) -> str:
        """The week after this one, or the time to come."""
        if self.week is None:
            return "thời gian tới"
        return f"tuần {_week_after(self.from_on, self.week):02d}"

    @property
    def next_heading(self) -> str:
        """What section III is about."""
        return "THỜI GIAN TỚI" if self.week is None else "TUẦN TỚI"


def _week_after(from_on: date, week: int) -> int:
    """The number after `week`, which is 1 after the last one of a year."""
    last = date(from_on.year, 12, 28).isocalendar().week
    is_last = week >= last and from_on + timedelta(days=14) > date(from_on.year, 12, 31)
    return 1 if is_last else week + 1


def listed_days(from_on: date | None, to_on: date | None) -> str:
    """The line under a list's title that says of which days it is."""
    if from_on is not None and to_on is not None:
        return f"Từ ngày {day(from_on)} đến ngày {day(to_on)}"
    if from_on is not None:
        return f"Từ ngày {day(from_on)}"
    return f"Đến ngày {day(to_on)}" if to_on is not None else ""
