"""The papers of a count, read back: the record's columns, the sheet with and without the book."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from db.clock import FixedClock
from db.queries.counting import count_lines
from db.services.catalogue import SupplyFields, save_supply
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    enter_counts,
    open_stocktake,
)
from db.services.stock import IssueLine, NewIssue, post_issue
from desktop.stocktake_printing import (
    count_sheet_pdf,
    count_sheet_xlsx,
    stocktake_pdf,
    stocktake_xlsx,
)
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, whole_text


@pytest.fixture
def world(sqlite_world: World) -> World:
    world = sqlite_world
    world.receive(feb(3), 10, 1005)
    world.receive(feb(4), 60, 90_000, supply=world.gel)
    return world


@pytest.fixture
def counted(world: World) -> int:
    """Masks two short with a poor and a spoiled one, gel one over, five masks packed for somebody."""
    waits = IssueLine(world.masks, 5, staff_id=world.clerk, waits=True)
    world.book.do(post_issue, NewIssue(feb(10), world.store, (waits,)))
    committee = "Nguyễn Văn An; Phó Chánh Văn phòng; Trưởng ban\nTrần Thị Bích"
    new = NewStocktake(world.store, "Tất cả", (world.masks, world.gel), committee=committee)
    told = world.book.do(open_stocktake, new)
    masks, gel = world.book.ask(count_lines, told)
    counts = [
        Count(masks.line_id, 8, 1, 1, "hai cái rách"),
        Count(gel.line_id, 61, reason="nhập thừa"),
    ]
    world.book.do(enter_counts, told, counts)
    return told


def test_the_record_has_the_columns_of_the_form_and_their_sums(world: World, counted: int) -> None:
    text = whole_text(stocktake_pdf(world.book, counted))
    assert "BIÊN BẢN KIỂM KÊ NGUYÊN LIỆU, VẬT LIỆU, CÔNG CỤ, DỤNG CỤ" in text
    assert "Mẫu số C33-HD" in text
    assert "Thời điểm kiểm kê: 08 giờ 00 ngày 10 tháng 02 năm 2020" in text
    assert "Ông/Bà: Nguyễn Văn An Chức vụ: Phó Chánh Văn phòng Trưởng ban" in text
    assert "A B C D 1 2 3 4 5 6 7 8 9 10 11 12" in text
    masks = "1 Khẩu trang y tế KT01 cái 100,40 5 502 3 301 – – 2 201 1 1 1"
    gel = "2 Gel rửa tay SK02 chai 1.500 60 90.000 61 91.500 1 1.500 – – 61 – –"
    assert masks in text
    assert gel in text
    assert "Cộng x x x x 90.502 x 91.801 x 1.500 x 201 x x x" in text
    assert "Khẩu trang y tế: thiếu 2 cái: hai cái rách." in text
    assert "đã soạn, chưa nhận: Khẩu trang y tế 5 cái" in text
    assert page_sizes(stocktake_pdf(world.book, counted))[0] == (297, 210)


def test_the_record_of_a_posted_count_never_changes(
    world: World, counted: int, clock: FixedClock
) -> None:
    world.book.do(approve_stocktake, counted, "Lê Văn Chánh")
    before = stocktake_pdf(world.book, counted)
    world.issue(feb(10), 1)
    world.receive(feb(7), 40, 400_000)
    assert stocktake_pdf(world.book, counted) == before
    assert "Lê Văn Chánh" in whole_text(before)


def test_the_sheet_to_count_with_can_hide_the_book(world: World, counted: int) -> None:
    shown = whole_text(count_sheet_pdf(world.book, counted))
    assert "Theo sổ" in shown
    assert "hộp = 50" in shown
    blind = whole_text(count_sheet_pdf(world.book, counted, with_book=False))
    assert "Theo sổ" not in blind
    assert "1 Khẩu trang y tế hộp = 50 KT01 cái 5 2" in blind


def test_the_sheet_is_a_workbook_too(world: World, counted: int) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(count_sheet_xlsx(world.book, counted)))
    rows = book.get_sheet_by_name("Phiếu kiểm kê").to_python(skip_empty_area=False)
    masks = next(row for row in rows if row[2] == "KT01")
    assert masks[3:6] == ["cái", 5, 5]


def test_the_workbook_has_the_same_figures_as_numbers(world: World, counted: int) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(stocktake_xlsx(world.book, counted)))
    rows = book.get_sheet_by_name("Kiểm kê").to_python(skip_empty_area=False)
    masks = next(row for row in rows if row[2] == "KT01")
    assert masks[4:16] == [100.4, 5, 502, 3, 301, 0, 0, 2, 201, 1, 1, 1]
    assert any("hai cái rách" in str(row[0]) for row in rows)
    assert any("Khẩu trang y tế 5 cái" in str(row[0]) for row in rows)
    total = next(row for row in rows if row[1] == "Cộng")
    assert (total[6], total[8], total[10], total[12]) == (90_502, 91_801, 1_500, 201)


def test_a_name_that_begins_like_a_formula_stays_text(world: World) -> None:
    odd = world.book.do(save_supply, SupplyFields("XX", "=1+1", "cái"))
    told = world.book.do(open_stocktake, NewStocktake(world.store, "=2", (odd,)))
    book = CalamineWorkbook.from_filelike(BytesIO(stocktake_xlsx(world.book, told)))
    rows = book.get_sheet_by_name("Kiểm kê").to_python(skip_empty_area=False)
    assert any(row[1] == "=1+1" for row in rows)
