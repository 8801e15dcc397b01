"""What the morning's board says: times of day, the countdown, how a department stands, marks of a month."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from db.kinds import Punctuality
from db.queries.daily_board import BoardRow
from db.queries.daily_calendar import local
from db.rules.daily import Standing
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import member, number
from desktop.translation import _

_CLOCK = re.compile(r"(\d{1,2})(?:[:gh.](\d{1,2})?(?:[:.p](\d{2}))?)?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
TONES = {
    Punctuality.ON_TIME: Tone.OK,
    Punctuality.LATE: Tone.WARNING,
    Punctuality.MISSING: Tone.BAD,
    Punctuality.EXCUSED: Tone.INFO,
}
MARKS = {
    Punctuality.ON_TIME: "✓",
    Punctuality.MISSING: "✗",
    Punctuality.EXCUSED: "M",
    Punctuality.NOT_DUE: "–",
    Punctuality.WAITING: "…",
}


def parse_clock(text: str) -> time | None:
    """A time of day as it is typed: 8, 815, 0815, 8:15, 8g15, 8h15, 8:15:30."""
    typed = text.strip().lower().replace(" ", "")
    match = _DIGITS.fullmatch(typed) if len(typed) > 2 else None
    if match is None and (match := _CLOCK.fullmatch(typed)) is None:
        return None
    hour, minute, *second = (int(part) for part in match.groups(default="0"))
    if hour > 23 or minute > 59 or any(one > 59 for one in second):
        return None
    return time(hour, minute, second[0] if second else 0)


def clock_text(at: datetime, deadline: datetime | None) -> str:
    """The time of a local moment: 08:12; with its seconds where only they tell it from the deadline."""
    is_close = deadline is not None and at.second and at - deadline < timedelta(minutes=1)
    return f"{at:%H:%M:%S}" if is_close and deadline and at > deadline else f"{at:%H:%M}"


def received_text(row: BoardRow, deadline: datetime | None) -> str:
    """When a report came, with the day where it came on another one."""
    if row.report is None:
        return ""
    at = local(row.report.received_at)
    told = clock_text(at, deadline)
    return told if at.date() == row.report.day else f"{told} {day_text(at.date())}"


def standing_text(standing: Standing) -> str:
    """How a department stands: Đúng hạn, Trễ 4 phút, Chưa báo cáo."""
    if standing.state is Punctuality.LATE:
        return _("Trễ {time}").format(time=span_text(standing.minutes))
    return member(standing.state)


def standing_mark(standing: Standing) -> str:
    """The same as a sign that needs no colour; a late one says by how many minutes."""
    if standing.state is Punctuality.LATE:
        return f"+{standing.minutes}" if standing.minutes < 100 else "+…"
    return MARKS[standing.state]


def span_text(minutes: int) -> str:
    """So many minutes in words: 12 phút, 2 giờ 05 phút, 3 ngày."""
    if minutes < 60:
        return _("{count} phút").format(count=minutes)
    if minutes < 24 * 60:
        return _("{hours} giờ {minutes} phút").format(
            hours=minutes // 60, minutes=f"{minutes % 60:02}"
        )
    return _("{count} ngày").format(count=number(minutes // (24 * 60)))


def countdown(now: datetime, deadline: datetime, *, is_inclusive: bool) -> tuple[str, Tone]:
    """How far the deadline is, or how long ago it was; both moments local."""
    left = deadline - now
    if left > timedelta(0) or (is_inclusive and not left):
        minutes = left // timedelta(minutes=1)
        tone = Tone.INFO if minutes >= 10 else Tone.WARNING
        if not minutes:
            return _("còn dưới 1 phút") if left else _("đúng giờ hạn"), tone
        return _("còn {time}").format(time=span_text(minutes)), tone
    minutes = -left // timedelta(minutes=1)
    if not minutes:
        return _("vừa quá hạn"), Tone.BAD
    return _("đã quá hạn {time}").format(time=span_text(minutes)), Tone.BAD


def counted(rows: Sequence[BoardRow]) -> tuple[int, int]:
    """How many reported, of how many that have to on this day."""
    due = [row for row in rows if row.standing.state is not Punctuality.EXCUSED]
    return sum(row.report is not None for row in due), len(due)


def told_of(rows: Sequence[BoardRow]) -> str:
    """What is to be seen to: trễ 1, thiếu 2; empty while nothing is."""
    states = [row.standing.state for row in rows]
    late, missing = states.count(Punctuality.LATE), states.count(Punctuality.MISSING)
    parts = [_("thiếu {count}").format(count=missing)] * bool(missing)
    parts += [_("trễ {count}").format(count=late)] * bool(late)
    return ", ".join(parts)
