"""Kho vật tư from the clerk's chair: find, open, follow a figure, reverse; by keys alone."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.kinds import Series
from db.queries.catalogue import supplies
from db.queries.stock import stock_on
from db.queries.vouchers import voucher_detail
from db.services.reversing import reverse_voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.context import Context, Tone
from desktop.pages.stock.card_reading import balance_chart
from desktop.pages.stock.page import Page
from desktop.widgets.period_box import Preset
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

if TYPE_CHECKING:
    from desktop.theme import Theme

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show) -> Page:
    world.receive(feb(3), 500, supplier="Công ty Dệt", document_number="HĐ 7", expires_on=feb(20))
    world.receive(feb(4), 60, supply=world.gel)
    world.issue(feb(5), 30)
    page = Page(context)
    on_screen(page)
    return page


def _names(page: Page) -> list[str]:
    rows = page.on_hand.rows
    found = [rows.row(place) for place in range(rows.rowCount())]
    return [row.stock.name for row in found if row]


def _numbers(page: Page) -> list[str]:
    rows = page.vouchers.rows
    found = [rows.row(place) for place in range(rows.rowCount())]
    return [row.number for row in found if row]


def _cell(page: Page, place: int, title: str) -> str:
    rows = page.on_hand.rows
    column = next(column for column in rows.columns if column.title == title)
    row = rows.row(place)
    assert row is not None
    return column.text(row)


def test_search_ignores_accents(page: Page, keys: Keys, qtbot: QtBot) -> None:
    assert len(_names(page)) == 3
    keys.type("gang tay")
    qtbot.waitUntil(lambda: _names(page) == ["Găng tay"])


def test_a_row_says_how_much_where_and_how_it_stands(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    world.receive(feb(6), 20, store=world.desk)
    page.refresh()
    until_idle()
    assert _cell(page, 0, "Tồn") == "490 cái"
    assert _cell(page, 0, "Ở đâu") == "Kho Văn phòng Sở: 470 · Quầy tiếp nhận: 20"
    assert _cell(page, 0, "Tình trạng") == "Sắp hết hạn"
    assert _cell(page, 1, "Tình trạng") == "Dưới mức tối thiểu"
    assert _cell(page, 2, "Tình trạng") == "Chưa có"


def test_one_store_shows_what_lies_there(page: Page, world: World) -> None:
    world.receive(feb(6), 20, store=world.desk)
    page.on_hand.store.setCurrentIndex(page.on_hand.store.findData(world.desk))
    assert _cell(page, 0, "Tồn") == "20 cái"


def test_keys_lead_from_a_supply_to_its_card_to_a_voucher_and_back(
    page: Page, keys: Keys, qtbot: QtBot, theme: "Theme", until_idle: Callable[[], None]
) -> None:
    keys.type("khau trang")
    keys.press("Return", "Return")
    until_idle()
    assert page.stack.currentWidget() is page.card
    assert page.card.bar.title.text() == "Khẩu trang y tế"
    card = [page.card.rows.row(place) for place in range(2)]
    assert [(row.quantity_in, row.quantity_out, row.balance) for row in card if row] == [
        (0, 30, 470),
        (500, 0, 500),
    ]

    keys.press("Down", "Return")
    until_idle()
    assert page.stack.currentWidget() is page.voucher
    assert page.voucher.bar.title.text() == "Phiếu NK0001"

    keys.press("Esc")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.card)
    keys.press("Esc")
    assert page.stack.currentWidget() is page.lists
    assert page.on_hand.table.hasFocus()


def test_the_card_shows_lots_and_a_chart_of_the_balance(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(supply_id=world.masks)
    until_idle()
    lot = page.card.lots.row(0)
    assert lot is not None
    assert (lot.on_hand, lot.expires_on) == (470, feb(20))
    assert "09/02: Tồn cuối tuần 470" in page.card.chart.accessibleName()


def test_a_chart_goes_on_with_the_balance_of_weeks_without_movements() -> None:
    chart = balance_chart([(date(2019, 2, 1), 40), (feb(4), 100)], feb(26))
    assert chart.series[0][1][-4:] == (100, 100, 100, 100)
    assert chart.groups[-1] == "26/02"


def test_vouchers_are_those_of_this_week_until_more_are_asked_for(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    world.issue(feb(10), 5)
    page.open(tab="vouchers")
    until_idle()
    assert _numbers(page) == ["XK0002"]

    page.vouchers.period.preset.setCurrentIndex(1)
    until_idle()
    assert _numbers(page) == ["XK0002", "XK0001", "NK0002", "NK0001"]
    assert "4 phiếu" in page.vouchers.count.text()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NK0001", ["NK0001"]),
        ("HĐ 7", ["NK0001"]),
        ("gel", ["NK0002"]),
        ("phuong yen", ["XK0001"]),
    ],
)
def test_a_voucher_is_found_by_number_document_supply_or_person(
    page: Page, text: str, found: list[str], until_idle: Callable[[], None]
) -> None:
    page.open(tab="vouchers", period=Preset.ALL, text=text)
    until_idle()
    assert _numbers(page) == found


def test_reversed_pairs_are_hidden_until_asked_for(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    world.book.do(reverse_voucher, world.issue(feb(6), 7), "ghi nhầm")
    page.open(tab="vouchers", period=Preset.ALL)
    until_idle()
    assert _numbers(page) == ["XK0001", "NK0002", "NK0001"]

    page.vouchers.with_reversed.click()
    until_idle()
    assert len(_numbers(page)) == 5
    rows = page.vouchers.rows
    state = next(column for column in rows.columns if column.title == "Trạng thái")
    found = [row for place in range(2) if (row := rows.row(place)) is not None]
    assert [state.text(row) for row in found] == ["Hủy phiếu XK0002", "Đã hủy"]


def test_a_kind_of_voucher_can_be_chosen(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    world.book.do(reverse_voucher, world.issue(feb(6), 7), "ghi nhầm")
    page.open(tab="vouchers", period=Preset.ALL)
    page.vouchers.kind.setCurrentText("Hủy phiếu")
    until_idle()
    assert _numbers(page) == ["NK0003"]


def test_a_voucher_is_reversed_with_a_reason_by_keys(
    page: Page, world: World, keys: Keys, heard: Heard, until_idle: Callable[[], None]
) -> None:
    issue = world.issue(feb(6), 7)
    page.open(voucher_id=issue)
    until_idle()
    page.voucher.reverse.click()
    keys.press("Return")
    assert page.voucher.reversal.isVisible()  # nothing happens without a reason
    keys.type("ghi nham")
    keys.press("Return")
    until_idle()

    detail = world.book.ask(voucher_detail, issue)
    assert (detail.reversed_by, detail.reversal_reason) == ("NK0003", "ghi nham")
    assert heard.notices[-1][:2] == ("Đã hủy phiếu XK0002.", Tone.OK)
    assert page.voucher.bar.chip.text() == "Đã hủy"
    assert not page.voucher.reverse.isEnabled()

    heard.notices[-1][2][0].do()
    until_idle()
    assert page.voucher.bar.title.text() == "Phiếu NK0003"


def test_a_receipt_that_was_given_out_says_by_which_vouchers(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(tab="vouchers", period=Preset.ALL, text="HĐ 7")
    until_idle()
    keys.press("Down", "Return")
    until_idle()
    page.voucher.reverse.click()
    keys.type("nham")
    keys.press("Return")
    until_idle()

    assert "XK0001" in page.voucher.reversal.refusal.text()
    assert world.book.ask(stock_on, feb(10))[world.masks] == 470
    page.voucher.reversal._blockers[0].click()
    until_idle()
    assert _numbers(page) == ["XK0001"]


def test_correcting_leads_to_the_form_the_voucher_came_from(
    page: Page, world: World, heard: Heard, until_idle: Callable[[], None]
) -> None:
    issue = world.issue(feb(6), 7)
    page.open(voucher_id=issue)
    until_idle()
    page.voucher.correct.click()
    right, wrong, _never_mind = page.voucher.question.answers
    assert [right.text(), wrong.text()] == [
        "Hàng đã giao đúng như phiếu",
        "Ghi nhầm, thực giao khác",
    ]
    wrong.click()
    page.voucher.correct.click()
    page.voucher.question.answers[0].click()
    more, back, _never_mind = page.voucher.question.answers
    more.click()
    back.click()
    assert heard.pages == [
        ("issue", {"correct": issue}),
        ("issue", {"follow": issue}),
        ("moving", {"follow": issue}),
    ]


def test_a_voucher_shows_receivers_packs_and_lots(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    (masks,) = world.book.ask(supplies, "khau")
    line = IssueLine(
        world.masks, 50, staff_id=world.guard, pack_id=masks.packs[0].pack_id, pack_count=1
    )
    counted = IssueLine(world.masks, 1, is_visitors=True)
    issue = world.book.do(post_issue, NewIssue(feb(7), world.store, (line, counted)))
    page.open(voucher_id=issue)
    until_idle()

    rows = page.voucher.rows
    found = [row for place in range(2) if (row := rows.row(place)) is not None]
    told = [[column.text(row) for column in rows.columns] for row in found]
    assert told[0][2:5] == ["Trần Quốc Bảo", "50 cái", "1 hộp"]
    assert "20/02/2020" in told[0][6]
    assert told[1][2] == "Khách đến liên hệ công tác"


def test_a_voucher_is_shown_as_the_paper_that_is_printed(
    page: Page, world: World, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    page.open(voucher_id=world.issue(feb(6), 7))
    until_idle()
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        page.voucher.print_voucher.click()
    assert page.stack.currentWidget() is page.paper
    assert page.paper.view.pdf.startswith(b"%PDF")
    assert page.paper.print_button.isEnabled()

    page.back()
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        page.voucher.print_list.click()
    assert page.paper.bar.title.text() == "Danh sách ký nhận XK0002"


def test_the_buttons_of_a_voucher_stand_in_one_row_where_a_small_screen_shows_it(
    page: Page, world: World, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    page.resize(1008, 700)  # what 1280 pixels leave beside the sidebar
    view = page.voucher
    page.open(voucher_id=world.issue(feb(6), 7))
    until_idle()
    shown = (view.print_voucher, view.papers, view.print_list, view.correct, view.reverse)
    assert all(button.isVisible() for button in shown)
    qtbot.waitUntil(lambda: len({button.y() for button in shown}) == 1)


def test_what_is_added_to_a_voucher_stands_among_its_papers(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    issue = world.issue(feb(6), 7)
    page.open(voucher_id=issue)
    until_idle()
    offered = [action.text() for action in page.voucher.papers.menu().actions()]
    assert offered[-2:] == ["Bổ sung giấy tờ", "Đính kèm tệp"]

    world.book.do(reverse_voucher, issue, "nhầm")
    page.voucher.refresh()
    until_idle()
    offered = [action.text() for action in page.voucher.papers.menu().actions()]
    assert "Bổ sung giấy tờ" not in offered
    assert offered[-1] == "Đính kèm tệp"


def test_the_list_follows_what_others_record(
    page: Page, world: World, context: Context, qtbot: QtBot
) -> None:
    context.tasks.changed.connect(lambda tables: page.refresh() if tables & page.shows else None)
    world.issue(feb(10), 70)
    qtbot.waitUntil(lambda: _cell(page, 0, "Tồn") == "400 cái")


def test_several_issues_give_one_print_job(
    page: Page, world: World, keys: Keys, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    world.issue(feb(6), 7, staff=world.inspector)
    page.open(tab="vouchers", period=Preset.ALL)
    until_idle()
    keys.press("Down", "Shift+Down", "Shift+Down")
    assert page.vouchers.print_lists.text() == "In danh sách ký nhận (2)"
    assert page.vouchers.print_round.isVisible()
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        page.vouchers.print_lists.click()
    assert page.paper.bar.title.text() == "2 danh sách ký nhận"
    keys.press("Esc")
    assert page.stack.currentWidget() is page.lists


def test_a_single_issue_at_the_counter_leads_to_the_sheet_of_its_day(
    page: Page, world: World, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    page.open(voucher_id=world.issue(feb(6), 1, series=Series.CL))
    until_idle()
    assert page.voucher.print_list.text() == "In bảng kê cấp lẻ trong ngày"
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        page.voucher.print_list.click()
    assert page.paper.bar.title.text() == "Bảng kê cấp lẻ ngày 06/02/2020"


def test_a_figure_of_one_store_leads_to_the_card_of_that_store(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    world.receive(feb(6), 20, store=world.desk)
    page.on_hand.store.setCurrentIndex(page.on_hand.store.findData(world.desk))
    keys.press("Down", "Return")
    until_idle()
    assert page.card.card.heading.text() == "Thẻ kho · Quầy tiếp nhận"
    assert page.card.rows.rowCount() == 1
    assert page.card.lots.rowCount() == 1
