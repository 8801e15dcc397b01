"""Trong tháng: the marks of a month, its sums, moving by keys, the way to a morning, the clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication

from db.clock import FixedClock
from db.queries.daily_board import punctuality
from db.services.daily import ExcuseFields, save_excuse
from db.services.office import save_settings
from desktop.context import Context
from desktop.pages.daily.month import Month
from tests.db.daily import department, moment, report
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.daily.conftest import TODAY, AtTime, Show


@pytest.fixture
def month(context: Context, world: World, at_time: AtTime, on_screen: Show) -> Month:
    """February, with a week of the press division."""
    at_time("08:45")
    report(world, "BC", feb(4), "08:30")
    report(world, "BC", feb(5), "08:37")
    report(world, "BC", feb(7), "08:00")
    excuse = ExcuseFields(department(world, "BC"), feb(8), feb(8), "chuyển trụ sở")
    world.book.do(save_excuse, excuse)
    month = Month(context)
    month.refresh()
    on_screen(month)
    return month


def marks(month: Month, short: str) -> list[str]:
    rows = [month.marks.row(at) for at in range(month.marks.rowCount())]
    (row,) = [row for row in rows if row and row.short_name == short]
    return [column.text(row) for column in month.marks.columns]


def test_each_morning_has_a_mark_and_days_to_come_are_blank(month: Month) -> None:
    assert marks(month, "BC")[:12] == ["", "", "–", "✓", "+7", "✗", "✓", "M", "✗", "✗", "", ""]


def test_the_sums_are_those_of_the_marks(month: Month) -> None:
    row = month.sums.row(2)
    assert row is not None
    assert [column.text(row) for column in month.sums.columns] == [
        *("BC", "6", "2", "1", "3", "1", "33,3")
    ]
    counted = [marks(month, "BC").count(mark) for mark in ("✓", "✗", "M")]
    assert counted == [row.tally.on_time, row.tally.missing, row.tally.excused]


def test_days_on_which_nothing_is_due_say_so(month: Month, world: World) -> None:
    calendar = {"week_starts_on": 1, "working_days": [1, 2, 3, 4, 5], "holidays": ["2020-02-06"]}
    policy = {"weekdays": [1, 2, 3, 4, 5, 6], "on_holidays": False}
    world.book.do(save_settings, {"calendar": calendar, "daily": policy}, feb(5))
    month.refresh()
    assert marks(month, "BC")[3:10] == ["✓", "+7", "–", "✓", "M", "–", "✗"]


def test_the_arrows_move_over_the_days_and_enter_leads_to_that_morning(
    month: Month, keys: Keys, heard: Heard
) -> None:
    assert month.told.text() == "Thứ Hai, 10/02/2020 · Văn phòng Sở: Chưa báo cáo"
    keys.press("Down", "Down", *(["Left"] * 5))
    assert month.told.text() == "Thứ Tư, 05/02/2020 · Phòng Báo chí: Trễ 7 phút"
    keys.press("Return")
    assert heard.pages == [("daily", {"tab": "board", "day": feb(5)})]


def test_other_months_are_reached_by_keys(month: Month, keys: Keys, clock: FixedClock) -> None:
    keys.press("Alt+Left")
    assert month.title.text() == "Tháng 01 năm 2020"
    assert month.marks.rowCount() == 0
    keys.press("Alt+Right", "Alt+Right")
    assert month.title.text() == "Tháng 03 năm 2020"
    assert set(marks(month, "BC")) == {""}
    assert month.marks.columnCount() == 31
    month.open(day=TODAY)
    assert month.title.text() == "Tháng 02 năm 2020"


def test_the_month_is_copied_with_its_sums(month: Month, world: World, keys: Keys) -> None:
    keys.press("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == [
        "Đơn vị",
        *map(str, range(1, 30)),
        "Phải báo cáo",
        "Đúng hạn",
        "Trễ",
        "Không báo cáo",
        "Được miễn",
        "Đúng hạn (%)",
    ]
    assert len(lines) == 6
    assert lines[3].split("\t")[-6:] == ["6", "2", "1", "3", "1", "33,3"]
    told = world.book.ask(punctuality, feb(1), feb(29), moment(TODAY, "08:45"))
    assert [line.split("\t")[0] for line in lines[1:]] == [row.short_name for row in told]
