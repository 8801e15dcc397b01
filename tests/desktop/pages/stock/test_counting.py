"""Kiểm kê from the clerk's chair: opened, counted by keys, explained, approved, printed, dropped."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from db.clock import FixedClock
from db.kinds import CountState
from db.queries.counting import CountLine, StocktakeRow, count_lines, stocktake_rows
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    enter_counts,
    open_stocktake,
)
from desktop.context import Context
from desktop.pages.stock.count_moment import parse_moment
from desktop.pages.stock.count_rows import COUNTED, REASON
from desktop.pages.stock.page import Page
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 500, 350_000)
    world.receive(feb(4), 60, supply=world.gel)
    return world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, until_idle: Wait) -> Page:
    page = Page(context)
    on_screen(page)
    page.open(tab="counts")
    until_idle()
    return page


@pytest.fixture
def counting(page: Page, until_idle: Wait) -> Page:
    """A count of the main store has been opened by its button."""
    page.counts.begin.click()
    page.counts.new.go_on.click()
    until_idle()
    return page


def _row(page: Page) -> StocktakeRow:
    (row,) = page.counts._context.database.ask(stocktake_rows)
    return row


def _settle(page: Page, until_idle: Wait) -> None:
    page.count.grid.commit()
    page.count.save()
    until_idle()


def test_a_count_is_entered_by_keys_in_packs_and_asked_for_its_reason(
    counting: Page, keys: Keys, until_idle: Wait
) -> None:
    keys.type("9h+48")
    keys.press("Return")
    assert counting.count.grid.currentIndex().column() == counting.count.grid.column_of(REASON)
    keys.type("hai cái rách")
    keys.press("Return")
    keys.type("60")
    keys.press("Return")
    assert counting.count.grid.currentIndex().row() == 2
    assert counting.count.grid.currentIndex().column() == counting.count.grid.column_of(COUNTED)
    _settle(counting, until_idle)

    lines = {line.code: line for line in _lines(counting)}
    assert (lines["KT01"].counted, lines["KT01"].difference) == (498, -2)
    assert lines["KT01"].reason == "hai cái rách"
    assert (lines["SK02"].counted, lines["SK02"].difference) == (60, 0)
    assert lines["GT01"].counted is None
    assert "đã đếm 2/3 dòng · 1 dòng chênh lệch" in counting.count.told.text()


def _lines(page: Page) -> list[CountLine]:
    return page.count._context.database.ask(count_lines, _row(page).stocktake_id)


def test_the_chief_approves_and_the_adjustment_is_in_the_book(
    counting: Page, world: World, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    keys.type("498")
    keys.press("Return")
    keys.type("rách")
    keys.press("Return")
    _settle(counting, until_idle)
    counting.count.approve.click()
    assert counting.count.ask.question.text().startswith("Bỏ 2 dòng chưa đếm")
    keys.type("Lê Văn Chánh")
    keys.press("Return")
    until_idle()

    row = _row(counting)
    assert (row.state, row.approved_by, row.lines) == (CountState.POSTED, "Lê Văn Chánh", 1)
    assert world.stock()["KT01"] == 498
    assert not counting.count.grid.isEnabled()
    assert "phiếu điều chỉnh" in heard.notices[-1][0]


def test_what_was_typed_a_moment_ago_is_taken_before_it_is_approved(
    counting: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    keys.type("498")
    keys.press("Return")
    keys.type("rách")
    counting.count.approve.click()
    until_idle()
    keys.type("Lê Văn Chánh")
    keys.press("Return")
    until_idle()
    assert world.stock()["KT01"] == 498


def test_a_difference_without_a_reason_is_not_offered_for_approval(
    counting: Page, keys: Keys, until_idle: Wait
) -> None:
    keys.type("498")
    keys.press("Down")
    _settle(counting, until_idle)
    counting.count.approve.click()
    assert not counting.count.ask.isVisible()
    assert counting.count.grid.currentIndex().column() == counting.count.grid.column_of(REASON)


def test_what_another_clerk_counts_is_seen_and_what_is_typed_stays(
    counting: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    keys.type("498")
    keys.press("Down")
    _settle(counting, until_idle)
    lines = {line.code: line for line in world.book.ask(count_lines, _row(counting).stocktake_id)}
    counts = [Count(lines["SK02"].line_id, 59)]
    world.book.do(enter_counts, _row(counting).stocktake_id, counts)
    counting.refresh()
    until_idle()

    rows = counting.count.grid.rows_model.rows()
    assert [row.pieces(COUNTED) for row in rows] == [498, 59, 0]


def test_a_line_that_somebody_else_counted_first_is_shown_not_overwritten(
    counting: Page, world: World, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    told = _row(counting).stocktake_id
    (masks, *_others) = world.book.ask(count_lines, told)
    world.book.do(enter_counts, told, [Count(masks.line_id, 490)])
    keys.type("498")
    keys.press("Down")
    _settle(counting, until_idle)

    assert heard.notices[-1][0].startswith("Người khác vừa đếm dòng này")
    assert counting.count.grid.rows_model.row_at(0).pieces(COUNTED) == 490
    assert world.book.ask(count_lines, told)[0].counted == 490


def test_what_is_unclear_is_said_in_the_row_and_not_taken(
    counting: Page, keys: Keys, until_idle: Wait
) -> None:
    keys.type("3x")
    keys.press("Return")
    _settle(counting, until_idle)
    problems = counting.count.grid.rows_model.problems(0)
    assert problems[COUNTED] != ""
    assert _row(counting).counted == 0


def test_only_some_supplies_are_counted_and_unknown_codes_are_named(
    page: Page, keys: Keys, until_idle: Wait
) -> None:
    new = page.counts.new
    page.counts.begin.click()
    new.scope.setCurrentIndex(new.scope.count() - 1)
    new.codes.setText("KT01, ZZ")
    new.go_on.click()
    assert new.refusal.text() == "Không có vật tư mã ZZ."
    new.codes.setText("KT01, gt01")
    new.go_on.click()
    until_idle()
    row = _row(page)
    assert (row.lines, row.scope) == (2, "Khẩu trang y tế, Găng tay")


def test_a_second_count_of_the_same_store_is_refused_in_the_form(
    counting: Page, until_idle: Wait
) -> None:
    counting.open(tab="counts")
    until_idle()
    counting.counts.begin.click()
    counting.counts.new.go_on.click()
    until_idle()
    assert "đang được kiểm kê trong lần số 1" in counting.counts.new.refusal.text()


def test_a_count_is_dropped_with_a_reason(counting: Page, keys: Keys, until_idle: Wait) -> None:
    counting.count.drop.click()
    keys.type("đếm nhầm kho")
    keys.press("Return")
    until_idle()
    row = _row(counting)
    assert (row.state, row.note) == (CountState.DROPPED, "đếm nhầm kho")
    assert counting.stack.currentWidget() is counting.lists


def test_its_papers_open_in_the_page(counting: Page, world: World, until_idle: Wait) -> None:
    shown: list[tuple[str, Callable[[], bytes]]] = []
    counting.count.paper_wanted.connect(lambda title, work: shown.append((title, work)))
    counting.count.with_book.setChecked(False)
    counting.count.sheet.click()
    counting.count.record.click()
    until_idle()
    assert [title for title, _ in shown] == ["Phiếu kiểm kê 1", "Biên bản kiểm kê 1"]
    assert "Theo sổ" not in whole_text(shown[0][1]())


def test_a_count_opens_from_elsewhere(page: Page, world: World, until_idle: Wait) -> None:
    told = world.book.do(open_stocktake, NewStocktake(world.desk, "Quầy"))
    page.open(stocktake_id=told)
    until_idle()
    assert page.stack.currentWidget() is page.count
    assert page.count.bar.title.text() == f"Kiểm kê số {told}"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", None),
        ("7:30", datetime(2020, 2, 10, 0, 30, tzinfo=UTC)),
        ("7h", datetime(2020, 2, 10, 0, 0, tzinfo=UTC)),
        ("6/2", datetime(2020, 2, 6, 16, 59, 59, 999999, tzinfo=UTC)),
        ("6/2 14g05", datetime(2020, 2, 6, 7, 5, tzinfo=UTC)),
        ("25:00", None),
        ("hôm kia", None),
    ],
)
def test_a_moment_is_typed_as_people_say_it(
    typed: str, moment: datetime | None, clock: FixedClock
) -> None:
    assert parse_moment(typed, clock) == moment


def test_an_adjustment_leads_to_its_count_and_says_what_puts_it_right(
    page: Page, world: World, heard: Heard, until_idle: Wait
) -> None:
    counted = world.book.do(
        open_stocktake, NewStocktake(world.store, "Gel", supply_ids=(world.gel,))
    )
    (line,) = world.book.ask(count_lines, counted)
    world.book.do(enter_counts, counted, [Count(line.line_id, 58, reason="vỡ hai chai")])
    (voucher,) = world.book.do(approve_stocktake, counted, "Lê Văn Chánh")
    page.open(voucher_id=voucher)
    until_idle()
    links = {one.text(): one for one in page.voucher.facts.findChildren(QPushButton)}
    links[f"Kiểm kê số {counted}"].click()
    until_idle()
    assert page.stack.currentWidget() is page.count
    assert page.count.stocktake_id == counted
    page.back()
    until_idle()

    page.voucher.correct.click()
    question = page.voucher.question
    assert [one.text() for one in question.answers] == [
        *("Kiểm kê lại", "Xem kiểm kê", "Hủy phiếu này", "Thôi"),
    ]
    assert f"kiểm kê số {counted}" in question.why.text()
    question.answers[2].click()
    assert page.voucher.reversal.isVisible()
    page.voucher.correct.click()
    question.answers[0].click()
    ((name, target),) = heard.pages
    assert (name, target) == ("stock", {"new_count": (world.store, ("SK02",))})
    page.open(**target)
    until_idle()
    page.counts.new.go_on.click()
    until_idle()
    (again,) = world.book.ask(count_lines, page.count.stocktake_id or 0)
    assert (again.code, again.book) == ("SK02", 58)


def test_what_is_found_outside_the_list_is_added_by_keys_and_counted_next(
    page: Page, world: World, keys: Keys, until_idle: Wait
) -> None:
    page.counts.begin.click()
    page.counts.new.scope.setCurrentIndex(page.counts.new.scope.count() - 1)
    page.counts.new.codes.setText("KT01")
    page.counts.new.go_on.click()
    until_idle()
    keys.type("500")
    keys.press("Ctrl+N")
    until_idle()
    keys.type("gel")
    keys.press("Return")
    until_idle()
    assert page.count.add_line.isHidden()
    keys.type("60")
    keys.press("Return")
    _settle(page, until_idle)
    lines = {line.code: line.counted for line in _lines(page)}
    assert lines == {"KT01": 500, "SK02": 60}


def test_what_the_book_does_not_know_is_not_added_and_the_way_is_told(
    counting: Page, keys: Keys, until_idle: Wait
) -> None:
    counting.count.add.click()
    until_idle()
    keys.type("áo mưa")
    keys.press("Return")
    assert "ghi phiếu nhập" in counting.count.add_line.refusal.text()
    keys.press("Escape")
    assert counting.count.add_line.isHidden()
    assert len(_lines(counting)) == 3


def test_the_committee_is_put_right_while_counting(
    counting: Page, keys: Keys, until_idle: Wait
) -> None:
    counting.count.name_committee.click()
    keys.type("Lê Văn Cường; Kế toán; Trưởng ban")
    counting.count.committee.go_on.click()
    until_idle()
    assert counting.count.committee.isHidden()
    assert _row(counting).committee == "Lê Văn Cường; Kế toán; Trưởng ban"
    counting.count.record.click()
    until_idle()
    assert "Lê Văn Cường" in whole_text(counting.paper.view.pdf)
