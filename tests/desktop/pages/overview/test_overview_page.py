"""Tổng quan from the clerk's chair: what the cards say, and where every figure leads."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.backup import copy_book
from db.kinds import Outcome
from db.services.catalogue import SupplyFields, save_supply
from db.services.deciding import decide
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.office import save_draft
from desktop.backups import copies_folder
from desktop.context import Context
from desktop.pages.overview.page import Page
from desktop.settings import COPIED_AT
from tests.db.queries.test_leaflet_report import agency, give, leaflet, plan
from tests.db.world import World, feb, furnish
from tests.desktop.conftest import Heard, Keys

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Page:
    world.receive(feb(3), 500)
    world.receive(feb(4), 60, supply=world.gel)
    world.issue(feb(5), 30)
    world.issue(feb(10), 20)
    page = Page(context)
    on_screen(page)
    until_idle()
    return page


def _state_of(page: Page, name: str) -> str:
    rows = (page.rows.row(place) for place in range(page.rows.rowCount()))
    column = page.rows.columns[-1]
    return next(column.text(row) for row in rows if row and row.name == name)


def test_the_cards_say_what_the_book_holds(page: Page, theme: object) -> None:
    assert page.masks.figure.text() == "450"
    assert page.masks.chip.text() == "Đủ dùng"
    assert page.masks.detail.text() == "đủ 54 ngày làm việc"
    assert page.lacking.figure.text() == "1"
    assert page.lacking.chip.text() == "Cần nhập"
    assert page.lacking.detail.text() == "Gel rửa tay"
    assert page.issued.figure.text() == "20"
    assert page.waiting.figure.text() == "0"
    assert page.header.subtitle.text() == "Thứ Hai, 10/02/2020 · Tuần 07"
    assert not page.grab().isNull()


def test_supplies_stand_in_fixed_words_the_worst_first(page: Page) -> None:
    first = page.rows.row(0)

    assert first is not None
    assert first.name == "Gel rửa tay"
    assert _state_of(page, "Gel rửa tay") == "Dưới mức tối thiểu"
    assert _state_of(page, "Khẩu trang y tế") == "Đủ dùng"


def test_a_supply_used_up_is_out(page: Page, world: World, until_idle: Wait) -> None:
    world.issue(feb(10), 60, supply=world.gel)

    page.refresh()
    until_idle()

    assert _state_of(page, "Gel rửa tay") == "Hết hàng"
    assert page.lacking.chip.text() == "Hết hàng"


def test_a_row_leads_to_the_stock_card(page: Page, world: World, heard: Heard, keys: Keys) -> None:
    page.lacking.setFocus()
    keys.press("Return")  # the figure leads to the table below
    keys.press("Return")

    assert heard.pages == [("stock", {"supply_id": world.gel})]


def test_the_figures_lead_to_what_they_are_made_of(
    page: Page, world: World, heard: Heard, keys: Keys
) -> None:
    for card in (page.masks, page.issued):
        card.setFocus()
        keys.press("Return")
    page.chart.opened.emit(6)

    assert heard.pages == [
        ("stock", {"supply_id": world.masks}),
        ("stock", {"tab": "vouchers", "from_on": feb(10), "to_on": feb(16)}),
        ("reports", {"from_on": feb(3), "to_on": feb(9)}),
    ]


def test_the_only_draft_opens_from_its_card(
    page: Page, context: Context, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    draft_id = context.database.keep(save_draft, "receipt", "Nhập kho 10/02", {})
    page.refresh()
    until_idle()

    page.waiting.setFocus()
    keys.press("Return")

    assert page.waiting.figure.text() == "1"
    assert page.waiting.detail.text() == "Nhập kho 10/02"
    assert heard.pages == [("receipt", {"draft_id": draft_id})]


def test_of_several_drafts_one_is_picked_by_keys(
    page: Page, context: Context, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    older = context.database.keep(save_draft, "issue", "Cấp phát Văn phòng Sở", {})
    context.database.keep(save_draft, "receipt", "Nhập kho 10/02", {})
    page.refresh()
    until_idle()

    page.waiting.setFocus()
    keys.press("Return")
    keys.press("Down", "Return")

    assert page.drafts.count() == 2
    assert heard.pages == [("issue", {"draft_id": older})]


def test_the_main_button_leads_to_the_weekly_report(
    page: Page, heard: Heard, keys: Keys, qtbot: QtBot
) -> None:
    page.table.setFocus()
    keys.press("Ctrl+R")

    qtbot.waitUntil(lambda: heard.pages == [("reports", {})])


def test_the_last_copy_is_told(
    page: Page, context: Context, heard: Heard, until_idle: Wait
) -> None:
    assert page.backup.text() == "Chưa có bản sao lưu"

    copy_book(context.database, copies_folder(context.database))
    context.settings.set(COPIED_AT, context.clock.now().isoformat())
    until_idle()
    page.copies.click()

    assert page.backup.text() == "Đã sao lưu 08:00 hôm nay"
    assert heard.pages == [("settings", {"tab": "backups"})]


def test_an_empty_book_says_how_to_begin(
    context: Context, on_screen: Show, until_idle: Wait
) -> None:
    page = Page(context)
    on_screen(page)
    until_idle()

    assert page.masks.figure.text() == "0"
    assert page.rows.rowCount() == 0
    assert "nhập danh mục" in page.table.empty


def test_many_lacking_supplies_are_counted(
    context: Context, world: World, on_screen: Show, until_idle: Wait, qtbot: QtBot
) -> None:
    for number in range(4):
        fields = SupplyFields(f"SK1{number}", f"Xà phòng {number}", "bánh", "Sát khuẩn", 10)
        context.database.do(save_supply, fields)
    page = Page(context)
    on_screen(page)
    until_idle()

    assert page.lacking.figure.text() == "5"
    assert page.lacking.detail.text().endswith("và 3 vật tư nữa")


def test_who_has_not_signed_is_one_step_away(
    page: Page, world: World, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    assert not page.unsigned.isVisible()
    plan = world.book.do(
        save_document, DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND", "Ứng phó")
    )
    on_time = world.book.do(distribute, NewDistribution((plan,), feb(3), feb(14)))
    late = world.book.do(distribute, NewDistribution((plan,), feb(4), feb(7)))
    world.book.do(decide, on_time, [world.clerk], Outcome.SIGNED, feb(5))

    page.refresh()
    until_idle()

    assert page.unsigned.figure.text() == "5"
    assert page.unsigned.chip.text() == "Quá hạn"
    assert page.unsigned.detail.text() == "362/KH-UBND: 0/3 và 1 đợt nữa"
    page.unsigned.setFocus()
    keys.press("Return")
    assert heard.pages[-1] == ("documents", {"round_id": late, "missing": True})


def test_an_empty_book_shows_the_way_to_the_sample_data(
    context: Context, on_screen: Show, until_idle: Wait
) -> None:
    page = Page(context)
    on_screen(page)
    until_idle()
    assert page.sample.isVisible()
    assert page.sample.text() == "Xem dữ liệu mẫu"

    furnish(context.database).receive(feb(3), 500)
    page.refresh()
    until_idle()
    assert not page.sample.isVisible()


def test_a_supply_with_nothing_to_measure_by_is_not_called_enough(
    page: Page, world: World, until_idle: Wait
) -> None:
    world.receive(feb(10), 200, supply=world.gloves)
    page.refresh()
    until_idle()

    assert _state_of(page, "Găng tay") == "–"


def test_expired_stock_is_not_called_enough(page: Page, world: World, until_idle: Wait) -> None:
    world.receive(feb(10), 500, supply=world.gel)
    world.receive(feb(4), 10, expires_on=feb(8))
    page.refresh()
    until_idle()

    assert page.lacking.figure.text() == "0"
    assert page.lacking.chip.text() == "Đã hết hạn"


def test_leaflets_that_are_owed_have_a_card_that_leads_to_where_they_stand(
    page: Page, world: World, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    assert not page.leaflets.isVisible()
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    plan(world, first, 600, QH01=200, QH03_01=100)
    give(world, first, agency(world, "QH01"), 50)
    page.refresh()
    until_idle()
    assert page.leaflets.figure.text() == "250"
    assert page.leaflets.detail.text() == "2 quận, huyện"
    page.leaflets.setFocus()
    keys.press("Return")
    assert heard.pages[-1] == ("leaflets", {"tab": "standing"})
