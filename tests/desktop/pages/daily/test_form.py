"""The report form: drafts, corrections, withdrawal, figures, proposals, files, refusals; by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from sqlalchemy import select

from db.kinds import IndicatorKind, ReportForm
from db.models.office import AuditEntry
from db.queries.daily_reports import editions, reports_of
from db.queries.office import drafts
from db.services.duties import IndicatorFields, save_indicator
from desktop.context import Context
from desktop.draft_forms import form_of
from desktop.pages.daily.board import TodayBoard
from tests.db.daily import department, duty, indicator, moment, report
from tests.db.queries.test_office_day import hand_out
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.daily.conftest import TODAY, AtTime, Idle, Show

TOO_EARLY = (
    "Báo cáo không thể nhận lúc 08:11 10/02/2020: bây giờ mới 08:10 10/02/2020. Nếu đồng hồ máy sai,"
    " hãy chỉnh lại."
)
DIRECT = "Chỉ đạo báo, đài"


@pytest.fixture
def board(context: Context, world: World, at_time: AtTime, on_screen: Show) -> TodayBoard:
    """The board on the screen, following the book as in the window."""
    board = TodayBoard(context)
    board.refresh()
    context.tasks.changed.connect(lambda _tables: board.refresh())
    on_screen(board)
    return board


def focus(widget: QWidget, keys: Keys) -> None:
    widget.setFocus()
    assert keys.target is widget


def label_texts(board: TodayBoard) -> str:
    return board.form.told.text()


def test_a_report_is_typed_from_the_time_to_the_people_with_enter_and_tab_alone(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    board.open_report(department(world, "BC"))
    for text, step in (
        ("752", "Return"),  # giờ nhận
        ("t", "Return"),  # ngày nhận
        ("p", "Return"),  # hình thức
        ("minh", "Return"),  # người báo cáo: the head, found by her given name
        ("", "Return"),  # chức vụ, filled
        ("Đưa 12 tin", "Tab"),
        ("Nhắc 1 báo", "Tab"),
        ("Theo dõi 40 bài", "Tab"),
        ("Trực điện thoại", "Tab"),  # kết quả khác
        ("Thiếu người", "Tab"),
        ("Xin thêm máy", "Tab"),
        ("Họp giao ban", "Tab"),
        ("40", "Return"),  # tin, bài theo dõi
        ("3", "Return"),  # chỉ đạo
        ("", "Return"),  # đính chính: nothing was told
        ("9", "Return"),  # có mặt
        ("1", "Return"),  # nghỉ
        ("0", "Return"),  # cách ly
    ):
        keys.type(text)
        keys.press(step)
    keys.press("Ctrl+Return")
    until_idle()
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.received_at == moment(TODAY, "07:52")
    assert (row.form, row.reporter, row.reporter_title) == (
        ReportForm.SYSTEM,
        "Phạm Thị Minh",
        "Trưởng phòng",
    )
    assert row.results[duty(world, DIRECT, TODAY)] == "Nhắc 1 báo"
    assert row.other_results == "Trực điện thoại"
    assert (row.difficulties, row.proposals, row.tomorrow) == (
        "Thiếu người",
        "Xin thêm máy",
        "Họp giao ban",
    )
    assert row.figures == {
        indicator(world, "Tin, bài theo dõi"): 40,
        indicator(world, "Chỉ đạo"): 3,
    }
    assert (row.present, row.on_leave, row.quarantined, row.feverish) == (9, 1, 0, None)


def test_what_was_being_typed_survives_as_a_draft_and_comes_back_from_the_overview(
    board: TodayBoard,
    context: Context,
    world: World,
    keys: Keys,
    until_idle: Idle,
    on_screen: Callable[[QWidget], QWidget],
    at_time: AtTime,
) -> None:
    press = department(world, "BC")
    board.open_report(press)
    focus(board.form.results.fields[duty(world, DIRECT, TODAY)], keys)
    keys.type("Đã nhắc ba báo")
    field = board.form.figures.fields[indicator(world, "Chỉ đạo")]
    focus(field, keys)
    keys.type("3")
    board.leave()
    at_time("09:00")
    (draft,) = world.book.ask(drafts)
    assert form_of(draft.form)[0] == "daily"
    assert draft.title == "Báo cáo ngày 10/02/2020 của Phòng Báo chí"
    again = TodayBoard(context)
    on_screen(again)
    again.open(draft_id=draft.draft_id)
    assert again.form.results.texts[duty(world, DIRECT, TODAY)] == "Đã nhắc ba báo"
    assert again.form.figures.figures == {indicator(world, "Chỉ đạo"): 3}
    again.form.save()
    until_idle()
    assert world.book.ask(drafts) == []
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.results == {duty(world, DIRECT, TODAY): "Đã nhắc ba báo"}
    assert row.received_at == moment(TODAY, "08:10")  # when it came, not when it was finished


def test_enter_brings_the_next_field_into_sight_and_another_report_begins_on_top(
    board: TodayBoard, world: World, keys: Keys
) -> None:
    board.resize(1000, 420)
    board.open_report(department(world, "BC"))
    form = board.form
    focus(form.figures.fields[indicator(world, "Đính chính")], keys)
    keys.press("Return")
    assert keys.target is form.present
    seen = form.area.viewport()
    assert seen.rect().contains(form.present.mapTo(seen, form.present.rect().center()))
    board.open_report(department(world, "TTS"))
    assert seen.rect().contains(form.received_at.mapTo(seen, form.received_at.rect().center()))


def test_each_department_keeps_its_own_draft(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    for code, text in (("BC", "của báo chí"), ("TTS", "của thanh tra")):
        board.open_report(department(world, code))
        focus(board.form.difficulties, keys)
        keys.type(text)
    board.open_report(department(world, "BC"))
    assert board.form.difficulties.toPlainText() == "của báo chí"
    assert "nhập dở" in label_texts(board)
    board.form.drop_button.click()
    until_idle()
    assert [draft.title for draft in world.book.ask(drafts)] == [
        "Báo cáo ngày 10/02/2020 của Thanh tra Sở"
    ]


def test_a_correction_needs_a_reason_and_keeps_what_stood_before(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    press = department(world, "BC")
    told = {indicator(world, "Chỉ đạo"): 2}
    report(world, "BC", TODAY, "08:01", difficulties="Không.", figures=told)
    until_idle()
    board.open_report(press)
    assert board.form.received_at.text() == "08:01"
    assert board.form.difficulties.toPlainText() == "Không."
    field = board.form.figures.fields[indicator(world, "Chỉ đạo")]
    focus(field, keys)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    keys.type("5")
    keys.press("Ctrl+Return")
    assert label_texts(board) == "Hãy ghi lý do sửa báo cáo đã ghi."
    assert keys.target is board.form.reason
    keys.type("đếm thiếu")
    keys.press("Ctrl+Return")
    until_idle()
    last, first = world.book.ask(editions, press, TODAY)
    assert (first.figures, last.figures) == (told, {indicator(world, "Chỉ đạo"): 5})
    assert (last.edition, last.reason, last.received_at) == (2, "đếm thiếu", first.received_at)
    board.open_report(press)
    assert board.form.editions_button.text() == "Các lần ghi (2)"
    board.form.editions_button.click()
    lines = board.form.editions.text().splitlines()
    assert lines[1:3] == ["    Lý do: đếm thiếu", "    Chỉ đạo: 2 → 5"]


def test_what_was_only_noted_as_received_is_completed_without_asking_why(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+Home", "Down", "Down", "F4")
    until_idle()
    board.open_report(department(world, "BC"))
    focus(board.form.difficulties, keys)
    keys.type("Không.")
    keys.press("Ctrl+Return")
    until_idle()
    last, first = world.book.ask(editions, department(world, "BC"), TODAY)
    assert (last.difficulties, first.difficulties) == ("Không.", "")
    assert last.reason == "Bổ sung nội dung báo cáo"
    assert last.received_at == first.received_at


def test_a_report_is_withdrawn_with_a_reason(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    report(world, "BC", TODAY, "08:01", difficulties="Không.")
    until_idle()
    board.open_report(department(world, "BC"))
    board.form.retire_button.click()
    assert label_texts(board).startswith("Hãy ghi lý do thu hồi")
    keys.type("ghi nhầm đơn vị")
    board.form.retire_button.click()
    until_idle()
    assert world.book.ask(reports_of, TODAY) == []
    assert board.head.reported.text() == "0/5 đã báo cáo"
    board.open_report(department(world, "BC"))
    assert not board.form.retire_button.isVisible()
    assert board.form.editions_button.text() == "Các lần ghi (2)"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sang", "Giờ nhận chưa rõ: hãy gõ như 8:15, 815 hoặc 8g15."),
        ("0811", TOO_EARLY),
    ],
)
def test_what_can_not_be_recorded_is_said_in_the_form(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle, typed: str, told: str
) -> None:
    board.open_report(department(world, "BC"))
    keys.type(typed)
    keys.press("Ctrl+Return")
    until_idle()
    assert label_texts(board) == told
    assert not board.form.isHidden()
    assert world.book.ask(reports_of, TODAY) == []


def test_a_report_of_an_earlier_day_may_have_come_on_a_later_one(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    board.open(day=feb(9), department_id=department(world, "BC"))
    assert board.form.received_at.text() == ""  # nobody knows any more but the clerk
    assert board.form.received_on.text() == "09/02/2020"
    keys.type("7")
    keys.press("Return")
    keys.type("10/2")
    keys.press("Ctrl+Return")
    until_idle()
    row = board.rows.row(2)
    assert row is not None
    assert [column.text(row) for column in board.rows.columns][-2:] == [
        "07:00 10/02/2020",
        "Trễ 22 giờ 30 phút",
    ]


def test_who_recorded_it_meanwhile_is_said_and_nothing_typed_is_lost(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    board.open_report(department(world, "BC"))
    focus(board.form.difficulties, keys)
    keys.type("Phần của tôi")
    report(world, "BC", TODAY, "08:01", proposals="Của người khác")
    until_idle()
    board.form.save()
    until_idle()
    assert label_texts(board).startswith("Người khác vừa ghi báo cáo này")
    assert board.form.difficulties.toPlainText() == "Phần của tôi"
    assert not board.form.reason.isHidden()
    board.form.reason.setText("gộp hai bản")
    board.form.save()
    until_idle()
    assert [row.edition for row in world.book.ask(editions, department(world, "BC"), TODAY)] == [
        2,
        1,
    ]


def test_what_the_book_knows_is_shown_and_not_typed(
    board: TodayBoard, world: World, until_idle: Idle
) -> None:
    hand_out(world)
    until_idle()
    board.open_report(world.office)
    form = board.form
    assert form.figures.fields == {}
    told = {
        name: form.figures.known[indicator(world, name)]
        for name in ("Khẩu trang cấp", "Khẩu trang tồn")
    }
    assert {name: label.text() for name, label in told.items()} == {
        "Khẩu trang cấp": "26",
        "Khẩu trang tồn": "551",
    }
    assert "từ sổ, ngày 09/02/2020" in told["Khẩu trang cấp"].accessibleDescription()


def test_the_office_is_proposed_its_sentences_and_may_word_them_otherwise(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    hand_out(world)
    until_idle()
    masks = duty(world, "Bảo đảm hậu cần, cấp khẩu trang", TODAY)
    board.open_report(world.office)
    field = board.form.results.fields[masks]
    button = board.form.results.restore_buttons[masks]
    proposed = field.toPlainText()
    assert proposed.startswith("Ngày 09/02/2020: phát 06 khẩu trang cho khách")
    assert not button.isVisible()
    focus(field, keys)
    keys.press("Ctrl+A")
    keys.type("Lời của tôi")
    assert button.isVisible()
    world.receive(feb(9), 1000)
    until_idle()
    assert field.toPlainText() == "Lời của tôi"
    button.click()
    assert "nhập kho 1.000 khẩu trang. Tồn đến hết ngày 09/02/2020: 1.551" in field.toPlainText()
    keys.press("Ctrl+Z")
    assert field.toPlainText() == "Lời của tôi"


def test_a_proposal_that_was_not_touched_follows_the_book(
    board: TodayBoard, world: World, until_idle: Idle
) -> None:
    hand_out(world)
    until_idle()
    board.open_report(world.office)
    world.receive(feb(9), 1000)
    until_idle()
    masks = duty(world, "Bảo đảm hậu cần, cấp khẩu trang", TODAY)
    assert "1.551 khẩu trang" in board.form.results.texts[masks]
    known = board.form.figures.known[indicator(world, "Khẩu trang tồn")]
    assert known.text() == "1.551"
    assert not board.form.is_dirty
    assert world.book.ask(drafts) == []


def test_yes_or_no_takes_one_key(
    board: TodayBoard, world: World, keys: Keys, until_idle: Idle
) -> None:
    fields = IndicatorFields(department(world, "BC"), "Đã họp giao ban", kind=IndicatorKind.YES_NO)
    met = world.book.do(save_indicator, fields)
    until_idle()
    board.open_report(department(world, "BC"))
    box = board.form.figures.fields[met]
    assert isinstance(box, QComboBox)
    focus(box, keys)
    keys.type("k")
    board.form.save()
    until_idle()
    (row,) = world.book.ask(reports_of, TODAY)
    assert row.figures == {met: 0}


def test_files_come_with_the_report_and_stay_with_a_correction(
    board: TodayBoard, world: World, until_idle: Idle, tmp_path: Path, heard: Heard
) -> None:
    paper = tmp_path / "bao-cao.pdf"
    paper.write_bytes(b"%PDF-1.4 mau")
    strange = tmp_path / "la.exe"
    strange.write_bytes(b"MZ")
    board.open_report(department(world, "BC"))
    board.form.files.take([strange])
    until_idle()
    assert board.form.files.values == []
    assert "la.exe" in heard.notices[-1][0]
    board.form.files.take([paper])
    until_idle()
    board.form.save()
    until_idle()
    board.open_report(department(world, "BC"))
    board.form.difficulties.setPlainText("Không.")
    board.form.reason.setText("thiếu mục")
    board.form.save()
    until_idle()
    found = world.book.ask(editions, department(world, "BC"), TODAY)
    assert [[file.name for file in row.files] for row in found] == [["bao-cao.pdf"]] * 2
    entries = [str(row) for row in world.rows(select(AuditEntry.arguments))]
    assert not any("%PDF" in entry for entry in entries)
