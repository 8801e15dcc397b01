"""Danh mục from the clerk's chair: lists with their forms, by keys alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.kinds import AbsenceKind, NormPeriod
from db.queries.catalogue import stores, supplies
from db.queries.norms import norms
from db.queries.office import drafts
from db.queries.staff import absences, departments, people
from db.queries.voucher_paper import voucher_paper
from db.services.staff import PersonFields, save_person
from desktop.context import Context
from desktop.pages.catalogue.page import Page
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
    page = Page(context)
    context.tasks.changed.connect(lambda tables: page.refresh() if tables & page.shows else None)
    on_screen(page)
    return page


def _names(page: Page) -> list[str]:
    section = page.section
    found = [section.rows.row(place) for place in range(section.rows.rowCount())]
    return [section.form.name_of(row) for row in found]


def test_people_stand_by_given_name_and_are_found_without_accents(
    page: Page, keys: Keys, qtbot: QtBot
) -> None:
    assert _names(page) == ["Hồ Mỹ Ánh", "Trần Quốc Bảo", "Lê Phương Yến"]
    keys.type("yen")
    qtbot.waitUntil(lambda: _names(page) == ["Lê Phương Yến"])


def test_a_person_is_added_by_keys_with_the_next_code(
    page: Page, world: World, keys: Keys, theme: "Theme", until_idle: Callable[[], None]
) -> None:
    keys.press("Ctrl+N")
    assert page.people.form.heading.text() == "Thêm cán bộ"
    keys.type("Ngô Thị Hoa")
    keys.press("Return")
    assert page.people.form.code.text() == "CB0004"
    keys.press("Return", "Return", "Return")
    keys.type("Chuyên viên")
    keys.press("Ctrl+Return")
    until_idle()

    (added,) = world.book.ask(people, feb(10), "hoa")
    assert (added.code, added.name, added.title) == ("CB0004", "Ngô Thị Hoa", "Chuyên viên")
    assert page.people.table.current().staff_id == added.staff_id
    assert page.people.table.hasFocus()


def test_enter_in_the_list_goes_into_the_form_and_escape_comes_back(page: Page, keys: Keys) -> None:
    keys.type("yen")
    keys.press("Return", "Return")
    form = page.people.form
    assert form.name.hasFocus()
    assert form.heading.text() == "Lê Phương Yến"
    keys.press("Esc")
    assert page.people.table.hasFocus()


def test_what_was_typed_waits_at_its_record_until_it_is_saved_or_dropped(
    page: Page, keys: Keys, until_idle: Callable[[], None]
) -> None:
    form = page.people.form
    keys.press("Down", "Return", "End")
    keys.type(" x")
    keys.press("Esc", "Down")
    assert form.heading.text() == "Trần Quốc Bảo"
    assert not form.save_button.isEnabled()

    keys.press("Up")
    assert form.name.text() == "Hồ Mỹ Ánh x"
    assert "nhập dở" in form.told.text()
    assert form.save_button.isEnabled()

    form.drop_button.click()
    until_idle()
    assert form.name.text() == "Hồ Mỹ Ánh"
    keys.press("Down", "Up")
    assert form.name.text() == "Hồ Mỹ Ánh"


def test_what_was_typed_outlives_the_page_and_is_reached_from_the_list_of_drafts(
    page: Page, context: Context, keys: Keys, on_screen: Show, until_idle: Callable[[], None]
) -> None:
    page.open(tab="supplies")
    keys.press("Ctrl+N")
    keys.type("Găng tay")
    page.supplies.form.unit.setText("đôi")
    page.supplies.form.packs.setText("hộp = 50")
    page.supplies.form.packs.editingFinished.emit()
    page.supplies.form.report_unit.setCurrentText("hộp")
    page.leave()
    (draft,) = context.database.ask(drafts)
    assert draft.title == "Thêm vật tư: Găng tay"

    again = Page(context)
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    form = again.supplies.form
    assert again.tab == "supplies"
    assert form.heading.text() == "Thêm vật tư"
    assert (form.name.text(), form.unit.text()) == ("Găng tay", "đôi")
    assert form.report_unit.currentText() == "hộp"
    assert form.name.hasFocus()

    form.code.setText("GT09")
    form.save_button.click()
    until_idle()
    assert form.told.text() == ""
    assert context.database.ask(drafts) == []
    (added,) = context.database.ask(supplies, "GT09")
    assert added.report_unit == "hộp"


def test_departments_and_duty_posts_are_put_in_order_by_keys(
    page: Page, keys: Keys, until_idle: Callable[[], None]
) -> None:
    for tab in ("departments", "posts"):
        page.open(tab=tab)
        first, second, *_more = _names(page)
        keys.press("Down", "Down")
        assert page.section.form.heading.text() == second
        keys.press("Alt+Up")
        until_idle()
        assert _names(page)[:2] == [second, first]
        assert page.section.table.currentIndex().row() == 0
        assert page.section.form.heading.text() == second


def test_a_duty_post_gets_its_names_by_keys(
    page: Page, keys: Keys, theme: "Theme", until_idle: Callable[[], None]
) -> None:
    page.open(tab="posts")
    keys.press("Ctrl+N")
    keys.type("Giữ xe")
    keys.press("Return")
    keys.type("Tổ giữ xe")
    keys.press("Return", "Return", "Space", "Ctrl+Return")
    until_idle()
    assert _names(page) == ["Bảo vệ", "Tiếp nhận và trả hồ sơ", "Giữ xe"]
    shown = page.posts.table.current()
    assert (shown.paper_name, shown.is_priority) == ("Tổ giữ xe", True)

    page.posts.table.selectRow(0)
    page.posts.form.retire_button.click()
    until_idle()
    assert "đang được dùng" in page.posts.form.told.text()


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    keys.press("Down", "Return", "End")
    keys.type(" Hai")
    fields = PersonFields(
        "CB0003", "Hồ Mỹ Ánh", world.inspectorate, phone="0901", id=world.inspector
    )
    world.book.do(save_person, fields)
    until_idle()
    keys.press("Ctrl+Return")
    until_idle()

    assert page.people.form.told.text() == ("Mục này vừa được sửa ở nơi khác; hãy mở lại rồi sửa.")
    assert [row.name for row in world.book.ask(people, feb(10), "anh")] == ["Hồ Mỹ Ánh"]
    page.people.form.drop_button.click()
    assert page.people.form.phone.text() == "0901"


def test_somebody_leaves_from_a_day_on_and_comes_back(
    page: Page, world: World, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(staff_id=world.guard)
    form = page.people.form
    form.ends_on.setText("6/2")
    form.retire_button.click()
    until_idle()
    assert heard.notices[-1][0] == "Trần Quốc Bảo nghỉ hoặc chuyển công tác từ 06/02/2020."
    assert _names(page) == ["Hồ Mỹ Ánh", "Lê Phương Yến"]
    assert [row.name for row in world.book.ask(people, feb(5), "bao")] == ["Trần Quốc Bảo"]

    page.people.with_retired.click()
    page.open(staff_id=world.guard)
    assert form.retire_button.text() == "Đi làm lại"
    form.ends_on.setText("10/2")
    form.retire_button.click()
    until_idle()
    assert [row.name for row in world.book.ask(people, feb(10), "bao")] == ["Trần Quốc Bảo"]


def test_a_day_of_leaving_that_is_not_yet_noted_is_there_again(
    page: Page, world: World, context: Context, on_screen: Show, until_idle: Callable[[], None]
) -> None:
    page.open(staff_id=world.guard)
    page.people.form.ends_on.setText("6/2")
    assert not page.people.form.save_button.isEnabled()
    page.leave()
    (draft,) = context.database.ask(drafts)

    again = Page(context)
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    form = again.people.form
    assert form.heading.text() == "Trần Quốc Bảo"
    assert not form.save_button.isEnabled()
    form.retire_button.click()
    until_idle()
    assert context.database.ask(drafts) == []
    assert [row.name for row in world.book.ask(people, feb(6), "bao")] == []


def test_a_day_of_leaving_stays_typed_when_a_name_is_saved(
    page: Page, world: World, context: Context, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(staff_id=world.guard)
    form = page.people.form
    form.ends_on.setText("6/2")
    form.name.setText("Trần Quốc Bình")
    form.save()
    until_idle()
    assert [row.name for row in world.book.ask(people, feb(10), "binh")] == ["Trần Quốc Bình"]
    assert form.heading.text() == "Trần Quốc Bình"
    assert form.ends_on.text() == "6/2"
    assert form.told.text() == "Ngày ở trên chưa ghi: hãy bấm Ghi nghỉ, hoặc Bỏ sửa."
    page.leave()
    (draft,) = context.database.ask(drafts)
    assert draft.cells["typed"] == {"ends_on": "6/2"}

    form.retire_button.click()
    until_idle()
    assert world.book.ask(people, feb(6), "binh") == []
    assert context.database.ask(drafts) == []


def test_a_name_that_was_typed_is_saved_with_the_day_of_leaving(
    page: Page, world: World, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(staff_id=world.guard)
    form = page.people.form
    form.name.setText("Trần Quốc Bình")
    form.ends_on.setText("6/2")
    form.retire_button.click()
    until_idle()
    assert heard.notices[-1][0] == "Trần Quốc Bình nghỉ hoặc chuyển công tác từ 06/02/2020."
    assert [row.name for row in world.book.ask(people, feb(5), "binh")] == ["Trần Quốc Bình"]
    assert world.book.ask(people, feb(6), "binh") == []

    page.people.with_retired.click()
    page.open(staff_id=world.guard)
    form.name.setText("Trần Quốc Bảo")
    form.ends_on.setText("10/2")
    form.retire_button.click()
    until_idle()
    assert [row.name for row in world.book.ask(people, feb(10), "bao")] == ["Trần Quốc Bảo"]


def test_a_person_moves_from_a_day_on(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(staff_id=world.clerk)
    form = page.people.form
    box = form.department
    box.setCurrentIndex(box.findData(world.inspectorate))
    form.from_on.setText("8/2")
    form.save()
    until_idle()
    before, after = (world.book.ask(people, feb(day), "yen")[0] for day in (7, 8))
    assert (before.department_id, after.department_id) == (world.office, world.inspectorate)


def test_a_supply_has_packs_and_a_minimum_named_in_packs(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(tab="supplies")
    keys.press("Ctrl+N")
    keys.type("Khăn lau")
    keys.press("Return")
    keys.type("KL01")
    keys.press("Return", "Return")
    keys.type("gói")
    keys.press("Return", "Return")
    keys.type("hộp = 20; thùng = 10 hộp")
    keys.press("Return")
    keys.type("2 thùng")
    keys.press("Ctrl+Return")
    until_idle()

    (added,) = world.book.ask(supplies, "khan lau")
    assert (added.code, added.base_unit, added.minimum) == ("KL01", "gói", 400)
    assert [(pack.name, pack.size) for pack in added.packs] == [("hộp", 20), ("thùng", 200)]


def test_a_pack_that_is_not_understood_says_so_and_saves_nothing(page: Page, world: World) -> None:
    page.open(tab="supplies", supply_id=world.gloves)
    form = page.supplies.form
    form.packs.setText("mấy cái hộp")
    form.save()
    assert "Không hiểu quy cách" in form.told.text()


def test_the_unit_of_what_has_moved_is_locked(page: Page, world: World) -> None:
    world.receive(feb(3), 10, supply=world.gel)
    page.open(supply_id=world.gel)
    unit = page.supplies.form.unit
    assert unit.isReadOnly()
    page.open(supply_id=world.gloves)
    assert not unit.isReadOnly()


def test_a_supply_in_stock_is_not_taken_out_of_use(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    world.receive(feb(3), 10, supply=world.gel)
    page.open(supply_id=world.gel)
    page.supplies.form.retire_button.click()
    until_idle()
    assert "đang được dùng" in page.supplies.form.told.text()

    page.open(supply_id=world.gloves)
    page.supplies.form.retire_button.click()
    until_idle()
    assert "Găng tay" not in _names(page)


def test_usual_supplies_are_ticked_and_added_by_keys(
    page: Page, world: World, keys: Keys, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(tab="supplies")
    page.supplies.pick.click()
    keys.press("Space", "Down", "Space", "Ctrl+Return")
    until_idle()

    assert heard.notices[-1][0] == "Đã thêm 2 vật tư vào danh mục."
    added = [
        row.code for row in world.book.ask(supplies) if row.code not in {"KT01", "SK02", "GT01"}
    ]
    assert added == ["KT3L", "KT4L"]
    assert page.supplies.list_card.isVisible()


def test_a_department_keeps_its_other_names(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(tab="departments")
    keys.press("Ctrl+N")
    keys.type("Phòng Chuyển đổi số")
    keys.press("Return")
    keys.type("CDS")
    keys.press("Return", "Return")
    keys.type("P. CĐS; Phòng CDS")
    keys.press("Ctrl+Return")
    until_idle()
    added = next(row for row in world.book.ask(departments, feb(10)) if row.code == "CDS")
    assert added.aliases == ("P. CĐS", "Phòng CDS")


def test_a_code_that_is_taken_is_named(page: Page, until_idle: Callable[[], None]) -> None:
    page.open(tab="stores")
    page.stores.add()
    page.stores.form.name.setText("Kho hai")
    page.stores.form.code.setText("KHO")
    page.stores.form.save()
    until_idle()
    assert page.stores.form.told.text() == "Đã có kho “KHO”."


def test_a_stores_place_is_printed_on_its_vouchers(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(tab="stores")
    page.stores.select(world.store)
    page.stores.form.address.setText("tầng trệt, 59 Lý Tự Trọng")
    page.stores.form.save()
    until_idle()
    voucher = world.receive(feb(3), 5)
    assert world.book.ask(voucher_paper, voucher).store_place == "tầng trệt, 59 Lý Tự Trọng"


def test_a_store_goes_out_of_use_and_comes_back(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(tab="stores")
    page.stores.select(world.desk)
    page.stores.form.retire_button.click()
    until_idle()
    assert world.desk not in {row.store_id for row in world.book.ask(stores)}

    page.stores.with_retired.click()
    page.stores.select(world.desk)
    assert page.stores.form.retire_button.text() == "Dùng lại"
    page.stores.form.retire_button.click()
    until_idle()
    assert world.desk in {row.store_id for row in world.book.ask(stores)}


def test_an_absence_is_entered_by_keys_and_taken_back(
    page: Page, world: World, keys: Keys, until_idle: Callable[[], None]
) -> None:
    page.open(tab="absences")
    keys.press("Ctrl+N")
    keys.type("yen")
    keys.press("Return", "Down", "Return")
    keys.type("9/2")
    keys.press("Return")
    keys.type("12/2")
    keys.press("Ctrl+Return")
    until_idle()
    (away,) = world.book.ask(absences, feb(1), feb(28))
    assert (away.person, away.kind) == ("Lê Phương Yến", AbsenceKind.LEAVE)
    assert (away.from_on, away.to_on) == (feb(9), feb(12))
    assert _names(page) == ["Lê Phương Yến"]

    page.absences.form.retire_button.click()
    until_idle()
    assert world.book.ask(absences, feb(1), feb(28)) == []


def test_an_absence_that_ends_before_it_begins_is_refused(
    page: Page, world: World, until_idle: Callable[[], None]
) -> None:
    page.open(tab="absences")
    page.absences.add()
    form = page.absences.form
    form.person.setText("CB0001")
    form.from_on.setText("9/2")
    form.to_on.setText("8/2")
    form.save()
    until_idle()
    assert form.told.text() == "Ngày cuối phải từ ngày đầu trở đi."


def test_rows_copied_in_excel_go_to_the_import_preview(
    page: Page, keys: Keys, heard: Heard
) -> None:
    QGuiApplication.clipboard().setText("Mã số\tHọ và tên\nCB9\tNgô Hoa")
    keys.press("Down", "Ctrl+V")
    assert heard.pages == [("import", {"kind": "staff", "text": "Mã số\tHọ và tên\nCB9\tNgô Hoa"})]


def test_a_norm_is_added_by_keys_ended_and_never_doubled(
    page: Page, world: World, keys: Keys, heard: Heard, until_idle: Callable[[], None]
) -> None:
    page.open(tab="norms")
    form = page.norms.form
    for post in ("Mọi người", "Mọi người", "Bảo vệ"):
        keys.press("Ctrl+N")
        keys.type("kt01")
        keys.press("Return", "Return")
        form.post.setCurrentText(post)
        form.pieces.setFocus()
        keys.type("5")
        form.basis.setFocus()
        keys.type("Thông báo 12/TB-VP")
        keys.press("Ctrl+Return")
        until_idle()
        if form.told.isVisible():
            assert "đã có mức cấp 5 cái cho mọi người từ ngày 10/02/2020" in form.told.text()
            form.drop_button.click()
    assert [
        (row.duty_post, row.terms.pieces, row.terms.period, row.terms.from_on, row.basis)
        for row in world.book.ask(norms)
    ] == [
        ("", 5, NormPeriod.WEEK, feb(10), "Thông báo 12/TB-VP"),
        ("Bảo vệ", 5, NormPeriod.WEEK, feb(10), "Thông báo 12/TB-VP"),
    ]
    assert heard.notices[-1][0] == "Đã lưu Khẩu trang y tế · Bảo vệ."
    assert form.record is not None
    assert form.record.duty_post == "Bảo vệ"
    form.end_button.click()
    until_idle()
    assert [row.terms.to_on for row in world.book.ask(norms)] == [None, feb(10)]
    assert not form.end_button.isVisible()
