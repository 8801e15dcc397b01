"""What the department that counts the press reported in a period, and which department that is."""

import pytest

from db.clock import FixedClock
from db.errors import NobodyAssigned
from db.queries.duties import duties
from db.queries.press_coverage import press_coverage
from db.services.duties import DutyFields, save_duty
from tests.db.daily import department, duty, report
from tests.db.morning import AT, TODAY, monday
from tests.db.world import World, feb


@pytest.fixture(autouse=True)
def _monday(clock: FixedClock, world: World) -> None:
    clock.moment = AT
    monday(world)


def test_it_is_the_department_whose_duty_is_to_report_to_the_city(world: World) -> None:
    told = world.book.ask(press_coverage, feb(3), feb(9), AT)
    assert (told.department, told.symbol, told.week) == ("Phòng Báo chí", "BC", "2020-W06")
    assert told.sentence.endswith("báo cáo UBND Thành phố.")
    assert [(row.indicator.name, row.together) for row in told.indicators] == [
        ("Tin, bài theo dõi", sum(range(154, 160))),
        ("Chỉ đạo", 0 + 1 + 2 + 3 + 0 + 1),
        ("Đính chính", 1 + 2 + 0 + 1 + 2 + 0),
    ]
    assert [one.day for one in told.days] == [feb(n) for n in range(4, 10)]
    assert told.days[0].results == (
        ("Chỉ đạo báo, đài", "Đã nhắc nhở 03 báo."),
        ("Kiểm soát, thống kê tin bài", "Theo dõi 154 tin, bài."),
    )


def test_a_report_put_right_counts_as_it_stands_now(world: World) -> None:
    counted = duty(world, "Kiểm soát, thống kê tin bài", feb(4))
    report(world, "BC", feb(4), "08:10", edition=1, results={counted: "Đếm lại."}, reason="nhầm")
    first = world.book.ask(press_coverage, feb(3), feb(9), AT).days[0]
    assert first.results == (("Kiểm soát, thống kê tin bài", "Đếm lại."),)


def test_another_plan_may_give_the_duty_to_another_department_and_any_may_be_chosen(
    world: World,
) -> None:
    own = next(
        row
        for row in world.book.ask(duties, TODAY)
        if row.duty_id == duty(world, "Kiểm soát, thống kê tin bài", TODAY)
    )
    ended = DutyFields(
        own.department_id,
        own.plan,
        own.title,
        own.from_on,
        own.sentence,
        to_on=feb(9),
        id=own.duty_id,
        version=own.version,
    )
    world.book.do(save_duty, ended)
    with pytest.raises(NobodyAssigned):
        world.book.ask(press_coverage, TODAY, TODAY, AT)
    site = department(world, "TTDT")
    told = world.book.ask(press_coverage, TODAY, TODAY, AT, site)
    assert (told.department, told.sentence) == ("Phòng Thông tin điện tử", "")
    sentence = "Hằng tuần báo cáo Ủy ban nhân dân Thành phố."
    world.book.do(save_duty, DutyFields(site, "Kế hoạch khác", "Báo cáo", TODAY, sentence))
    told = world.book.ask(press_coverage, TODAY, TODAY, AT)
    assert (told.department, told.sentence) == ("Phòng Thông tin điện tử", sentence)
