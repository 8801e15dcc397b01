"""Phiếu nhập kho and Phiếu xuất kho."""

from dataclasses import replace

from desktop.papers.form_head import DOTS
from desktop.papers.office import PaperForm, VoucherHabits
from desktop.papers.voucher import voucher
from tests.desktop.papers.reading import letters, page_texts, whole_text
from tests.desktop.papers.samples import OFFICE, PRINTED_AT, issue_paper, receipt_paper


def test_a_receipt_tells_who_what_how_much_and_the_money_in_words() -> None:
    text = whole_text(voucher(receipt_paper(), OFFICE, PRINTED_AT))

    for part in (
        "Đơn vị: Sở Thông tin và Truyền thông",
        "Mẫu số C30-HD",
        "PHIẾU NHẬP KHO Ngày 04 tháng 02 năm 2020 Số: NK0003",
        "- Họ tên người giao: Trần Văn Minh",
        "- Theo chứng từ số HĐ00003 ngày 04 tháng 02 năm 2020 của Công ty TNHH Thiết bị y tế Minh",
        "A B C D 1 2 3 4",
        "1 Khẩu trang N95 (lô L20121, HSD 02/11/2023) KT03 cái 100 100 35.000 3.500.000",
        "cái 4 3 333.333,33 1.000.000",
        "Cộng x x x x x 8.964.000",
        "- Tổng số tiền (viết bằng chữ): Tám triệu chín trăm sáu mươi tư nghìn đồng chẵn.",
        "Người lập",
        "Người giao hàng",
        "Kế toán trưởng",
    ):
        assert part in text


def test_a_reversed_issue_says_so_and_what_took_its_place() -> None:
    text = whole_text(voucher(issue_paper(), OFFICE, PRINTED_AT))

    assert "ĐÃ HỦY" in text
    assert "Lý do: nhập nhầm số lượng; thay bằng phiếu số XK0015" in text
    assert "- Họ tên người nhận hàng: Trần Thị An Địa chỉ (bộ phận): Phòng Báo chí" in text


def test_three_copies_name_who_keeps_each() -> None:
    pages = page_texts(voucher(issue_paper(), OFFICE, PRINTED_AT, in_copies=True))

    copies = ("Liên 1: Lưu", "Liên 2: Thủ kho", "Liên 3: Giao người nhận")
    assert [copy in page for copy, page in zip(copies, pages, strict=True)] == [True] * 3


def test_the_form_s_code_and_regulation_can_be_left_out() -> None:
    office = replace(OFFICE, forms=replace(OFFICE.forms, receipt=PaperForm()))

    assert "Mẫu số" not in whole_text(voucher(receipt_paper(), office, PRINTED_AT))


def test_a_long_voucher_repeats_its_head_and_stays_within_its_margins() -> None:
    paper = receipt_paper()
    many = replace(paper, lines=paper.lines * 40)

    pdf = voucher(many, OFFICE, PRINTED_AT)

    assert all("Thành tiền" in page for page in page_texts(pdf)[:-1])
    for (wide, _), letter in letters(pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter


def test_an_office_may_leave_room_for_accounts_and_have_its_head_sign_receipts() -> None:
    habits = VoucherHabits(has_accounts=True, head_signs_receipts=True)
    office = replace(OFFICE, vouchers=habits)

    for is_half in (False, True):
        told = whole_text(voucher(receipt_paper(), office, PRINTED_AT, is_half=is_half))
        assert f"Số: NK0003 Nợ: {DOTS} Có: {DOTS}" in told
        assert "Thủ trưởng đơn vị" in told
    assert "Thủ trưởng đơn vị" not in whole_text(voucher(receipt_paper(), OFFICE, PRINTED_AT))
