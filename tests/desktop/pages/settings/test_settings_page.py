"""Cài đặt from the clerk's chair: change a word, a day, a signer; copies and going back to one."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.backup import copies, copy_book
from db.clock import FixedClock
from db.migrate import open_book
from db.queries.catalogue import supply_count
from db.queries.journal import journal, journal_count
from db.queries.office import drafts, settings, signers
from desktop.backups import copies_folder, tell_second_copy
from desktop.context import Context, Tone
from desktop.draft_forms import form_of
from desktop.leaflet_report import leaflets_pdf
from desktop.office_identity import office_identity
from desktop.opening import open_book_at
from desktop.pages.settings.page import Page
from desktop.papers.system_fonts import times_new_roman
from desktop.places import sample_book
from tests.db.world import World, feb, furnish, raw
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]
TODAY = date(2020, 2, 10)


@pytest.fixture
def page(context: Context, on_screen: Show) -> Page:
    page = Page(context)
    on_screen(page)
    return page


def _told(context: Context) -> dict[str, Any]:
    return context.database.ask(settings, TODAY)


def _retype(field: Any, text: str, keys: Keys) -> None:
    field.setFocus()
    field.selectAll()
    keys.type(text)


def test_every_tab_shows_in_both_looks(page: Page, theme: object) -> None:
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        assert not page.grab().isNull()


def test_opening_changes_nothing(page: Page, context: Context) -> None:
    page.leave()

    assert not page.office.is_changed
    assert not page.papers.is_changed
    assert context.database.ask(journal_count) == 1


def test_names_are_saved_and_papers_take_them_over(
    page: Page, context: Context, keys: Keys, until_idle: Wait, qtbot: QtBot
) -> None:
    _retype(page.office.names["place"], "Đà Nẵng", keys)
    assert page.office.state.text() == "Có thay đổi chưa lưu"
    keys.press("Ctrl+Return")
    qtbot.waitUntil(lambda: not page.office.is_changed)
    until_idle()

    assert _told(context)["office"]["place"] == "Đà Nẵng"
    assert _told(context)["office"]["name"] == "Sở Thông tin và Truyền thông"
    assert context.database.ask(office_identity, TODAY).place == "Đà Nẵng"


def test_leaving_the_page_saves_what_was_typed(page: Page, context: Context, keys: Keys) -> None:
    _retype(page.office.plan_number, "05", keys)

    page.leave()

    assert _told(context)["report"]["plan_number"] == "05"


def test_recipients_and_letterheads_are_lines(page: Page, context: Context, keys: Keys) -> None:
    page.office.recipients.setFocus()
    page.office.recipients.selectAll()
    keys.type("Ban Giam doc")
    keys.press("Return")
    keys.type("Luu: VP")
    page.leave()

    identity = context.database.ask(office_identity, TODAY)
    assert identity.recipients == ("Ban Giam doc", "Luu: VP")
    assert identity.internal.issuer == ("VĂN PHÒNG",)


def test_a_name_that_papers_need_is_never_emptied(page: Page, context: Context, keys: Keys) -> None:
    field = page.office.names["name"]
    field.setFocus()
    field.selectAll()
    keys.press("Delete")
    page.leave()

    assert _told(context)["office"]["name"] == "Sở Thông tin và Truyền thông"


def test_a_new_campaign_name_holds_from_its_day(
    page: Page, context: Context, keys: Keys, qtbot: QtBot
) -> None:
    page.office.campaign.add.click()
    qtbot.waitUntil(lambda: keys.target.accessibleName() == "Từ ngày 3")
    keys.type("1/3/2020")
    keys.press("Tab")
    keys.type("dich moi")
    page.leave()

    before = context.database.ask(office_identity, date(2020, 2, 20))
    after = context.database.ask(office_identity, date(2020, 3, 2))
    assert before.campaign == "dịch COVID-19"
    assert (after.campaign, after.campaign_short) == ("dich moi", "dich moi")


def test_the_week_may_begin_on_another_day(page: Page, context: Context, keys: Keys) -> None:
    page.open(tab="papers")
    page.papers.starts_on.setFocus()
    keys.press("End")
    page.leave()

    assert _told(context)["calendar"]["week_starts_on"] == 7
    assert _told(context)["calendar"]["working_days"] == [1, 2, 3, 4, 5]


def test_a_holiday_that_is_no_day_is_named_and_stays_typed(
    page: Page, context: Context, keys: Keys, heard: Heard, qtbot: QtBot
) -> None:
    page.open(tab="papers")
    page.papers.holidays.setFocus()
    keys.press("Ctrl+End", "Return")
    keys.type("31/02/2020")
    keys.press("Ctrl+Return")

    qtbot.waitUntil(lambda: bool(heard.notices))
    assert heard.notices[-1][0] == "Không hiểu ngày nghỉ lễ “31/02/2020”."
    assert page.papers.holidays.toPlainText().endswith("31/02/2020")


def test_habits_of_papers_are_switched(page: Page, context: Context, keys: Keys) -> None:
    page.open(tab="papers")
    for box in (page.papers.undertaking, page.papers.running, page.papers.print_time):
        box.setFocus()
        keys.press("Space")
    page.leave()

    assert _told(context)["lists"] == {"undertaking": True, "running": True}
    assert not context.database.ask(office_identity, TODAY).shows_print_time


def test_who_signs_reports_on_leaflets_is_chosen(page: Page, context: Context, keys: Keys) -> None:
    assert "GIÁM ĐỐC" in whole_text(leaflets_pdf(context.database, TODAY))
    page.open(tab="papers")
    page.papers.leaflet_signer.setFocus()
    keys.press("End", "Up")
    chosen = page.papers.leaflet_signer.currentText()
    page.leave()

    assert chosen == "Phó Giám đốc ký thay"
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in whole_text(leaflets_pdf(context.database, TODAY))


def test_a_signer_gets_a_name(
    page: Page, context: Context, keys: Keys, until_idle: Wait, qtbot: QtBot, heard: Heard
) -> None:
    page.open(tab="signers")
    page.signers.table.setFocus()
    keys.press("Return")  # the Chief of Office
    keys.type("Le Van Nghia")
    keys.press("Ctrl+Return")
    qtbot.waitUntil(lambda: bool(heard.notices))
    until_idle()

    identity = context.database.ask(office_identity, TODAY)
    assert identity.internal.signature.name == "Le Van Nghia"


def test_a_new_signer_begins_today(
    page: Page, context: Context, keys: Keys, qtbot: QtBot, heard: Heard
) -> None:
    page.open(tab="signers")
    form = page.signers.form
    before = len(context.database.ask(signers))
    page.signers.add_button.click()
    form.role.setCurrentIndex(form.role.findData("accountant"))
    _retype(form.title, "KE TOAN", keys)
    keys.press("Ctrl+Return")
    qtbot.waitUntil(lambda: bool(heard.notices))

    found = context.database.ask(signers)
    assert len(found) == before + 1
    assert next(row for row in found if row.role == "accountant").from_on == TODAY


def test_a_signer_without_a_title_is_refused_and_stays_typed(
    page: Page, keys: Keys, qtbot: QtBot
) -> None:
    page.open(tab="signers")
    form = page.signers.form
    form.title.setFocus()
    form.title.selectAll()
    keys.press("Delete", "Ctrl+Return")

    qtbot.waitUntil(lambda: bool(form.told.text()))
    assert form.told.property("tone") == Tone.BAD
    assert form.title.text() == ""


def test_an_unclear_day_of_a_signer_is_not_taken_for_none(page: Page, context: Context) -> None:
    page.open(tab="signers")
    before = context.database.ask(signers)
    page.signers.form.from_on.setText("31/2")
    page.signers.form.save()

    assert page.signers.form.told.property("tone") == Tone.BAD
    assert context.database.ask(signers) == before


def test_a_signer_being_typed_waits_as_a_draft(
    page: Page, context: Context, keys: Keys, on_screen: Show, until_idle: Wait
) -> None:
    page.open(tab="signers")
    signer = page.signers.form.record
    assert signer is not None
    _retype(page.signers.form.name, "Le Van Nghia", keys)
    page.leave()
    (draft,) = context.database.ask(drafts)
    assert form_of(draft.form)[0] == "settings"

    again = Page(context)
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    assert again.tabs.currentWidget() is again.signers
    assert again.signers.form.name.text() == "Le Van Nghia"
    again.signers.form.save()
    until_idle()
    assert context.database.ask(drafts) == []
    saved = next(s for s in context.database.ask(signers) if s.signer_id == signer.signer_id)
    assert saved.name == "Le Van Nghia"


def test_a_draft_of_a_signer_that_is_gone_is_told(page: Page, heard: Heard) -> None:
    page.open(draft_id=999)

    assert heard.notices[-1][1] is Tone.WARNING


def test_the_look_changes_at_once(page: Page, context: Context, keys: Keys) -> None:
    page.open(tab="look")
    page.look.theme.setFocus()
    keys.press("End")
    page.look.theme.activated.emit(page.look.theme.currentIndex())  # the popup's own choice

    assert context.settings.theme == "dark"


def test_a_copy_is_made_and_listed(
    page: Page, context: Context, keys: Keys, until_idle: Wait, theme: object
) -> None:
    page.open(tab="backups")
    until_idle()
    page.backups.now_button.setFocus()
    keys.press("Space")
    until_idle()

    assert len(copies(copies_folder(context.database))) == 1
    row = page.backups.rows.row(0)
    assert row is not None
    assert row.held is not None
    assert row.held.acts == 1
    assert page.backups.last.text().startswith("Đã sao lưu 08:00 hôm nay")
    assert context.settings.text("backup/at").startswith("2020-02-10T08:00")


def test_a_copy_is_restored_beside_and_opened(
    page: Page, context: Context, heard: Heard, until_idle: Wait
) -> None:
    world = furnish(context.database)
    world.receive(feb(3), 100)
    copy_book(context.database, copies_folder(context.database))
    world.receive(feb(4), 50)
    page.open(tab="backups")
    until_idle()

    row = page.backups.rows.row(0)
    assert row is not None
    page.backups.restore(row)
    until_idle()

    restored = heard.books[0]
    assert restored != Path(context.database.location)
    assert context.settings.book == str(restored)
    other = open_book(restored, context.clock)
    assert other.ask(journal_count) == context.database.ask(journal_count) - 1
    other.close()


def test_what_was_done_after_a_copy_is_told_and_comes_back(
    page: Page, context: Context, heard: Heard, until_idle: Wait
) -> None:
    world = furnish(context.database)
    tell_second_copy(context.database)
    world.receive(feb(3), 100)
    copy_book(context.database, copies_folder(context.database))
    world.receive(feb(4), 50)
    tell_second_copy(context.database)
    page.open(tab="backups")
    until_idle()

    row = page.backups.rows.row(0)
    assert row is not None
    assert row.beyond == 1
    page.backups.restore(row)
    until_idle()

    other = open_book(Path(heard.books[0]), context.clock)
    assert other.ask(journal_count) == context.database.ask(journal_count)
    other.close()


def test_copies_go_into_a_second_folder_too(
    page: Page, context: Context, until_idle: Wait, tmp_path: Path
) -> None:
    copy_book(context.database, copies_folder(context.database))
    usb = tmp_path / "usb"
    usb.mkdir()
    page.open(tab="backups")
    page.backups.set_second(str(usb))
    until_idle()

    (folder,) = usb.iterdir()
    assert len(copies(folder)) == 1
    assert str(usb) in page.backups.second.text()


def test_a_damaged_copy_is_named_and_not_restored(
    page: Page, context: Context, heard: Heard, keys: Keys, until_idle: Wait
) -> None:
    path = copy_book(context.database, copies_folder(context.database))
    path.write_bytes(path.read_bytes()[:20_000])
    page.open(tab="backups")
    until_idle()

    page.backups.table.setFocus()
    keys.press("Return")

    column = page.backups.rows.columns[-1]
    row = page.backups.rows.row(0)
    assert row is not None
    assert column.text(row) == "Hỏng"
    assert path.name in heard.notices[-1][0]
    assert heard.books == []


def test_a_copy_with_wrong_sums_asks_before_it_is_opened(
    page: Page, context: Context, heard: Heard, until_idle: Wait
) -> None:
    world = furnish(context.database)
    world.receive(feb(3), 100)
    raw(context.database, "UPDATE balance SET on_hand = 99")
    copy_book(context.database, copies_folder(context.database))
    page.open(tab="backups")
    until_idle()

    row = page.backups.rows.row(0)
    assert row is not None
    page.backups.restore(row)
    until_idle()

    assert heard.books == []
    told, tone, actions = heard.notices[-1]
    assert "chỗ sai" in told
    assert tone is Tone.BAD
    actions[0].do()
    assert len(heard.books) == 1


def test_the_check_says_that_the_book_holds(page: Page, keys: Keys, until_idle: Wait) -> None:
    page.open(tab="backups")
    page.backups.check_button.setFocus()
    keys.press("Space")
    until_idle()

    assert page.backups.outcome.text() == "Sổ đúng: mọi kiểm tra đều đạt."


def test_the_check_names_what_is_wrong(page: Page, context: Context, until_idle: Wait) -> None:
    world: World = furnish(context.database)
    world.receive(feb(3), 100)
    raw(context.database, "UPDATE balance SET on_hand = 99")
    page.open(tab="backups")
    page.backups.check()
    until_idle()

    assert page.backups.outcome.text() == "Sổ có 1 chỗ sai:"
    assert "99" in page.backups.findings.item(0).text()


def test_another_book_is_opened_only_if_it_is_one(
    page: Page, context: Context, heard: Heard, until_idle: Wait, tmp_path: Path
) -> None:
    strange = tmp_path / "anh.db"
    strange.write_bytes(b"no book")
    page.backups.book.open_other(strange)
    until_idle()
    assert heard.books == []
    assert heard.notices[-1][1] is Tone.BAD

    page.backups.book.make_new(tmp_path / "moi.db")
    until_idle()
    assert heard.books == [tmp_path / "moi.db"]
    acts = [row.act for row in context.database.ask(journal)]
    assert acts == ["found_book"]


def test_the_typeface_of_papers_is_chosen_and_told(
    page: Page, context: Context, until_idle: Wait
) -> None:
    until_idle()
    papers = page.papers
    assert papers.face.text().startswith("Chữ trên giấy: Tinos, đi kèm")

    papers.system_face.setChecked(True)
    page.leave()

    is_there = times_new_roman() is not None
    told = "Times New Roman của máy này." if is_there else "Tinos, vì máy này không có"
    assert papers.face.text().startswith(f"Chữ trên giấy: {told}")
    assert context.database.ask(office_identity, TODAY).typeface == "times"


def test_from_the_own_book_the_sample_data_is_made_beside_the_default_one(
    page: Page, context: Context, heard: Heard, until_idle: Wait, clock: FixedClock
) -> None:
    clock.moment += timedelta(weeks=300)
    other = page.backups.book.other
    assert other.text() == "Xem dữ liệu mẫu"
    other.click()
    until_idle()
    assert heard.books == [sample_book()]
    assert context.settings.text("own_book") == str(context.database.location)
    book = open_book_at(sample_book(), context.clock)
    assert book.ask(supply_count) > 0
    book.close()
