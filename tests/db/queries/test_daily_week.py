"""The reports of a period together, up to a moment: indicators, cases in figures, the web site."""

from db.clock import FixedClock
from db.queries.cases import CaseFigures
from db.queries.daily_week import daily_week
from db.rules.daily import Tally
from tests.db.morning import AT, TODAY, monday
from tests.db.world import World, feb


def test_an_empty_book_has_no_cases_and_no_web_site(world: World) -> None:
    week = world.book.ask(daily_week, feb(3), feb(9), AT)
    assert (week.cases, week.site, week.week) == (None, None, "2020-W06")


def test_figures_are_those_of_the_days_that_are_over(world: World, clock: FixedClock) -> None:
    clock.moment = AT
    monday(world)
    week = world.book.ask(daily_week, feb(3), feb(9), AT)
    assert week.cases == CaseFigures(found=3, checked=0, stopped=2, handled=1, dismissed=0, open=2)
    assert week.site is not None
    assert week.site.updates == 4
    told = {row.indicator.name: row for row in week.indicators}
    assert dict(told["Vụ việc phát hiện"].days) == {
        feb(4): 0,
        feb(5): 1,
        feb(6): 1,
        feb(7): 0,
        feb(8): 1,
        feb(9): 0,
    }
    assert told["Vụ việc phát hiện"].together == 3
    this = world.book.ask(daily_week, TODAY, feb(16), AT)
    assert {row.indicator.name: dict(row.days) for row in this.indicators}["Chỉ đạo"] == {TODAY: 2}
    assert {unit.code: unit.tally for unit in this.units}["TTS"] == Tally(missing=1)
