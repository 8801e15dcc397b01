"""The papers offered beside a voucher and a stock card; beside a person and a department."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from python_calamine import CalamineWorkbook

from desktop.context import Context
from desktop.pages.catalogue.page import Page as CataloguePage
from desktop.pages.stock.page import Page
from desktop.widgets.menu_button import MenuButton
from tests.db.storeroom import fill
from tests.db.world import World
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def made(world: World) -> dict[str, int]:
    return fill(world)


@pytest.fixture
def page(context: Context, made: dict[str, int], on_screen: Show, until_idle: Wait) -> Page:
    page = Page(context)
    on_screen(page)
    until_idle()
    return page


def _offered(button: MenuButton) -> list[str]:
    return [act.text() for act in button.menu().actions() if not act.isSeparator()]


def _choose(button: MenuButton, words: str) -> None:
    next(act for act in button.menu().actions() if act.text() == words).trigger()


def test_a_voucher_offers_the_papers_of_its_kind(
    page: Page, made: dict[str, int], until_idle: Wait
) -> None:
    offered = {}
    for name in ("issue", "lost", "moved", "found"):
        page.open_voucher(made[name])
        until_idle()
        *papers, amend, attach = _offered(page.voucher.papers)[3:]
        assert (amend, attach) == ("Bổ sung giấy tờ", "Đính kèm tệp")
        offered[name] = papers

    assert offered == {
        "issue": ["Biên bản giao nhận", "Giấy đề nghị cấp vật tư"],
        "lost": ["Giấy báo hỏng, mất"],
        "moved": ["Biên bản giao nhận"],
        "found": [],
    }


def test_each_paper_is_shown_in_the_preview(
    page: Page, made: dict[str, int], until_idle: Wait
) -> None:
    for name, words, expected in (
        ("issue", "Phiếu, ba liên", "Liên 3: Giao người nhận"),
        ("issue", "Phiếu A5, một bản", "PHIẾU XUẤT KHO"),
        ("issue", "Giấy đề nghị cấp vật tư", "GIẤY ĐỀ NGHỊ"),
        ("moved", "Biên bản giao nhận", "BIÊN BẢN"),
        ("lost", "Giấy báo hỏng, mất", "C32-HD"),
    ):
        page.open_voucher(made[name])
        until_idle()
        _choose(page.voucher.papers, words)
        until_idle()
        assert page.stack.currentWidget() is page.paper
        assert expected in whole_text(page.paper.view.pdf)


def test_a_card_offers_the_books_of_two_years(page: Page, world: World, until_idle: Wait) -> None:
    page.open_supply(world.masks)
    until_idle()

    for words, parts in (
        ("Thẻ kho (S21-H), năm 2020", ("THẺ KHO (SỔ KHO)", "Năm 2020", "KT01")),
        ("Sổ chi tiết (S22-H), năm 2020", ("SỔ CHI TIẾT", "S22-H")),
        ("Thẻ kho của mọi vật tư, năm 2020", ("KT01", "SK02")),
        ("Thẻ kho của mọi vật tư, năm 2019", ("KT01", "Năm 2019")),
    ):
        _choose(page.card.papers, words)
        until_idle()
        told = whole_text(page.paper.view.pdf)
        assert all(part in told for part in parts), told
        page.back()
        until_idle()


def test_several_vouchers_are_printed_in_one_go(page: Page, world: World, until_idle: Wait) -> None:
    page.open(tab="vouchers", period="all")
    until_idle()
    assert page.vouchers.print_vouchers.isHidden()

    page.vouchers.table.selectAll()
    page.vouchers.print_vouchers.click()
    until_idle()

    told = whole_text(page.paper.view.pdf)
    numbers = [row.number for row in page.vouchers.table.selected()]
    assert len(numbers) > 5
    assert all(f"Số: {number}" in told for number in numbers)


def test_what_is_a_table_is_saved_as_a_workbook_from_the_preview(
    page: Page,
    world: World,
    made: dict[str, int],
    until_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "the kho.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(path), ""))
    page.open_supply(world.masks)
    until_idle()
    _choose(page.card.papers, "Thẻ kho (S21-H), năm 2020")
    until_idle()

    page.paper.excel_button.click()
    until_idle()

    assert CalamineWorkbook.from_path(path).sheet_names == ["KT01 Khẩu trang y tế"]
    page.open_voucher(made["lost"])
    until_idle()
    _choose(page.voucher.papers, "Giấy báo hỏng, mất")
    until_idle()
    page.paper.excel_button.click()
    until_idle()
    (sheet,) = CalamineWorkbook.from_path(path).sheet_names
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    assert [1, "Khẩu trang y tế", "cái", 7] in [row[:4] for row in rows]
    page.open_voucher(made["issue"])
    until_idle()
    page.voucher.print_list.click()
    until_idle()
    assert not page.paper.excel_button.isVisibleTo(page.paper)


def test_a_persons_history_and_a_departments_request_lie_over_the_catalogue(
    context: Context, world: World, made: dict[str, int], on_screen: Show, until_idle: Wait
) -> None:
    page = CataloguePage(context)
    on_screen(page)
    page.open(staff_id=world.clerk)
    page.people.form.history.button.click()
    until_idle()
    assert "Lê Phương Yến" in whole_text(page.stack.paper.view.pdf)
    assert page.stack.currentWidget() is page.stack.paper

    page.open(tab="departments")
    until_idle()
    page.departments.select(world.inspectorate)
    page.departments.form.request.click()
    until_idle()
    assert "Thanh tra Sở hiện có 01 người" in whole_text(page.stack.paper.view.pdf)
    page.stack.paper.left.emit()
    assert page.stack.currentWidget() is not page.stack.paper
