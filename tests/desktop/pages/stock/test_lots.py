"""The tab of lots, and what is added to posted vouchers, from the clerk's chair."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.queries.amendments import amendments_of_lot, amendments_of_voucher
from db.queries.lots import LotFilter, LotRow, lot_list
from desktop.context import Context, Tone
from desktop.pages.stock.page import Page
from desktop.widgets.date_field import DateField
from desktop.widgets.fields_dialog import FieldsDialog
from tests.db.world import World, feb
from tests.desktop.conftest import Heard

Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 500, 350_000, supplier="Công ty Dệt", expires_on=feb(20))
    world.receive(feb(4), 60, expires_on=feb(7))
    world.receive(feb(4), 70, expires_on=date(2021, 7, 7))
    return world


@pytest.fixture
def page(
    context: Context, world: World, on_screen: Callable[[QWidget], QWidget], until_idle: Wait
) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="lots")
    until_idle()
    return page


def lot(world: World, place: int) -> LotRow:
    return world.book.ask(lot_list, feb(10), LotFilter.ALL)[place]


def field(dialog: FieldsDialog, name: str) -> QWidget:
    (found,) = [one for one in dialog.findChildren(QWidget) if one.accessibleName() == name]
    return found


def test_lots_say_how_they_stand(page: Page) -> None:
    rows = [row for place in range(3) if (row := page.lots.rows.row(place)) is not None]
    assert [page.lots.state(row) for row in rows] == [
        ("Đã hết hạn", Tone.BAD),
        ("Sắp hết hạn", Tone.WARNING),
        ("", Tone.NONE),
    ]


def test_a_lot_is_blocked_and_freed_with_the_reason(
    page: Page, world: World, heard: Heard, until_idle: Wait
) -> None:
    page.lots.table.selectRow(2)
    dialog = page.lots.acts.ask_block(lot(world, 2))
    dialog.field.setText("chờ kiểm định")
    dialog.accept()
    until_idle()
    assert lot(world, 2).is_blocked
    page.lots.refresh()
    until_idle()
    page.lots.table.selectRow(2)
    assert page.lots.block.text() == "Bỏ khóa lô"
    dialog = page.lots.acts.ask_block(lot(world, 2))
    dialog.field.setText("đạt")
    dialog.accept()
    until_idle()
    assert not lot(world, 2).is_blocked
    assert [row.reason for row in world.book.ask(amendments_of_lot, 3)] == ["chờ kiểm định", "đạt"]


def test_a_lot_is_put_right_and_shows_what_was(page: Page, world: World, until_idle: Wait) -> None:
    dialog = page.lots.acts.ask_mend(lot(world, 0), [])
    number, expires = field(dialog, "Số lô"), field(dialog, "Hạn dùng")
    assert isinstance(number, QLineEdit)
    assert isinstance(expires, DateField)
    number.setText("L-9")
    expires.set_day(date(2021, 2, 7))
    assert not dialog.yes.isEnabled()
    dialog.reason_field.setText("đọc nhầm nhãn")
    dialog.accept()
    until_idle()
    (mended,) = world.book.ask(lot_list, feb(10), LotFilter.ALL, "L-9")
    assert (mended.lot_id, mended.expires_on) == (2, date(2021, 2, 7))
    assert [row.field for row in world.book.ask(amendments_of_lot, 2)] == ["number", "expires_on"]


def test_the_value_of_what_is_left_is_put_right(
    page: Page, world: World, heard: Heard, until_idle: Wait
) -> None:
    world.issue(feb(8), 100)
    dialog = page.lots.acts.ask_value(lot(world, 1))
    store, worth = field(dialog, "Phần còn ở kho"), field(dialog, "Giá trị đúng")
    assert isinstance(store, QComboBox)
    assert isinstance(worth, QLineEdit)
    assert store.currentText() == "Kho Văn phòng Sở: 400 cái, 280.000 đ"
    worth.setText("300.000")
    dialog.reason_field.setText("hóa đơn ghi khác")
    dialog.accept()
    until_idle()
    assert world.balances()[world.store, 1] == (400, 300_000)
    assert "280.000 đ thành 300.000 đ" in heard.notices[-1][0]
    assert world.healthy()


def test_papers_and_files_are_added_to_a_posted_voucher_with_who_and_when(
    page: Page, world: World, tmp_path: Path, until_idle: Wait
) -> None:
    page.open(voucher_id=1)
    until_idle()
    assert page.voucher.shown is not None
    dialog = page.voucher.additions.ask(page.voucher.shown.detail)
    number = field(dialog, "Chứng từ số")
    assert isinstance(number, QLineEdit)
    number.setText("HĐ 77")
    dialog.accept()
    until_idle()
    scan = tmp_path / "hoa-don.pdf"
    scan.write_bytes(b"%PDF-1.4 scanned")
    page.voucher.additions.take(page.voucher.shown.detail, [scan])
    until_idle()
    shown = page.voucher.shown
    assert shown.detail.document_number == "HĐ 77"
    assert [(row.field, row.new_value) for row in shown.added] == [
        ("document_number", "HĐ 77"),
        ("file", "hoa-don.pdf"),
    ]
    assert world.book.ask(amendments_of_voucher, 1) == list(shown.added)
