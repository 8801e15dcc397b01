"""A pile of scans is looked through by keys; nothing is marked before it is confirmed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from db.queries.acknowledging import people_of_round
from db.queries.journal import journal
from db.queries.office import book_number, drafts
from db.queries.returns import scans_of, signed_pages
from db.services.rounds import close_distribution
from desktop.context import Context
from desktop.pages.documents.returns import Returns
from desktop.pages.documents.scans import Scans
from desktop.scans.pile import SheetKind, Why
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.documents.returned import TODAY, Returned, left_out

Show = Callable[[QWidget], QWidget]
Idle = Callable[[], None]
FILE = [Path("quet.pdf")]


@pytest.fixture
def returned(sqlite_world: World) -> Returned:
    made = Returned(sqlite_world, sqlite_world.book.ask(book_number))
    made.add_people(12)
    made.begin()
    return made


@pytest.fixture
def tab(context: Context, returned: Returned, on_screen: Show) -> Returns:
    tab = Returns(context)
    on_screen(tab)
    tab.open(scans=())
    tab.scans_button.click()
    return tab


@pytest.fixture
def codes(returned: Returned) -> list[str]:
    people = returned.people
    return returned.print_list(tuple(people[:4]), tuple(people[4:8]), tuple(people[8:]))


def said(scans: Scans) -> list[tuple[str, str, str]]:
    """Name, place and proposal of each row."""
    rows = scans.view.rows
    found = [rows.row(at) for at in range(rows.rowCount())]
    return [
        (rows.columns[1].text(row), rows.columns[2].text(row), rows.columns[3].text(row))
        for row in found
        if row
    ]


def test_pages_left_out_come_first_then_doubtful_cells_and_the_heading_counts_them(
    tab: Returns, returned: Returned, codes: list[str]
) -> None:
    tab.scans.put(
        FILE,
        [
            returned.scan(codes[0], True, None, False, True, page=1),
            left_out(SheetKind.UNREAD, Why.NO_CODE, page=2),
            left_out(SheetKind.FOREIGN, Why.OTHER_BOOK, page=3),
            returned.scan(codes[0], True, True, True, True, page=4),
        ],
    )
    rows = said(tab.scans)
    assert [(name, where) for name, where, _said in rows[:3]] == [
        ("Không tìm thấy mã trên trang.", "Trang 2"),
        ("Trang của cơ quan khác (sổ khác).", "Trang 3"),
        ("Trang này đã có trong các bản quét.", "Trang 4"),
    ]
    assert rows[3] == ("Trần Thị Mỹ Hạnh", "Trang 1 · dòng 2", "? Xem lại")
    assert [proposal for _name, _where, proposal in rows[4:]] == [
        "✓ Có chữ ký",
        "Ô trống",
        "✓ Có chữ ký",
    ]
    view = tab.scans.view
    assert view.title.text() == "4 trang quét, 1 chưa đọc được, 2 không nhận"
    assert view.confirm.accessibleName() == "Xác nhận 2 người"
    assert returned.signed() == set()


def test_by_keys_alone_doubtful_cells_are_decided_and_all_is_confirmed(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    tab.scans.put(
        FILE,
        [
            returned.scan(codes[0], True, None, False, True, page=1),
            returned.scan(codes[1], None, True, True, True, page=2),
        ],
    )
    people = returned.people
    assert tab.scans.view.table.hasFocus()
    keys.press("Space", "Return")
    assert tab.scans.view.table.hasFocus()
    assert tab.scans.view.detail.text().startswith("1 ô cần xem lại")
    keys.press("Space", "Space", "Return")
    assert tab.scans.view.confirm.hasFocus()
    assert tab.scans.view.confirm.accessibleName() == "Xác nhận 6 người"
    assert returned.signed() == set()
    keys.press("Ctrl+Return")
    until_idle()
    assert returned.signed() == {people[0], people[1], people[3], *people[5:8]}
    assert [code for _id, code, _on in returned.book.ask(scans_of, returned.round_id)] == [
        codes[1],
        codes[0],
    ]
    assert heard.notices[-1][0] == "Đã nhận 2 trang, ghi 6 người ký nhận."
    assert tab.scans.currentWidget() is tab.scans.empty
    heard.notices[-1][2][0].do()
    until_idle()
    assert returned.signed() == set()
    assert tab.scans.view.confirm.accessibleName() == "Xác nhận 6 người"


def test_a_pile_may_have_been_signed_on_an_earlier_day_which_its_draft_keeps(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    view = tab.scans.view
    tab.scans.put(FILE, [returned.scan(codes[0], True, False, False, False)])
    for typed, told in (
        ("2/2/2020", "Ngày này trước ngày bắt đầu đợt phổ biến."),
        ("11/2/2020", "Ngày 11/02/2020 chưa tới; hôm nay là 10/02/2020."),
        ("hôm kia", "Ngày ký chưa rõ."),
    ):
        _type_day(tab, keys, typed)
        keys.press("Ctrl+Return")
        until_idle()
        assert heard.notices[-1][0] == told
        assert view.confirm.accessibleName() == "Xác nhận 1 người"
        assert returned.signed() == set()
    _type_day(tab, keys, "5/2")
    view.table.setFocus()
    tab.leave()
    until_idle()
    (draft,) = returned.book.ask(drafts)
    assert draft.cells["signed_on"] == "2020-02-05"
    keys.press("Ctrl+Return")
    until_idle()
    people = returned.book.ask(people_of_round, returned.round_id, TODAY)
    assert {one.outcome_on for one in people} == {None, feb(5)}
    tab.scans.put(FILE, [returned.scan(codes[1], True, False, False, False)])
    assert view.day.day == TODAY


def _type_day(tab: Returns, keys: Keys, text: str) -> None:
    tab.scans.view.day.setFocus()
    tab.scans.view.day.selectAll()
    keys.type(text)


def test_pictures_stay_out_of_the_journal(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    tab.scans.put(FILE, [returned.scan(codes[0], True, True, True, True)])
    keys.press("Ctrl+Return")
    until_idle()
    entry = returned.book.ask(journal)[0]
    told = json.loads(entry.arguments)
    assert list(told["pages"]) == [codes[0]]
    assert len(told["pages"][codes[0]]) == 4
    assert list(told) == ["pages", "on"]


def test_a_page_not_read_is_filed_by_the_digits_the_clerk_types(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    tab.scans.put(FILE, [left_out(SheetKind.UNREAD, Why.NO_CODE, page=2)])
    keys.press("Space")
    assert tab.scans.view.beside.code.hasFocus()
    keys.type(codes[1][:-1])
    keys.press("Return")
    until_idle()
    assert tab.scans.view.beside.why.text() == "Mã có 17 chữ số; mã này có 16."
    keys.type(codes[1][-1])
    keys.press("Return")
    until_idle()
    assert [proposal for _name, _where, proposal in said(tab.scans)] == ["? Xem lại"] * 4
    assert tab.scans.view.table.hasFocus()
    keys.press("Space", "Down", "Space", "Ctrl+Return")
    until_idle()
    assert returned.signed() == set(returned.people[4:6])
    assert len(returned.book.ask(scans_of, returned.round_id)) == 1


def test_a_page_that_came_back_before_can_be_taken_again(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    read = returned.scan(codes[0], True, True, True, False)
    again = left_out(SheetKind.REPEAT, Why.TAKEN_BEFORE, code=codes[0])
    tab.scans.put(FILE, [again])
    keys.press("Space", "Return")
    until_idle()
    assert len(said(tab.scans)) == len(read.rows)
    tab.scans.put(FILE, [read])
    assert said(tab.scans)[0][0] == "Trang này đã có trong các bản quét."


def test_a_pile_is_kept_as_a_draft_until_it_is_confirmed(
    tab: Returns,
    context: Context,
    returned: Returned,
    codes: list[str],
    keys: Keys,
    until_idle: Idle,
) -> None:
    tab.scans.put(FILE, [returned.scan(codes[0], True, None, True, True)])
    keys.press("Space")
    tab.leave()
    until_idle()
    (draft,) = returned.book.ask(drafts)
    assert draft.form == "scans"
    assert draft.title == "1 trang quét, 4 người chưa xác nhận"
    assert draft.cells["paths"] == ["quet.pdf"]
    assert draft.cells["said"] == [[codes[0], returned.people[1], True]]
    keys.press("Ctrl+Return")
    until_idle()
    assert returned.book.ask(drafts) == []


def test_pages_left_out_stay_after_the_rest_was_taken_in(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    tab.scans.put(
        FILE,
        [
            returned.scan(codes[0], True, True, True, True),
            left_out(SheetKind.UNREAD, Why.NO_CODE, page=2),
        ],
    )
    keys.press("Ctrl+Return")
    until_idle()
    assert tab.scans.view.title.text() == "1 trang quét, 1 chưa đọc được"
    assert not tab.scans.view.confirm.isEnabled()
    tab.scans.view.clear_button.click()
    until_idle()
    assert returned.book.ask(drafts) == []
    assert tab.scans.currentWidget() is tab.scans.empty


def test_putting_an_unconfirmed_pile_away_is_asked_about(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    tab.scans.put(FILE, [returned.scan(codes[0], True, True, True, True)])
    tab.scans.view.clear_button.click()
    keys.press("Escape")
    assert tab.scans.pile.people == 4
    assert any("4 người" in label.text() for label in tab.scans.findChildren(QLabel))


def test_a_person_on_a_slip_and_on_a_list_counts_once(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle
) -> None:
    slip = returned.print_slip(returned.people[0])
    tab.scans.put(
        FILE,
        [
            returned.scan(codes[0], True, False, False, False),
            returned.scan(slip, True, page=2),
        ],
    )
    assert tab.scans.view.confirm.accessibleName() == "Xác nhận 1 người"
    keys.press("Ctrl+Return")
    until_idle()
    pages = returned.book.ask(signed_pages, [slip, codes[0]])
    assert all(page.back_on for page in pages.values())


def test_of_several_files_each_row_names_its_own(
    tab: Returns, returned: Returned, codes: list[str]
) -> None:
    tab.scans.put(
        [Path("a.pdf"), Path("b.tif")],
        [
            returned.scan(codes[0], True, True, True, True, file="a.pdf"),
            returned.scan(codes[1], True, True, True, True, file="/quét/b.tif"),
        ],
    )
    where = [place for _name, place, _said in said(tab.scans)]
    assert where[3:5] == ["Trang 1 · dòng 4 · a.pdf", "Trang 1 · dòng 1 · b.tif"]


def test_pages_of_a_round_that_was_closed_since_they_were_read_stay_out_and_the_others_go_in(
    tab: Returns, returned: Returned, codes: list[str], keys: Keys, until_idle: Idle, heard: Heard
) -> None:
    masks = returned.print_masks(*returned.people[:2])
    tab.scans.put(
        FILE,
        [
            returned.scan(codes[0], True, True, True, True),
            returned.scan(masks, True, True, page=2),
        ],
    )
    returned.book.do(close_distribution, returned.round_id)
    keys.press("Ctrl+Return")
    until_idle()
    assert returned.signed() == set()
    assert returned.book.ask(signed_pages, [masks])[masks].back_on == TODAY
    assert heard.notices[-1][0] == (
        "Đã nhận 1 trang, ghi 2 người ký nhận. Không nhận 1 trang của đợt đã kết thúc."
    )
    assert said(tab.scans) == [("Đợt phổ biến của trang này đã kết thúc.", "Trang 1", "Không nhận")]
    assert not tab.scans.view.confirm.isEnabled()
