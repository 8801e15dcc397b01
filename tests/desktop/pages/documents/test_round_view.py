"""A round opened, from the clerk's chair: who signed, marked and taken back by keys alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.kinds import AbsenceKind, AckState, Outcome
from db.queries.acknowledging import people_of_round
from db.queries.distributions import one_round, round_count
from db.queries.sheets_out import sheets_out
from db.services.deciding import decide
from db.services.documents import NewFile
from db.services.reversing import reverse_voucher
from db.services.rounds import change_distribution, close_distribution, remove_distribution
from db.services.staff import PersonFields, retire_person, save_absence, save_person
from desktop.acknowledgement_printing import lists_pdf
from desktop.attached import DOCX, PDF
from desktop.context import Context, Tone
from desktop.pages.documents.page import Page
from desktop.pages.documents.round_people import TICK
from desktop.pages.documents.round_view import RoundView
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys

if TYPE_CHECKING:
    from desktop.theme import Theme

Idle = Callable[[], None]
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def view(round_id: int, page: Page, until_idle: Idle) -> RoundView:
    page.open(round_id=round_id)
    until_idle()
    return page.round


def states(world: World, round_id: int) -> dict[int, AckState]:
    return {row.staff_id: row.state for row in world.book.ask(people_of_round, round_id, feb(10))}


def names(view: RoundView) -> list[str]:
    rows = view.people.rows
    return [row.name for place in range(rows.rowCount()) if (row := rows.row(place))]


def test_figures_say_how_a_round_stands(view: RoundView, theme: "Theme") -> None:
    cards = view.cards
    figures = [card.figure.text() for card in (cards.to_sign, cards.signed, cards.missing)]
    assert figures == ["3", "0", "3"]
    assert cards.missing.chip.text() == "Quá hạn"
    assert view.bar.title.text() == "Đợt 1 · Kế hoạch 362/KH-UBND"
    assert [row.department for row in map(view.units.rows.row, range(3)) if row] == [
        "Tất cả đơn vị",
        "Văn phòng Sở",
        "Thanh tra Sở",
    ]


def test_nobody_of_the_unit_just_left_is_marked(
    view: RoundView, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Down")
    until_idle()
    view.units.table.selectRow(2)
    assert not view.units.full.isEnabled()
    view.units.all_signed.emit()  # before the people of the next unit are there
    until_idle()
    assert set(states(world, round_id).values()) == {AckState.NOT_DELIVERED}
    keys.press("Ctrl+D")
    until_idle()
    assert states(world, round_id)[world.inspector] is AckState.SIGNED
    assert states(world, round_id)[world.clerk] is AckState.NOT_DELIVERED


def test_a_unit_is_marked_whole_but_for_those_unticked_and_the_notice_takes_it_back(
    view: RoundView, world: World, round_id: int, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    keys.press("Down")
    until_idle()
    assert view.people.heading.text() == "Văn phòng Sở"
    assert not view.people.table.isColumnHidden(TICK)
    keys.press("Return", "Home")
    view.people.table.selectRow(0)
    keys.press("Space")
    assert view.units.full.text() == "Đủ chữ ký · 1 người"
    keys.press("Ctrl+D")
    until_idle()
    assert states(world, round_id) == {
        world.guard: AckState.NOT_DELIVERED,
        world.clerk: AckState.SIGNED,
        world.inspector: AckState.NOT_DELIVERED,
    }
    told, tone, actions = heard.notices[-1]
    assert (told, tone) == ("Đã ghi Lê Phương Yến đã ký nhận.", Tone.OK)

    actions[0].do()
    until_idle()
    assert set(states(world, round_id).values()) == {AckState.NOT_DELIVERED}


def test_who_is_away_is_not_ticked_with_the_unit(
    view: RoundView, world: World, keys: Keys, until_idle: Idle
) -> None:
    world.book.do(save_absence, world.guard, AbsenceKind.TRIP, feb(5), feb(12))
    keys.press("Down")
    until_idle()
    assert view.units.full.text() == "Đủ chữ ký · 1 người"


def test_people_are_marked_by_keys_with_a_reason_asked_in_place(
    view: RoundView, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    view.people.table.setFocus()
    view.people.table.selectRow(2)
    until_idle()
    keys.press("Ctrl+K")
    assert view.reason.isVisible()
    keys.type("khong dong y")
    keys.press("Return")
    until_idle()
    assert states(world, round_id)[world.inspector] is AckState.REFUSED

    keys.press("Ctrl+Backspace")
    until_idle()
    assert states(world, round_id)[world.inspector] is AckState.NOT_DELIVERED
    keys.press("Ctrl+Return")
    until_idle()
    assert states(world, round_id)[world.inspector] is AckState.SIGNED


def test_escape_leaves_the_reason_and_marks_nobody(
    view: RoundView, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    view.people.table.setFocus()
    view.people.table.selectAll()
    until_idle()
    keys.press("Ctrl+M")
    keys.type("nghi huu")
    keys.press("Esc")
    until_idle()
    assert not view.reason.isVisible()
    assert set(states(world, round_id).values()) == {AckState.NOT_DELIVERED}


def test_a_day_before_the_round_is_refused_in_a_sentence(
    view: RoundView, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    view.people.on.set_day(feb(1))
    view.people.table.setFocus()
    view.people.table.selectRow(0)
    until_idle()
    keys.press("Ctrl+Return")
    until_idle()
    assert heard.notices[-1][1] is Tone.BAD


def test_the_selection_stays_when_the_list_is_read_anew(
    view: RoundView, world: World, round_id: int, until_idle: Idle
) -> None:
    view.people.table.selectRow(1)
    chosen = [row.staff_id for row in view.people.selected()]
    world.book.do(decide, round_id, [world.guard], Outcome.SIGNED, feb(6))
    until_idle()
    assert view.cards.signed.figure.text() == "1"
    assert [row.staff_id for row in view.people.selected()] == chosen


def test_who_is_missing_is_one_card_away(
    view: RoundView, world: World, round_id: int, until_idle: Idle
) -> None:
    world.book.do(decide, round_id, [world.clerk], Outcome.SIGNED, feb(6))
    until_idle()
    view.cards.missing.opened.emit()
    until_idle()
    assert names(view) == ["Trần Quốc Bảo", "Hồ Mỹ Ánh"]
    assert view.people.state.currentText() == "Chưa ký"


def test_a_search_finds_people_without_accents(view: RoundView, keys: Keys, qtbot: QtBot) -> None:
    view.focus_search()
    keys.type("anh")
    qtbot.waitUntil(lambda: names(view) == ["Hồ Mỹ Ánh"])


def test_who_joined_is_added_and_who_left_is_excused(
    view: RoundView, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    fields = PersonFields("CB0004", name="Ngô Thị Hoa", department_id=world.office, from_on=feb(5))
    joined = world.book.do(save_person, fields)
    world.book.do(retire_person, world.inspector, feb(6))
    until_idle()
    assert view.changes.told.text() == "Mới đến: Ngô Thị Hoa. Đã nghỉ, chuyển đi: Hồ Mỹ Ánh."

    view.changes.add.click()
    until_idle()
    view.changes.excuse.click()
    assert view.reason.reason.text() == "chuyển công tác"
    keys.press("Return")
    until_idle()
    assert states(world, round_id)[joined] is AckState.NOT_DELIVERED
    assert states(world, round_id)[world.inspector] is AckState.EXCUSED
    assert not view.changes.isVisible()


def test_who_moved_signs_with_the_new_unit(
    view: RoundView, world: World, round_id: int, until_idle: Idle
) -> None:
    fields = PersonFields(
        "CB0002", "Lê Phương Yến", world.inspectorate, id=world.clerk, from_on=feb(6)
    )
    world.book.do(save_person, fields)
    until_idle()
    assert view.changes.told.text() == "Chuyển đơn vị: Lê Phương Yến."
    view.changes.move_people.click()
    until_idle()
    rows = world.book.ask(people_of_round, round_id, feb(10))
    assert [row.department_id for row in rows if row.staff_id == world.clerk] == [
        world.inspectorate
    ]
    assert not view.changes.isVisible()


def test_a_round_opened_by_mistake_is_removed_and_left(
    page: Page, view: RoundView, world: World, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    view.more.remove_act.trigger()
    keys.type("chọn nhầm văn bản")
    keys.press("Return")
    until_idle()
    assert world.book.ask(round_count) == 0
    assert page.stack.currentWidget() is page.lists
    assert [text for text, *_more in heard.notices] == ["Đã xóa Đợt 1 · Kế hoạch 362/KH-UBND."]


def test_a_round_that_is_in_use_stays_and_one_that_another_removed_is_left(
    page: Page,
    view: RoundView,
    world: World,
    round_id: int,
    keys: Keys,
    heard: Heard,
    until_idle: Idle,
) -> None:
    world.book.do(decide, round_id, [world.clerk], Outcome.SIGNED, feb(6))
    until_idle()
    view.more.remove_act.trigger()
    keys.type("nhầm")
    keys.press("Return")
    until_idle()
    assert heard.notices[-1][1] is Tone.BAD
    assert page.stack.currentWidget() is view
    world.book.do(decide, round_id, [world.clerk], Outcome.OPEN, feb(6))
    world.book.do(remove_distribution, round_id, "nhầm")
    until_idle()
    assert page.stack.currentWidget() is page.lists


def test_the_deadline_is_changed_and_the_round_closed_and_opened_again(
    view: RoundView, world: World, round_id: int, keys: Keys, until_idle: Idle
) -> None:
    view.more.deadline_act.trigger()
    keys.type("15/2")
    keys.press("Return")
    until_idle()
    assert world.book.ask(one_round, round_id, feb(10)).deadline_on == feb(15)
    assert view.bar.chip.text() == "Đang ký"

    view.more.close_act.trigger()
    until_idle()
    assert view.bar.chip.text() == "Đã kết thúc"
    view.people.table.selectAll()
    until_idle()
    assert not view.people.buttons[Outcome.SIGNED].isEnabled()
    view.more.reopen_act.trigger()
    until_idle()
    assert view.bar.chip.text() == "Đang ký"


def test_minutes_are_kept_with_the_deadline_and_note_typed_beside_them_and_shown(
    page: Page, view: RoundView, world: World, round_id: int, tmp_path: Path, until_idle: Idle
) -> None:
    (tmp_path / "minutes.png").write_bytes(PICTURE)
    view.more.deadline_act.trigger()
    view.deadline.deadline_on.set_day(feb(15))
    view.deadline.note.setText("họp bù")
    view.more.keep_minutes(tmp_path / "minutes.png")
    until_idle()
    row = world.book.ask(one_round, round_id, feb(10))
    assert (row.deadline_on, row.note) == (feb(15), "họp bù")
    assert row.minutes_id is not None
    assert not view.deadline.isVisible()

    view.more.minutes_act.trigger()
    until_idle()
    assert page.stack.currentWidget() is page.picture


@pytest.mark.qt_log_ignore("openDocument|launcher")  # offscreen nothing opens anything
def test_minutes_are_shown_as_what_they_are(
    page: Page, view: RoundView, world: World, round_id: int, heard: Heard, until_idle: Idle
) -> None:
    minutes = NewFile("Biên bản.docx", DOCX, b"PK words")
    world.book.do(change_distribution, round_id, feb(7), "", None, minutes)
    until_idle()
    view.more.minutes_act.trigger()
    until_idle()
    assert page.stack.currentWidget() is view
    assert "Biên bản.docx" in heard.notices[-1][0]
    minutes = NewFile("Biên bản.pdf", PDF, lists_pdf(world.book, round_id))
    world.book.do(change_distribution, round_id, feb(7), "", None, minutes)
    until_idle()
    view.more.minutes_act.trigger()
    until_idle()
    assert page.stack.currentWidget() is page.paper


def test_what_was_typed_stays_when_it_is_refused(
    view: RoundView, world: World, round_id: int, keys: Keys, heard: Heard, until_idle: Idle
) -> None:
    view.more.deadline_act.trigger()
    view.deadline.note.setText("họp bù")
    view.deadline.deadline_on.set_day(feb(1))
    keys.press("Return")
    until_idle()
    assert heard.notices[-1][1] is Tone.BAD
    assert view.deadline.isVisible()
    assert view.deadline.note.text() == "họp bù"

    view.deadline.deadline_on.set_day(feb(15))
    keys.press("Return")
    until_idle()
    assert world.book.ask(one_round, round_id, feb(10)).note == "họp bù"
    assert not view.deadline.isVisible()


def test_what_another_changed_meanwhile_is_told_before_it_is_written_over(
    view: RoundView, world: World, round_id: int, tmp_path: Path, heard: Heard, until_idle: Idle
) -> None:
    (tmp_path / "minutes.png").write_bytes(PICTURE)
    view.more.deadline_act.trigger()
    world.book.do(change_distribution, round_id, feb(20), "của người khác")
    until_idle()
    view.more.keep_minutes(tmp_path / "minutes.png")
    until_idle()
    assert heard.notices[-2][1] is Tone.BAD
    assert world.book.ask(one_round, round_id, feb(10)).deadline_on == feb(20)
    assert "hạn ký 20/02/2020, ghi chú “của người khác”" in heard.notices[-1][0]

    view.deadline.deadline_on.set_day(feb(15))
    view.more.keep_minutes(tmp_path / "minutes.png")
    until_idle()
    assert world.book.ask(one_round, round_id, feb(10)).deadline_on == feb(15)
    assert not view.deadline.isVisible()


def test_the_day_of_signing_is_today_whenever_a_round_is_opened(
    page: Page, view: RoundView, round_id: int, context: Context, until_idle: Idle
) -> None:
    view.people.on.set_day(feb(4))
    page.back()
    page.open(round_id=round_id)
    until_idle()
    assert view.people.on.day == context.clock.today()


def test_lists_to_be_signed_are_shown_and_escape_comes_back(
    page: Page, view: RoundView, keys: Keys, qtbot: QtBot, until_idle: Idle
) -> None:
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        view.print_button.print_lists()
    assert page.stack.currentWidget() is page.paper
    assert page.paper.view.pages.count == 2
    keys.press("Esc")
    until_idle()
    assert page.stack.currentWidget() is view
    keys.press("Esc")
    assert page.stack.currentWidget() is page.lists


@pytest.mark.qt_log_ignore("raise|grabbing the keyboard")  # a menu, offscreen
def test_goods_that_were_given_to_people_of_the_round_can_be_on_their_slips(
    page: Page, view: RoundView, world: World, qtbot: QtBot, until_idle: Idle
) -> None:
    assert not view.print_button.goods.menuAction().isVisible()
    world.receive(feb(3), 100)
    first = world.issue(feb(4), 5, staff=world.guard)
    issues = (world.issue(feb(5), 5), world.issue(feb(5), 5, staff=world.guard))
    until_idle()
    act, other = view.print_button.goods.actions()
    assert act.text() == "Ngày 05/02/2020 · 2 phiếu, XK0002 – XK0003"
    assert other.text() == "Ngày 04/02/2020 · phiếu XK0001"
    goods = view.print_button.goods
    goods.popup(view.mapToGlobal(view.rect().center()))
    goods.setActiveAction(act)
    QTest.keyClick(goods, Qt.Key.Key_Space)
    assert (act.isChecked(), goods.isVisible()) == (True, True)
    at = goods.actionGeometry(act).center()
    for _turn in range(2):
        QTest.mouseClick(goods, Qt.MouseButton.LeftButton, pos=at)
    assert (act.isChecked(), goods.isVisible()) == (True, True)
    goods.close()
    view.refresh()
    until_idle()
    assert view.print_button.with_goods == list(issues)
    with qtbot.waitSignal(page.paper.view.shown, timeout=10_000):
        view.print_button.print_slips(4)
    out = world.book.ask(sheets_out, feb(10))
    assert {sheet.page.subject.voucher_ids for sheet in out} == {issues}
    world.book.do(reverse_voucher, first, "cấp nhầm")
    page.back()
    until_idle()
    assert len(view.print_button.goods.actions()) == 1


def test_a_round_closed_meanwhile_refuses_in_a_sentence(
    view: RoundView, context: Context, world: World, round_id: int, heard: Heard, until_idle: Idle
) -> None:
    view.people.table.selectRow(0)
    world.book.do(close_distribution, round_id)
    view.people.marked.emit(Outcome.SIGNED)
    until_idle()
    assert heard.notices[-1][1] is Tone.BAD
