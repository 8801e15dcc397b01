"""The list of rounds and the form of a new one, by keys alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.kinds import DeliveryForm
from db.queries.distributions import deliveries, round_rows
from db.queries.office import drafts
from db.services.rounds import close_distribution
from desktop.context import Context
from desktop.pages.documents.page import TABS, Page
from desktop.pages.documents.returns import Returns
from desktop.pages.documents.round_reach import EVERYBODY, receivers_of
from desktop.pages.documents.rounds import Rounds
from tests.db.world import World, feb
from tests.desktop.conftest import Keys

if TYPE_CHECKING:
    from desktop.theme import Theme

Idle = Callable[[], None]


def rounds_tab(page: Page) -> Rounds:
    tab = page.tab_named("rounds")
    assert isinstance(tab, Rounds)
    return tab


def test_a_book_without_rounds_says_where_to_begin(page: Page) -> None:
    tab = rounds_tab(page)
    assert tab.stack.currentWidget() is tab.empty


def test_a_new_round_is_offered_once_on_each_tab(round_id: int, page: Page) -> None:
    for key in ("rounds", "register", "deliveries", "returns"):
        page.open(tab=key)
        offers = [
            button
            for button in page.findChildren(QPushButton)
            if button.isVisible() and button.text().startswith("Đợt mới")
        ]
        assert len(offers) == 1, key


def test_a_click_on_a_tab_leads_to_where_one_types(
    page: Page, qtbot: QtBot, until_idle: Idle
) -> None:
    bar = page.tabs.tabBar()
    place = bar.tabRect(list(TABS).index("returns")).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    until_idle()
    tab = page.tab
    assert isinstance(tab, Returns)
    assert tab.code.hasFocus()


def test_the_list_says_how_far_each_round_is_and_enter_opens_it(
    round_id: int, page: Page, keys: Keys, theme: "Theme", until_idle: Idle
) -> None:
    tab = rounds_tab(page)
    row = tab.rows.row(0)
    assert row is not None
    texts = [column.text(row) for column in tab.rows.columns]
    assert texts[1:4] == ["Kế hoạch 362/KH-UBND", "03/02/2020", "07/02/2020"]
    assert texts[5:] == ["0 / 3", "0%", "Quá hạn"]
    keys.press("Return")
    until_idle()
    assert page.stack.currentWidget() is page.round


def test_closed_rounds_can_be_left_out(
    round_id: int, page: Page, world: World, until_idle: Idle
) -> None:
    world.book.do(close_distribution, round_id)
    tab = rounds_tab(page)
    tab.only_open.setChecked(True)
    until_idle()
    assert tab.rows.rowCount() == 0


def test_a_round_to_everybody_is_opened_by_keys(
    plan: int, page: Page, world: World, keys: Keys, qtbot: QtBot, until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    until_idle()
    form = rounds_tab(page).form
    keys.type("362")
    keys.press("Return", "Return")
    assert form.documents.values == [plan]
    assert form.day.hasFocus()
    keys.press("Return")
    keys.type("17/2")
    keys.press("Return", "Return")
    assert form.reach.field.hasFocus()
    keys.type("toan so")
    keys.press("Return")
    assert form.reach.values == [EVERYBODY]
    qtbot.waitUntil(lambda: form.told.text() == "Sẽ phổ biến đến 3 người ở 2 đơn vị.")
    keys.press("Ctrl+Return")
    until_idle()

    (row,) = world.book.ask(round_rows, feb(10))
    assert (row.total, row.day, row.deadline_on) == (3, feb(10), feb(17))
    assert page.stack.currentWidget() is page.round
    assert world.book.ask(drafts) == []


def test_a_meeting_keeps_its_minutes_and_pasted_bodies_become_receivers(
    plan: int, page: Page, world: World, tmp_path: Path, until_idle: Idle
) -> None:
    minutes = tmp_path / "bien-ban.pdf"
    minutes.write_bytes(b"%PDF-1.4 minutes")
    tab = rounds_tab(page)
    page.open(tab="rounds", new=True, document_ids=(plan,))
    until_idle()
    form = tab.form
    form.form.setCurrentIndex(form.form.findData(DeliveryForm.MEETING))
    form.set_minutes(minutes)
    form.outside.setPlainText("Nơi nhận:\n- UBND TP;\n- Sở Y tế;\n- Lưu: VT, VP.")
    form.reach.choose([EVERYBODY])
    form.record()
    until_idle()

    (row,) = world.book.ask(round_rows, feb(10))
    assert (row.form, row.met_on) == (DeliveryForm.MEETING, feb(10))
    assert row.minutes_id is not None
    outside = [
        one.receiver_name for one in world.book.ask(deliveries, row.round_id) if one.agency_id
    ]
    assert outside == ["Sở Y tế", "UBND TP"]


def test_what_was_typed_is_a_draft_that_comes_back(
    plan: int, page: Page, context: Context, keys: Keys, until_idle: Idle
) -> None:
    page.open(tab="rounds", new=True, document_ids=(plan,))
    until_idle()
    form = rounds_tab(page).form
    form.note.setText("đọc tại cuộc họp giao ban")
    form.drafting.save()
    until_idle()
    (draft,) = context.database.ask(drafts)

    again = Page(context)
    again.open(draft_id=draft.draft_id)
    until_idle()
    restored = rounds_tab(again).form
    assert restored.documents.values == [plan]
    assert restored.note.text() == "đọc tại cuộc họp giao ban"


def test_what_is_missing_is_said_before_anything_is_recorded(
    plan: int, page: Page, world: World, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    until_idle()
    keys.press("Ctrl+Return")
    form = rounds_tab(page).form
    assert form.told.text() == "Hãy chọn văn bản."
    assert world.book.ask(round_rows, feb(10)) == []


def test_a_pasted_list_of_receivers_loses_dashes_ends_and_the_archive() -> None:
    pasted = "Nơi nhận:\n- Như trên;\n+ Sở Y tế;\n\n- Sở Y tế.\n- Lưu: VT."
    assert receivers_of(pasted) == ["Như trên", "Sở Y tế"]
