"""The order of duties and indicators; several updates of the web site at once; cases by week."""

import pytest

from db.clock import FixedClock
from db.errors import FieldMissing
from db.kinds import WebSource
from db.queries.case_handlers import case_handlers, case_signer
from db.queries.cases import case_figures, case_weeks
from db.queries.duties import duties, indicators
from db.queries.web_updates import web_update_count
from db.services.cases import CaseFields, save_case
from db.services.duties import IndicatorFields, remove_duty, save_indicator
from db.services.ordering import move_duty, move_indicator
from db.services.web_updates import WebUpdateFields, add_web_updates
from tests.db.daily import department, indicator, moment
from tests.db.world import World, feb

TODAY = feb(10)


@pytest.fixture(autouse=True)
def _at_noon(clock: FixedClock) -> None:
    clock.moment = moment(TODAY, "12:00")


def test_a_duty_changes_places_within_its_department(world: World) -> None:
    office = department(world, "VP")

    def titles() -> list[str]:
        return [row.title for row in world.book.ask(duties, TODAY, department_id=office)]

    before, others = titles(), [row.duty_id for row in world.book.ask(duties, TODAY)][4:]
    second = world.book.ask(duties, TODAY, department_id=office)[1].duty_id
    world.book.do(move_duty, second, True)
    assert titles() == [before[1], before[0], *before[2:]]
    world.book.do(move_duty, second, True)
    assert titles() == [before[1], before[0], *before[2:]]
    for _step in before:
        world.book.do(move_duty, second, False)
    assert titles() == [before[0], *before[2:], before[1]]
    assert [row.duty_id for row in world.book.ask(duties, TODAY)][4:] == others


def test_an_indicator_changes_places_within_its_department(world: World) -> None:
    press = department(world, "BC")
    world.book.do(move_indicator, indicator(world, "Đính chính"), True)
    assert [row.name for row in world.book.ask(indicators, department_id=press)] == [
        "Tin, bài theo dõi",
        "Đính chính",
        "Chỉ đạo",
    ]


def test_what_is_over_is_passed_by(world: World) -> None:
    press = department(world, "BC")
    over = IndicatorFields(press, "Chỉ đạo", to_on=feb(9), id=indicator(world, "Chỉ đạo"))
    world.book.do(save_indicator, over)
    world.book.do(move_indicator, indicator(world, "Đính chính"), True)
    named = [row.name for row in world.book.ask(indicators, TODAY, department_id=press)]
    assert named == ["Đính chính", "Tin, bài theo dõi"]


def test_several_updates_are_added_together_or_not_at_all(world: World) -> None:
    good = WebUpdateFields(feb(4), "Số ca mắc mới", WebSource.MINISTRY)
    with pytest.raises(FieldMissing):
        world.book.do(add_web_updates, (good, WebUpdateFields(feb(4), " ", WebSource.OWN)))
    assert world.book.ask(web_update_count) == 0
    assert world.book.do(add_web_updates, (good, good)) == 2
    assert world.book.ask(web_update_count) == 2


def test_the_weeks_of_cases_end_with_the_week_of_the_day(world: World) -> None:
    inspectorate = department(world, "TTS")
    for day in (feb(2), feb(3), feb(9), feb(10)):
        world.book.do(save_case, CaseFields(day, inspectorate, "Tin đồn"))
    weeks = world.book.ask(case_weeks, TODAY, 3)
    assert [(week.from_on, week.to_on) for week in weeks] == [
        (feb(3).replace(month=1, day=27), feb(2)),
        (feb(3), feb(9)),
        (feb(10), feb(16)),
    ]
    assert [week.figures.found for week in weeks] == [1, 2, 1]
    assert weeks[-1].figures == world.book.ask(case_figures, feb(10), feb(16))


def test_who_tells_of_cases_comes_first_and_its_head_signs(world: World) -> None:
    names = [one.name for one in world.book.ask(case_handlers, TODAY)]
    assert names[0] == "Thanh tra Sở"
    assert "Phòng Thông tin điện tử" in names
    assert world.book.ask(case_signer, TODAY) == ("Chánh Thanh tra", "Hồ Mỹ Ánh")


def test_without_duties_every_department_may_find_a_case(world: World) -> None:
    for row in world.book.ask(duties, TODAY):
        world.book.do(remove_duty, row.duty_id)
    assert len(world.book.ask(case_handlers, TODAY)) > 5
