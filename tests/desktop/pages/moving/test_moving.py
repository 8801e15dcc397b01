"""Chuyển kho, ghi giảm, nhập trả lại: by keys alone, with the lots beside the quantity."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from db.kinds import Loss, VoucherKind
from db.queries.office import drafts
from db.queries.vouchers import voucher_detail
from db.services.amending import block_lot
from db.services.office import save_settings
from desktop.context import NoticeAction, Tone
from desktop.pages.moving.page import Page
from desktop.widgets.lot_choice import LotChoice
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


def type_cells(keys: Keys, *texts: str) -> None:
    for text in texts:
        keys.type(text)
        keys.press("Return")


def lots_told(page: Page) -> str:
    lines = page.transfer.lines
    return lines.known.lots_text(lines.grid.rows_model.row_at(0))


def test_goods_are_carried_to_another_store_lot_by_lot_without_the_mouse(
    page: Page, world: World, keys: Keys, record: Record, until_idle: Wait
) -> None:
    page.transfer.fields.receiver.setFocus()
    type_cells(keys, "Chị Yến", "bổ sung quầy", "", "KT01", "35", "")
    until_idle()
    assert lots_told(page) == "không số (01/01/2021): 30 · không số: 5"

    text, tone, actions = record()

    assert (tone, [action.label for action in actions]) == (
        Tone.OK,
        ["In phiếu", "Hủy phiếu này", "Phiếu mới"],
    )
    assert "XK0001" in text
    detail = world.book.ask(voucher_detail, 4)
    assert (detail.kind, detail.receiver, detail.reason) == (
        VoucherKind.TRANSFER,
        "Chị Yến",
        "bổ sung quầy",
    )
    assert (detail.store_id, detail.to_store_id) == (world.store, world.desk)
    assert [(part.lot_id, part.quantity) for part in detail.lines[0].lots] == [(2, 30), (3, 5)]


def test_lots_chosen_by_hand_give_and_come_back_with_the_draft(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    page.transfer.lines.grid.edit_cell(0, "supply")
    type_cells(keys, "KT01", "10")
    until_idle()
    page.transfer.lines.choose_lots()
    dialog = page.transfer.lines.findChild(LotChoice)
    assert dialog is not None
    assert [row.tag[0].lot_id for row in dialog.grid.rows()] == [2, 3]  # not the one past its date
    dialog.grid.type_cell(0, "take", "4")
    dialog.grid.type_cell(1, "take", "8")
    dialog.grid.record_now()
    until_idle()
    assert lots_told(page) == "Tự chọn: không số (01/01/2021): 4 · không số: 8"

    page.leave()
    (draft,) = world.book.ask(drafts, "transfer")
    page.transfer.clear()
    page.open(draft=draft.draft_id)
    until_idle()
    page.record()
    until_idle()
    (line,) = world.book.ask(voucher_detail, 4).lines
    assert [(part.lot_id, part.quantity) for part in line.lots] == [(2, 4), (3, 8)]


def test_expired_and_blocked_lots_only_leave_as_a_loss(
    page: Page, world: World, keys: Keys, record: Record, until_idle: Wait
) -> None:
    world.book.do(block_lot, 2, "chờ kiểm tra")
    page.open(form="transfer", supply=world.masks)
    until_idle()
    assert page.transfer.lines.known.left_text(page.transfer.entry.rows()[0]) == "40 cái"

    page.open(form="write_off", supply=world.masks)
    until_idle()
    keys.type("quá hạn")
    page.write_off.fields.loss.setCurrentIndex(2)
    page.write_off.entry.type_cell(0, "quantity", "25")
    until_idle()
    _text, tone, _actions = record()
    assert tone is Tone.OK
    detail = world.book.ask(voucher_detail, 4)
    assert (detail.loss, detail.reason) == (Loss.EXPIRED, "quá hạn")
    assert [(part.lot_id, part.quantity) for part in detail.lines[0].lots] == [(1, 20), (2, 5)]


def test_a_loss_without_a_reason_is_not_recorded(
    page: Page, world: World, keys: Keys, record: Record, until_idle: Wait
) -> None:
    page.open(form="write_off", supply=world.masks)
    page.write_off.entry.type_cell(0, "quantity", "2")
    until_idle()
    text, tone, _actions = record()
    assert (text, tone) == ("Hãy ghi lý do.", Tone.WARNING)
    assert page.write_off.fields.reason.hasFocus()


def test_what_was_issued_comes_back_into_its_lot(
    page: Page, world: World, keys: Keys, record: Record, until_idle: Wait
) -> None:
    issue = world.issue(feb(6), 9)
    page.open(follow=issue)
    until_idle()
    assert [row.tag.left for row in page.back.entry.rows()] == [9]
    type_cells(keys, "12")
    text, tone, _actions = record()
    assert (text, tone) == ("Dòng 1: Chỉ còn 9 cái có thể trả lại.", Tone.WARNING)
    page.back.entry.type_cell(0, "back", "4")
    record()
    back = world.book.ask(voucher_detail, 5)
    assert (back.kind, back.lines[0].quantity) == (VoucherKind.RETURN, 4)
    assert world.healthy()

    page.open(correct=5)
    until_idle()
    page.back.correction.reason_field.setText("trả 6")
    assert [row.tag.left for row in page.back.entry.rows()] == [9]
    page.back.entry.type_cell(0, "back", "6")
    record()
    assert world.stock()["KT01"] == 87
    assert world.healthy()


def test_receivers_are_found_by_name_and_bring_back_what_they_got(
    page: Page, world: World, until_idle: Wait
) -> None:
    world.issue(feb(6), 9)
    world.issue(feb(7), 2, staff=world.guard)
    (found,) = [
        one for one in page.back.fields.of._search("yen") if one.value == ("staff_id", world.clerk)
    ]
    page.back.show_lines(found.value)
    assert [(row.tag.number, row.tag.left) for row in page.back.entry.rows()] == [("XK0001", 9)]


def test_a_transfer_is_corrected_as_if_it_had_not_been(
    page: Page, world: World, record: Record, until_idle: Wait
) -> None:
    page.open(form="transfer", supply=world.masks)
    page.transfer.entry.type_cell(0, "quantity", "70")
    record()
    page.open(correct=4)
    until_idle()
    page.transfer.correction.reason_field.setText("chỉ chuyển 60")
    assert page.transfer.lines.known.left_text(page.transfer.entry.rows()[0]) == "70 cái"
    page.transfer.entry.type_cell(0, "quantity", "60")
    _text, tone, _actions = record()
    assert tone is Tone.OK
    assert world.balances()[world.desk, 3][0] == 30
    assert world.healthy()


def test_a_supplement_says_what_it_adds_to(
    page: Page, world: World, record: Record, until_idle: Wait
) -> None:
    page.open(form="transfer", supply=world.masks)
    page.transfer.entry.type_cell(0, "quantity", "5")
    record()
    page.open(follow=4)
    page.transfer.entry.type_cell(0, "supply", "KT01")
    page.transfer.entry.type_cell(0, "quantity", "2")
    record()
    rows = world.rows_of("voucher")
    assert rows[-1][1] == "transfer"
    assert 4 in rows[-1]


def test_what_is_unusual_is_said_once_and_passes_when_recorded_again(
    page: Page, world: World, record: Record, until_idle: Wait
) -> None:
    page.open(form="transfer", supply=world.masks)
    page.transfer.fields.day.set_day(feb(5))
    page.transfer.entry.type_cell(0, "quantity", "5")
    world.book.do(save_settings, {"limits": {"late_days": 3}})
    text, tone, actions = record()
    assert tone is Tone.WARNING
    assert "đã qua 5 ngày" in text
    assert [action.label for action in actions] == ["Vẫn ghi sổ"]
    assert world.stock()["KT01"] == 90
    _text, tone, _actions = record()
    assert tone is Tone.OK

    world.book.do(save_settings, {"limits": {"late_days": 3, "late": "block"}})
    page.open(form="transfer", supply=world.masks)
    page.transfer.fields.day.set_day(feb(5))
    page.transfer.entry.type_cell(0, "quantity", "5")
    text, tone, _actions = record()
    assert (tone, text[:12]) == (Tone.BAD, "Không ghi sổ")


def test_a_form_that_stood_open_overnight_is_about_the_new_day(
    page: Page, world: World, record: Record
) -> None:
    page.open(form="write_off", supply=world.masks)
    page.tabs.setCurrentWidget(page.transfer)
    clock = world.book.clock
    assert isinstance(clock, FixedClock)
    clock.moment += timedelta(days=6)
    page.tabs.setCurrentWidget(page.write_off)
    typed = page.write_off.fields.day.day
    page.write_off.fields.clear()
    page.write_off.entry.set_rows([])
    page.tabs.setCurrentWidget(page.transfer)
    assert typed == feb(10)  # something was typed for that day
    assert page.transfer.fields.day.day == feb(16)
