"""Nhập từ Excel from the clerk's chair: choose, look, write, stop; nothing half-written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

import resources
from db.importers.header import column_letter
from db.importers.plan import ImportKind
from db.models.stock import Balance
from db.queries.allocations import allocation_rows
from db.queries.catalogue import supply_count
from db.queries.staff import people_count
from db.queries.voucher_list import voucher_count
from desktop.context import Context
from desktop.pages.importing.page import Page
from tests.db.importers.stock_sheets import state_office
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

if TYPE_CHECKING:
    from desktop.theme import Theme

Show = Callable[[QWidget], QWidget]
STAFF = (
    "Mã số\tHọ và tên\tPhòng, đơn vị\tLương\n"
    "CB0101\tNgô Thị Hoa\tVăn phòng Sở\t1\n"
    "CB0102\t\tVăn phòng Sở\t1\n"
    "CB0103\tLý An\tPhòng Chuyển đổi số\t1\n"
    "CB0101\tLý Ba\tVăn phòng Sở\t1\n"
)


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show) -> Page:
    page = Page(context)
    on_screen(page)
    return page


def _sample(name: str) -> str:
    return str(resources.path(f"samples/{name}"))


def _people(world: World) -> int:
    return world.book.ask(people_count, feb(10))


def test_a_workbook_is_shown_before_it_is_written(
    page: Page, world: World, theme: "Theme", until_idle: Callable[[], None]
) -> None:
    page.open(kind="supplies")
    page.choose.take_file(_sample("danh-muc-vat-tu.xlsx"))
    until_idle()

    preview = page.preview
    assert page.stack.currentWidget() is preview
    assert "danh-muc-vat-tu.xlsx" in preview.where.text()
    assert "tiêu đề ở dòng" in preview.where.text()
    understood = [
        (row.header, preview.columns.columns[2].text(row))
        for place in range(preview.columns.rowCount())
        if (row := preview.columns.row(place)) is not None
    ]
    assert ("ĐVT", "Đơn vị tính") in understood or ("Đơn vị tính", "Đơn vị tính") in understood
    assert preview.write.hasFocus()
    assert world.book.ask(supply_count) == 3


def test_writing_by_keys_ends_with_the_counts_and_a_way_on(
    page: Page, world: World, keys: Keys, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff", text=STAFF.splitlines()[0] + "\n" + STAFF.splitlines()[1])
    until_idle()
    keys.press("Return")
    until_idle()

    assert page.stack.currentWidget() is page.result
    assert page.result.sentence.text() == "Đã ghi 1 dòng vào sổ."
    assert _people(world) == 4
    keys.press("Space")
    assert heard.pages == [("catalogue", {"tab": "people"})]


def test_bad_rows_are_named_and_keep_the_button_shut_until_they_are_skipped(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff", text=STAFF)
    until_idle()

    preview = page.preview
    rows = [preview.errors.row(place) for place in range(2)]
    told = [
        [column.text(row) for column in preview.errors.columns] for row in rows if row is not None
    ]
    assert told == [
        ["3", "Họ và tên", "Còn trống."],
        ["5", "Mã số", "Mã CB0101 đã có ở dòng 2 của tệp này."],
    ]
    assert preview.total.figure.text() == "4"
    assert preview.ready.detail.text() == "và 1 đơn vị mới"
    assert not preview.write.isEnabled()
    assert "Còn 2 dòng lỗi" in preview.why_not.text()
    keys.press("Ctrl+Return")
    until_idle()
    assert _people(world) == 3

    preview.skip_bad.click()
    keys.press("Ctrl+Return")
    until_idle()
    assert page.result.detail.text() == "4 dòng dữ liệu · 2 dòng lỗi được bỏ qua"
    assert _people(world) == 5


def test_a_column_that_is_not_understood_is_left_aside(
    page: Page, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff", text=STAFF)
    until_idle()
    columns = page.preview.columns
    last = columns.row(columns.rowCount() - 1)
    assert last is not None
    assert [column.text(last) for column in columns.columns[:3]] == ["D", "Lương", "(bỏ qua)"]


def test_people_missing_from_a_newer_list_are_shown_and_kept(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff", text=STAFF)
    until_idle()
    assert page.preview.missing.rowCount() == 3
    assert _people(world) == 3


def test_the_same_file_again_has_nothing_to_write(
    page: Page, until_idle: Callable[[], None], keys: Keys
) -> None:
    page.open(kind="supplies")
    page.choose.take_file(_sample("danh-muc-vat-tu.xlsx"))
    until_idle()
    page.preview.skip_bad.setChecked(True)
    page.preview.accept()
    until_idle()
    page.choose.take_file(_sample("danh-muc-vat-tu.xlsx"))
    until_idle()
    assert page.preview.ready.figure.text() == "0"
    assert "Không có gì mới" in page.preview.why_not.text()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.4 no table", "không phải là bảng tính"), (b"", "không có gì")],
)
def test_a_file_that_can_not_be_read_is_named_and_another_can_be_chosen(
    page: Page, tmp_path: Path, content: bytes, told: str, until_idle: Callable[[], None]
) -> None:
    file = tmp_path / "lạ.xlsx"
    file.write_bytes(content)
    page.choose.take_file(str(file))
    until_idle()
    assert page.stack.currentWidget() is page.choose
    assert told in page.choose.told.text()
    assert "lạ.xlsx" in page.choose.told.text()


@pytest.mark.parametrize(
    ("kind", "file", "really"),
    [
        ("supplies", "danh-sach-cbcc.xlsx", ImportKind.STAFF),  # without the columns of supplies
        ("staff", "danh-muc-vat-tu.xlsx", ImportKind.SUPPLIES),  # with some of them
        ("staff", "so-cap-phat.xlsx", ImportKind.ISSUES),
    ],
)
def test_enter_reads_a_list_as_what_it_is(
    page: Page,
    keys: Keys,
    until_idle: Callable[[], None],
    kind: str,
    file: str,
    really: ImportKind,
) -> None:
    page.open(kind=kind)
    page.choose.take_file(_sample(file))
    until_idle()
    offered = page.preview.other_kind if page.preview.isVisible() else page.choose.other
    assert offered.hasFocus()
    keys.press("Return")
    until_idle()
    assert page.preview.plan is not None
    assert page.preview.plan.kind is really


def test_rows_without_a_header_say_what_to_copy(page: Page, until_idle: Callable[[], None]) -> None:
    page.open(kind="staff", text="CB1\tNgô Hoa\nCB2\tLý An")
    until_idle()
    assert "hãy chép cả dòng tiêu đề" in page.choose.told.text()


def test_pasting_takes_the_clipboard(
    page: Page, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff")
    QGuiApplication.clipboard().setText("")
    keys.press("Ctrl+V")
    assert "Chưa chép gì" in page.choose.told.text()

    QGuiApplication.clipboard().setText(STAFF)
    keys.press("Ctrl+V")
    until_idle()
    assert page.stack.currentWidget() is page.preview


def test_a_dropped_file_is_read(page: Page, until_idle: Callable[[], None]) -> None:
    page.open(kind="supplies")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(_sample("danh-muc-vat-tu.xlsx"))])
    page.choose.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    until_idle()
    assert page.stack.currentWidget() is page.preview


def test_reading_again_shows_the_mended_file(
    page: Page, tmp_path: Path, until_idle: Callable[[], None]
) -> None:
    file = tmp_path / "cb.csv"
    file.write_text(STAFF, encoding="utf-8")
    page.open(kind="staff")
    page.choose.take_file(str(file))
    until_idle()
    assert page.preview.errors.rowCount() == 2

    file.write_text("\n".join(STAFF.splitlines()[:2]), encoding="utf-8")
    page.preview.read_again.click()
    until_idle()
    assert page.preview.errors.rowCount() == 0
    assert page.preview.write.isEnabled()


def test_escape_stops_the_writing_and_nothing_is_left_behind(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(kind="staff", text=STAFF)
    until_idle()
    page.preview.skip_bad.click()
    with world.book.connection():  # the writing waits until the stop was asked for
        keys.press("Ctrl+Return")
        assert page.stack.currentWidget() is page.busy
        keys.press("Esc")
    until_idle()

    assert page.stack.currentWidget() is page.preview
    assert _people(world) == 3
    assert world.healthy()
    keys.press("Ctrl+Return")
    until_idle()
    assert _people(world) == 5


def test_a_book_of_issues_leads_on_to_its_vouchers(
    page: Page, world: World, heard: Heard, until_idle: Callable[[], None]
) -> None:
    world.receive(feb(3), 100)
    page.open(
        kind="issues",
        text="Ngày\tMã số\tHọ và tên\tMã vật tư\tSố lượng\n05/02/2020\tCB0002\tLê Phương Yến\tKT01\t5",
    )
    until_idle()
    page.preview.accept()
    until_idle()
    assert world.book.ask(voucher_count, feb(5), feb(5)) == 1
    assert page.result.onward_button.text() == "Xem phiếu"
    page.result.onward_button.click()
    assert heard.pages == [("stock", {"tab": "vouchers", "period": "all"})]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


def test_opening_stock_shows_its_totals_and_what_does_not_agree_before_it_is_written(
    page: Page, world: World, tmp_path: Path, until_idle: Callable[[], None]
) -> None:
    page.open(kind="opening")
    assert page.opening.isVisible()
    assert page.opening.day.text() == "31/01/2020"
    page.choose.take_file(str(state_office(tmp_path / "nxt.xlsx")))
    until_idle()
    assert not page.preview.write.isEnabled()

    page.opening.creates.setChecked(True)
    until_idle()

    preview = page.preview
    assert "2.236.000" in preview.totals.text()
    assert "3 chỗ số liệu của tệp không khớp" in preview.totals.text()
    assert preview.hints.rowCount() >= 3
    assert world.book.ask(supply_count) == 3

    preview.accept()
    until_idle()
    assert page.stack.currentWidget() is page.result
    assert not page.opening.isVisible()
    assert sum(world.stock().values()) == 1750 + 8 + 3500


def test_only_opening_stock_asks_for_a_day(page: Page) -> None:
    page.open(kind="receipts")
    assert not page.opening.isVisible()


def test_opening_stock_of_another_store_lies_there(
    page: Page, world: World, tmp_path: Path, until_idle: Callable[[], None]
) -> None:
    page.open(kind="opening")
    assert page.opening.store.store_id == world.store
    page.opening.creates.setChecked(True)
    page.opening.store.choose(world.desk)
    page.choose.take_file(str(state_office(tmp_path / "nxt.xlsx")))
    until_idle()
    page.preview.accept()
    until_idle()
    places = {row[0] for row in world.rows(select(Balance.store_id).where(Balance.on_hand > 0))}
    assert places == {world.desk}


def test_an_allocation_is_looked_at_written_and_led_to(
    page: Page, world: World, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(kind="allocation")
    assert page.allocation.isVisible()
    page.allocation.title.setText("Đợt 1")
    page.choose.take_file(_sample("phan-bo-to-roi.xlsx"))
    until_idle()
    plan = page.preview.plan
    assert plan is not None
    assert (plan.rows, plan.ready, plan.errors) == (24, 24, ())
    page.preview.accepted.emit()
    until_idle()
    (row,) = world.book.ask(allocation_rows)
    assert (row.title, row.leaflets, row.agencies) == ("Đợt 1", 2, 24)
    page.result.onward_button.click()
    assert heard.pages[-1] == ("leaflets", {"tab": "allocations"})
