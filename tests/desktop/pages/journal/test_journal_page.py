"""Nhật ký from the clerk's chair: find an act, read it, open what it posted; by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.queries.catalogue import supplies
from db.queries.journal import journal
from db.services.catalogue import SupplyFields, save_supply
from db.services.office import save_settings
from db.services.reversing import reverse_voucher
from desktop.context import Context
from desktop.pages.journal.act_words import ACTS, act_word
from desktop.pages.journal.page import Page
from desktop.pages.journal.words import details
from tests.db.world import World, feb, furnish
from tests.desktop.conftest import Heard, Keys

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show) -> Page:
    receipt = world.receive(feb(3), 500, supplier="Công ty Dệt", document_number="HĐ 7")
    world.receive(feb(4), 60, supply=world.gel)
    context.database.do(reverse_voucher, receipt, "Nhầm chứng từ")
    page = Page(context)
    on_screen(page)
    return page


def _told(page: Page) -> list[tuple[str, str]]:
    columns = page.rows.columns
    rows = (page.rows.row(place) for place in range(page.rows.rowCount()))
    return [(columns[2].text(row), columns[3].text(row)) for row in rows if row]


def _entry(page: Page) -> str:
    return " | ".join(label.text() for label in page.entry.findChildren(QLabel))


def test_the_latest_act_stands_first_in_the_clerks_words(page: Page, theme: object) -> None:
    told = _told(page)

    assert told[0] == ("Hủy phiếu", "XK0001 · Nhầm chứng từ")
    assert told[1] == ("Ghi phiếu nhập kho", "NK0002")
    assert told[2] == ("Ghi phiếu nhập kho", "NK0001 · Công ty Dệt")
    assert told[-1][0] == "Tạo sổ"
    assert not page.grab().isNull()


def test_a_search_finds_words_of_acts_without_accents(page: Page, keys: Keys, qtbot: QtBot) -> None:
    page.search.setFocus()
    keys.type("huy phieu")

    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert _told(page)[0][0] == "Hủy phiếu"


@pytest.mark.parametrize(("text", "count"), [("công ty dệt", 1), ("nk0002", 1), ("xyz", 0)])
def test_a_search_finds_what_acts_are_about(
    page: Page, keys: Keys, qtbot: QtBot, text: str, count: int
) -> None:
    page.search.setFocus()
    keys.type(text)

    qtbot.waitUntil(lambda: page.rows.rowCount() == count)
    assert page.header.subtitle.text() == f"{count} việc"


def test_an_entry_is_readable(page: Page, keys: Keys) -> None:
    page.search.setFocus()
    keys.press("Return")  # on to the list
    keys.press("Down", "Down")

    entry = _entry(page)
    assert "Ghi phiếu nhập kho" in entry
    assert "đơn vị cung cấp" in entry
    assert "Công ty Dệt" in entry
    assert "03/02/2020" in entry
    assert "supply_id" not in entry


def test_enter_opens_the_voucher_of_an_act(page: Page, heard: Heard, keys: Keys) -> None:
    page.search.setFocus()
    keys.press("Return", "Down", "Return")

    assert heard.pages == [("stock", {"voucher_id": 2})]


def test_settings_are_told_by_their_names(context: Context, on_screen: Show) -> None:
    context.database.do(save_settings, {"lists": {"undertaking": True}})
    page = Page(context)
    on_screen(page)

    assert _told(page)[0][0] == "Đổi thiết lập"
    assert "danh sách ký nhận" in _entry(page)


def test_an_act_without_words_keeps_its_own_name() -> None:
    assert act_word("something_new") == "something_new"
    assert all(act_word(act) != act for act in ACTS)


def test_the_founding_is_told_without_a_word_of_the_machine(context: Context) -> None:
    row = context.database.ask(journal, "", [], 0, 1)[0]

    told = details(row)
    assert ("phòng, đơn vị 2 · loại", "Phòng") in told
    named = {part for name, _value in told for part in name.split(" · ")}
    assert not [
        part for part in named if (part.isascii() and "_" in part) or part == "departments 1"
    ]


def test_a_change_is_told_before_and_after(context: Context, on_screen: Show) -> None:
    world = furnish(context.database)
    row = next(one for one in context.database.ask(supplies) if one.supply_id == world.masks)
    renamed = SupplyFields(
        row.code, "Khẩu trang N95", row.base_unit, id=row.supply_id, version=row.version
    )
    context.database.do(save_supply, renamed)
    page = Page(context)
    on_screen(page)

    entry = _entry(page)
    assert f"{row.name} → Khẩu trang N95" in entry
    assert "version" not in entry
    assert "search" not in entry
