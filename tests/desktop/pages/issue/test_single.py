"""Cấp nhanh and Phát tại quầy, by keys alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.kinds import NormPeriod, Series
from db.models.stock import Voucher
from db.queries.catalogue import supplies
from db.queries.office import drafts
from db.queries.signing import counter_sheet
from db.queries.vouchers import voucher_detail
from db.services.norms import NormFields, save_norm
from db.services.office import save_settings
from db.services.staff import PersonFields, save_person
from desktop.context import Context, Tone
from desktop.pages.issue.page import Page
from desktop.pages.issue.single import SinglePanel
from desktop.theme import Theme
from desktop.widgets.lot_choice import TAKE, LotChoice
from desktop.widgets.reason import ReasonDialog
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]


@pytest.fixture
def panel(page: Page, until_idle: Wait) -> SinglePanel:
    """The tab of single issues, the cursor where the name goes."""
    page.open(tab="quick")
    until_idle()
    return page.single


def given(world: World, day: int = 10) -> list[tuple[str, int]]:
    """Who got how much singly on a day."""
    lines = world.book.ask(counter_sheet, feb(day)).lines
    return [(line.receiver, line.quantity) for line in lines]


def test_a_name_a_quantity_and_the_field_is_ready_for_the_next(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, theme: Theme
) -> None:
    for name, quantity in (("yen", "2"), ("anh", "3")):
        keys.type(name)
        keys.press("Return")
        keys.type(quantity)
        keys.press("Return")
        until_idle()
        assert panel.quick.person.hasFocus()
        assert panel.quick.person.text() == ""

    assert given(world) == [("Lê Phương Yến", 2), ("Hồ Mỹ Ánh", 3)]
    detail = world.book.ask(voucher_detail, 2)
    assert detail.series is Series.CL
    assert detail.department_id == world.office
    assert world.stock() == {"KT01": 495}


def test_ten_times_the_usual_is_said_once_and_the_second_enter_gives_it(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    for day in (5, 6, 7):
        world.issue(feb(day), 2)
    keys.type("yen")
    keys.press("Return")
    keys.type("20")
    keys.press("Return")
    until_idle()
    assert given(world) == []
    assert heard.notices[-1][0].startswith("Dòng 1: 20 cái Khẩu trang y tế, gấp mười lần")
    assert panel.quick.person.text() == "Lê Phương Yến"

    keys.press("Return")
    until_idle()
    assert given(world) == [("Lê Phương Yến", 20)]


def test_more_than_the_norm_is_said_and_recorded_all_the_same_by_its_button(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    world.book.do(save_norm, NormFields(world.masks, 5, NormPeriod.WEEK, feb(3)))
    until_idle()
    keys.type("yen")
    keys.press("Return")
    keys.type("6")
    keys.press("Return")
    keys.type("anh")  # the next one already, before the book has answered
    until_idle()
    told, tone, (again,) = heard.notices[-1]
    assert told.startswith("Lê Phương Yến được 6 cái Khẩu trang y tế")
    assert (tone, given(world)) == (Tone.WARNING, [])

    again.do()
    until_idle()
    assert given(world) == [("Lê Phương Yến", 6)]
    assert panel.quick.person.text() == "anh"


def test_what_the_office_blocks_is_not_given_singly(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    world.book.do(save_norm, NormFields(world.masks, 5, NormPeriod.WEEK, feb(3)))
    world.book.do(save_settings, {"limits": {"over_norm": "block"}})
    until_idle()
    for _twice in range(2):
        keys.type("yen")
        keys.press("Return")
        keys.type("6")
        keys.press("Return")
        until_idle()
        assert heard.notices[-1][1] is Tone.BAD
        panel.quick.person.choose(None)
    assert given(world) == []


def test_lots_chosen_by_hand_give_the_next_pieces_singly(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait
) -> None:
    world.receive(feb(3), 100, expires_on=feb(20))
    panel.refresh()
    until_idle()
    assert panel.left.text() == "Còn 600 cái · lô xuất: không số (20/02/2020)"
    keys.press("F4")
    dialog = panel.findChildren(LotChoice)[-1]
    dialog.grid.type_cell(1, TAKE, "7")
    dialog.grid.record.emit()
    assert panel.left.text() == "Còn 600 cái · Tự chọn: không số: 7"

    panel.window().activateWindow()
    panel.quick.person.setFocus()
    for name, quantity in (("yen", "5"), ("anh", "4")):
        keys.type(name)
        keys.press("Return")
        keys.type(quantity)
        keys.press("Return")
        until_idle()
        panel.refresh()
        until_idle()
    assert world.moves(3) == [(1, -5, 0)]
    assert sorted(world.moves(4)) == [(1, -2, 0), (2, -2, 0)]
    assert panel.left.text() == "Còn 591 cái · lô xuất: không số (20/02/2020)"


def test_the_usual_quantity_is_proposed_and_enter_takes_it(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait
) -> None:
    keys.type("bao")
    keys.press("Return")
    assert panel.quick.quantity.field.text() == "10"

    keys.press("Return", "Return", "Return")
    until_idle()

    assert given(world) == [("Trần Quốc Bảo", 10)]


def test_exact_accents_stand_first_among_namesakes(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    for code, name in (("CB0010", "Trần Văn Bao"), ("CB0011", "Trần Văn Báo")):
        world.book.do(save_person, PersonFields(code, name, world.inspectorate))
    page.open(tab="quick")
    until_idle()

    keys.type("báo")
    keys.press("F3", "Return")

    assert page.single.quick.person.value.name == "Trần Văn Báo"


def test_a_line_left_half_typed_is_there_again(
    page: Page,
    panel: SinglePanel,
    world: World,
    context: Context,
    keys: Keys,
    on_screen: Callable[[Page], Page],
    until_idle: Wait,
) -> None:
    keys.type("yen")
    keys.press("Return")
    keys.type("7")
    page.leave()
    (draft,) = world.book.ask(drafts)
    assert draft.title == "Cấp nhanh: Lê Phương Yến · 7"

    again = on_screen(Page(context))
    again.open(draft_id=draft.draft_id)
    until_idle()
    quick = again.single.quick
    assert (quick.person.value.name, quick.quantity.field.text()) == ("Lê Phương Yến", "7")
    keys.press("Return", "Return")
    until_idle()
    assert given(world) == [("Lê Phương Yến", 7)]
    assert world.book.ask(drafts) == []


def test_more_than_there_is_is_refused_and_what_was_typed_is_put_back(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    keys.type("yen")
    keys.press("Return")
    keys.type("501")
    keys.press("Return")
    until_idle()

    text, tone, actions = heard.notices[-1]
    assert tone is Tone.BAD
    assert "Lê Phương Yến" in text
    assert actions[0].label == "Lập phiếu nhập còn thiếu"
    assert panel.quick.person.text() == "Lê Phương Yến"
    assert panel.quick.quantity.field.text() == "501"
    assert world.stock() == {"KT01": 500}


@pytest.mark.parametrize("wrong", ["abc", "-5", "1,5", "0", "1" * 31])
def test_a_quantity_that_is_none_is_said_beside_it_and_nothing_is_recorded(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, wrong: str
) -> None:
    keys.type("yen")
    keys.press("Return")
    keys.type(wrong)
    keys.press("Return")
    until_idle()

    assert panel.quick.quantity.told.text()
    assert world.stock() == {"KT01": 500}


@pytest.fixture
def quick_hand(qapp: QApplication) -> Iterator[None]:
    """A hand for which two presses are never a double click."""
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(usual)


def test_a_double_press_for_a_visitor_counts_once(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait
) -> None:
    panel.counter.one.setFocus()
    keys.press("Return", "Return")
    until_idle()

    assert given(world) == [("", 1)]


def test_each_press_for_a_visitor_is_a_voucher_of_its_own(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, quick_hand: None
) -> None:
    panel.counter.one.setFocus()
    keys.press("Return", "Return", "Return")
    until_idle()

    assert given(world) == [("", 1)] * 3
    assert [world.number(voucher) for voucher in (2, 3, 4)] == ["CL0001", "CL0002", "CL0003"]


def test_several_for_visitors_are_one_voucher_and_the_day_is_summed(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait
) -> None:
    panel.counter.quantity.setFocus()
    keys.type("12")
    keys.press("Return", "Return")
    until_idle()
    panel.refresh()
    until_idle()

    assert given(world) == [("", 12)]
    assert panel.counter.sum.text() == "12 cái"
    assert "1 phiếu" in panel.sums.text()
    assert panel.left.text() == "Còn 488 cái · lô xuất: không số"


def test_a_quantity_for_visitors_left_half_typed_is_there_again(
    page: Page,
    panel: SinglePanel,
    world: World,
    context: Context,
    keys: Keys,
    on_screen: Callable[[Page], Page],
    until_idle: Wait,
) -> None:
    panel.counter.quantity.setFocus()
    keys.type("12")
    page.leave()
    (draft,) = world.book.ask(drafts)
    assert draft.title == "Phát tại quầy: 12"

    again = on_screen(Page(context))
    again.open(draft_id=draft.draft_id)
    until_idle()
    assert again.single.counter.quantity.field.hasFocus()
    keys.press("Return")
    until_idle()
    assert given(world) == [("", 12)]
    assert world.book.ask(drafts) == []


def test_more_for_visitors_than_there_is_stays_as_typed(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    panel.counter.quantity.setFocus()
    keys.type("11h")
    keys.press("Return")
    until_idle()

    assert heard.notices[-1][1] is Tone.BAD
    assert panel.counter.quantity.field.text() == "11h"
    assert [draft.title for draft in world.book.ask(drafts)] == ["Phát tại quầy: 11h"]
    assert world.stock() == {"KT01": 500}


def test_what_was_just_given_is_taken_back_with_a_reason(
    panel: SinglePanel,
    page: Page,
    world: World,
    keys: Keys,
    until_idle: Wait,
    heard: Heard,
) -> None:
    panel.counter.quantity.setFocus()
    keys.type("12")
    keys.press("Return")
    until_idle()

    (undo,) = heard.notices[-1][2]
    undo.do()
    dialog = page.findChild(QDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.field.setText("đếm nhầm")
    dialog.accept()
    until_idle()

    assert given(world) == []
    assert world.stock() == {"KT01": 500}
    assert world.count(Voucher) == 3


def test_the_supply_is_remembered(
    panel: SinglePanel, world: World, keys: Keys, until_idle: Wait, context: Context, qtbot: QtBot
) -> None:
    panel.supply.setFocus()
    panel.supply.selectAll()
    keys.type("gel")
    keys.press("Return")
    until_idle()

    again = Page(context)
    qtbot.addWidget(again)

    assert again.single.supply_row in world.book.ask(supplies, ids=[world.gel])
    until_idle()
