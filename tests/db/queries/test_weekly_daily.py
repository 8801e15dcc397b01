"""What a weekly report says of the reports before 8:30 and of the web site, up to a moment."""

import pytest

from db.clock import FixedClock
from db.queries.weekly import weekly_report
from db.queries.weekly_daily import daily_figures, site_figures
from db.rules.daily import Tally
from tests.db.daily import moment
from tests.db.morning import AT, TODAY, monday
from tests.db.world import World, feb


@pytest.fixture(autouse=True)
def _monday(clock: FixedClock) -> None:
    clock.moment = AT


def test_areas_never_in_use_are_none(world: World) -> None:
    week = world.book.ask(weekly_report, feb(3), feb(9))
    assert (week.daily, week.site) == (None, None)


def test_each_department_is_counted_over_the_days_that_are_over(world: World) -> None:
    monday(world)
    week = world.book.ask(weekly_report, feb(3), feb(9), AT)
    assert week.daily is not None
    assert {unit.code: unit.tally for unit in week.daily} == {
        "VP": Tally(on_time=6),
        "TTS": Tally(on_time=5, missing=1),
        "BC": Tally(on_time=6),
        "XBIPH": Tally(missing=4, excused=2),
        "TTDT": Tally(on_time=6),
    }
    assert week.site is not None
    assert (week.site.updates, week.site.days_without) == (4, (feb(3), feb(6), feb(8), feb(9)))


def test_what_is_due_after_the_moment_counts_nowhere(world: World) -> None:
    monday(world)
    rows = world.book.ask(daily_figures, TODAY, feb(16), AT) or ()
    told = {unit.code: unit.tally for unit in rows}
    assert told["TTS"] == Tally(missing=1)
    assert told["TTDT"] == Tally(late=1)
    early = world.book.ask(daily_figures, TODAY, feb(16), moment(TODAY, "08:10")) or ()
    assert {unit.code: unit.tally for unit in early}["TTS"] == Tally()
    over = world.book.ask(daily_figures, TODAY, feb(16), None) or ()
    assert {unit.code: unit.tally for unit in over}["TTS"] == Tally(missing=7)
    site = world.book.ask(site_figures, TODAY, feb(16), AT)
    assert site is not None
    assert site.days_without == (TODAY,)
