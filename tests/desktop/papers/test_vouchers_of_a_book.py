"""Vouchers of every kind on paper, beside what was posted."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from db.kinds import Loss, Source
from db.queries.voucher_paper import voucher_paper
from db.services.amending import amend_voucher, attach_to_voucher, correct_amount
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.office import save_settings
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from desktop.office_identity import office_identity
from desktop.papers.office import VoucherHabits
from desktop.papers.voucher import voucher
from desktop.papers.voucher_lines import printed_lines
from desktop.printing import voucher_pdf
from tests.db.world import World, feb
from tests.desktop.papers.reading import page_sizes, page_texts, whole_text


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


def _moved(world: World, voucher_id: int, store_id: int) -> tuple[int, int]:
    """Pieces and value a voucher moved at a store, straight from the movements."""
    query = text(
        "SELECT coalesce(sum(quantity), 0), coalesce(sum(amount), 0) FROM movement"
        " WHERE voucher_id = :voucher AND store_id = :store"
    )
    found = world.book.ask(
        lambda session: session.execute(query, {"voucher": voucher_id, "store": store_id}).one()
    )
    return abs(found[0]), abs(found[1])


def _printed(world: World, voucher_id: int) -> str:
    return whole_text(voucher_pdf(world.book, voucher_id))


def _two_lots(world: World) -> int:
    """An issue of 70 masks: 50 of a lot at 700 đ that expires first, 20 of one at 2.900 đ."""
    world.receive(feb(3), 50, 35_000, expires_on=date(2021, 1, 1))
    world.receive(feb(4), 100, 290_000, expires_on=date(2022, 1, 1))
    lines = (
        IssueLine(world.masks, 40, staff_id=world.guard, requested=45),
        IssueLine(world.masks, 30, staff_id=world.clerk),
    )
    issue = NewIssue(
        feb(5), world.store, lines, world.office, document_number="12/ĐN-VP", document_on=feb(4)
    )
    return world.book.do(post_issue, issue)


def test_an_issue_of_two_prices_has_a_line_for_each(world: World) -> None:
    told = _printed(world, _two_lots(world))

    assert "1 Khẩu trang y tế (HSD 01/01/2021) KT01 cái 50 50 700 35.000" in told
    assert "2 Khẩu trang y tế (HSD 01/01/2022) KT01 cái 25 20 2.900 58.000" in told
    assert "Cộng x x x x x 93.000" in told
    assert "Chín mươi ba nghìn đồng chẵn." in told
    assert "(theo Giấy đề nghị cấp vật tư số 12/ĐN-VP ngày 04 tháng 02 năm 2020)" in told
    assert "Địa chỉ (bộ phận): Văn phòng Sở" in told
    assert "- Số chứng từ kèm theo: 02" in told  # the request and the signing list


def test_lots_of_one_price_share_a_line_unless_lots_have_columns(world: World) -> None:
    world.receive(feb(3), 50, 35_000, expires_on=date(2021, 1, 1))
    world.receive(feb(4), 50, 35_000, expires_on=date(2022, 1, 1))
    paper = world.book.ask(voucher_paper, world.issue(feb(5), 80))

    together = printed_lines(paper, VoucherHabits())
    apart = printed_lines(paper, VoucherHabits(has_lot_columns=True))

    assert [(line.quantity, line.amount, line.expires_on) for line in together] == [
        (80, 56_000, None)
    ]
    assert [(line.quantity, line.expires_on) for line in apart] == [
        (50, date(2021, 1, 1)),
        (30, date(2022, 1, 1)),
    ]


def test_lot_columns_and_prices_are_the_offices_choice(world: World) -> None:
    voucher_id = _two_lots(world)
    world.book.do(save_settings, {"voucher_papers": {"has_lot_columns": True, "has_prices": False}})

    told = _printed(world, voucher_id)

    assert "A B C D E F G 1 2" in told
    assert "01/01/2021 Mua sắm 50 50" in told
    assert "Đơn giá" not in told
    assert "Tổng số tiền" not in told


def test_each_kind_says_what_it_is_and_moves_what_is_printed(world: World) -> None:
    world.receive(feb(3), 500, 350_000)
    issue = world.issue(feb(4), 100, department_id=world.office)
    line_id = world.rows_of("voucher_line")[-1][0]
    book = world.book
    back = book.do(
        post_return,
        NewReturn(feb(5), world.store, (ReturnLine(line_id, 30),), "Lê Phương Yến", "cấp thừa"),
    )
    moved = book.do(
        post_transfer,
        NewTransfer(feb(5), world.store, world.desk, (StockLine(world.masks, 60),), "Hồ Mỹ Ánh"),
    )
    lost = book.do(
        post_write_off,
        NewWriteOff(feb(6), world.store, Loss.DAMAGED, "ướt do dột", (StockLine(world.masks, 7),)),
    )
    found, missing = book.do(
        post_adjustments,
        feb(6),
        world.store,
        (Difference(world.masks, 3), Difference(world.masks, -5)),
        "kiểm kê tháng 02",
    )
    expected = {
        back: (
            "PHIẾU NHẬP KHO",
            f"- Theo Phiếu xuất kho số {world.number(issue)} ngày 04 tháng 02 năm 2020",
            "- Lý do nhập kho: Nhập trả lại kho: cấp thừa",
        ),
        moved: (
            "PHIẾU XUẤT KHO",
            "- Lý do xuất kho: Điều chuyển kho",
            "- Xuất tại kho (ngăn lô): Kho Văn phòng Sở",
            "- Nhập tại kho: Quầy tiếp nhận",
            "- Họ tên người nhận hàng: Hồ Mỹ Ánh",
        ),
        lost: ("PHIẾU XUẤT KHO", "- Lý do xuất kho: Xuất hủy do hỏng: ướt do dột"),
        found: ("PHIẾU NHẬP KHO", "- Lý do nhập kho: Kiểm kê thừa: kiểm kê tháng 02"),
        missing: ("PHIẾU XUẤT KHO", "- Lý do xuất kho: Kiểm kê thiếu: kiểm kê tháng 02"),
    }
    for voucher_id, parts in expected.items():
        told = _printed(world, voucher_id)
        pieces, amount = _moved(world, voucher_id, world.store)
        assert pieces > 0
        dotted = f"{amount:,}".replace(",", ".")
        for part in (*parts, f"cái {pieces} {pieces} 700 {dotted}", f"Cộng x x x x x {dotted}"):
            assert part in told, (part, told)


def test_a_reversed_voucher_and_what_took_its_place(world: World) -> None:
    receipt = NewReceipt(
        feb(3), world.store, Source.PURCHASE, (ReceiptLine(world.masks, 100, 70_000),)
    )
    wrong = world.book.do(post_receipt, receipt)
    right = replace(receipt, lines=(ReceiptLine(world.masks, 90, 63_000),))
    placed = world.book.do(correct_voucher, wrong, "đếm nhầm", right)

    told = _printed(world, wrong)

    assert "ĐÃ HỦY" in told
    assert f"Lý do: đếm nhầm; thay bằng phiếu số {world.number(placed)}" in told
    assert "ĐÃ HỦY" not in _printed(world, placed)


def test_a_reversal_names_the_voucher_it_undoes(world: World) -> None:
    issue_of = world.receive(feb(3), 100)
    undo = world.book.do(reverse_voucher, issue_of, "nhập trùng")

    told = _printed(world, undo)

    assert "PHIẾU XUẤT KHO" in told
    assert f"- Lý do xuất kho: Hủy phiếu số {world.number(issue_of)}: nhập trùng" in told


def test_a_corrected_value_has_no_pieces(world: World) -> None:
    world.receive(feb(3), 100, 70_000)
    lot = world.rows_of("lot")[-1][0]
    voucher_id = world.book.do(correct_amount, lot, world.store, feb(4), 5_000, "sai hóa đơn")

    told = _printed(world, voucher_id)

    assert "Điều chỉnh giá trị: sai hóa đơn" in told
    assert "cái – – – 5.000" in told


def test_what_was_added_later_is_printed(world: World) -> None:
    voucher_id = world.receive(feb(3), 100, 70_000)
    added = {"document_number": "HĐ 0099", "document_on": feb(4), "supplier": "Công ty Dệt"}
    world.book.do(amend_voucher, voucher_id, added, "hóa đơn về sau")
    for name in ("hd.pdf", "bb.pdf"):
        world.book.do(attach_to_voucher, voucher_id, name, "application/pdf", name.encode())

    told = _printed(world, voucher_id)

    assert "- Theo chứng từ số HĐ 0099 ngày 04 tháng 02 năm 2020 của Công ty Dệt" in told
    assert "- Số chứng từ kèm theo: 02" in told


def test_the_form_s_code_goes_by_the_voucher_s_day(world: World) -> None:
    codes = {
        day: world.book.ask(office_identity, day).forms.receipt.code
        for day in (feb(3), date(2024, 12, 31), date(2025, 1, 1))
    }
    assert list(codes.values()) == ["C30-HD", "C30-HD", ""]

    world.book.do(save_settings, {"forms": {"receipt": "01-NK"}}, date(2026, 1, 1))

    assert world.book.ask(office_identity, date(2026, 3, 1)).forms.receipt.code == "01-NK"
    assert world.book.ask(office_identity, date(2025, 3, 1)).forms.receipt.code == ""


def test_a_book_older_than_the_setting_prints_the_usual_codes(world: World) -> None:
    world.book.do(
        lambda session, act: (
            session.execute(text("DELETE FROM setting WHERE key = 'forms'")) and None
        )
    )

    assert world.book.ask(office_identity, feb(3)).forms.issue.code == "C31-HD"
    assert world.book.ask(office_identity, date(2025, 1, 1)).forms.issue.code == ""
    assert world.book.ask(office_identity, date(2025, 1, 1)).forms.card.code == "S21-H"


def test_halves_lie_two_on_a_sheet(world: World) -> None:
    voucher_id = _two_lots(world)

    pdf = voucher_pdf(world.book, voucher_id, in_copies=True, is_half=True)

    pages = page_texts(pdf)
    assert page_sizes(pdf) == [(210, 297)] * 2
    assert [page.count("PHIẾU XUẤT KHO") for page in pages] == [2, 1]
    for copy in ("Liên 1: Lưu", "Liên 2: Thủ kho"):
        assert copy in pages[0]
    assert "Liên 3: Giao người nhận" in pages[1]


def test_equal_vouchers_are_equal_bytes(world: World) -> None:
    voucher_id = _two_lots(world)
    paper = world.book.ask(voucher_paper, voucher_id)
    office = world.book.ask(office_identity, paper.day)
    at = world.book.clock.now()

    assert voucher(paper, office, at, is_half=True) == voucher(paper, office, at, is_half=True)
