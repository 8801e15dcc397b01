"""Khóa sổ on the reports page: what stands in the way, closing, undoing, the kept paper."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from db.queries.closing import closes
from db.queries.kept_reports import kept_pdf, kept_reports
from db.services.counting import NewStocktake, open_stocktake
from db.services.office import save_draft
from desktop.context import Context
from desktop.pages.reports.closing import Closing
from desktop.pages.reports.page import Page
from desktop.weekly import close_book, weekly_pdf
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 500)
    world.issue(feb(5), 30)
    return world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="closing")
    until_idle()
    return page


@pytest.fixture
def closing(page: Page) -> Closing:
    tab = page.tab_named("closing")
    assert isinstance(tab, Closing)
    return tab


def test_the_week_that_is_over_is_proposed_and_closed_with_one_press(
    closing: Closing, world: World, until_idle: Wait
) -> None:
    assert closing.to_on.day == feb(9)
    closing.go.click()
    until_idle()
    assert [row.closed_to for row in world.book.ask(closes)] == [feb(9)]
    assert closing.state.text() == "Sổ đang khóa đến hết 09/02/2020."
    assert closing.kept.rowCount() == 1


def test_what_is_in_the_way_is_listed_leads_there_and_can_be_overridden(
    page: Page, closing: Closing, world: World, heard: Heard, until_idle: Wait
) -> None:
    cells = {"day": "07/02/2020", "store": world.store, "rows": []}
    draft = world.book.keep(save_draft, "receipt", "Cty A", cells)
    count = world.book.do(open_stocktake, NewStocktake(world.store, "Tất cả", day=feb(8)))
    closing.refresh()
    until_idle()
    assert closing.way.text().startswith("2 việc còn vướng đến hết 09/02/2020, 2 việc")
    first, second = closing.obstacles.row(0), closing.obstacles.row(1)
    assert first is not None
    assert second is not None
    closing.in_the_way.opened.emit(first)
    closing.in_the_way.opened.emit(second)
    assert heard.pages[-2:] == [
        ("receipt", {"draft_id": draft}),
        ("stock", {"stocktake_id": count}),
    ]
    closing.go.click()
    until_idle()
    assert "1 phiếu nháp, 1 lần kiểm kê chưa duyệt" in heard.notices[-1][0]
    assert world.book.ask(closes) == []
    closing.despite.setChecked(True)
    closing.go.click()
    until_idle()
    assert [row.closed_to for row in world.book.ask(closes)] == [feb(9)]


def test_closing_is_undone_with_a_reason(
    closing: Closing, world: World, keys: Keys, until_idle: Wait
) -> None:
    closing.go.click()
    until_idle()
    closing.undo.click()
    keys.type("sót phiếu")
    keys.press("Return")
    until_idle()
    (row,) = world.book.ask(closes)
    assert (row.undone_at is not None, row.reason) == (True, "sót phiếu")
    assert closing.state.text() == "Chưa có kỳ nào đang khóa."
    assert not closing.undo.isEnabled()


def test_the_kept_paper_is_shown_with_its_digest(
    closing: Closing, world: World, until_idle: Wait, qtbot: object
) -> None:
    closing.go.click()
    until_idle()
    (row,) = world.book.ask(kept_reports)
    qtbot.waitUntil(lambda: closing.digest.text() == f"SHA-256 {row.sha256}")  # type: ignore[attr-defined]
    until_idle()
    assert closing.pdf.pdf == world.book.ask(kept_pdf, row.kept_id)


def test_the_report_of_a_closed_week_is_the_kept_one_and_its_words_are_settled(
    page: Page, world: World, until_idle: Wait
) -> None:
    close_book(world.book, feb(9))
    page.open(tab="weekly", from_on=feb(3), to_on=feb(9))
    until_idle()
    (row,) = world.book.ask(kept_reports)
    content = world.book.ask(kept_pdf, row.kept_id)
    world.book.clock.moment = world.book.clock.moment.replace(hour=5)  # type: ignore[attr-defined]
    assert weekly_pdf(world.book, feb(3), feb(9)) == content
    assert page.weekly.preview is not None
    assert page.weekly.preview.pdf == content
    assert not page.weekly.sentences.isEnabled()
