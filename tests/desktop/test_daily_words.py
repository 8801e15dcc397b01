"""Times of day as they are typed, the countdown, and how a department stands, as tables."""

from datetime import datetime, time

import pytest

from db.kinds import Punctuality
from db.rules.daily import Standing
from desktop.context import Tone
from desktop.daily_words import (
    clock_text,
    countdown,
    parse_clock,
    span_text,
    standing_mark,
    standing_text,
)
from tests.db.world import feb

DEADLINE = datetime.combine(feb(10), time(8, 30))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8", time(8)),
        ("815", time(8, 15)),
        ("0815", time(8, 15)),
        ("8:15", time(8, 15)),
        ("8g15", time(8, 15)),
        (" 8 G 15 ", time(8, 15)),
        ("8h", time(8)),
        ("08:30:45", time(8, 30, 45)),
        ("2359", time(23, 59)),
        ("24", None),
        ("860", None),
        ("8:61", None),
        ("sáng", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_understood_as_it_is_typed(text: str, meant: time | None) -> None:
    assert parse_clock(text) == meant


@pytest.mark.parametrize(
    ("now", "told", "tone"),
    [
        ("06:25:00", "còn 2 giờ 05 phút", Tone.INFO),
        ("08:18:00", "còn 12 phút", Tone.INFO),
        ("08:28:30", "còn 1 phút", Tone.WARNING),
        ("08:29:59", "còn dưới 1 phút", Tone.WARNING),
        ("08:30:00", "đúng giờ hạn", Tone.WARNING),
        ("08:30:01", "vừa quá hạn", Tone.BAD),
        ("08:35:40", "đã quá hạn 5 phút", Tone.BAD),
        ("10:30:00", "đã quá hạn 2 giờ 00 phút", Tone.BAD),
    ],
)
def test_the_countdown_says_how_far_the_deadline_is(now: str, told: str, tone: Tone) -> None:
    at = datetime.combine(DEADLINE.date(), time.fromisoformat(now))
    assert countdown(at, DEADLINE, is_inclusive=True) == (told, tone)


def test_where_the_very_moment_is_late_it_is_over_then() -> None:
    assert countdown(DEADLINE, DEADLINE, is_inclusive=False) == ("vừa quá hạn", Tone.BAD)


def test_seconds_are_shown_where_only_they_tell_a_late_report() -> None:
    texts = [
        clock_text(DEADLINE.replace(minute=minute, second=second), DEADLINE)
        for minute, second in ((29, 59), (30, 0), (30, 1), (31, 1))
    ]
    assert texts == ["08:29", "08:30", "08:30:01", "08:31"]


def test_a_standing_has_a_word_and_a_sign_that_needs_no_colour() -> None:
    standings = [Standing(state, 4) for state in Punctuality]
    told = {standing_text(one): standing_mark(one) for one in standings}
    assert told == {
        "Đúng hạn": "✓",
        "Chưa báo cáo": "✗",
        "Được miễn": "M",
        "Đang chờ": "…",
        "Không phải báo cáo": "–",
        "Trễ 4 phút": "+4",
    }
    assert standing_mark(Standing(Punctuality.LATE, 1500)) == "+…"
    assert span_text(1500) == "1 ngày"
