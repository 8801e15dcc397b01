"""Cấp theo danh sách, by keys alone."""

from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from db.kinds import AbsenceKind
from db.models.stock import Voucher
from db.queries.catalogue import supplies
from db.queries.office import drafts
from db.queries.vouchers import voucher_detail
from db.services.reversing import reverse_voucher
from db.services.staff import save_absence
from desktop.context import Context, NoticeAction, Tone
from desktop.pages.issue.page import Page
from desktop.theme import Theme
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]
Record = Callable[[], tuple[str, Tone, Sequence[NoticeAction]]]


def choose(keys: Keys, until_idle: Wait, *names: str) -> None:
    """Pick departments from the list where the cursor stands, then go on to the grid."""
    for name in names:
        keys.type(name)
        keys.press("F3", "Return")
        until_idle()
    keys.press("Return")
    until_idle()


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


def quantities(page: Page) -> dict[str, str]:
    """What the grid shows under the first supply, by name."""
    key = next(c.key for c in page.round.listed.grid.columns if c.key.startswith("give"))
    return {row.tag.person.name: row.text(key) for row in page.round.listed.rows()}


def test_a_department_is_issued_to_without_the_mouse(
    page: Page,
    world: World,
    keys: Keys,
    until_idle: Wait,
    heard: Heard,
    theme: Theme,
    record: Record,
) -> None:
    choose(keys, until_idle, "van phong")
    assert quantities(page) == {"Trần Quốc Bảo": "10", "Lê Phương Yến": "5"}

    keys.type("7")
    record()

    text, tone, actions = heard.notices[-1]
    assert tone is Tone.OK
    assert "XK0001" in text
    assert [action.label for action in actions] == [
        "In danh sách",
        "In cả đợt",
        "Hủy phiếu này",
        "Phiếu mới",
    ]
    assert world.stock() == {"KT01": 500 - 7 - 5}
    detail = world.book.ask(voucher_detail, 2)
    assert detail.department_id == world.office
    assert page.round.bar.departments.values == []


def test_everybody_at_once_makes_one_voucher_a_department_in_one_act(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, record: Record
) -> None:
    choose(keys, until_idle, "toan so")
    record()

    assert world.stock() == {"KT01": 500 - 10 - 5 - 5}
    assert world.number(2) == "XK0001"
    assert world.number(3) == "XK0002"
    assert world.book.ask(voucher_detail, 2).department_id == world.office
    assert world.book.ask(voucher_detail, 3).department_id == world.inspectorate
    heard.notices[-1][2][0].do()


def test_several_supplies_have_a_column_each_and_share_a_voucher(
    page: Page, world: World, keys: Keys, until_idle: Wait, record: Record
) -> None:
    world.receive(feb(4), 20, supply=world.gel)
    until_idle()
    page.round.bar.supplies.setFocus()
    keys.type("gel")
    keys.press("F3", "Return", "Return")
    choose(keys, until_idle, "thanh tra")
    keys.press("Return")
    keys.type("2")
    record()

    lines = world.book.ask(voucher_detail, 3).lines
    assert [(line.code, line.quantity) for line in lines] == [("KT01", 5), ("SK02", 2)]


def test_who_is_away_is_proposed_nothing(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    world.book.do(save_absence, world.clerk, AbsenceKind.LEAVE, feb(10), feb(12))
    until_idle()

    choose(keys, until_idle, "van phong")

    assert quantities(page) == {"Trần Quốc Bảo": "10", "Lê Phương Yến": "0"}
    assert any(column.key == "absence" for column in page.round.listed.grid.columns)


def test_as_last_round_proposes_what_each_got_then_and_keeps_what_was_typed(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    world.issue(feb(5), 3, staff=world.clerk, department_id=world.office)
    until_idle()
    choose(keys, until_idle, "van phong")
    keys.type("8")
    keys.press("Return")

    page.round.bar.last_round.click()
    until_idle()

    assert quantities(page) == {"Trần Quốc Bảo": "8", "Lê Phương Yến": "3"}


def test_another_usual_quantity_changes_the_proposal_and_is_remembered_once_recorded(
    page: Page, world: World, keys: Keys, until_idle: Wait, record: Record
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("1")
    keys.press("Return")
    _supply, each, _priority = page.round.bar.usual.fields[world.masks]
    each.setFocus()
    each.selectAll()
    keys.type("6")
    keys.press("Tab")
    assert quantities(page) == {"Trần Quốc Bảo": "1", "Lê Phương Yến": "6"}

    record()

    (masks,) = world.book.ask(supplies, ids=[world.masks])
    assert (masks.usual_quantity, masks.priority_quantity) == (6, 10)
    assert world.stock() == {"KT01": 500 - 1 - 6}


def test_typing_is_undone_with_ctrl_z(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("3h")
    keys.press("Down")
    assert page.round.listed.rows()[0].pieces(f"give{world.masks}") == 150

    keys.press("Ctrl+Z")

    assert quantities(page)["Trần Quốc Bảo"] == "10"


def test_a_quantity_that_is_none_is_said_in_its_row_and_nothing_is_recorded(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, record: Record
) -> None:
    choose(keys, until_idle, "van phong")
    for wrong in ("abc", "1,5", "9" * 31):
        keys.press("F2", "Ctrl+A")
        keys.type(wrong)
        assert record()[1] is Tone.WARNING
        assert page.round.listed.grid.rows_model.problems(0)

    assert world.stock() == {"KT01": 500}


def test_what_was_typed_comes_back_from_its_draft(
    page: Page,
    world: World,
    keys: Keys,
    until_idle: Wait,
    qtbot: QtBot,
    context: Context,
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("abc")
    keys.press("Down")
    keys.type("9")
    keys.press("Down")
    qtbot.waitUntil(lambda: page.round.drafting.draft_id is not None, timeout=5_000)
    until_idle()
    (kept,) = world.book.ask(drafts)
    assert kept.form == "issue"

    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft_id=kept.draft_id)
    until_idle()

    assert quantities(again) == {"Trần Quốc Bảo": "abc", "Lê Phương Yến": "9"}
    assert again.round.drafting.key == page.round.drafting.key


def test_leaving_the_page_keeps_what_was_typed_last(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("9")
    keys.press("Down")

    page.leave()

    assert len(world.book.ask(drafts)) == 1


def test_recording_lets_the_draft_go_and_two_drafts_stand_beside_each_other(
    page: Page, world: World, keys: Keys, until_idle: Wait, record: Record
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("9")
    keys.press("Down")
    keys.press("Ctrl+N")
    until_idle()
    choose(keys, until_idle, "thanh tra")
    keys.type("2")
    keys.press("Down")
    page.leave()
    assert len(world.book.ask(drafts)) == 2

    record()

    assert len(world.book.ask(drafts)) == 1
    assert world.stock() == {"KT01": 498}


def test_a_shortage_keeps_the_draft_marks_rows_and_offers_the_missing_receipt(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, record: Record
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("600")
    record()

    text, tone, actions = heard.notices[-1]
    assert tone is Tone.BAD
    assert "Khẩu trang y tế" in text
    assert quantities(page)["Trần Quốc Bảo"] == "600"
    assert page.round.listed.grid.rows_model.problems(0)
    assert actions[0].label == "Lập phiếu nhập còn thiếu"
    actions[0].do()
    target = {"day": feb(10), "store_id": world.store, "lines": [(world.masks, 105)]}
    assert heard.pages[-1] == ("receipt", {"prefill": target})
    assert world.stock() == {"KT01": 500}


def test_a_shortage_on_an_earlier_day_offers_the_first_day_that_would_do(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, record: Record
) -> None:
    world.issue(feb(4), 495)
    world.receive(feb(8), 300)
    until_idle()
    page.round.bar.day.setFocus()
    page.round.bar.day.selectAll()
    keys.type("6")
    page.round.bar.departments.setFocus()
    choose(keys, until_idle, "van phong")
    record()
    actions = heard.notices[-1][2]
    assert actions[1].label == "Chuyển sang ngày 08/02/2020"
    page.leave()
    assert len(page.round.drafting.waiting()) == 1  # though no proposal was corrected

    actions[1].do()
    until_idle()
    assert heard.notices[-1][0] == "Đã chuyển sang ngày 08/02/2020; chưa ghi sổ."
    record()

    assert heard.notices[-1][1] is Tone.OK
    assert world.stock() == {"KT01": 500 - 495 + 300 - 15}


def test_a_correction_shows_the_old_rows_asks_why_and_replaces_the_voucher_in_one_act(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, record: Record
) -> None:
    old = world.issue(feb(5), 4, department_id=world.office)
    page.open(correct=old)
    until_idle()
    assert quantities(page) == {"Trần Quốc Bảo": "", "Lê Phương Yến": "4"}

    assert record()[0] == "Hãy ghi lý do sửa."
    keys.type("ghi nham")
    keys.press("Return")  # on to the first quantity
    keys.type("2")
    assert record()[0].endswith("Phiếu cũ XK0001 đã hủy.")

    detail = world.book.ask(voucher_detail, old)
    assert detail.reversed_by == "NK0002"
    assert detail.reversal_reason == "ghi nham"
    assert world.stock() == {"KT01": 500 - 4 - 2}
    assert world.day(world.count(Voucher)) == feb(5)


def test_a_correction_waits_as_a_draft_and_goes_on_with_its_reason(
    page: Page,
    world: World,
    keys: Keys,
    until_idle: Wait,
    context: Context,
    qtbot: QtBot,
    record: Record,
) -> None:
    old = world.issue(feb(5), 4, department_id=world.office)
    page.open(correct=old)
    until_idle()
    keys.type("nham")
    page.round.to_grid()
    keys.type("2")
    keys.press("Down")
    page.leave()
    (kept,) = world.book.ask(drafts)

    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft=kept.draft_id)
    until_idle()
    again.round.record()
    until_idle()

    assert world.book.ask(voucher_detail, old).reversal_reason == "nham"
    assert world.book.ask(drafts) == []


def test_a_form_that_was_recorded_before_the_power_went_is_not_recorded_twice(
    page: Page,
    world: World,
    keys: Keys,
    until_idle: Wait,
    context: Context,
    qtbot: QtBot,
    record: Record,
) -> None:
    choose(keys, until_idle, "van phong")
    keys.type("9")
    keys.press("Down")
    page.leave()
    (kept,) = world.book.ask(drafts)
    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft=kept.draft_id)
    until_idle()
    record()

    again.round.record()
    until_idle()

    assert world.stock() == {"KT01": 500 - 9 - 5}


def test_a_department_may_be_asked_for_by_another_page(
    page: Page, world: World, until_idle: Wait
) -> None:
    page.open(department=world.inspectorate, supply=world.masks)
    until_idle()

    assert quantities(page) == {"Hồ Mỹ Ánh": "5"}


def test_a_reversed_round_is_seen_at_once_in_what_was_received_this_week(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    issued = world.issue(feb(10), 4, department_id=world.office)
    until_idle()
    choose(keys, until_idle, "van phong")
    assert page.round.listed.rows()[1].tag.received == {world.masks: 4}

    world.book.do(reverse_voucher, issued, "nhầm")
    until_idle()
    page.refresh()
    until_idle()

    assert page.round.listed.rows()[1].tag.received.get(world.masks, 0) == 0
