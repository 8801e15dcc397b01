"""Dates and times as the clerk types and reads them: `t`, `15`, `15/2`, `150220`, `+1`; `8h15`, `815`."""

import calendar
import re
from datetime import date, time, timedelta

from desktop.translation import N_, _

WEEKDAYS = (
    N_("Thứ Hai"),
    N_("Thứ Ba"),
    N_("Thứ Tư"),
    N_("Thứ Năm"),
    N_("Thứ Sáu"),
    N_("Thứ Bảy"),
    N_("Chủ nhật"),
)
_TODAY = frozenset({"t", "h", "hn"})
_STEP = re.compile(r"[+-]\d{1,4}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTED = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?|(\d{1,2})(\d{2})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{1,2})[/.\-\s](\d{4})")


def parse_date(
    text: str, today: date, *, latest: date | None = None, by_month: bool = False
) -> date | None:
    """Understand a date as it is typed, or return None.

    `t` is today, `+1` and `-1` count from today, `15` is a day of this month and `15/2` of this
    year; where such a short one would come after `latest` it means the month or year before.
    With `by_month`, `02/2021` is the last day of that month, as printed on packages.
    """
    typed = text.strip().lower()
    if typed in _TODAY:
        return today
    if _STEP.fullmatch(typed):
        return today + timedelta(days=int(typed))
    if typed.isdigit() and len(typed) <= 2:
        return _day_of_month(int(typed), today, latest)
    if match := _ISO.fullmatch(typed):
        year, month, day = map(int, match.groups())
        return _date(year, month, day)
    if match := _PARTED.fullmatch(typed) or _TOGETHER.fullmatch(typed):
        day, month = int(match[1]), int(match[2])
        if match[3]:
            return _date(_full_year(match[3]), month, day)
        found = _date(today.year, month, day)
        if found and latest and found > latest:
            return _date(today.year - 1, month, day)
        return found
    if by_month and (match := _MONTH.fullmatch(typed)) and 1 <= int(match[1]) <= 12:
        year, month = int(match[2]), int(match[1])
        return _date(year, month, calendar.monthrange(year, month)[1])
    return None


def parse_time(text: str) -> time | None:
    """Understand a time of day as it is typed (8:15, 8h15, 8g, 815), or return None."""
    if (match := _TIME.fullmatch(text.strip())) is None:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_text(day: date | None) -> str:
    """A date as it is read: 10/02/2020; nothing for None."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def long_day_text(day: date) -> str:
    """A date with its weekday: Thứ Hai, 10/02/2020."""
    return f"{weekday_name(day)}, {day_text(day)}"


def weekday_name(day: date) -> str:
    """The name of a day of the week."""
    return _(WEEKDAYS[day.weekday()])


def _day_of_month(day: int, today: date, latest: date | None) -> date | None:
    found = _date(today.year, today.month, day)
    if found and (latest is None or found <= latest):
        return found
    if latest is None:
        return None
    before = today.replace(day=1) - timedelta(days=1)
    return _date(before.year, before.month, day)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
