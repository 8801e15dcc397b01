"""Duties and indicators on the screen: taken over, added, changed, ended, put in order, removed."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.clock import FixedClock
from db.kinds import AddedUp, BookFigure, IndicatorKind
from db.queries.duties import DutyRow, duties, indicators
from db.queries.office import drafts
from db.queries.staff import departments
from db.services.duties import remove_duty, remove_indicator
from db.services.staff import DepartmentFields, save_department
from desktop.context import Context
from desktop.pages.daily.duties import Duties
from tests.db.daily import department, duty, indicator, moment, report
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]
TODAY = feb(12)


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = moment(TODAY, "09:00")
    return sqlite_world


@pytest.fixture
def tab(
    context: Context, world: World, on_screen: Callable[[QWidget], QWidget], until_idle: Wait
) -> Duties:
    tab = Duties(context)
    on_screen(tab)
    tab.refresh()
    until_idle()
    return tab


def _named(world: World, title: str) -> DutyRow:
    return next(row for row in world.book.ask(duties, TODAY) if row.title == title)


def test_a_duty_of_another_plan_is_added_by_keys(
    tab: Duties, world: World, keys: Keys, until_idle: Wait
) -> None:
    form = tab.duties.form
    tab.duties.add()
    form.department.setCurrentIndex(form.department.findData(department(world, "TTS")))
    form.title.setFocus()
    keys.type("Kiểm tra nhà mạng")
    keys.press("Tab")
    keys.type("Kiểm tra việc nhắn tin.")
    keys.press("Tab", "Ctrl+A")
    keys.type("Kế hoạch 15/KH")
    keys.press("Tab", "Tab", "Ctrl+A")
    keys.type("10/2")
    keys.press("Ctrl+Return")
    until_idle()
    added = _named(world, "Kiểm tra nhà mạng")
    assert (added.department, added.plan) == ("Thanh tra Sở", "Kế hoạch 15/KH")
    assert (added.sentence, added.from_on, added.to_on) == (
        "Kiểm tra việc nhắn tin.",
        feb(10),
        None,
    )
    assert (added.responsible_id, added.responsible) == (None, "Hồ Mỹ Ánh")
    assert tab.duties.table.current().duty_id == added.duty_id


def test_the_head_answers_unless_somebody_is_named(
    tab: Duties, world: World, until_idle: Wait
) -> None:
    tab.duties.select(duty(world, "Phát hiện, ngăn chặn, xử lý thông tin sai", TODAY))
    choice = tab.duties.form.responsible
    assert choice.currentText() == "Trưởng đơn vị: Hồ Mỹ Ánh"
    choice.setCurrentIndex(1)
    named = choice.currentText()
    tab.duties.form.save()
    until_idle()
    saved = _named(world, "Phát hiện, ngăn chặn, xử lý thông tin sai")
    assert saved.responsible_id is not None
    assert saved.responsible == named


def test_a_duty_that_a_report_speaks_of_is_ended_and_then_only_shown_when_asked_for(
    tab: Duties, world: World, until_idle: Wait, clock: FixedClock
) -> None:
    spread = duty(world, "Chỉ đạo báo, đài", TODAY)
    report(world, "BC", TODAY, "08:10", results={spread: "xong"})
    tab.refresh()
    tab.duties.select(spread)
    tab.duties.form.retire()
    until_idle()
    assert "hãy kết thúc nó" in tab.duties.form.told.text()
    tab.duties.form.end_button.click()
    until_idle()
    assert _named(world, "Chỉ đạo báo, đài").to_on == TODAY
    clock.moment = moment(feb(13), "09:00")
    before = tab.duties.rows.rowCount()
    tab.refresh()
    assert tab.duties.rows.rowCount() == before - 1
    tab.duties.with_retired.setChecked(True)
    assert tab.duties.rows.rowCount() == before


def test_an_unused_duty_is_removed(tab: Duties, world: World, until_idle: Wait) -> None:
    tab.duties.select(duty(world, "Chỉ đạo báo, đài", TODAY))
    tab.duties.form.retire()
    until_idle()
    assert "Chỉ đạo báo, đài" not in {row.title for row in world.book.ask(duties, TODAY)}


def test_duties_and_indicators_change_places(
    tab: Duties, world: World, keys: Keys, until_idle: Wait
) -> None:
    office = department(world, "VP")
    first, second, *_rest = world.book.ask(duties, TODAY, department_id=office)
    tab.duties.select(second.duty_id)
    tab.duties.table.setFocus()
    keys.press("Alt+Up")
    until_idle()
    moved = world.book.ask(duties, TODAY, department_id=office)
    assert [row.duty_id for row in moved[:2]] == [second.duty_id, first.duty_id]
    tab.open(indicators=True)
    tab.indicators.select(indicator(world, "Đính chính"))
    tab.indicators.table.setFocus()
    keys.press("Alt+Up")
    until_idle()
    names = [row.name for row in world.book.ask(indicators, department_id=department(world, "BC"))]
    assert names == ["Tin, bài theo dõi", "Đính chính", "Chỉ đạo"]


def test_an_indicator_is_typed_or_read_from_the_book(
    tab: Duties, world: World, until_idle: Wait
) -> None:
    tab.open(indicators=True)
    form = tab.indicators.form
    tab.indicators.add()
    form.department.setCurrentIndex(form.department.findData(department(world, "TTS")))
    form.name.setText("Đã họp giao ban")
    form.kind.setCurrentIndex(form.kind.findData(IndicatorKind.YES_NO))
    form.added_up.setCurrentIndex(form.added_up.findData(AddedUp.LAST))
    form.save()
    until_idle()
    added = next(row for row in world.book.ask(indicators) if row.name == "Đã họp giao ban")
    assert (added.kind, added.added_up, added.source) == (
        IndicatorKind.YES_NO,
        AddedUp.LAST,
        None,
    )
    form.source.setCurrentIndex(form.source.findData(BookFigure.CASES_FOUND))
    assert not form.kind.isEnabled()
    form.save()
    until_idle()
    changed = next(row for row in world.book.ask(indicators) if row.name == "Đã họp giao ban")
    assert (changed.kind, changed.source) == (IndicatorKind.NUMBER, BookFigure.CASES_FOUND)


def test_the_lists_are_searched_without_accents(tab: Duties) -> None:
    tab.duties.search.search_for("bao chi")
    tab.duties.refresh()
    found = [tab.duties.rows.row(place) for place in range(tab.duties.rows.rowCount())]
    assert {row.department for row in found if row} == {"Phòng Báo chí"}


def test_an_older_book_takes_over_the_plans_in_one_press(
    context: Context, world: World, until_idle: Wait, heard: Heard
) -> None:
    before = len(world.book.ask(duties, TODAY)), len(world.book.ask(indicators))
    for row in world.book.ask(duties, TODAY):
        world.book.do(remove_duty, row.duty_id)
    for one in world.book.ask(indicators):
        world.book.do(remove_indicator, one.indicator_id)
    tab = Duties(context)
    tab.refresh()
    assert tab.stack.currentIndex() == 1
    tab.take_button.click()
    until_idle()
    assert tab.stack.currentIndex() == 0
    assert (len(world.book.ask(duties, TODAY)), len(world.book.ask(indicators))) == before
    assert heard.notices[-1][0].startswith(f"Đã nạp {sum(before)} nhiệm vụ")


def test_a_book_of_other_departments_is_told_that_nothing_was_taken_over(
    context: Context, world: World, until_idle: Wait, heard: Heard
) -> None:
    for row in world.book.ask(duties, TODAY):
        world.book.do(remove_duty, row.duty_id)
    for one in world.book.ask(indicators):
        world.book.do(remove_indicator, one.indicator_id)
    for place, known in enumerate(world.book.ask(departments, TODAY)):
        fields = DepartmentFields(
            f"X{place}", known.name, id=known.department_id, version=known.version
        )
        world.book.do(save_department, fields)
    tab = Duties(context)
    tab.take_button.click()
    until_idle()
    assert heard.notices[-1][0].startswith("Không nạp được gì")
    assert tab.take_button.isEnabled()


def test_what_is_typed_waits_for_its_own_list(
    tab: Duties, context: Context, until_idle: Wait
) -> None:
    tab.open(indicators=True)
    tab.indicators.add()
    tab.indicators.form.name.setText("Chưa xong")
    tab.leave()
    until_idle()
    (draft,) = context.database.ask(drafts)
    assert draft.form.rpartition("/")[2] == "duties"
    again = Duties(context)
    again.open(draft_id=draft.draft_id)
    assert again.lists.currentWidget() is again.indicators
    assert again.indicators.form.name.text() == "Chưa xong"
