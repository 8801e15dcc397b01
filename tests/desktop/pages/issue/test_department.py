"""Cấp cho phòng, đơn vị, by keys alone."""

from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from db.kinds import Series
from db.models.stock import Voucher
from db.queries.office import drafts
from db.queries.vouchers import voucher_detail
from desktop.context import Context, NoticeAction, Tone
from desktop.pages.issue.department import DepartmentPanel
from desktop.pages.issue.page import Page
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

Wait = Callable[[], None]


@pytest.fixture
def panel(page: Page, world: World, until_idle: Wait) -> DepartmentPanel:
    """The tab, with 20 bottles of gel in the store."""
    world.receive(feb(4), 20, supply=world.gel)
    page.open(tab="department")
    until_idle()
    return page.department


def fill(keys: Keys, quantity: str) -> None:
    """The inspectorate gets gel, fetched by one of its people."""
    keys.type("thanh tra")
    keys.press("F3", "Return")
    keys.type("ho my")
    keys.press("F3", "Return", "Return")
    keys.type("gel")
    keys.press("F3", "Return")
    keys.type(quantity)
    keys.press("Return")


def record(keys: Keys, qtbot: QtBot, heard: Heard, until_idle: Wait) -> Sequence[NoticeAction]:
    """Press Ctrl+Enter, wait for what is said, return its buttons."""
    before = len(heard.notices)
    keys.press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(heard.notices) > before)
    until_idle()
    return heard.notices[-1][2]


def test_a_department_gets_gel_and_who_fetched_it_is_kept(
    panel: DepartmentPanel, world: World, keys: Keys, until_idle: Wait, heard: Heard, qtbot: QtBot
) -> None:
    fill(keys, "3")
    panel.fields.number.setText("07/GĐN-TTS")
    panel.fields.on.set_day(feb(6))
    record(keys, qtbot, heard, until_idle)

    detail = world.book.ask(voucher_detail, 3)
    assert (detail.document_number, detail.document_on) == ("07/GĐN-TTS", feb(6))
    assert heard.notices[-1][1] is Tone.OK
    assert (detail.department_id, detail.receiver) == (world.inspectorate, "Hồ Mỹ Ánh")
    assert [(x.code, x.quantity, x.department_id) for x in detail.lines] == [
        ("SK02", 3, world.inspectorate)
    ]
    assert world.book.ask(drafts) == []


def test_a_shortage_is_said_in_its_row(
    panel: DepartmentPanel, world: World, keys: Keys, until_idle: Wait, heard: Heard, qtbot: QtBot
) -> None:
    fill(keys, "30")
    actions = record(keys, qtbot, heard, until_idle)

    assert "20" in panel.grid.rows_model.problems(0)["quantity"]
    actions[0].do()
    assert heard.pages[-1][1]["prefill"]["lines"] == [(world.gel, 10)]
    assert panel.grid.rows_model.rows()[0].text("quantity") == "30"


def test_an_unfinished_row_is_not_recorded(
    panel: DepartmentPanel, world: World, keys: Keys, until_idle: Wait, heard: Heard, qtbot: QtBot
) -> None:
    fill(keys, "")
    record(keys, qtbot, heard, until_idle)

    assert "Chưa có số lượng." in heard.notices[-1][0]
    assert world.count(Voucher) == 2


def test_its_draft_comes_back(
    panel: DepartmentPanel, page: Page, world: World, keys: Keys, context: Context, qtbot: QtBot
) -> None:
    fill(keys, "3abc")
    page.leave()
    (kept,) = world.book.ask(drafts)

    again = Page(context)
    qtbot.addWidget(again)
    again.open(draft=kept.draft_id)

    restored = again.department
    assert restored.fields.department.value == world.inspectorate
    assert restored.fields.receiver.text() == "Hồ Mỹ Ánh"
    assert restored.grid.rows_model.rows()[0].text("quantity") == "3abc"


def test_a_single_issue_is_corrected_here_and_stays_with_its_person_and_series(
    page: Page, world: World, keys: Keys, until_idle: Wait, heard: Heard, qtbot: QtBot
) -> None:
    old = world.issue(feb(5), 4, series=Series.CL)
    page.open(correct=old)
    until_idle()
    keys.type("nham")
    page.department.grid.edit_cell(0, "quantity")
    keys.type("2")
    record(keys, qtbot, heard, until_idle)

    detail = world.book.ask(voucher_detail, world.count(Voucher))
    assert detail.series is Series.CL
    assert [(x.staff_id, x.quantity) for x in detail.lines] == [(world.clerk, 2)]
    assert world.stock() == {"KT01": 498}
