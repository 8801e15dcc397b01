"""What a daily report is typed in with: who reports, how, who is there, what came before."""

import pytest

from db.clock import FixedClock
from db.kinds import AbsenceKind, ReportForm
from db.queries.daily_entering import entering, staff_figures
from db.queries.office import history_of
from db.services.daily import withdraw_report
from db.services.office import save_settings
from db.services.staff import PersonFields, save_absence, save_person
from tests.db.daily import department, duty, moment, report
from tests.db.world import World, feb

TODAY = feb(10)


@pytest.fixture(autouse=True)
def _at_noon(clock: FixedClock) -> None:
    clock.moment = moment(TODAY, "12:00")


def test_the_head_is_suggested_first_then_deputies_then_who_reported_before(world: World) -> None:
    press = department(world, "BC")
    for code, name, title in (
        ("CB0101", "Trần Văn An", "Phó Trưởng phòng"),
        ("CB0102", "Phạm Thị Ưng", "Trưởng phòng"),
        ("CB0103", "Lê Bá Chi", "Chuyên viên"),
    ):
        world.book.do(save_person, PersonFields(code, name, press, title))
    report(world, "BC", feb(8), "08:10", reporter="Đỗ Thị Em", reporter_title="Văn thư")
    report(world, "BC", feb(9), "08:10", reporter="Trần Văn An", reporter_title="Phó phòng")
    told = world.book.ask(entering, press, TODAY)
    assert told.reporters == [
        ("Phạm Thị Ưng", "Trưởng phòng"),
        ("Trần Văn An", "Phó Trưởng phòng"),
        ("Đỗ Thị Em", "Văn thư"),
    ]
    assert told.last_reporter == ("Trần Văn An", "Phó phòng")


def test_how_the_last_report_came_is_remembered_for_each_department(world: World) -> None:
    report(world, "BC", feb(8), "08:10", form=ReportForm.PAPER)
    report(world, "BC", feb(9), "08:10", form=ReportForm.SYSTEM)
    report(world, "TTS", feb(9), "08:10", form=ReportForm.EMAIL)
    forms = {
        code: world.book.ask(entering, department(world, code), TODAY).form
        for code in ("BC", "TTS", "VP")
    }
    assert forms == {"BC": ReportForm.SYSTEM, "TTS": ReportForm.EMAIL, "VP": None}


def test_people_are_counted_from_staff_and_absences_of_the_day(world: World) -> None:
    world.book.do(save_absence, world.guard, AbsenceKind.ILLNESS, feb(9), feb(10))
    world.book.do(save_absence, world.guard, AbsenceKind.LEAVE, feb(10), feb(10))
    counted = {day: world.book.ask(staff_figures, world.office, feb(day)) for day in (8, 10, 11)}
    assert counted == {8: (2, 0), 10: (2, 1), 11: (2, 0)}
    assert world.book.ask(staff_figures, department(world, "XBIPH"), TODAY) is None
    told = world.book.ask(entering, world.office, TODAY)
    assert (told.present, told.on_leave) == (1, 1)


def test_a_report_that_was_withdrawn_leaves_its_editions_and_no_report(world: World) -> None:
    inspectorate = department(world, "TTS")
    results = {duty(world, "Phát hiện, ngăn chặn, xử lý thông tin sai", TODAY): "Không có."}
    report(world, "TTS", TODAY, "08:05", results=results)
    told = world.book.ask(entering, inspectorate, TODAY)
    assert told.report is not None
    assert told.report.results == results
    assert [row.name for row in told.indicators] == [
        "Vụ việc phát hiện",
        "Vụ việc ngăn chặn",
        "Vụ việc xử lý",
    ]
    assert set(told.known.values()) == {0}
    world.book.do(withdraw_report, inspectorate, TODAY, 1, "ghi nhầm đơn vị")
    told = world.book.ask(entering, inspectorate, TODAY)
    assert (told.report, told.edition, len(told.editions)) == (None, 2, 2)


def test_the_history_of_a_setting_is_in_order_of_its_days(world: World) -> None:
    for day, text in ((20, "07:30"), (15, "08:00")):
        world.book.do(save_settings, {"daily": {"deadline": text}}, feb(day))
    told = world.book.ask(history_of, "daily")
    assert [(day, value["deadline"]) for day, value in told][-2:] == [
        (feb(15), "08:00"),
        (feb(20), "07:30"),
    ]
    assert told[0][1]["deadline"] == "08:30"
