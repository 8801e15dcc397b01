"""Bảng tổng hợp nhập – xuất – tồn on paper and as a workbook, beside sums of the movements."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from db.database import Database
from db.queries.stock_report import stock_report
from desktop.papers.stock_report import StockReport, stock_report_paper
from desktop.storeroom_printing import stock_report_pdf, stock_report_xlsx
from tests.db.storeroom import fill, sums
from tests.db.world import World, feb
from tests.desktop.papers.reading import letters, page_sizes, page_texts, whole_text
from tests.desktop.papers.samples import OFFICE, PRINTED_AT

WEEK = (feb(3), feb(9))


@pytest.fixture
def world(sqlite_world: World) -> World:
    book = sqlite_world
    fill(book)
    return book


def _expected(world: World, supply: int, store: int | None) -> list[int]:
    """Opening, in, out, closing of the week as pieces and value, from movements alone."""
    facts = {"supply": supply} | ({"store": store} if store else {})
    here = "m.supply_id = :supply" + (" AND m.store_id = :store" if store else "")
    inner = "" if store else " AND v.counts_as <> 'transfer'"
    week = f"{here}{inner} AND m.day BETWEEN '2020-02-03' AND '2020-02-09'"
    is_in = (
        "(v.counts_as IN ('receipt', 'return') OR v.counts_as IN ('adjustment', 'transfer')"
        " AND m.quantity + m.amount > 0)"
    )
    opening = sums(world, f"{here} AND m.day < '2020-02-03'", **facts)
    came = sums(world, f"{week} AND {is_in}", **facts)
    went = sums(world, f"{week} AND NOT {is_in}", **facts)
    closing = sums(world, f"{here} AND m.day <= '2020-02-09'", **facts)
    return [*opening, *came, -went[0], -went[1], *closing]


def test_every_figure_is_the_sum_of_its_movements(world: World) -> None:
    for store in (None, world.store, world.desk):
        told = whole_text(stock_report_pdf(world.book, WEEK, store))
        of_store = [_expected(world, supply, store) for supply in (world.masks, world.gel)]
        for code, name, unit, figures in (
            ("KT01", "Khẩu trang y tế", "cái", of_store[0]),
            ("SK02", "Gel rửa tay", "chai", of_store[1]),
        ):
            if any(figures):
                dotted = " ".join(f"{f:,}".replace(",", ".") if f else "–" for f in figures)
                assert f"{code} {name} {unit} {dotted}" in told, (dotted, told)
        worths = [sum(figures[at] for figures in of_store) for at in (1, 3, 5, 7)]
        dotted = " x ".join(f"{f:,}".replace(",", ".") if f else "–" for f in worths)
        assert f"Tổng cộng x x {dotted}" in told, (dotted, told)


def test_the_paper_says_which_days_which_store_and_that_they_are_still_open(world: World) -> None:
    everywhere = whole_text(stock_report_pdf(world.book, WEEK, None))
    desk = whole_text(stock_report_pdf(world.book, WEEK, world.desk))

    for part in (
        "Mẫu số S23-H",
        "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ Từ ngày 03/02/2020 đến ngày 09/02/2020",
        "Kho: Tất cả các kho",
        "số liệu chưa khóa sổ",
    ):
        assert part in everywhere
    assert "Kho: Quầy tiếp nhận" in desk


def test_split_it_tells_where_things_came_from_and_went(world: World) -> None:
    told = whole_text(stock_report_pdf(world.book, WEEK, world.store, is_split=True))

    heads = "Cấp, tặng|Trả lại|Thừa kiểm kê|Cấp phát|Thiếu kiểm kê|Chuyển đi|Hỏng, mất, hết hạn"
    assert set(re.findall(heads, told)) == set(heads.split("|"))
    assert "KT01 Khẩu trang y tế cái 500 – 500 30 3 260 7 5 60 701" in told
    assert "Chuyển đến" not in told


def test_the_workbook_has_the_same_numbers(world: World) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(stock_report_xlsx(world.book, WEEK, None)))
    rows = book.get_sheet_by_name("Nhập xuất tồn").to_python(skip_empty_area=False)
    masks = next(row for row in rows if row[1] == "KT01")
    total = next(row for row in rows if row[1] == "Tổng cộng")

    assert masks[4:12] == _expected(world, world.masks, None)
    assert total[4:12:2] == ["x"] * 4
    of_all = [_expected(world, supply, None) for supply in (world.masks, world.gel)]
    assert total[5:12:2] == [sum(figures[at] for figures in of_all) for at in (1, 3, 5, 7)]
    assert book.sheet_names == ["Nhập xuất tồn", "Theo nguồn, lý do"]


def test_forty_supplies_with_long_names_stay_within_the_margins(world: World) -> None:
    rows = world.book.ask(stock_report, *WEEK, None)
    long = replace(
        rows[0],
        supply=replace(
            rows[0].supply,
            name="Khẩu trang y tế 4 lớp chống giọt bắn loại có van thở một chiều cho người trực",
        ),
    )

    pdf = stock_report_paper(StockReport(*WEEK, "", [long] * 40), OFFICE, PRINTED_AT)

    pages = page_texts(pdf)
    assert page_sizes(pdf)[0] == (297, 210)
    assert all("Tồn cuối kỳ" in page for page in pages)
    assert "Tổng cộng" in pages[-1]
    assert "NGƯỜI LẬP" in pages[-1]
    assert "chưa khóa sổ" not in pages[0]
    for (wide, _), letter in letters(pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter


def test_days_without_anything_are_a_paper_too(sqlite_book: Database) -> None:
    pdf = stock_report_pdf(sqlite_book, (date(2020, 3, 1), date(2020, 3, 31)), None)

    assert "Tổng cộng" in whole_text(pdf)
