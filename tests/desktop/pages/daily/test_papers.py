"""Trình Giám đốc: a paper chosen by keys, the text copied, a page that is printed or saved is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from db.queries.daily_pages import daily_pages
from db.queries.documents import file_content
from db.queries.office import report_texts
from desktop import daily_papers
from desktop.context import Context
from desktop.pages.daily.papers import Kind, Papers
from desktop.widgets.tabbed_page import TabbedPage
from tests.db.morning import AT, TODAY, monday
from tests.db.world import World, feb, furnish
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(context: Context, clock: FixedClock) -> World:
    clock.moment = AT
    made = furnish(context.database)
    monday(made)
    return made


@pytest.fixture
def tab(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Papers:
    shown = Papers(context)
    on_screen(shown)
    until_idle()
    return shown


def wanted(qtbot: QtBot, tab: Papers, do: Callable[[], object]) -> list[Any]:
    with qtbot.waitSignal(tab.paper_wanted) as asked:
        do()
    return list(asked.args)


def test_the_text_and_the_days_of_the_stock_stand_beside_the_choice(
    tab: Papers, keys: Keys, until_idle: Wait, heard: Heard, theme: object
) -> None:
    assert tab.message.text() == daily_papers.page_text(tab._context.database, TODAY, AT)
    assert "từ ngày 07/02/2020 đến hết ngày 09/02/2020" in tab.covers.text()
    keys.press("Ctrl+Shift+C")
    until_idle()
    assert QGuiApplication.clipboard().text() == tab.message.text()
    assert heard.notices[-1][0] == "Đã chép nội dung vào bộ nhớ tạm."
    assert not tab.grab().isNull()


def test_papers_are_chosen_and_shown_by_keys(qtbot: QtBot, tab: Papers, keys: Keys) -> None:
    title, make, sheet = wanted(qtbot, tab, lambda: keys.press("Ctrl+P"))
    assert title == "Báo cáo nhanh 10/02/2020"
    assert "BÁO CÁO NHANH" in whole_text(make())
    assert sheet()
    for words in ("BẢNG TỔNG HỢP BÁO CÁO NGÀY", "TỔNG HỢP BÁO CÁO HẰNG NGÀY", "/BC-STTTT"):
        tab.kind.setFocus()
        keys.press("Down")
        _title, make, sheet = wanted(qtbot, tab, lambda: keys.press("Ctrl+P"))
        assert words in whole_text(make())
        assert sheet()[:2] == b"PK"
    assert tab.chosen is Kind.PRESS


def test_to_give_a_page_keeps_the_very_pdf_and_lists_it(
    qtbot: QtBot, tab: Papers, keys: Keys, until_idle: Wait, world: World
) -> None:
    _title, make, _sheet = wanted(qtbot, tab, lambda: keys.press("Ctrl+Return"))
    pdf = make()
    tab.refresh()
    until_idle()
    (kept,) = world.book.ask(daily_pages)
    assert (kept.day, kept.from_on, kept.to_on) == (TODAY, feb(7), feb(9))
    row = tab.rows.row(0)
    assert row == kept
    _title, again, none = wanted(qtbot, tab, lambda: tab.table.opened.emit(row))
    assert again() == pdf == world.book.ask(file_content, kept.attachment_id).content
    assert none is None
    tab.open(day=feb(11))
    until_idle()
    assert "từ ngày 10/02/2020 đến hết ngày 10/02/2020" in tab.covers.text()


def test_a_page_that_is_saved_from_its_preview_is_kept(
    context: Context, world: World, on_screen: Show, until_idle: Wait, tmp_path: Path
) -> None:
    tabs = {"papers": ("Trình Giám đốc", "Papers")}
    page = TabbedPage(context, "Báo cáo 8g30", "desktop.pages.daily", tabs)
    on_screen(page)
    until_idle()
    tab = page.tab
    assert isinstance(tab, Papers)
    tab.view()
    until_idle()
    assert world.book.ask(daily_pages) == []
    file = tmp_path / "trang.pdf"
    page.paper.view.save_to(file)
    until_idle()
    (kept,) = world.book.ask(daily_pages)
    assert world.book.ask(file_content, kept.attachment_id).content == file.read_bytes()
    page.back()
    tab.open(paper="summary")
    tab.view()
    until_idle()
    page.paper.view.save_to(file)
    until_idle()
    assert world.book.ask(daily_pages) == [kept]


def test_the_words_for_the_city_are_kept_and_printed(
    qtbot: QtBot, tab: Papers, until_idle: Wait, world: World
) -> None:
    tab.open(paper="press")
    until_idle()
    assert (tab.from_on.day, tab.to_on.day) == (feb(3), feb(9))
    boxes = tab.words.boxes
    assert not any(box.is_edited for box in boxes.values())
    boxes["press_proposals"].text.setPlainText("Không có kiến nghị gì thêm.")
    _title, make, _sheet = wanted(qtbot, tab, tab.view)
    assert "Không có kiến nghị gì thêm." in whole_text(make())
    assert set(world.book.ask(report_texts, feb(3), feb(9))) == {"press_proposals"}
    boxes["press_proposals"].take_back()
    tab.leave()
    until_idle()
    assert world.book.ask(report_texts, feb(3), feb(9)) == {}


def test_without_the_duty_the_words_wait_and_it_is_said_why(
    tab: Papers, until_idle: Wait, heard: Heard
) -> None:
    tab.open(paper="press")
    until_idle()
    tab.from_on.set_day(feb(1))
    tab.to_on.set_day(feb(2))
    tab.refresh()
    until_idle()
    assert not tab.words.isEnabled()
    assert "không đơn vị nào có nhiệm vụ báo cáo UBND Thành phố" in heard.notices[-1][0]
