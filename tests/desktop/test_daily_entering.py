"""A daily report told on the command line: which words name a duty, which are the result itself."""

from db.clock import FixedClock
from db.queries.daily_reports import reports_of
from desktop.daily_entering import Entered, enter
from tests.db.daily import duty, moment
from tests.db.world import World, feb

TODAY = feb(10)


def test_only_a_whole_title_before_an_equals_sign_makes_a_result_one_of_a_duty(
    sqlite_world: World, clock: FixedClock
) -> None:
    clock.moment = moment(TODAY, "09:00")
    told = ("chi dao bao, dai=Nhắc 3 báo: a=b", "Chỉ đạo=x", "lạ=x", "tỷ lệ = 3/4")
    enter(sqlite_world.book, Entered("BC", TODAY, None, None, told, (), None, {}, {}), ())
    (row,) = sqlite_world.book.ask(reports_of, TODAY)
    assert row.results == {duty(sqlite_world, "Chỉ đạo báo, đài", TODAY): "Nhắc 3 báo: a=b"}
    assert row.other_results == "Chỉ đạo=x\nlạ=x\ntỷ lệ = 3/4"
