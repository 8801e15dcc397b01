"""Giao nhận: what bodies are owed, handed over by keys alone, signed for, brought back, undone."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from db.queries.handovers import HandoverRow, handover_rows
from db.queries.office import drafts
from db.services.handing_over import sign_handovers
from db.services.office import save_settings
from db.services.returning import ReturnedPage, take_in
from db.services.reversing import reverse_voucher
from desktop.context import Context, NoticeAction, Tone
from desktop.pages.leaflets.handover_rows import BODY, leaflet_key
from desktop.pages.leaflets.handovers import Handovers
from desktop.widgets.reason import ReasonDialog
from tests.db.services.test_handing_over import plan, printed
from tests.db.services.test_leaflets import district, give, leaflet
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]
Record = Callable[[], tuple[str, Tone, Sequence[NoticeAction]]]


@pytest.fixture
def world(sqlite_world: World) -> World:
    """A leaflet of which the store has 1,000, allocated to three districts and two wards."""
    world = sqlite_world
    first = leaflet(world)
    world.receive(feb(3), 1000, supply=first)
    shares = {"Quận 1": 100, "Phường Bến Nghé": 200, "Phường Bến Thành": 100}
    plan(world, first, {**shares, "Quận 3": 400, "Quận 5": 400})
    return world


@pytest.fixture
def first(world: World) -> int:
    """The leaflet."""
    from sqlalchemy import select

    from db.models.leaflets import Leaflet

    return int(world.rows(select(Leaflet.supply_id))[0][0])


@pytest.fixture
def tab(
    world: World, context: Context, on_screen: Callable[[Any], Any], until_idle: Wait
) -> Handovers:
    """The tab, settled."""
    shown: Handovers = on_screen(Handovers(context))
    shown.refresh()
    until_idle()
    return shown


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


def names(tab: Handovers) -> list[str]:
    rows = tab.bodies.rows
    return [rows.row(at).name for at in range(rows.rowCount())]  # type: ignore[union-attr]


def select(tab: Handovers, *wanted: str) -> None:
    table, keeper = tab.bodies.table, tab.bodies.table.selectionModel()
    table.clearSelection()
    for at, name in enumerate(names(tab)):
        if name in wanted:
            flag = QItemSelectionModel.SelectionFlag
            keeper.select(table.rows.index(at, 0), flag.Select | flag.Rows)


def handed(world: World) -> list[HandoverRow]:
    return sorted(world.book.ask(handover_rows), key=lambda row: row.voucher_id)


def quantities(tab: Handovers, leaflet_id: int) -> list[tuple[str, int]]:
    rows = tab.form.grid.rows_model.rows()
    return [(row.text(BODY), row.pieces(leaflet_key(leaflet_id))) for row in rows]


def test_bodies_are_seen_with_their_wards_sums(tab: Handovers, first: int) -> None:
    assert len(names(tab)) == 24
    row = tab.bodies.rows.row(0)
    assert row is not None
    assert (row.name, row.standing().allocated, row.standing(first).owed) == ("Quận 1", 400, 400)
    tab.bodies.only_owed.setChecked(True)
    assert names(tab) == ["Quận 1", "Quận 3", "Quận 5"]
    tab.bodies.with_wards.setChecked(True)
    assert names(tab)[:3] == ["Quận 1", "Phường Bến Nghé", "Phường Bến Thành"]


def test_a_search_finds_wards_and_districts(
    tab: Handovers, keys: Keys, until_idle: Wait, qtbot: QtBot
) -> None:
    tab.focus_search()
    keys.type("ben nghe")
    tab.bodies.with_wards.setChecked(True)
    qtbot.waitUntil(lambda: names(tab) == ["Phường Bến Nghé"])


def test_districts_are_handed_what_they_are_owed_by_keys_alone(
    tab: Handovers, world: World, first: int, keys: Keys, record: Record, until_idle: Wait
) -> None:
    select(tab, "Quận 1", "Quận 3")
    keys.press("Ctrl+G")
    until_idle()
    assert quantities(tab, first) == [("Quận 1", 400), ("Quận 3", 400)]
    keys.type("250")
    for text in ("", "Lê Thị Hồng", "Chuyên viên"):
        keys.type(text)
        keys.press("Return")
    told, tone, actions = record()
    assert (tone, actions[0].label) == (Tone.OK, "In biên bản")
    assert told == "Đã giao cho 2 nơi: phiếu XK0001 đến XK0002 (2 phiếu)."
    assert [
        (row.body, row.leaflets[0].quantity, row.receiver, row.receiver_title)
        for row in handed(world)
    ] == [("Quận 1", 250, "Lê Thị Hồng", "Chuyên viên"), ("Quận 3", 400, "", "")]
    assert tab.currentWidget() is tab.lists
    assert not world.book.ask(drafts)


def test_all_that_are_owed_share_what_the_store_has_in_order(
    tab: Handovers, first: int, heard: Heard, until_idle: Wait
) -> None:
    tab.bodies.give_all.click()
    until_idle()
    assert quantities(tab, first) == [("Quận 1", 400), ("Quận 3", 400), ("Quận 5", 200)]
    told, tone, _actions = heard.notices[-1]
    assert tone is Tone.WARNING
    assert "TR01 200" in told


def test_a_shortage_keeps_the_draft_and_says_what_would_do(
    tab: Handovers, world: World, first: int, keys: Keys, record: Record, until_idle: Wait
) -> None:
    select(tab, "Quận 3")
    keys.press("Ctrl+G")
    until_idle()
    keys.type("1100")
    keys.press("Return")
    assert "kho chỉ có 1.000" in tab.form.told.text()
    _told, tone, actions = record()
    assert tone is Tone.BAD
    assert "Lập phiếu nhập còn thiếu" in [action.label for action in actions]
    assert not handed(world)
    assert quantities(tab, first) == [("Quận 3", 1100)]
    tab.leave()
    until_idle()
    assert [draft.form for draft in world.book.ask(drafts)] == ["leaflets/handovers"]


def test_a_body_that_the_book_does_not_know_is_typed_by_name(
    tab: Handovers, world: World, first: int, keys: Keys, record: Record, until_idle: Wait
) -> None:
    tab.hand_over(())
    until_idle()
    for text in ("Nhà Văn hóa Thanh niên", "30"):
        keys.type(text)
        keys.press("Return")
    assert record()[1] is Tone.OK
    assert [row.body for row in handed(world)] == ["Nhà Văn hóa Thanh niên"]


def test_a_body_that_is_typed_is_proposed_what_is_left_for_it(
    tab: Handovers, world: World, first: int, keys: Keys, until_idle: Wait
) -> None:
    give(world, first, "Quận 5", 10, receiver="Trần Văn Ơn", receiver_title="Phó Trưởng phòng")
    tab.hand_over(())
    until_idle()
    keys.type("Quận 5")
    keys.press("Return")
    (row,) = tab.form.grid.rows_model.rows()
    assert (row.pieces(leaflet_key(first)), row.text("receiver")) == (390, "Trần Văn Ơn")


def test_a_draft_comes_back_as_it_was_typed(
    tab: Handovers, world: World, first: int, keys: Keys, until_idle: Wait
) -> None:
    select(tab, "Quận 1", "Quận 3")
    keys.press("Ctrl+G")
    until_idle()
    keys.type("123")
    keys.press("Return")
    tab.form.fields.reason.setText("đợt 2")
    keys.press("Escape")
    until_idle()
    assert tab.currentWidget() is tab.lists
    tab.hand_over(())
    until_idle()
    (draft,) = world.book.ask(drafts)
    assert draft.title.startswith("2 nơi nhận")
    tab.open(draft_id=draft.draft_id)
    assert quantities(tab, first) == [("Quận 1", 123), ("Quận 3", 400)]
    assert tab.form.fields.reason.text() == "đợt 2"


def test_what_is_unusual_is_said_once(
    tab: Handovers, world: World, first: int, keys: Keys, record: Record, until_idle: Wait
) -> None:
    for _time in range(3):
        give(world, first, "Quận 5", 10)
    select(tab, "Quận 3")
    keys.press("Ctrl+G")
    until_idle()
    assert record()[1] is Tone.WARNING
    assert record()[1] is Tone.OK
    world.book.do(save_settings, {"limits": {"ten_times": "block"}})
    select(tab, "Quận 1")
    tab.bodies.give.click()
    until_idle()
    tab.form.grid.setFocus()
    assert record()[1] is Tone.BAD
    assert len(handed(world)) == 4


def open_list(tab: Handovers, until_idle: Wait) -> None:
    tab.lists.setCurrentWidget(tab.list)
    until_idle()
    tab.list.table.setFocus()


def test_a_handover_is_signed_for_on_a_day_and_it_is_undone(
    tab: Handovers, world: World, first: int, keys: Keys, heard: Heard, until_idle: Wait
) -> None:
    give(world, first, "Quận 5", 10)
    open_list(tab, until_idle)
    keys.press("Ctrl+D")
    keys.type("7/2")
    keys.press("Return")
    until_idle()
    assert handed(world)[0].signed_on == feb(7)
    heard.notices[-1][2][0].do()
    until_idle()
    assert handed(world)[0].signed_on is None


def test_a_day_before_the_handover_is_refused_where_it_was_typed(
    tab: Handovers, world: World, first: int, keys: Keys, until_idle: Wait
) -> None:
    give(world, first, "Quận 5", 10)
    open_list(tab, until_idle)
    keys.press("Ctrl+D")
    keys.type("5/2")
    keys.press("Return")
    until_idle()
    assert tab.list.ask.refusal.isVisible()
    assert handed(world)[0].signed_on is None


def test_the_list_says_how_each_stands_and_leads_to_its_voucher(
    tab: Handovers, world: World, first: int, keys: Keys, heard: Heard, until_idle: Wait
) -> None:
    vouchers = [give(world, first, name, 10) for name in ("Quận 1", "Quận 3", "Quận 5")]
    world.book.do(sign_handovers, vouchers[:1], feb(7))
    world.book.do(reverse_voucher, vouchers[1], "ghi nhầm")
    open_list(tab, until_idle)
    state = tab.list.rows.columns[-1].text
    rows = [tab.list.rows.row(at) for at in range(3)]
    assert [state(row) for row in rows if row] == ["Chưa ký nhận", "Đã hủy", "Đã ký 07/02/2020"]
    tab.list.table.selectRow(0)
    keys.press("Return")
    assert heard.pages[-1] == ("stock", {"voucher_id": vouchers[2]})
    tab.list.back.click()
    assert heard.pages[-1] == ("moving", {"follow": vouchers[2]})


def test_enter_on_a_body_shows_what_went_to_it_and_its_wards(
    tab: Handovers, world: World, first: int, keys: Keys, until_idle: Wait
) -> None:
    give(world, first, "Phường Bến Nghé", 10)
    give(world, first, "Quận 5", 10)
    select(tab, "Quận 1")
    tab.bodies.table.setFocus()
    tab.bodies.table.setCurrentIndex(tab.bodies.rows.index(0, 0))
    keys.press("Return")
    until_idle()
    assert tab.lists.currentWidget() is tab.list
    rows = [tab.list.rows.row(at) for at in range(tab.list.rows.rowCount())]
    assert [row.body for row in rows if row] == ["Phường Bến Nghé, Quận 1"]
    tab.list.of_body.click()
    until_idle()
    assert tab.list.rows.rowCount() == 2


def test_several_handovers_are_undone_with_one_reason(
    tab: Handovers, world: World, first: int, until_idle: Wait
) -> None:
    for name in ("Quận 1", "Quận 5"):
        give(world, first, name, 10)
    open_list(tab, until_idle)
    tab.list.table.selectAll()
    tab.list.reverse.click()
    (dialog,) = tab.list.findChildren(ReasonDialog)
    dialog.field.setText("nhập nhầm đợt")
    dialog.accept()
    until_idle()
    assert [row.is_reversed for row in handed(world)] == [True, True]


def test_records_and_slips_of_what_is_selected_are_one_job(
    tab: Handovers, world: World, first: int, until_idle: Wait, qtbot: QtBot
) -> None:
    for name in ("Quận 1", "Quận 5"):
        give(world, first, name, 10)
    open_list(tab, until_idle)
    tab.list.table.selectAll()
    for button in (tab.list.record, tab.list.slips):
        with qtbot.waitSignal(tab.paper_wanted) as wanted:
            button.click()
        title, work, workbook = wanted.args
        assert title.endswith("XK0001 đến XK0002 (2 phiếu)")
        assert work().startswith(b"%PDF")
        assert workbook is None


def test_the_tab_fits_a_small_window(tab: Handovers, until_idle: Wait) -> None:
    tab.resize(600, 300)
    assert tab.minimumSizeHint().width() <= 600
    tab.hand_over(())
    until_idle()
    assert tab.minimumSizeHint().width() <= 600


def test_the_scan_that_proves_it_is_seen_and_left(
    tab: Handovers, world: World, first: int, keys: Keys, until_idle: Wait
) -> None:
    voucher = give(world, first, "Quận 1", 10)
    code = printed(world, voucher, "Quận 1")
    page = ReturnedPage(code, (district(world, "Quận 1"),), b"no picture")
    world.book.do(take_in, [page], feb(7), told={})
    open_list(tab, until_idle)
    assert tab.list.see.isVisible()
    tab.list.see.click()
    until_idle()
    assert tab.currentWidget() is tab.scan
    assert "Quận 1" in tab.scan.bar.title.text()
    keys.press("Escape")
    assert tab.currentWidget() is tab.lists


def test_what_was_undone_is_not_signed_for(
    tab: Handovers, world: World, first: int, keys: Keys, heard: Heard, until_idle: Wait
) -> None:
    world.book.do(reverse_voucher, give(world, first, "Quận 1", 10), "nhầm")
    open_list(tab, until_idle)
    tab.list.sign.setEnabled(True)
    tab.list.sign.click()
    until_idle()
    assert heard.notices == []
    assert not tab.list.ask.isVisible()
