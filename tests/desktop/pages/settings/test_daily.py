"""When reports are due: the deadline, the days, from a day on; what was stays as it was judged."""

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtWidgets import QWidget

from db.queries.daily_calendar import daily_calendar
from desktop.context import Context, Tone
from desktop.pages.settings.page import Page
from tests.db.world import feb
from tests.desktop.conftest import Heard

Idle = Callable[[], None]


@pytest.fixture
def page(context: Context, on_screen: Callable[[QWidget], QWidget]) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="daily")
    return page


def test_a_deadline_of_another_day_leaves_the_days_before_it(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.daily
    assert form.deadline.text() == "08:30"
    assert not form.is_changed
    form.deadline.setText("8g")
    form.is_inclusive.setChecked(False)
    form.from_on.set_day(feb(8))
    form.save()
    until_idle()
    calendar = context.database.ask(daily_calendar)
    assert [calendar.policy(feb(day)).deadline for day in (7, 8)] == [time(8, 30), time(8)]
    assert [calendar.policy(feb(day)).is_inclusive for day in (7, 8)] == [True, False]
    assert form.deadline.text() == "08:00"
    assert "Từ 08/02/2020: trước 08:00, mọi ngày" in form.history.text().splitlines()
    assert not form.is_changed


def test_a_deadline_to_come_is_in_the_history_and_not_in_force_yet(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.daily
    form.deadline.setText("9")
    form.from_on.set_day(feb(20))
    form.save()
    until_idle()
    assert form.deadline.text() == "08:30"
    assert not form.is_changed
    assert "Từ 20/02/2020: trước 09:00, mọi ngày" in form.history.text()
    calendar = context.database.ask(daily_calendar)
    assert [calendar.policy(feb(day)).deadline for day in (19, 20)] == [time(8, 30), time(9)]


def test_a_rule_from_a_wrong_day_to_come_is_taken_back_by_todays_rule_from_that_day(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.daily
    form.deadline.setText("9")
    form.from_on.set_day(feb(20))
    form.save()
    until_idle()
    assert not form.save_button.isEnabled()
    form.from_on.set_day(feb(20))
    assert form.save_button.isEnabled()
    form.from_on.set_day(feb(19))
    assert not form.save_button.isEnabled()
    form.from_on.set_day(feb(20))
    form.save()
    until_idle()
    assert not form.is_changed
    calendar = context.database.ask(daily_calendar)
    assert {calendar.policy(feb(day)).deadline for day in (19, 20, 25)} == {time(8, 30)}
    form.deadline.setText("9")
    form.from_on.set_day(feb(25))
    form.save()
    until_idle()
    calendar = context.database.ask(daily_calendar)
    assert [calendar.policy(feb(day)).deadline for day in (24, 25)] == [time(8, 30), time(9)]


def test_days_of_the_week_and_holidays_are_chosen(
    page: Page, context: Context, until_idle: Idle
) -> None:
    form = page.daily
    form.weekdays[6].setChecked(False)
    form.on_holidays.setChecked(False)
    form.starts_on.set_day(feb(5))
    form.ends_on.set_day(feb(28))
    form.save()
    until_idle()
    calendar = context.database.ask(daily_calendar)
    due = calendar.due_days(feb(3), feb(29))
    assert (due[0], due[-1], len(due)) == (feb(5), feb(28), 21)
    assert "trừ ngày nghỉ lễ" in form.history.text()


@pytest.mark.parametrize(
    ("deadline", "days", "told"),
    [
        ("sáng", range(7), "Giờ hạn chưa rõ: hãy gõ như 8:30."),
        ("8:00", (), "Hãy chọn ít nhất một ngày trong tuần."),
    ],
)
def test_what_is_not_clear_is_said_and_not_saved(
    page: Page, context: Context, heard: Heard, deadline: str, days: range, told: str
) -> None:
    before = context.database.ask(daily_calendar)
    page.daily.deadline.setText(deadline)
    for number, box in enumerate(page.daily.weekdays):
        box.setChecked(number in days)
    page.daily.save()
    assert heard.notices[-1][:2] == (told, Tone.WARNING)
    assert context.database.ask(daily_calendar) == before
