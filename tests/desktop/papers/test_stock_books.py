"""Thẻ kho (S21-H) and Sổ chi tiết (S22-H), beside sums made straight from the movements."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.queries.stock_books import StockBook, stock_book
from desktop.office_identity import office_identity
from desktop.papers.stock_books import detail_books, stock_cards
from desktop.sheets.stock_books import card_workbook, detail_workbook
from tests.db.storeroom import fill, sums
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, page_texts, whole_text

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


def _book(world: World, store: int | None, *span: date) -> StockBook:
    return world.book.ask(stock_book, world.masks, store, *(span or YEAR))


def _card(world: World, *books: StockBook) -> bytes:
    office = world.book.ask(office_identity, feb(10))
    return stock_cards(books, office, world.book.clock.now())


def test_the_balance_after_each_line_is_the_sum_of_all_movements_so_far(world: World) -> None:
    fill(world)

    for store in (world.store, world.desk, None):
        book = _book(world, store)
        for entry in book.entries:
            if entry is not [e for e in book.entries if e.voucher_id == entry.voucher_id][-1]:
                continue
            where = "m.supply_id = :supply AND (m.day < :day OR m.day = :day AND v.id <= :voucher)"
            where += " AND m.store_id = :store" if store else " AND v.counts_as <> 'transfer'"
            facts = {"supply": world.masks, "day": str(entry.day), "voucher": entry.voucher_id}
            expected = sums(world, where, **facts, **({"store": store} if store else {}))
            assert (entry.quantity_left, entry.amount_left) == expected


def test_in_and_out_of_a_month_agree_with_the_movements(world: World) -> None:
    fill(world)
    entries = [e for e in _book(world, world.store).entries if e.day >= feb(1)]
    here = "m.supply_id = :supply AND m.store_id = :store AND m.day >= '2020-02-01'"
    facts = {"supply": world.masks, "store": world.store}
    came_kinds = "v.counts_as IN ('receipt', 'return') OR v.counts_as = 'adjustment' AND m.quantity + m.amount > 0"
    went_kinds = (
        "v.counts_as IN ('issue', 'write_off', 'transfer')"
        " OR v.counts_as = 'adjustment' AND m.quantity + m.amount < 0"
    )

    came = sums(world, f"{here} AND ({came_kinds})", **facts)
    went = sums(world, f"{here} AND ({went_kinds})", **facts)

    assert (sum(e.quantity_in for e in entries), sum(e.amount_in for e in entries)) == came
    assert (-sum(e.quantity_out for e in entries), -sum(e.amount_out for e in entries)) == went


def test_a_card_tells_every_voucher_and_sums_each_month(world: World) -> None:
    made = fill(world)

    told = whole_text(_card(world, _book(world, world.store)))

    for part in (
        "Mẫu số S21-H",
        "THẺ KHO (SỔ KHO) Năm 2020",
        "- Tên, nhãn hiệu, quy cách, phẩm chất: Khẩu trang y tế",
        "- Mã số: KT01 Đơn vị tính: cái Kho: Kho Văn phòng Sở",
        "A B C D E F 1 2 3 G",
        "Tồn đầu năm chuyển sang – ",
        f"1 20/01/2020 {world.number(made['opening'])} Tồn đầu kỳ 20/01/2020 200",
        "Cộng tháng 01/2020 300 – 500",
        f"{world.number(made['issue'])} Cấp phát: Văn phòng Sở 04/02/2020 260 740",
        f"Hủy phiếu {world.number(made['wrong'])}: ghi nhầm đơn vị",
        "04/02/2020 -40 740",
        "Nhập trả lại kho: Văn phòng Sở 05/02/2020 30 770",
        "Chuyển đến Quầy tiếp nhận 05/02/2020 60 710",
        "Xuất hủy do hỏng: ướt do dột mái",
        "Cộng tháng 02/2020 533 332 701",
        "Cộng, tồn cuối kỳ 833 332 701",
        "- Sổ này có 01 trang, đánh số từ trang 01 đến trang 01.",
        "Thủ kho",
        "Thủ trưởng đơn vị",
    ):
        assert part in told, (part, told)
    assert "Điều chỉnh giá trị" not in told  # no piece moved


def test_a_year_carries_over_what_the_last_one_left(world: World) -> None:
    fill(world)
    later = _book(world, world.store, date(2021, 1, 1), date(2021, 12, 31))

    assert later.entries == ()
    assert (later.quantity_before, later.amount_before) == sums(
        world, "m.supply_id = :s AND m.store_id = :k", s=world.masks, k=world.store
    )
    assert "Tồn đầu năm chuyển sang 701" in whole_text(_card(world, later))


def test_an_issue_at_two_prices_has_two_lines_in_the_detailed_book(world: World) -> None:
    made = fill(world)
    book = _book(world, world.store)
    lines = [entry for entry in book.entries if entry.voucher_id == made["issue"]]

    assert [(line.quantity_out, line.amount_out) for line in lines] == [
        (200, 140_000),
        (60, 174_000),
    ]
    told = whole_text(
        detail_books([book], world.book.ask(office_identity, feb(10)), world.book.clock.now())
    )
    for part in (
        "Mẫu số S22-H",
        "SỔ CHI TIẾT NGUYÊN LIỆU, VẬT LIỆU, CÔNG CỤ, DỤNG CỤ, SẢN PHẨM, HÀNG HÓA",
        "Cấp phát: Văn phòng Sở 700 200 140.000 800 870.001",
        "Cấp phát: Văn phòng Sở 2.900 60 174.000 740 696.001",
        "Điều chỉnh giá trị: sai hóa đơn – 5.000 701 579.201",
        "3 = 1 × 2",
    ):
        assert part in told, (part, told)


def test_a_transfer_is_no_line_in_the_book_of_all_stores(world: World) -> None:
    made = fill(world)

    everywhere = {entry.voucher_id for entry in _book(world, None).entries}
    at_the_desk = _book(world, world.desk).entries

    assert made["moved"] not in everywhere
    assert [(e.voucher_id, e.quantity_in, e.other_store) for e in at_the_desk] == [
        (made["moved"], 60, "Kho Văn phòng Sở")
    ]


def test_a_long_card_repeats_its_head_and_counts_its_pages(world: World) -> None:
    world.receive(feb(1), 5_000)
    for number in range(75):
        world.issue(feb(1 + number % 9), 1, department_id=world.office)

    pages = page_texts(_card(world, _book(world, world.store)))

    assert len(pages) > 2
    assert all("Diễn giải" in page for page in pages[:-1])
    assert f"Sổ này có {len(pages):02d} trang" in pages[-1]
    assert "Cộng, tồn cuối kỳ" in pages[-1]  # the signers are not alone


def test_each_supply_has_pages_of_its_own(world: World) -> None:
    fill(world)
    books = [
        world.book.ask(stock_book, supply, world.store, *YEAR)
        for supply in (world.masks, world.gel)
    ]

    pdf = _card(world, *books)

    assert page_sizes(pdf) == [(210, 297)] * 2
    assert ["Gel rửa tay" in page for page in page_texts(pdf)] == [False, True]


def _sheets(xlsx: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_the_workbooks_hold_numbers_and_days(world: World) -> None:
    made = fill(world)
    book = _book(world, world.store)
    office, at = world.book.ask(office_identity, feb(10)), world.book.clock.now()

    card = _sheets(card_workbook([book], office, at))["KT01 Khẩu trang y tế"]
    detail = _sheets(detail_workbook([book], office, at))["KT01 Khẩu trang y tế"]

    assert card[0][0] == "THẺ KHO (SỔ KHO)"
    issue = next(row for row in card if row[3] == world.number(made["issue"]))
    assert issue[1] == date(2020, 2, 4)
    assert issue[6:9] == ["", 260, 740]
    of_issue = [row for row in detail if row[1] == world.number(made["issue"])]
    assert [row[4:9] for row in of_issue] == [
        [700, "", "", 200, 140_000],
        [2_900, "", "", 60, 174_000],
    ]
    assert [row[9:11] for row in detail if row[1] == "Cộng, tồn cuối kỳ"] == [
        list(sums(world, "m.supply_id = :s AND m.store_id = :k", s=world.masks, k=world.store))
    ]
