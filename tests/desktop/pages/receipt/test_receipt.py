"""Nhập kho, by keys alone."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.kinds import Source
from db.models.stock import Voucher
from db.queries.office import drafts
from db.queries.vouchers import DetailLine, voucher_detail
from desktop.context import Context, NoticeAction, Tone
from desktop.pages.receipt.page import Page
from desktop.theme import Theme
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]
Record = Callable[[], tuple[str, Tone, Sequence[NoticeAction]]]


@pytest.fixture
def record(keys: Keys, qtbot: QtBot, heard: Heard, until_idle: Wait) -> Record:
    """Press Ctrl+Enter and wait for what is said about it."""

    def press() -> tuple[str, Tone, Sequence[NoticeAction]]:
        before = len(heard.notices)
        keys.press("Ctrl+Return")
        qtbot.waitUntil(lambda: len(heard.notices) > before)
        until_idle()
        return heard.notices[-1]

    return press


def row(keys: Keys, *texts: str) -> None:
    """Type the cells of a row, each left with Enter."""
    for text in texts:
        keys.type(text)
        keys.press("Return")


def shown(page: Page, number: int = 0) -> dict[str, str]:
    """A row as it reads on the screen."""
    held = page.grid.rows_model.row_at(number)
    return {column.key: column.shown(held) for column in page.grid.columns}


def lines_of(world: World, voucher_id: int) -> tuple[DetailLine, ...]:
    """The lines of a voucher."""
    return world.book.ask(voucher_detail, voucher_id).lines


def test_a_receipt_is_typed_from_the_supplier_to_the_last_cell_without_the_mouse(
    page: Page, world: World, keys: Keys, record: Record, theme: Theme
) -> None:
    row(keys, "Công ty An Bình", "HĐ 12", "7/2")
    row(keys, "KT01", "h", "3", "35000", "", "L1", "02/2021")
    row(keys, "gel", "", "10", "", "1.234.567", "", "")

    text, tone, actions = record()

    assert tone is Tone.OK
    assert "NK0001" in text
    assert [action.label for action in actions] == ["In phiếu", "Hủy phiếu này", "Phiếu mới"]
    detail = world.book.ask(voucher_detail, 1)
    assert (detail.supplier, detail.document_number) == ("Công ty An Bình", "HĐ 12")
    assert (detail.document_on, detail.source) == (feb(7), Source.PURCHASE)
    masks, gel = detail.lines
    assert (masks.quantity, masks.pack_count, masks.amount) == (150, 3, 105_000)
    assert (masks.lots[0].number, masks.lots[0].expires_on) == ("L1", date(2021, 2, 28))
    assert (gel.quantity, gel.amount) == (10, 1_234_567)
    assert page.grid.rows_model.rows() == []


def test_price_and_amount_follow_from_each_other_and_what_was_typed_stays(
    page: Page, world: World, keys: Keys
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "30", "", "12000000")
    assert (shown(page)["price"], shown(page)["amount"]) == ("400.000", "12.000.000")

    page.grid.type_cell(0, "quantity", "300")
    assert (shown(page)["price"], shown(page)["amount"]) == ("40.000", "12.000.000")

    page.grid.type_cell(0, "price", "50.000")
    page.grid.type_cell(0, "quantity", "200")
    assert (shown(page)["price"], shown(page)["amount"]) == ("50.000", "10.000.000")


def test_a_pack_and_a_quantity_typed_in_it_say_the_same(
    page: Page, world: World, keys: Keys
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "3h")
    assert shown(page)["pack"] == "hộp"
    assert shown(page)["quantity"] == "3h = 150 cái"

    page.grid.type_cell(0, "pack", "cái")
    assert shown(page)["quantity"] == "3 cái"

    page.grid.type_cell(0, "pack", "h")
    assert shown(page)["quantity"] == "3 hộp = 150 cái"


def test_a_quantity_typed_where_the_pack_is_asked_for_is_taken_as_the_quantity(
    page: Page, world: World, keys: Keys
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "3h", "")
    assert (shown(page)["pack"], shown(page)["quantity"]) == ("hộp", "3h = 150 cái")
    assert page.grid.rows_model.problems(0) == {}


@pytest.mark.parametrize("wrong", ["abc", "-5", "1,5", "9" * 31])
def test_a_quantity_that_is_none_is_said_in_its_row_and_nothing_is_recorded(
    page: Page, world: World, keys: Keys, record: Record, wrong: str
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", wrong)

    assert record()[1] is Tone.WARNING
    assert "quantity" in page.grid.rows_model.problems(0)
    assert world.count(Voucher) == 0


def test_an_amount_beyond_what_the_book_holds_is_said_in_its_row(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "1000000", "1000001")

    assert record()[1] is Tone.WARNING
    assert page.grid.rows_model.problems(0)["amount"] == "Số tiền quá lớn."


def test_an_unknown_supply_or_pack_is_said_in_its_row(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "khong co", "", "3")
    assert "supply" in page.grid.rows_model.problems(0)
    page.grid.type_cell(0, "supply", "KT01")
    page.grid.type_cell(0, "pack", "bao tải")

    assert "bao tải" in record()[0]
    assert world.count(Voucher) == 0


def test_a_day_to_come_or_no_day_at_all_is_refused(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "3")
    for typed in ("31/2/2020", "11/2/2020"):
        page.fields.day.setFocus()
        page.fields.day.selectAll()
        keys.type(typed)
        assert record()[1] is not Tone.OK

    assert world.count(Voucher) == 0
    assert len(page.grid.rows_model.rows()) == 1


def test_ten_times_the_usual_and_an_expired_lot_are_hinted_at_but_recorded(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    world.receive(feb(3), 100)
    page.refresh()
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "1000", "", "", "", "")
    row(keys, "gel", "", "1", "", "", "", "1/2/2020")

    assert shown(page, 0)["hint"] == "Gấp 10 lần thường nhập"
    assert shown(page, 1)["hint"] == "Đã hết hạn khi nhập"
    assert record()[1] is Tone.OK


def test_opening_stock_counts_as_opening(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    page.fields.source.setCurrentText("Tồn đầu kỳ")
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "1965")
    record()

    assert world.book.ask(voucher_detail, 1).source is Source.OPENING


def test_rows_of_excel_are_pasted(page: Page, world: World, keys: Keys, record: Record) -> None:
    QGuiApplication.clipboard().setText("KT01\thộp\t2\t35.000\nSK02\t\t5\n")
    page.grid.edit_cell(0, "supply")
    keys.press("Ctrl+V")

    assert [page.grid.rows_model.row_at(n).pieces("quantity") for n in (0, 1)] == [100, 5]
    record()
    assert [(line.code, line.quantity, line.amount) for line in lines_of(world, 1)] == [
        ("KT01", 100, 70_000),
        ("SK02", 5, 0),
    ]


def test_typing_is_undone_with_all_that_followed_from_it(
    page: Page, world: World, keys: Keys
) -> None:
    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "10", "500")
    assert shown(page)["amount"] == "5.000"

    keys.press("Ctrl+Z")

    assert (shown(page)["price"], shown(page)["amount"]) == ("", "")


def test_a_draft_comes_back_as_typed_and_knows_what_was_computed(
    page: Page, world: World, keys: Keys, context: Context, qtbot: QtBot
) -> None:
    row(keys, "Công ty An Bình", "HĐ 12", "")
    row(keys, "KT01", "h", "3", "35000", "", "L1", "abc")
    page.leave()
    (kept,) = world.book.ask(drafts)
    assert kept.form == "receipt"
    assert "Công ty An Bình" in kept.title

    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft_id=kept.draft_id)

    assert again.fields.supplier.text() == "Công ty An Bình"
    assert shown(again) == shown(page)
    assert shown(again)["expires"] == "abc"
    again.grid.type_cell(0, "quantity", "4")
    assert shown(again)["amount"] == "140.000"


def test_the_missing_receipt_is_filled_in(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    page.open(prefill={"day": feb(6), "store_id": world.desk, "lines": [(world.masks, 105)]})
    assert page.fields.supplier.hasFocus()
    record()

    detail = world.book.ask(voucher_detail, 1)
    assert (detail.day, detail.store_id) == (feb(6), world.desk)
    assert [(line.code, line.quantity) for line in detail.lines] == [("KT01", 105)]


def test_a_correction_replaces_the_voucher_in_one_act_with_a_reason(
    page: Page, world: World, keys: Keys, record: Record
) -> None:
    old = world.receive(feb(5), 150, 105_000, expires_on=feb(28), supplier="Công ty A")
    page.open(correct=old)
    assert shown(page)["amount"] == "105.000"
    assert record()[0] == "Hãy ghi lý do sửa."

    keys.type("nhầm số lượng")
    page.grid.edit_cell(0, "quantity")
    keys.type("160")
    record()

    assert world.book.ask(voucher_detail, old).reversal_reason == "nhầm số lượng"
    (line,) = lines_of(world, 3)
    assert (line.quantity, line.amount, line.lots[0].expires_on) == (160, 105_000, feb(28))
    assert world.day(3) == feb(5)


def test_giving_a_correction_up_leaves_the_voucher_as_it_is(
    page: Page, world: World, until_idle: Wait
) -> None:
    old = world.receive(feb(5), 150)
    page.open(correct=old)
    page.leave()

    page.correction.stop.click()
    until_idle()

    assert world.book.ask(drafts) == []
    assert world.book.ask(voucher_detail, old).reversed_by == ""


def test_the_voucher_shows_in_the_window_once_recorded(
    page: Page, world: World, keys: Keys, record: Record, until_idle: Wait, qtbot: QtBot
) -> None:
    from desktop.widgets.pdf_view import PdfWindow

    page.grid.edit_cell(0, "supply")
    row(keys, "KT01", "", "10")
    actions = record()[2]

    actions[0].do()
    until_idle()

    (window,) = page.findChildren(PdfWindow)
    assert window.view.pdf.startswith(b"%PDF")
    window.close()


def test_goods_that_were_given_begin_with_their_source(page: Page) -> None:
    page.open(source=Source.SUPERIOR)
    assert page.fields.source.currentData() == Source.SUPERIOR
    assert page.fields.supplier.hasFocus()
