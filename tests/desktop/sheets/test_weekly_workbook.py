"""The weekly report as a workbook: the book's own figures as numbers, and text that stays text."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.queries.weekly import weekly_report
from desktop.office_identity import office_identity
from desktop.sheets.weekly import weekly_workbook
from tests.db.world import World, feb


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


def _sheets(world: World) -> dict[str, list[list[Any]]]:
    report = world.book.ask(weekly_report, feb(3), feb(9))
    office = world.book.ask(office_identity, feb(9))
    written = weekly_workbook(report, office, world.book.clock.now())
    assert written == weekly_workbook(report, office, world.book.clock.now())
    book = CalamineWorkbook.from_filelike(BytesIO(written))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_figures_are_the_books_own_numbers(world: World) -> None:
    world.receive(feb(3), 1_500, 750_000, supplier="Công ty Dệt", document_on=feb(2))
    world.issue(feb(5), 30)
    world.issue(feb(6), 20, staff=world.guard)

    sheets = _sheets(world)

    stock = sheets["Nhập xuất tồn"]
    assert stock[3][:5] == ["STT", "Mã", "Tên vật tư", "ĐVT", "Tồn đầu tuần"]
    assert stock[4][1:6] == ["KT01", "Khẩu trang y tế", "cái", 0, 1500]
    assert stock[4][8] == 50
    assert stock[4][11] == 1450
    units = {row[1]: row[2:] for row in sheets["Theo phòng, đơn vị"][4:]}
    assert units["Văn phòng Sở"] == [2, 2, 50]
    assert units["Tổng cộng"][2] == 50
    assert sheets["Nguồn tiếp nhận"][4][4] == feb(2)
    assert sheets["Nguồn tiếp nhận"][4][-1] == 750_000


def test_what_users_typed_is_never_a_formula(world: World) -> None:
    world.receive(feb(3), 10, supplier='=HYPERLINK("http://x","y")', document_number="=1+1")

    row = _sheets(world)["Nguồn tiếp nhận"][4]

    assert row[2] == '=HYPERLINK("http://x","y")'
    assert row[3] == "=1+1"


def test_an_empty_week_is_a_workbook_too(world: World) -> None:
    assert len(_sheets(world)) == 5
