"""Hôm nay from the clerk's chair: a Monday morning by keys, the countdown, what others change."""

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from db.kinds import Punctuality, ReportForm
from db.queries.daily_board import daily_board, excuses
from db.queries.daily_reports import reports_of
from db.services.daily import ExcuseFields, save_excuse
from db.services.office import save_settings
from desktop.context import Context, Tone
from desktop.pages.daily.board import TodayBoard
from tests.db.daily import FIVE, department, moment, report
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.daily.conftest import TODAY, AtTime, Idle, Show


@pytest.fixture
def board(context: Context, world: World, at_time: AtTime, on_screen: Show) -> TodayBoard:
    """The board on the screen, following the book as in the window."""
    board = TodayBoard(context)
    board.refresh()
    context.tasks.changed.connect(lambda _tables: board.refresh())
    on_screen(board)
    return board


def cells(board: TodayBoard) -> list[list[str]]:
    rows = [board.rows.row(at) for at in range(board.rows.rowCount())]
    return [[column.text(row) for column in board.rows.columns] for row in rows if row]


def column(board: TodayBoard, title: str) -> list[str]:
    at = [one.title for one in board.rows.columns].index(title)
    return [row[at] for row in cells(board)]


def go_to(board: TodayBoard, keys: Keys, code: str) -> None:
    """Move to a department by the arrows."""
    assert board.table.hasFocus()
    keys.press("Home", "Ctrl+Home", *(["Down"] * FIVE.index(code)))
    row = board.table.current()
    assert row is not None
    assert row.code == code


def type_report(keys: Keys, at: str, form: str, reporter: str, lines: Sequence[str] = ()) -> None:
    """From the field of the time on: time, day, form, who, title, then a text for each duty."""
    keys.type(at)
    keys.press("Return", "Return")
    keys.type(form)
    keys.press("Return")
    keys.type(reporter)
    keys.press("Return", "Return")
    for line in lines:
        keys.type(line)
        keys.press("Tab")
    keys.press("Ctrl+Return")


def test_a_monday_morning_by_keys(
    board: TodayBoard,
    world: World,
    keys: Keys,
    at_time: AtTime,
    until_idle: Idle,
    heard: Heard,
) -> None:
    assert column(board, "Tình trạng") == ["Đang chờ"] * 5
    assert board.head.reported.text() == "0/5 đã báo cáo"
    assert board.head.time_left.text() == "còn 20 phút"
    for code, at, form, who, lines in (
        ("BC", "8", "4", "Phạm Thị Minh", ["Đã họp báo.", "Nhắc 2 báo."]),
        ("XBIPH", "805", "b", "Quách Bích Lan", ["In 500 tờ bướm."]),
        ("VP", "8g09", "1", "Lê Phương Yến", []),
    ):
        go_to(board, keys, code)
        keys.press("Return")
        type_report(keys, at, form, who, lines)
        until_idle()
        assert board.form.isHidden()
        assert board.table.hasFocus()
    assert column(board, "Giờ nhận") == ["08:09", "", "08:00", "08:05", ""]
    assert column(board, "Hình thức") == ["Bản giấy", "", "Điện thoại", "Bản giấy", ""]
    assert board.head.reported.text() == "3/5 đã báo cáo"
    at_time("08:34")
    board.tick()
    assert column(board, "Tình trạng")[1] == "Chưa báo cáo"
    assert board.head.time_left.text() == "đã quá hạn 4 phút"
    go_to(board, keys, "TTDT")
    keys.press("F4")
    until_idle()
    assert column(board, "Tình trạng") == [
        "Đúng hạn",
        "Chưa báo cáo",
        "Đúng hạn",
        "Đúng hạn",
        "Trễ 4 phút",
    ]
    assert heard.notices[-1][0] == "Đã ghi nhận báo cáo của Phòng Thông tin điện tử."
    told = {row.department: row for row in world.book.ask(reports_of, TODAY)}
    press = told["Phòng Báo chí"]
    assert (press.reporter, press.reporter_title) == ("Phạm Thị Minh", "Trưởng phòng")
    assert list(press.results.values()) == ["Đã họp báo.", "Nhắc 2 báo."]
    assert (press.present, press.on_leave) == (2, 0)
    assert told["Phòng Thông tin điện tử"].received_at == moment(TODAY, "08:34")
    assert told["Phòng Thông tin điện tử"].present is None
    assert world.healthy()


def test_the_notice_leads_to_the_next_department_and_in_the_end_to_the_directors_page(
    board: TodayBoard, world: World, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    for code in ("TTS", "BC", "XBIPH"):
        report(world, code, TODAY, "08:05")
    until_idle()
    keys.press("Ctrl+Home", "Return")
    keys.press("Ctrl+Return")
    until_idle()
    (_told, tone, acts) = heard.notices[-1]
    assert tone is Tone.OK
    assert [act.label for act in acts] == ["Ghi tiếp: TTĐT"]
    acts[0].do()
    keys.press("Ctrl+Return")
    until_idle()
    assert [act.label for act in heard.notices[-1][2]] == ["Trình Giám đốc"]
    heard.notices[-1][2][0].do()
    assert heard.pages == [("daily", {"tab": "papers", "day": TODAY})]


@pytest.mark.parametrize(
    ("now", "is_inclusive", "told", "standing"),
    [
        ("08:29:59", True, "còn dưới 1 phút", "Đang chờ"),
        ("08:30:00", True, "đúng giờ hạn", "Đang chờ"),
        ("08:30:01", True, "vừa quá hạn", "Chưa báo cáo"),
        ("08:29:59", False, "còn dưới 1 phút", "Đang chờ"),
        ("08:30:00", False, "vừa quá hạn", "Chưa báo cáo"),
    ],
)
def test_the_seconds_around_the_deadline(
    board: TodayBoard,
    world: World,
    at_time: AtTime,
    until_idle: Idle,
    now: str,
    is_inclusive: bool,
    told: str,
    standing: str,
) -> None:
    setting = {"deadline": "08:30", "is_inclusive": is_inclusive}
    world.book.do(save_settings, {"daily": setting}, feb(1))
    until_idle()
    at_time(now)
    board.tick()
    assert board.head.time_left.text() == told
    assert set(column(board, "Tình trạng")) == {standing}


def test_a_report_of_a_second_after_the_deadline_is_late_and_says_so(
    board: TodayBoard, keys: Keys, at_time: AtTime, until_idle: Idle
) -> None:
    at_time("08:30:01")
    keys.press("Ctrl+Home", "F4")
    until_idle()
    assert column(board, "Giờ nhận")[0] == "08:30:01"
    assert column(board, "Tình trạng")[0] == "Trễ 1 phút"


def test_the_countdown_goes_on_by_itself_while_the_board_is_in_sight(
    board: TodayBoard, at_time: AtTime, qtbot: QtBot
) -> None:
    at_time("08:25")
    qtbot.waitUntil(lambda: board.head.time_left.text() == "còn 5 phút", timeout=5_000)
    board.hide()
    assert not board.ticking.isActive()


def test_what_others_record_shows_by_itself_and_leaves_a_form_alone(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    go_to(board, keys, "BC")
    keys.press("Return", "Tab", "Tab", "Tab", "Tab", "Tab")
    keys.type("Dang go do")
    report(world, "TTS", TODAY, "08:02")
    until_idle()
    assert column(board, "Giờ nhận")[1] == "08:02"
    assert "Dang go do" in board.form.results.texts.values()


def test_other_days_are_reached_by_keys_and_shorthand(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    report(world, "TTS", feb(9), "08:47")
    until_idle()
    keys.press("Alt+Left")
    assert board.day == feb(9)
    assert column(board, "Tình trạng")[1] == "Trễ 17 phút"
    assert column(board, "Tình trạng")[0] == "Chưa báo cáo"
    assert not board.came_button.isEnabled()
    keys.press("Alt+Right")
    assert board.day == TODAY
    board.head.day_field.setFocus()
    board.head.day_field.selectAll()
    keys.type("8")
    keys.press("Return")
    assert board.day == feb(8)
    assert board.head.time_left.text() == ""


def test_a_department_is_excused_and_that_is_changed_and_taken_back_by_keys(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    go_to(board, keys, "XBIPH")
    keys.press("Ctrl+M", "Return")
    keys.type("12")
    keys.press("Return")
    keys.press("Return")
    assert board.excuse_bar.refusal.text() == "Hãy ghi lý do được miễn."
    keys.type("Ca phong di cong tac")
    keys.press("Return")
    until_idle()
    assert column(board, "Tình trạng")[3] == "Được miễn"
    assert board.head.reported.text() == "0/4 đã báo cáo"
    go_to(board, keys, "XBIPH")
    keys.press("Ctrl+M", "Return")
    keys.type("11")
    keys.press("Ctrl+Return")
    until_idle()
    (row,) = world.book.ask(excuses)
    assert (row.from_on, row.to_on, row.reason) == (TODAY, feb(11), "Ca phong di cong tac")
    keys.press("Ctrl+M")
    board.excuse_bar.take_back_button.click()
    until_idle()
    assert world.book.ask(excuses) == []
    assert column(board, "Tình trạng")[3] == "Đang chờ"


def test_a_day_on_which_nothing_is_due_says_so(
    board: TodayBoard, world: World, until_idle: Idle
) -> None:
    world.book.do(save_settings, {"daily": {"weekdays": [2, 3, 4, 5]}}, feb(1))
    until_idle()
    assert board.head.reported.text() == "Không phải báo cáo"
    assert board.head.time_left.text() == ""
    assert set(column(board, "Tình trạng")) == {"Không phải báo cáo"}


def test_in_a_small_window_the_form_takes_the_place_of_the_board(
    board: TodayBoard, keys: Keys, qtbot: QtBot
) -> None:
    board.resize(560, 300)
    qtbot.waitUntil(lambda: board.table.isColumnHidden(1))
    keys.press("Ctrl+Home", "Return")
    assert board.card.isHidden()
    assert board.form.received_at.hasFocus()
    keys.press("Escape")
    assert not board.card.isHidden()
    assert board.table.hasFocus()


def test_the_board_is_what_the_query_says(
    board: TodayBoard, world: World, until_idle: Idle
) -> None:
    world.book.do(save_excuse, ExcuseFields(department(world, "VP"), feb(9), feb(11), "chống dịch"))
    report(world, "BC", TODAY, "07:59", form=ReportForm.EMAIL)
    until_idle()
    found = world.book.ask(daily_board, TODAY, moment(TODAY, "08:10"))
    assert board.board == found
    assert found.rows[0].standing.state is Punctuality.EXCUSED
