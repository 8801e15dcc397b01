"""The log of the web site on the screen: one after another by keys, many from Excel, days without."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.clock import FixedClock
from db.kinds import WebSource
from db.queries.journal import journal_count
from db.queries.office import drafts
from db.queries.web_updates import web_update_count, web_updates
from db.services.web_updates import WebUpdateFields, save_web_update
from desktop.context import Context
from desktop.pages.daily.pasted_updates import DAY, LINK, SOURCE, TIME, TITLE, pasted_rows
from desktop.pages.daily.website import Website
from desktop.widgets.period_box import Preset
from tests.db.daily import moment
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = moment(feb(12), "09:00")
    return sqlite_world


@pytest.fixture
def tab(
    context: Context, world: World, on_screen: Callable[[QWidget], QWidget], until_idle: Wait
) -> Website:
    tab = Website(context)
    on_screen(tab)
    tab.refresh()
    until_idle()
    return tab


def _update(world: World, day: int, title: str, source: WebSource = WebSource.OWN) -> int:
    return world.book.do(save_web_update, WebUpdateFields(feb(day), title, source))


def test_one_update_after_another_is_entered_by_keys_alone(
    tab: Website, context: Context, keys: Keys, until_idle: Wait
) -> None:
    keys.press("Ctrl+N")
    keys.type("Số ca mắc mới")
    keys.press("Return")
    keys.type("https://tttt.vn/1")
    tab.log.form.source.setFocus()
    keys.press("Up", "Up")  # from the Department's own to the Ministry's
    keys.press("Return", "Ctrl+A")
    keys.type("11")
    keys.press("Return")
    keys.type("815")
    keys.press("Ctrl+Return")
    until_idle()
    tab.refresh()  # as the page does when the book changed
    keys.type("Rửa tay đúng cách")  # the form waits for it
    keys.press("Ctrl+Return")
    until_idle()

    second, first = sorted(context.database.ask(web_updates), key=lambda row: row.title)
    assert (first.title, first.link, first.day) == ("Số ca mắc mới", "https://tttt.vn/1", feb(11))
    assert (first.source, first.at) == (WebSource.MINISTRY, moment(feb(11), "08:15"))
    assert (second.title, second.day, second.source) == (
        "Rửa tay đúng cách",
        feb(11),
        WebSource.MINISTRY,
    )
    assert second.at is None
    assert keys.target is tab.log.form.title
    assert tab.log.form.title.text() == ""


def test_days_without_news_stand_out_by_word_and_sign(tab: Website, world: World) -> None:
    for day in (3, 4, 5, 6, 7, 10, 11):
        _update(world, day, f"Tin {day}")
    _update(world, 11, "Tin nữa", WebSource.MINISTRY)
    tab.refresh()
    assert tab.log.told.text() == (
        "Tháng 02/2020: 8 tin (Bộ Y tế 1, Sở 7).\n✕ 3 ngày chưa có tin: hôm nay, 09/02, 08/02."
    )
    strip = tab.log.strip
    assert [day.day for day in strip.days if strip.is_missing(day)] == [8, 9, 12]
    assert strip.told(feb(12)) == "Thứ Tư, 12/02/2020: chưa có tin"
    assert strip.told(feb(11)) == "Thứ Ba, 11/02/2020: 2 tin"
    assert strip.told(feb(13)) == "Thứ Năm, 13/02/2020"


def test_a_day_is_gone_to_by_keys_and_a_missing_one_is_filled_in(
    tab: Website, world: World, keys: Keys, until_idle: Wait
) -> None:
    _update(world, 11, "Tin 11")
    tab.refresh()
    tab.log.strip.setFocus()
    keys.press("Left", "Return")
    assert tab.log.period.period() == (feb(11), feb(11))
    assert tab.log.rows.rowCount() == 1
    tab.log.strip.setFocus()
    keys.press("Left", "Return")
    keys.type("Tin 10")
    keys.press("Ctrl+Return")
    until_idle()
    tab.refresh()
    assert not tab.log.strip.is_missing(feb(10))
    assert {row.day for row in world.book.ask(web_updates)} == {feb(10), feb(11)}


def test_the_months_before_and_after_are_a_key_away(tab: Website, world: World, keys: Keys) -> None:
    _update(world, 11, "Tin 11")
    tab.refresh()
    tab.log.strip.setFocus()
    keys.press("PgUp")
    assert tab.log.month == feb(1).replace(month=1)
    assert tab.log.told.text() == "Tháng 01/2020: chưa có tin nào."
    assert tab.log.rows.rowCount() == 0
    keys.press("PgDown")
    assert tab.log.period.preset.currentData() == Preset.MONTH
    assert tab.log.rows.rowCount() == 1


PASTED = (
    "Ngày\tGiờ\tTiêu đề\tĐường dẫn\tNguồn\n"
    "10/02/2020\t08:15:00\tSố ca mắc mới\thttps://a.vn/1\tBộ Y tế\n"
    "11/2\t\tRửa tay\thttps://a.vn/2\tSYT\n"
    '12/2/2020\t14h30\t"Kế hoạch ""362"""\thttps://a.vn/3\tSở\n'
)


def test_rows_of_excel_become_updates_in_one_act(
    tab: Website, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    before = world.book.ask(journal_count)
    tab.log.table.setFocus()
    keys.press("Ctrl+V")
    assert len(tab.pasted.grid.rows()) == 3
    keys.press("Ctrl+Return")
    until_idle()
    assert [(row.day, row.at, row.title, row.source) for row in world.book.ask(web_updates)] == [
        (feb(12), moment(feb(12), "14:30"), 'Kế hoạch "362"', WebSource.OWN),
        (feb(11), None, "Rửa tay", WebSource.HEALTH_DEPARTMENT),
        (feb(10), moment(feb(10), "08:15"), "Số ca mắc mới", WebSource.MINISTRY),
    ]
    assert world.book.ask(journal_count) == before + 1
    assert heard.notices[-1][0] == "Đã ghi 3 tin cập nhật."
    assert tab.stack.currentWidget() is tab.log
    assert tab.log.rows.rowCount() == 3


def test_what_a_row_lacks_is_told_in_the_row_and_nothing_is_recorded(
    tab: Website, world: World, until_idle: Wait
) -> None:
    _update(world, 10, "Số ca mắc mới")
    rows = (
        "10/2\t\tsố ca MẮC mới\t\tSở\n"
        "13/02/2020\t\tNgày mai\t\tSở\n"
        "11/2\t25:00\tGiờ lạ\t\tSở\n"
        "11/2\t\t\thttps://a.vn\tSở\n"
        "11/2\t\tNguồn lạ\t\tBáo nào đó\n"
        "32/2\t\tNgày lạ\t\tSở\n"
        "11/2\t\tKhông nguồn\t\t\n"
        "11/2\t\tĐúng\t\tSở\n"
    )
    QGuiApplication.clipboard().setText(rows)
    tab.enter_many(is_pasting=True)
    grid = tab.pasted.grid
    grid.go(7, 1)
    told = [grid.rows_model.problems(place) for place in range(8)]
    assert told[0] == {TITLE: "Tin này đã có trong nhật ký."}
    assert told[1] == {DAY: "Ngày này chưa đến."}
    assert told[3] == {TITLE: "Chưa có tiêu đề."}
    assert told[4] == {SOURCE: "Không có “Báo nào đó”."}
    assert told[5] == {DAY: "“32/2” không phải là ngày."}
    assert told[6] == {SOURCE: "Chưa có nguồn."}
    assert told[7] == {}
    tab.pasted.record()
    until_idle()
    assert tab.pasted.told.text() == "Dòng 1: Tin này đã có trong nhật ký."
    assert world.book.ask(web_update_count) == 1


def test_a_row_that_says_what_one_above_says_is_told(
    tab: Website, world: World, until_idle: Wait
) -> None:
    QGuiApplication.clipboard().setText("10/2\t\tMột\t\tSở\n10/2\t\tmột\t\tSở\n")
    tab.enter_many(is_pasting=True)
    tab.pasted.record()
    until_idle()
    assert tab.pasted.grid.rows_model.problems(1) == {TITLE: "Tin này có ở dòng trên."}
    assert world.book.ask(web_update_count) == 0


def test_pasted_rows_wait_as_a_draft(
    tab: Website, context: Context, world: World, until_idle: Wait
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    tab.enter_many(is_pasting=True)
    tab.pasted.drafting.touch()
    tab.leave()
    until_idle()
    (draft,) = context.database.ask(drafts)
    assert draft.form.rpartition("/")[2] == "website"
    again = Website(context)
    again.open(draft_id=draft.draft_id)
    assert [row.text(TITLE) for row in again.pasted.grid.rows()] == [
        "Số ca mắc mới",
        "Rửa tay",
        'Kế hoạch "362"',
    ]


def test_esc_leaves_the_cell_and_then_the_grid_which_keeps_its_rows(
    tab: Website, keys: Keys
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    tab.enter_many(is_pasting=True)
    keys.type("1")
    keys.press("Escape")
    assert tab.stack.currentWidget() is tab.pasted
    keys.press("Escape")
    assert tab.stack.currentWidget() is tab.log
    tab.enter_many()
    assert len(tab.pasted.grid.rows()) == 3


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("10/2\t8:15\tA\tB\tSở", {DAY: "10/2", TIME: "8:15", TITLE: "A", LINK: "B", SOURCE: "Sở"}),
        ("10/2\t\tA\tB\tSở", {DAY: "10/2", TIME: "", TITLE: "A", LINK: "B", SOURCE: "Sở"}),
        ("10/2\tA\tB\tSở", {DAY: "10/2", TITLE: "A", LINK: "B", SOURCE: "Sở"}),
        ("10/2\tA", {DAY: "10/2", TITLE: "A"}),
    ],
)
def test_the_column_of_times_may_be_missing(line: str, row: dict[str, str]) -> None:
    assert pasted_rows(line, feb(12)) == [row]


def test_the_log_in_sight_is_printed(tab: Website, world: World) -> None:
    _update(world, 11, "Rửa tay")
    tab.refresh()
    printed: list[tuple[str, bytes, bytes]] = []
    tab.paper_wanted.connect(lambda title, pdf, xlsx: printed.append((title, pdf(), xlsx())))
    tab.print_log()
    ((title, pdf, xlsx),) = printed
    assert title == "Nhật ký cập nhật trang tin: 01/02/2020 – 29/02/2020"
    assert "11/02/2020 Rửa tay Sở" in whole_text(pdf)
    assert xlsx.startswith(b"PK")
