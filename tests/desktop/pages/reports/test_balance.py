"""Nhập – xuất – tồn on the page of reports: days, store, the paper, the workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from python_calamine import CalamineWorkbook

from desktop.context import Context
from desktop.pages.reports.balance import BalanceTab
from desktop.pages.reports.page import Page
from desktop.storeroom_printing import stock_report_pdf
from tests.db.storeroom import fill
from tests.db.world import World, feb
from tests.desktop.conftest import Heard

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    fill(world)
    return world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="balance", from_on=feb(3), to_on=feb(9))
    until_idle()
    return page


@pytest.fixture
def tab(page: Page) -> BalanceTab:
    tab = page.tab_named("balance")
    assert isinstance(tab, BalanceTab)
    return tab


def _seen(tab: BalanceTab) -> bytes:
    return tab.pdf.pdf


def test_what_is_seen_is_the_paper_of_these_days(tab: BalanceTab, world: World) -> None:
    assert _seen(tab) == stock_report_pdf(world.book, (feb(3), feb(9)), None)


def test_another_store_and_a_split_make_another_paper(
    tab: BalanceTab, world: World, until_idle: Wait
) -> None:
    tab.store.setCurrentIndex(tab.store.findText("Quầy tiếp nhận"))
    tab.is_split.setChecked(True)
    until_idle()

    expected = stock_report_pdf(world.book, (feb(3), feb(9)), world.desk, is_split=True)
    assert _seen(tab) == expected


def test_the_workbook_is_saved_where_the_clerk_says(
    page: Page,
    heard: Heard,
    until_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "nxt.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(path), ""))

    page.excel.click()
    until_idle()

    assert str(path) in heard.notices[-1][0]
    assert CalamineWorkbook.from_path(path).sheet_names == ["Nhập xuất tồn", "Theo nguồn, lý do"]


def test_xem_phieu_leads_to_the_vouchers_of_these_days(page: Page, heard: Heard) -> None:
    page.vouchers.click()

    told = {"tab": "vouchers", "from_on": feb(3), "to_on": feb(9)}
    assert heard.pages[-1] == ("stock", told)
