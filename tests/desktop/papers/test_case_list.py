"""The list of cases as PDF and workbook, read back beside the book."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from db.clock import FixedClock
from db.kinds import CaseState
from db.queries.cases import cases
from db.services.cases import CaseFields, save_case
from desktop.papers.case_list import STATES
from desktop.watching_printing import CasesWanted, cases_pdf, cases_xlsx
from tests.db.daily import department, moment
from tests.db.world import World, feb
from tests.desktop.papers.reading import letters, page_sizes, page_texts, whole_text

FEBRUARY = CasesWanted(feb(1), feb(29))
LINK = "https://www.facebook.com/permalink.php?story_fbid=" + "0123456789" * 30 + "&id=het"
HOSTILE = '=HYPERLINK("http://x") <b>đậm</b> & \u202eevil\u2069'


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = moment(feb(10), "12:00")
    world = sqlite_world
    inspectorate, web = department(world, "TTS"), department(world, "TTDT")
    first = CaseFields(
        feb(4),
        inspectorate,
        "Tin đồn phong tỏa thành phố",
        found_at=moment(feb(4), "14:30"),
        found_by="Nguyễn Văn An",
        platform="Facebook",
        link=LINK,
        person="Trần Kín",
        checked_on=feb(4),
        checked="Sở Y tế xác nhận không có",
        action="Yêu cầu gỡ bài",
        stopped_on=feb(5),
        handled_on=feb(7),
        result="Nhắc nhở",
    )
    world.book.do(save_case, first)
    world.book.do(save_case, CaseFields(feb(6), web, HOSTILE, platform="Zalo"))
    world.book.do(save_case, CaseFields(feb(8), web, "Sai số liệu", dismissed_on=feb(9)))
    return world


def _rows(workbook: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    start = next(at for at, row in enumerate(rows) if row[0] == "STT") + 2
    return [row for row in rows[start:] if isinstance(row[0], int | float)]


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_list_is_what_the_book_has_in_the_order_it_was_found(world: World) -> None:
    pdf = cases_pdf(world.book, FEBRUARY)
    text = whole_text(pdf)
    assert set(page_sizes(pdf)) == {(297, 210)}
    for part in (
        "DANH SÁCH VỤ VIỆC THÔNG TIN SAI SỰ THẬT Từ ngày 01/02/2020 đến ngày 29/02/2020",
        "lúc 14g30",
        "Ngày 04/02/2020 Sở Y tế xác nhận không có",
        "Ngăn chặn ngày 05/02/2020 Yêu cầu gỡ bài",
        "Xử lý ngày 07/02/2020 Nhắc nhở",
        "Kết luận ngày 09/02/2020",
        "Danh sách có 3 vụ việc (mới phát hiện: 1; đã xử lý: 1; không vi phạm: 1).",
        "NGƯỜI LẬP DANH SÁCH",
        "CHÁNH THANH TRA",
        "Hồ Mỹ Ánh",
        "Trang 1/1",
    ):
        assert part in text
    known = list(reversed(world.book.ask(cases)))
    rows = _rows(cases_xlsx(world.book, FEBRUARY))
    assert [(row[0], row[1], row[3], row[4]) for row in rows] == [
        (at, row.found_on, row.platform, row.link) for at, row in enumerate(known, 1)
    ]
    assert [row[5] for row in rows] == [row.content for row in known]
    assert Counter(row[-1] for row in rows) == Counter(STATES[row.state] for row in known)


def test_who_spread_it_is_printed_only_where_that_is_asked_for(world: World) -> None:
    assert "Trần Kín" not in whole_text(cases_pdf(world.book, FEBRUARY))
    assert "Người đăng" not in whole_text(cases_pdf(world.book, FEBRUARY))
    assert all("Trần Kín" not in row for row in _rows(cases_xlsx(world.book, FEBRUARY)))
    named = replace(FEBRUARY, has_people=True)
    assert "Trần Kín" in whole_text(cases_pdf(world.book, named))
    assert _rows(cases_xlsx(world.book, named))[0][5] == "Trần Kín"


def test_a_long_link_is_wrapped_and_nothing_of_it_is_cut(world: World) -> None:
    pdf = cases_pdf(world.book, FEBRUARY)
    assert LINK[-40:] in _unspaced(whole_text(pdf))
    assert all(letter.right <= size[0] - 42 for size, letter in letters(pdf))


def test_what_users_typed_is_neither_markup_nor_formula(world: World) -> None:
    text = whole_text(cases_pdf(world.book, FEBRUARY))
    assert "<b>đậm</b> &" in text
    workbook = cases_xlsx(world.book, FEBRUARY)
    assert _rows(workbook)[1][5] == '=HYPERLINK("http://x") <b>đậm</b> & evil'
    with ZipFile(BytesIO(workbook)) as files:
        sheet = files.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_a_text_longer_than_a_page_goes_on_on_the_next(world: World) -> None:
    words = " ".join(f"từ{number}" for number in range(2500))
    world.book.do(save_case, CaseFields(feb(9), department(world, "TTS"), words))
    pdf = cases_pdf(world.book, FEBRUARY)
    assert len(page_texts(pdf)) > 2
    found = set(re.findall(r"từ\d+", whole_text(pdf)))
    assert found == set(words.split())
    assert min(letter.bottom for _size, letter in letters(pdf)) > 40


def test_the_list_says_what_it_was_filtered_by(world: World) -> None:
    wanted = CasesWanted(date.min, date.max, CaseState.FOUND, "zalo")
    text = whole_text(cases_pdf(world.book, wanted))
    assert "THẬT Tình trạng: Mới phát hiện; Có chữ: “zalo”" in text
    assert "Danh sách có 1 vụ việc (mới phát hiện: 1)." in text
    empty = replace(wanted, text="không đâu có")
    assert "Danh sách có 0 vụ việc." in whole_text(cases_pdf(world.book, empty))
    assert _rows(cases_xlsx(world.book, empty)) == []
