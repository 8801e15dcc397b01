"""The log of the web site as PDF and workbook, read back beside the book."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from db.clock import FixedClock
from db.kinds import WebSource
from db.services.web_updates import WebUpdateFields, add_web_updates
from desktop.watching_printing import web_log_pdf, web_log_xlsx
from tests.db.daily import moment
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, whole_text


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = moment(feb(10), "12:00")
    return sqlite_world


def _fill(world: World) -> None:
    updates = (
        WebUpdateFields(feb(7), "=1+1", WebSource.OWN, "https://tttt.vn/" + "x" * 200),
        WebUpdateFields(feb(4), "Số ca mắc mới", WebSource.MINISTRY, at=moment(feb(4), "09:05")),
        WebUpdateFields(feb(4), "Rửa tay", WebSource.MINISTRY, at=moment(feb(4), "08:00")),
    )
    world.book.do(add_web_updates, updates)


def test_the_log_has_every_update_in_order_and_names_the_days_without(world: World) -> None:
    _fill(world)
    pdf = web_log_pdf(world.book, feb(3), feb(9))
    text = whole_text(pdf)
    assert set(page_sizes(pdf)) == {(297, 210)}
    for part in (
        "NHẬT KÝ CẬP NHẬT TRANG THÔNG TIN ĐIỆN TỬ Từ ngày 03/02/2020 đến ngày 09/02/2020",
        "1 04/02/2020 08g00 Rửa tay Bộ Y tế",
        "2 04/02/2020 09g05 Số ca mắc mới Bộ Y tế",
        "3 07/02/2020 =1+1 Sở",
        "Tổng số: 3 tin (nguồn Bộ Y tế: 2; Sở: 1).",
        "5 ngày không có tin cập nhật: 03/02/2020, 05/02/2020, 06/02/2020, 08/02/2020, 09/02/2020.",
        "CHÁNH VĂN PHÒNG",
        "Trang 1/1",
    ):
        assert part in text
    book = CalamineWorkbook.from_filelike(BytesIO(web_log_xlsx(world.book, feb(3), feb(9))))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1:5] for row in rows if isinstance(row[0], int | float)] == [
        [feb(4), "08g00", "Rửa tay", "Bộ Y tế"],
        [feb(4), "09g05", "Số ca mắc mới", "Bộ Y tế"],
        [feb(7), "", "=1+1", "Sở"],
    ]


def test_the_log_of_all_days_begins_with_its_first(world: World) -> None:
    assert "Chưa có tin cập nhật nào." in whole_text(web_log_pdf(world.book, feb(3), feb(9)))
    _fill(world)
    text = whole_text(web_log_pdf(world.book, date.min, date.max))
    without = "05/02/2020, 06/02/2020, 08/02/2020, 09/02/2020, 10/02/2020."
    assert f"5 ngày không có tin cập nhật: {without}" in text
