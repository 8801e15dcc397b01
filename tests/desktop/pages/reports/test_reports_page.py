"""Báo cáo from the clerk's chair: choose a week, reword it, print what is seen; by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.kinds import Series
from db.queries.journal import journal
from db.queries.office import report_texts
from db.services.office import SignerFields, save_signer
from desktop.context import Context
from desktop.pages.reports.page import Page
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]
WEEK_06 = (feb(3), feb(9))
OWN_WORDS = " Xin ghi nhan"


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def page(context: Context, world: World, on_screen: Show, settled: Callable[[Page], None]) -> Page:
    world.receive(feb(3), 500, 250_000, supplier="Công ty Dệt", document_number="HD7")
    world.issue(feb(5), 30)
    world.issue(feb(10), 20)
    page = Page(context)
    on_screen(page)
    settled(page)
    return page


@pytest.fixture
def settled(qtbot: QtBot, until_idle: Wait) -> Callable[[Page], None]:
    """Wait until what is seen is what was typed, and is kept."""

    def wait(page: Page) -> None:
        qtbot.waitUntil(lambda: page.weekly.is_settled, timeout=20_000)
        until_idle()

    return wait


def _go_to_week_06(page: Page, settled: Callable[[Page], None], keys: Keys) -> None:
    page.weekly.period.weeks.setFocus()
    keys.press("Down")
    page.weekly.period.weeks.activated.emit(1)  # the popup's own choice
    settled(page)


def _type_into(page: Page, field: str, text: str, keys: Keys) -> None:
    page.weekly.sentences.boxes[field].text.setFocus()
    keys.press("Ctrl+End")
    keys.type(text)


def test_the_newest_week_is_shown_with_its_state(page: Page, theme: object) -> None:
    weeks = page.weekly.period.weeks

    assert [weeks.itemText(place) for place in range(weeks.count())] == [
        "Tuần 07 · 10/02 – 16/02/2020 · Dự thảo",
        "Tuần 06 · 03/02 – 09/02/2020 · Dự thảo",
    ]
    assert "Tuần 07" in whole_text(page.weekly.pdf.pdf)
    assert page.header.subtitle.text().startswith("Dự thảo")
    assert not page.grab().isNull()


def test_arrows_lead_to_the_weeks_beside(
    page: Page, settled: Callable[[Page], None], keys: Keys, qtbot: QtBot
) -> None:
    period = page.weekly.period
    period.weeks.setFocus()
    keys.press("Alt+Left")
    qtbot.waitUntil(lambda: period.span == WEEK_06)
    assert not page.weekly.is_settled  # what is seen is still the other week
    settled(page)

    assert "cấp 30 khẩu trang" in whole_text(page.weekly.pdf.pdf)

    keys.press("Alt+Right")
    qtbot.waitUntil(lambda: period.span == (feb(10), feb(16)))


def test_any_two_dates_make_a_report(
    page: Page, settled: Callable[[Page], None], keys: Keys
) -> None:
    field = page.weekly.period.from_field
    field.setFocus()
    field.selectAll()
    keys.type("5/2")
    keys.press("Return")
    settled(page)

    assert page.weekly.period.span == (feb(5), feb(16))
    assert "Từ ngày 05 tháng 02 năm 2020" in whole_text(page.weekly.pdf.pdf)
    assert page.weekly.period.weeks.currentText() == "05/02 – 16/02/2020"


def test_a_changed_sentence_is_printed_and_kept(
    page: Page, context: Context, settled: Callable[[Page], None], keys: Keys
) -> None:
    _type_into(page, "K1", OWN_WORDS, keys)
    settled(page)

    box = page.weekly.sentences.boxes["K1"]
    assert OWN_WORDS.strip() in whole_text(page.weekly.pdf.pdf)
    assert box.state.text() == "Đã sửa"
    kept = context.database.ask(report_texts, feb(10), feb(16))
    assert kept["K1"].text == box.proposed + OWN_WORDS
    assert set(kept) == {"K1"}


def test_kept_sentences_come_back(
    page: Page,
    context: Context,
    on_screen: Show,
    settled: Callable[[Page], None],
    keys: Keys,
) -> None:
    _type_into(page, "III", OWN_WORDS, keys)
    page.leave()

    again = Page(context)
    on_screen(again)
    settled(again)

    assert again.weekly.sentences.boxes["III"].text.toPlainText().endswith(OWN_WORDS)
    assert again.weekly.sentences.boxes["III"].is_edited
    assert not again.weekly.sentences.boxes["K1"].is_edited


def test_leaving_at_once_loses_nothing_and_is_one_act(
    page: Page, context: Context, keys: Keys
) -> None:
    _type_into(page, "II", OWN_WORDS, keys)
    page.leave()
    page.leave()

    kept = context.database.ask(report_texts, feb(10), feb(16))
    acts = [row.act for row in context.database.ask(journal)]
    assert kept["II"].text.endswith(OWN_WORDS)
    assert acts.count("save_report_texts") == 1


def test_looking_at_a_week_writes_nothing(
    page: Page, context: Context, settled: Callable[[Page], None], keys: Keys
) -> None:
    _go_to_week_06(page, settled, keys)
    page.leave()

    assert "save_report_texts" not in [row.act for row in context.database.ask(journal)]


def test_the_proposal_can_be_had_back(
    page: Page, context: Context, settled: Callable[[Page], None], keys: Keys
) -> None:
    box = page.weekly.sentences.boxes["K1"]
    _type_into(page, "K1", OWN_WORDS, keys)
    settled(page)

    box.back.setFocus()
    keys.press("Space")
    settled(page)

    assert not box.is_edited
    assert not box.back.isVisibleTo(box)
    assert context.database.ask(report_texts, feb(10), feb(16)) == {}
    assert OWN_WORDS.strip() not in whole_text(page.weekly.pdf.pdf)

    box.text.setFocus()
    keys.press("Ctrl+Z")
    assert box.text.toPlainText().endswith(OWN_WORDS)


def test_an_untouched_sentence_follows_the_book(
    page: Page, world: World, settled: Callable[[Page], None]
) -> None:
    world.issue(feb(10), 7)
    page.refresh()
    settled(page)

    box = page.weekly.sentences.boxes["K1"]
    assert "cấp 27 khẩu trang" in box.text.toPlainText()
    assert not box.is_edited


def test_an_edited_sentence_whose_figures_changed_shows_both(
    page: Page, world: World, settled: Callable[[Page], None], keys: Keys
) -> None:
    _type_into(page, "K1", OWN_WORDS, keys)
    settled(page)
    world.issue(feb(10), 7)
    page.refresh()
    settled(page)

    box = page.weekly.sentences.boxes["K1"]
    assert box.is_outdated
    assert box.state.text() == "Số liệu đã đổi từ khi sửa"
    assert "cấp 20 khẩu trang" in box.text.toPlainText()
    assert "cấp 27 khẩu trang" in box.now.text()
    assert box.now.isVisibleTo(box)


def test_the_mark_comes_back_with_the_week(
    page: Page,
    context: Context,
    world: World,
    on_screen: Show,
    settled: Callable[[Page], None],
    keys: Keys,
) -> None:
    _type_into(page, "K1", OWN_WORDS, keys)
    settled(page)
    page.leave()
    world.issue(feb(10), 7)

    again = Page(context)
    on_screen(again)
    settled(again)

    assert again.weekly.sentences.boxes["K1"].is_outdated


def test_words_of_one_week_stay_with_it(
    page: Page, settled: Callable[[Page], None], keys: Keys
) -> None:
    _type_into(page, "IV", OWN_WORDS, keys)
    _go_to_week_06(page, settled, keys)

    assert not page.weekly.sentences.boxes["IV"].is_edited
    assert OWN_WORDS.strip() not in whole_text(page.weekly.pdf.pdf)


def test_number_date_and_signer_are_printed_and_kept(
    page: Page, context: Context, on_screen: Show, settled: Callable[[Page], None], keys: Keys
) -> None:
    context.database.do(save_signer, SignerFields("director", "GIÁM ĐỐC", "Dương Anh Đức"))
    choice = page.weekly.choice
    choice.number.setFocus()
    keys.type("15")
    choice.paper_on.setFocus()
    choice.paper_on.selectAll()
    keys.type("9/2")
    keys.press("Return")
    choice.signer.setFocus()
    choice.signer.setCurrentIndex(choice.signer.findData("director"))
    choice.signer.activated.emit(choice.signer.currentIndex())
    settled(page)
    page.leave()

    text = whole_text(page.weekly.pdf.pdf)
    assert "ngày 09 tháng 02 năm 2020" in text
    assert "15/BC-STTTT" in text.replace(" ", "")
    again = Page(context)
    on_screen(again)
    settled(again)
    assert again.weekly.choice.choice() == choice.choice()


def test_an_empty_date_is_left_for_the_hand(
    page: Page, settled: Callable[[Page], None], keys: Keys
) -> None:
    field = page.weekly.choice.paper_on
    field.setFocus()
    field.selectAll()
    keys.press("Delete", "Return")
    settled(page)

    assert "ngày tháng 02 năm 2020" in whole_text(page.weekly.pdf.pdf)


def test_what_is_saved_is_what_is_seen_after_the_last_letter(
    page: Page, keys: Keys, tmp_path: Path, qtbot: QtBot, heard: Heard
) -> None:
    _type_into(page, "K2", OWN_WORDS, keys)
    saved: list[bytes] = []

    def save() -> None:
        page.weekly.pdf.save_to(tmp_path / "bao-cao.pdf")
        saved.append((tmp_path / "bao-cao.pdf").read_bytes())

    page.weekly.when_settled(save)
    qtbot.waitUntil(lambda: bool(saved), timeout=20_000)

    assert saved == [page.weekly.pdf.pdf]
    assert heard.notices[-1][0] == f"Đã lưu {tmp_path / 'bao-cao.pdf'}"
    assert OWN_WORDS.strip() in whole_text(saved[0])


def test_a_report_leads_to_its_vouchers(page: Page, heard: Heard) -> None:
    page.vouchers.click()

    assert heard.pages == [("stock", {"tab": "vouchers", "from_on": feb(10), "to_on": feb(16)})]


def test_another_page_can_ask_for_a_week(page: Page, settled: Callable[[Page], None]) -> None:
    page.open(from_on=feb(3), to_on=feb(9))
    settled(page)

    assert page.weekly.period.span == WEEK_06


def test_an_empty_book_has_a_report_of_this_week(
    context: Context, on_screen: Show, settled: Callable[[Page], None]
) -> None:
    page = Page(context)
    on_screen(page)
    settled(page)

    assert page.weekly.period.span == (feb(10), feb(16))
    assert whole_text(page.weekly.pdf.pdf)


def test_lists_of_a_week_are_printed_again_in_one_go(
    page: Page, world: World, keys: Keys, until_idle: Wait, qtbot: QtBot
) -> None:
    world.issue(feb(10), 3, staff=world.inspector, department_id=world.inspectorate)
    world.issue(feb(10), 1, series=Series.CL)
    page.open(tab="lists")
    until_idle()

    page.lists.all.click()
    qtbot.waitUntil(lambda: "Lê Phương Yến" in _list_text(page), timeout=20_000)

    assert "Hồ Mỹ Ánh" in _list_text(page)
    assert page.lists.rows.rowCount() == 3


def test_a_days_single_issues_are_one_sheet(
    page: Page, world: World, keys: Keys, until_idle: Wait, qtbot: QtBot, heard: Heard
) -> None:
    world.issue(feb(10), 1, series=Series.CL)
    world.issue(feb(10), 2, series=Series.CL, staff=world.guard)
    page.open(tab="lists")
    until_idle()

    rows = [page.lists.rows.row(place) for place in range(page.lists.rows.rowCount())]
    place = next(place for place, row in enumerate(rows) if row and row.voucher_id is None)
    page.lists.table.selectRow(place)
    qtbot.waitUntil(lambda: "BẢNG KÊ" in _list_text(page).upper(), timeout=20_000)
    page.lists.table.setFocus()
    keys.press("Return")

    row = rows[place]
    assert row is not None
    assert row.quantity == 3
    assert heard.pages[-1] == ("stock", {"tab": "vouchers", "from_on": feb(10), "to_on": feb(10)})


def _list_text(page: Page) -> str:
    return whole_text(page.lists.pdf.pdf) if page.lists.pdf.pdf else ""
