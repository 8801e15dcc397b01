"""Rounds by norm: what is proposed, shared when it is short, asked for, packed beforehand."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.kinds import NormPeriod, VoucherKind
from db.models.stock import Voucher
from db.queries.office import drafts
from db.queries.vouchers import VoucherDetail, voucher_detail
from db.queries.waiting import waiting_rows
from db.services.norms import NormFields, save_norm
from db.services.staff import PersonFields, retire_person, save_person
from desktop.context import Context, Tone
from desktop.pages.issue.page import Page
from desktop.round_papers import RoundPapers
from desktop.widgets.lot_choice import TAKE, LotChoice
from desktop.widgets.pdf_view import PdfWindow
from desktop.widgets.round_print import RoundPrintDialog
from tests.db.services.test_norms_acts import guards_of
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.issue.test_round import choose, quantities
from tests.desktop.papers.reading import page_texts

Wait = Callable[[], None]


@pytest.fixture
def norms(world: World, until_idle: Wait) -> World:
    """Six masks a week for everybody, twelve for guards."""
    norm = NormFields(world.masks, 6, NormPeriod.WEEK, feb(3))
    world.book.do(save_norm, norm)
    guards = NormFields(world.masks, 12, NormPeriod.WEEK, feb(3), duty_post_id=guards_of(world))
    world.book.do(save_norm, guards)
    until_idle()
    return world


def cells(page: Page, key: str) -> dict[str, str]:
    """What a column shows, by name."""
    return {row.tag.person.name: row.text(key) for row in page.round.listed.rows()}


def issues(world: World) -> list[VoucherDetail]:
    """The issues, in order."""
    ids = select(Voucher.id).where(Voucher.kind == VoucherKind.ISSUE).order_by(Voucher.id)
    return [world.book.ask(voucher_detail, row[0]) for row in world.rows(ids)]


def test_what_is_left_of_the_norm_is_proposed_in_the_place_of_the_usual(
    page: Page, norms: World, keys: Keys, until_idle: Wait
) -> None:
    norms.issue(feb(10), 4, staff=norms.clerk)
    until_idle()
    choose(keys, until_idle, "van phong")
    assert quantities(page) == {"Trần Quốc Bảo": "12", "Lê Phương Yến": "2"}
    usual = page.round.bar.usual
    _supply, each, _priority = usual.fields[norms.masks]
    assert not each.isVisible()
    page.round.bar.day.set_day(feb(2))
    page.round.load()
    until_idle()
    assert quantities(page) == {"Trần Quốc Bảo": "10", "Lê Phương Yến": "5"}
    assert each.isVisible()


def test_more_than_the_norm_is_said_in_a_correction_too(
    page: Page, norms: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    old = norms.issue(feb(10), 6, department_id=norms.office)
    page.open(correct=old)
    until_idle()
    keys.type("ghi nham")
    page.round.record()  # the same six: what is corrected does not count
    until_idle()
    assert heard.notices[-1][1] is Tone.OK

    page.open(correct=issues(norms)[-1].voucher_id)
    until_idle()
    keys.type("them mot")
    page.round.to_grid()
    keys.press("Down")
    keys.type("7")
    page.round.record()
    until_idle()
    told, tone, (again,) = heard.notices[-1]
    assert told.startswith("Lê Phương Yến được 7 cái Khẩu trang y tế")
    assert (tone, norms.stock()) == (Tone.WARNING, {"KT01": 494})
    again.do()
    until_idle()
    assert norms.stock() == {"KT01": 493}


def test_the_lots_of_a_whole_column_are_chosen_by_hand_kept_and_given(
    page: Page, norms: World, keys: Keys, until_idle: Wait, context: Context, qtbot: QtBot
) -> None:
    norms.receive(feb(4), 10, expires_on=feb(20))
    until_idle()
    choose(keys, until_idle, "van phong")  # 12 for the guard, 6 for the clerk
    assert "Lô xuất <b>không số (20/02/2020): 10 · không số: 8</b>" in page.round.footer.told.text()
    keys.press("F4")
    dialog = page.round.findChildren(LotChoice)[-1]
    dialog.grid.type_cell(0, TAKE, "1")
    dialog.grid.type_cell(1, TAKE, "13")
    assert dialog.told.text().endswith("Phần còn lại lấy lô hết hạn trước.")
    dialog.grid.record.emit()
    # One and thirteen were chosen; the four that lack come from what runs out first.
    assert (
        "<b>Tự chọn: không số (20/02/2020): 5 · không số: 13</b>" in page.round.footer.told.text()
    )
    page.leave()
    (kept,) = norms.book.ask(drafts)

    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft=kept.draft_id)
    until_idle()
    again.round.record()
    until_idle()
    (issue,) = issues(norms)
    assert [[(part.lot_id, part.quantity) for part in line.lots] for line in issue.lines] == [
        [(2, 5), (1, 7)],
        [(1, 6)],
    ]
    page.open(correct=issue.voucher_id)
    until_idle()
    assert (
        "<b>Tự chọn: không số (20/02/2020): 5 · không số: 13</b>" in page.round.footer.told.text()
    )
    assert "Tồn trước <b>510</b>" in page.round.footer.told.text()


def test_too_little_is_shared_fairly_and_what_was_asked_for_is_kept(
    page: Page, norms: World, keys: Keys, until_idle: Wait, heard: Heard, qtbot: QtBot
) -> None:
    norms.issue(feb(3), 485, staff=None, department_id=norms.office)
    until_idle()
    choose(keys, until_idle, "toan so")
    ribbon = page.round.ribbon
    assert ribbon.shares.text() == (
        "Khẩu trang y tế: cần 24, còn 15 cái. Chia theo số còn: nhóm ưu tiên (1 người) nhận đủ 12;"
        " người khác (2 người) nhận 3 trong 12, thiếu 9."
    )
    keys.press("Ctrl+K")
    shared = {"Trần Quốc Bảo": "12", "Lê Phương Yến": "2", "Hồ Mỹ Ánh": "1"}
    qtbot.waitUntil(lambda: quantities(page) == shared)
    assert cells(page, f"ask{norms.masks}")["Hồ Mỹ Ánh"] == "6"
    assert not ribbon.share_button.isVisible()
    keys.press("Ctrl+Z")
    assert quantities(page)["Hồ Mỹ Ánh"] == "6"
    keys.press("Ctrl+Y", "Ctrl+Return")
    until_idle()
    assert heard.notices[-1][1] is Tone.OK
    assert norms.stock() == {}
    lines = [line for detail in issues(norms)[-2:] for line in detail.lines]
    assert sorted((line.requested, line.quantity) for line in lines) == [(6, 1), (6, 2), (12, 12)]
    assert issues(norms)[-1].note == "Cấp theo số còn trong kho"


def test_the_chief_may_approve_less_than_was_asked_for_and_says_why(
    page: Page, norms: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    choose(keys, until_idle, "thanh tra")
    more = page.round.bar.more
    page.round.bar.more_button.setChecked(True)
    more.with_asked.setChecked(True)
    more.number.setText("05/GĐN-TTS")
    more.on.set_day(feb(7))
    grid = page.round.listed.grid
    grid.type_cell(0, f"ask{norms.masks}", "4")
    page.round.record()
    assert "nhiều hơn yêu cầu" in heard.notices[-1][0]
    grid.type_cell(0, f"give{norms.masks}", "3")
    page.round.record()
    assert "ghi lý do" in heard.notices[-1][0]
    more.note.setText("Chánh Văn phòng duyệt 3")
    page.round.record()
    until_idle()
    (detail,) = issues(norms)
    assert (detail.document_number, detail.document_on) == ("05/GĐN-TTS", feb(7))
    assert [(line.requested, line.quantity) for line in detail.lines] == [(4, 3)]
    assert more.is_plain

    page.open(correct=detail.voucher_id)
    until_idle()
    assert more.number.text() == "05/GĐN-TTS"
    assert cells(page, f"ask{norms.masks}") == {"Hồ Mỹ Ánh": "4"}


def test_a_round_is_packed_for_all_or_for_single_people(
    page: Page, norms: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    choose(keys, until_idle, "van phong")
    more = page.round.bar.more
    more.with_waits.setChecked(True)
    page.round.listed.grid.type_cell(1, "waits", "x")
    page.round.record()
    until_idle()
    assert [row.receiver for row in norms.book.ask(waiting_rows)] == ["Lê Phương Yến"]

    page.setFocus()
    choose(keys, until_idle, "thanh tra")
    more.is_packed.setChecked(True)
    more.handed_on.set_day(feb(10))
    page.round.record()
    assert "ngày phát sau ngày soạn" in heard.notices[-1][0]
    more.handed_on.set_day(feb(12))
    page.round.record()
    until_idle()
    waiting = norms.book.ask(waiting_rows)
    assert [(row.receiver, row.handed_on) for row in waiting] == [
        ("Lê Phương Yến", None),
        ("Hồ Mỹ Ánh", feb(12)),
    ]

    page.open(correct=waiting[1].voucher_id)
    until_idle()
    assert more.is_packed.isChecked()
    assert more.facts.handed_on == feb(12)


def test_who_came_and_went_since_the_last_round_is_told_and_leads_to_the_row(
    page: Page, norms: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    norms.issue(feb(4), 5, staff=norms.clerk)
    norms.issue(feb(4), 5, staff=norms.guard)
    new = norms.book.do(
        save_person, PersonFields("CB0009", "Vũ Văn Anh", norms.office, from_on=feb(6))
    )
    norms.book.do(retire_person, norms.guard, feb(6))
    until_idle()
    choose(keys, until_idle, "van phong")
    ribbon = page.round.ribbon
    assert not ribbon.isVisible()
    page.round.bar.last_round.click()
    until_idle()
    assert ribbon.isVisible()
    text = ribbon.changes.text()
    assert "So với đợt trước (04/02/2020):" in text
    assert f'mới 1: <a href="{new}">Vũ Văn Anh</a>' in text
    assert f'không còn 1: <a href="{norms.guard}">Trần Quốc Bảo</a>' in text
    ribbon.person_asked.emit(new)
    grid = page.round.listed.grid
    assert grid.rows_model.row_at(grid.currentIndex().row()).tag.person.staff_id == new
    ribbon.person_asked.emit(norms.guard)
    assert "không còn trong danh sách" in heard.notices[-1][0]


def test_a_round_is_printed_in_one_go_right_after_it_was_recorded(
    page: Page,
    norms: World,
    keys: Keys,
    until_idle: Wait,
    heard: Heard,
    qtbot: QtBot,
    context: Context,
) -> None:
    choose(keys, until_idle, "toan so")
    page.round.record()
    until_idle()
    one_job = next(action for action in heard.notices[-1][2] if action.label == "In cả đợt")
    one_job.do()
    (dialog,) = page.window().findChildren(RoundPrintDialog)
    assert dialog.papers == RoundPapers()
    dialog.boxes["undertaking"].setChecked(True)
    dialog.boxes["vouchers"].setChecked(False)
    assert not dialog.boxes["copies"].isEnabled()
    dialog.accept()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(PdfWindow)), timeout=20_000)
    (window,) = page.window().findChildren(PdfWindow)
    pages = page_texts(window.view.pdf)
    assert "PHIẾU SOẠN HÀNG" in pages[0]
    assert len(pages) == 3
    assert all("cam kết mang khẩu trang" in text for text in pages[1:])
    window.close()
    until_idle()
    again = RoundPrintDialog(context)
    qtbot.addWidget(again)
    assert again.papers == RoundPapers(vouchers=False, undertaking=True)
