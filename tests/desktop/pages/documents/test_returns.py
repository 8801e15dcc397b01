"""Nhận lại from the clerk's chair: digits in, the few absent unticked, Đủ chữ ký; by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.queries.acknowledging import people_of_round
from db.queries.office import book_number
from db.queries.returns import signed_pages
from db.queries.sheets_out import sheets_out
from db.rules.codes import DOCUMENT_LIST, page_code
from db.services.rounds import close_distribution
from desktop.context import Context, Tone
from desktop.pages.documents.returns import Returns
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.documents.returned import TODAY, Returned

Show = Callable[[QWidget], QWidget]
Idle = Callable[[], None]


@pytest.fixture
def returned(sqlite_world: World) -> Returned:
    made = Returned(sqlite_world, sqlite_world.book.ask(book_number))
    made.add_people(30)
    made.begin()
    return made


@pytest.fixture
def tab(context: Context, returned: Returned, on_screen: Show) -> Returns:
    tab = Returns(context)
    on_screen(tab)
    return tab


def said(tab: Returns) -> list[str]:
    """What the last column says of everybody in the opened list."""
    rows = tab.opened.rows
    found = [rows.row(at) for at in range(rows.rowCount())]
    return [rows.columns[3].text(row) for row in found if row]


def test_the_digits_of_one_page_open_the_whole_list_and_all_but_the_absent_are_marked(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    first, second = returned.people[:15], returned.people[15:]
    codes = returned.print_list(tuple(first), tuple(second))
    keys.type(codes[1])
    keys.press("Return")
    until_idle()
    assert said(tab) == ["✓ Có chữ ký"] * 30
    keys.press("Down", "Space", "Down", "Down", "Space")
    assert said(tab)[:5] == ["✓ Có chữ ký", "Chưa ký", "✓ Có chữ ký", "Chưa ký", "✓ Có chữ ký"]
    keys.press("Ctrl+Return")
    until_idle()
    absent = {first[1], first[3]}
    assert returned.signed() == set(returned.people) - absent
    text, tone, actions = heard.notices[-1]
    assert "28 người" in text
    assert tone is Tone.OK
    assert all(page.back_on for page in returned.book.ask(signed_pages, codes).values())
    actions[0].do()
    until_idle()
    assert returned.signed() == set()
    assert not any(page.back_on for page in returned.book.ask(signed_pages, codes).values())


def test_a_list_may_have_been_signed_on_an_earlier_day(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    (code,) = returned.print_list(tuple(returned.people[:3]))
    tab.take_code(code)
    until_idle()
    assert tab.opened.day.day == TODAY
    for typed, told in (
        ("2/2/2020", "Ngày này trước ngày bắt đầu đợt phổ biến."),
        ("11/2/2020", "Ngày 11/02/2020 chưa tới; hôm nay là 10/02/2020."),
        ("hôm kia", "Ngày ký chưa rõ."),
    ):
        tab.opened.day.setFocus()
        tab.opened.day.selectAll()
        keys.type(typed)
        keys.press("Ctrl+Return")
        until_idle()
        assert heard.notices[-1][0] == told
        assert said(tab) == ["✓ Có chữ ký"] * 3
        assert returned.signed() == set()
    tab.opened.day.setFocus()
    tab.opened.day.selectAll()
    keys.type("5/2")
    keys.press("Ctrl+Return")
    until_idle()
    people = returned.book.ask(people_of_round, returned.round_id, TODAY)
    assert {one.outcome_on for one in people if one.staff_id in returned.people[:3]} == {feb(5)}


def test_slips_are_marked_on_the_day_that_stands_beside_their_code_until_the_page_is_left(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    first, second, third = map(returned.print_slip, returned.people[:3])
    (listed,) = returned.print_list(tuple(returned.people))
    tab.day.setFocus()
    keys.type("hôm kia")
    tab.take_code(first)
    until_idle()
    assert tab.told.text() == "Ngày ký chưa rõ."
    assert (tab.code.text(), tab.day.hasFocus()) == (first, True)
    assert returned.signed() == set()
    tab.day.selectAll()
    keys.type("5/2")
    tab.code.setFocus()
    keys.press("Return")
    until_idle()
    assert "Ngày ký: 05/02/2020" in heard.notices[-1][0]
    tab.take_code(second)
    until_idle()
    tab.show_code(listed)
    until_idle()
    assert tab.opened.day.day == feb(5)
    tab.leave()
    tab.take_code(third)
    until_idle()
    assert "Ngày ký" not in heard.notices[-1][0]
    people = {
        one.staff_id: one.outcome_on
        for one in returned.book.ask(people_of_round, returned.round_id, TODAY)
    }
    assert [people[staff_id] for staff_id in returned.people[:3]] == [feb(5), feb(5), TODAY]


def test_who_signed_already_is_shown_and_not_marked_again(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    one, two, three = returned.people[:3]
    slip = returned.print_slip(two)
    (code,) = returned.print_list((one, two, three))
    tab.take_code(slip)
    until_idle()
    tab.take_code(code)
    until_idle()
    assert said(tab) == ["✓ Có chữ ký", "Đã ký trước", "✓ Có chữ ký"]
    keys.press("Ctrl+Return")
    until_idle()
    assert "2 người" in heard.notices[-1][0]
    heard.notices[-1][2][0].do()
    until_idle()
    assert returned.signed() == {two}


def test_a_page_on_which_nobody_signed_stays_out(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle
) -> None:
    codes = returned.print_list(tuple(returned.people[:3]), tuple(returned.people[3:5]))
    tab.take_code(codes[0])
    until_idle()
    keys.press("Down", "Down", "Down", "Space", "Down", "Space", "Ctrl+Return")
    until_idle()
    assert [sheet.page.code for sheet in returned.book.ask(sheets_out, TODAY)] == [codes[1]]


def test_a_slips_digits_mark_its_person_at_once_and_can_be_undone(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    person = returned.people[4]
    code = returned.print_slip(person)
    keys.type(f"{code[:4]} {code[4:9]} {code[9:]}")
    keys.press("Return")
    until_idle()
    assert returned.signed() == {person}
    text, _tone, actions = heard.notices[-1]
    assert text == "Võ Đình Long đã ký nhận Kế hoạch 362/KH-UBND."
    assert tab.code.text() == ""
    actions[0].do()
    until_idle()
    assert returned.signed() == set()
    tab.take_code(code)
    until_idle()
    tab.take_code(code)
    until_idle()
    text, _tone, actions = heard.notices[-1]
    assert "từ trước" in text
    assert not actions


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("12345", "Mã có 17 chữ số; mã này có 5."),
        ("one digit wrong", "Mã không đúng: gõ nhầm hoặc in hỏng một chữ số."),
        ("another book", "Trang của cơ quan khác (sổ khác)."),
        ("never printed", "Sổ này chưa in tờ ký nhận nào có mã đó."),
    ],
)
def test_digits_that_stand_for_nothing_are_refused_by_a_clear_sentence(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, digits: str, why: str
) -> None:
    good = page_code(returned.number, DOCUMENT_LIST, 9, 1)
    digits = {
        "one digit wrong": good[:8] + str((int(good[8]) + 1) % 10) + good[9:],
        "another book": page_code((returned.number + 1) % 10_000, DOCUMENT_LIST, 9, 1),
        "never printed": good,
    }.get(digits, digits)
    keys.type(digits)
    keys.press("Return")
    until_idle()
    assert tab.told.text() == why
    assert tab.code.text() == digits
    assert keys.target is tab.code
    assert tab.code.selectedText() == digits
    assert tab.stack.currentWidget() is tab.out


def test_a_list_of_a_closed_round_is_refused_and_kept_open(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    (code,) = returned.print_list(tuple(returned.people[:3]))
    tab.take_code(code)
    until_idle()
    returned.book.do(close_distribution, returned.round_id)
    keys.press("Ctrl+Return")
    until_idle()
    assert heard.notices[-1][1] is Tone.BAD
    assert tab.stack.currentWidget() is tab.opened
    assert tab.opened.take.isEnabled()
    assert returned.signed() == set()


def test_lists_of_masks_come_back_the_same_way(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    code = returned.print_masks(*returned.people[:2])
    keys.type(code)
    keys.press("Return")
    until_idle()
    assert "phiếu XK0001, XK0002" in tab.opened.title.text()
    keys.press("Ctrl+Return")
    until_idle()
    assert "2 người" in heard.notices[-1][0]
    page = returned.book.ask(signed_pages, [code])[code]
    assert page.back_on == TODAY
    heard.notices[-1][2][0].do()
    until_idle()
    assert returned.book.ask(signed_pages, [code])[code].back_on is None


def test_what_is_still_out_is_listed_and_enter_opens_it(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle
) -> None:
    codes = returned.print_list(tuple(returned.people[:3]), tuple(returned.people[3:5]))
    slip = returned.print_slip(returned.people[9])
    tab.refresh()
    until_idle()
    rows = [tab.out.rows.row(at) for at in range(tab.out.rows.rowCount())]
    assert [row.page.code for row in rows if row] == [*codes, slip]
    cells = [column.text(rows[1]) for column in tab.out.rows.columns if rows[1]]
    assert cells[:3] == ["Văn phòng Sở", "Trang 2", "Kế hoạch 362/KH-UBND"]
    assert cells[4] == "2"
    tab.out.focus_list()
    keys.press("Down", "Down", "Return")
    until_idle()
    assert tab.stack.currentWidget() is tab.opened
    assert returned.signed() == set()
    keys.press("Ctrl+Return")
    until_idle()
    assert returned.signed() == {returned.people[9]}


def test_who_was_unticked_stays_so_when_the_book_changes(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle
) -> None:
    people = returned.people[:3]
    (code,) = returned.print_list(tuple(people))
    slip = returned.print_slip(people[2])
    tab.take_code(code)
    until_idle()
    keys.press("Space")
    tab.take_code(slip)
    until_idle()
    tab.refresh()
    until_idle()
    assert said(tab) == ["Chưa ký", "✓ Có chữ ký", "Đã ký trước"]


def test_escape_leads_back_to_the_field(
    tab: Returns, returned: Returned, keys: Keys, until_idle: Idle, qtbot: QtBot
) -> None:
    (code,) = returned.print_list(tuple(returned.people[:3]))
    tab.take_code(code)
    until_idle()
    keys.press("Escape")
    assert tab.stack.currentWidget() is tab.out
    assert keys.target is tab.code
