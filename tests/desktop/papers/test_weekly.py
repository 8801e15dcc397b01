"""The weekly report as PDF, read back."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from reportlab.lib.units import mm

from db.queries.mask_checks import MaskCheckFigures
from db.queries.report import NormReach, WeeklyReport
from desktop.papers import weekly_issued, weekly_received, weekly_tables
from desktop.papers.document import TEXT_WIDTH
from desktop.papers.period import Period
from desktop.papers.weekly import weekly_report
from tests.desktop.papers.reading import (
    first_boxes,
    fonts_of,
    letters,
    page_sizes,
    page_texts,
    placed_letters,
    whole_text,
)
from tests.desktop.papers.samples import (
    DEPARTMENT,
    MONDAY,
    OFFICE,
    PRINTED_AT,
    eventful_week,
    quiet_week,
    supply,
    week_06,
)


def printed(report: WeeklyReport | None = None, **texts: str) -> bytes:
    return weekly_report(report or week_06(), OFFICE, texts, PRINTED_AT, MONDAY)


def test_the_report_stands_in_the_order_of_the_form() -> None:
    text = whole_text(printed())

    parts = (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "Số: /BC-VP",
        "Thành phố Hồ Chí Minh, ngày 10 tháng 02 năm 2020",
        (
            "BÁO CÁO Công tác hậu cần phòng, chống bệnh viêm đường hô hấp cấp do chủng mới của vi rút"
            " Corona (nCoV) Tuần 06 (từ ngày 03 tháng 02 năm 2020 đến ngày 09 tháng 02 năm 2020)"
        ),
        "Kính gửi: Giám đốc Sở Thông tin và Truyền thông.",
        (
            "Thực hiện Kế hoạch số /KH-STTTT ngày 03 tháng 02 năm 2020 của Sở Thông tin và Truyền"
            " thông về phòng, chống bệnh viêm đường hô hấp cấp do chủng mới của vi rút Corona (nCoV)"
            " tại Sở, Văn phòng Sở báo cáo công tác hậu cần tuần 06 như sau:"
        ),
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Kết quả chung",
        "2. Vật tư phòng, chống dịch",
        "a) Nhập, xuất, tồn",
        "Bảng 1. Nhập, xuất, tồn vật tư tuần 06",
        (
            "Phiếu nhập kho: từ số NK0001 đến số NK0010 (10 phiếu); phiếu xuất kho: từ số XK0001 đến"
            " số XK0013 (13 phiếu)."
        ),
        "b) Cấp phát theo phòng, đơn vị",
        "Bảng 2. Vật tư đã cấp theo phòng, đơn vị",
        "c) Cấp khẩu trang theo nhóm",
        "Bảng 3. Khẩu trang đã cấp theo nhóm",
        "d) Nguồn tiếp nhận",
        "Bảng 4. Vật tư tiếp nhận trong tuần",
        "II. KHÓ KHĂN, VƯỚNG MẮC",
        "III. NHIỆM VỤ TUẦN TỚI",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "Bảng 5. Vật tư đề nghị bổ sung",
        (
            "Trên đây là báo cáo công tác hậu cần phòng, chống dịch nCoV tuần 06, Văn phòng Sở kính"
            " trình Giám đốc Sở xem xét, chỉ đạo./."
        ),
        "Nơi nhận:",
        "- Lưu: VP.",
        "CHÁNH VĂN PHÒNG",
        "in lúc 08g35 ngày 10/02/2020; số liệu chưa khóa sổ",
        "Phụ lục I",
        "BẢNG TỔNG HỢP NHẬP – XUẤT – TỒN VẬT TƯ",
        "(Kèm theo Báo cáo số /BC-VP ngày 10 tháng 02 năm 2020 của Văn phòng Sở)",
        "Phụ lục II",
        "BIỂU ĐỒ NHẬP, CẤP PHÁT KHẨU TRANG",
    )
    places = [text.find(part) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    left = [
        (place, part)
        for part, place in zip(parts, places, strict=True)
        if part not in {"CHÁNH VĂN PHÒNG", "Nơi nhận:", "- Lưu: VP.", parts[0], parts[1], parts[2]}
    ]
    assert left == sorted(left)


def test_the_tables_hold_the_figures_of_the_week() -> None:
    text = whole_text(printed())

    assert "1 Khẩu trang y tế 4 lớp cái – 2.500 1.345 1.155 4 Dưới mức tối thiểu" in text
    assert "6 Cloramin B 25% kg – 35 – 35 –" in text
    assert "2 Văn phòng Sở 30 30 425 66 26 132" in text
    assert "Tổng cộng 214 214 1.345 66 132 132" in text
    assert "Tổng cộng 214 214 1.411 6,6" in text
    assert "Cộng mua sắm 12.964.000" in text
    assert "2 Khẩu trang N95 cái 34 100 180 9 hộp Dưới mức tối thiểu" in text
    assert "1 KT01 Khẩu trang y tế 4 lớp cái – – 2.500 – 1.345 – – 1.155 2.500 1.345" in text


def test_every_table_is_as_wide_as_the_text() -> None:
    report = week_06()
    period = Period.of(report.from_on, report.to_on, report.week)
    tables = [
        weekly_tables.stock(report.supplies, period),
        weekly_tables.requests(report, period),
        weekly_issued.departments(report, report.supplies[:4], TEXT_WIDTH / mm),
        weekly_issued.groups(report),
        weekly_received.received(report),
    ]

    assert [table.edges[-1] for table, _ in tables] == pytest.approx([TEXT_WIDTH] * 5)


def test_a_table_never_begins_with_one_row_at_the_foot_of_a_page() -> None:
    for extra in range(12):
        pages = page_texts(printed(K1="\n".join(["Một dòng."] * (extra + 1))))

        (begun,) = [page for page in pages if "Bảng 2." in page]
        assert "Văn phòng Sở 30 30" in begun.partition("Bảng 2.")[2]


def test_equal_input_gives_equal_bytes() -> None:
    assert printed() == printed()


def test_only_the_typeface_of_papers_is_used_and_it_is_embedded() -> None:
    found = fonts_of(printed(eventful_week()))

    assert found
    assert all(is_embedded and "Tinos" in name for name, is_embedded in found)
    assert b"Helvetica" not in printed()
    assert b"(vi-VN)" in printed()


def test_no_letter_stands_outside_the_margins() -> None:
    for (wide, high), letter in letters(printed(eventful_week())):
        assert 84 < letter.left < letter.right < wide - 41, letter
        assert letter.bottom > 27, letter
        assert letter.top < high - 34, letter


def test_annexes_are_landscape_but_the_chart() -> None:
    assert page_sizes(printed(eventful_week()))[-3:] == [(297, 210), (297, 210), (210, 297)]


def below(pdf: bytes, page: int, mm: float) -> str:
    """What stands lower than so many mm on a page."""
    return "".join(c.text for at, c in placed_letters(pdf) if at == page and c.top < mm / 25.4 * 72)


def above(pdf: bytes, page: int, mm: float) -> str:
    """What stands higher than so many mm on a page."""
    return "".join(
        c.text for at, c in placed_letters(pdf) if at == page and c.bottom > mm / 25.4 * 72
    )


def test_page_numbers_are_at_the_foot_until_the_decree_and_on_top_from_then() -> None:
    before = printed()
    after = weekly_report(week_06(), OFFICE, {}, PRINTED_AT, date(2020, 3, 5))

    assert "2" in below(before, 1, 20)
    assert "2" in above(after, 1, 277)
    assert below(before, 0, 20) == above(after, 0, 277) == ""
    assert above(before, 1, 277) == below(after, 1, 20) == ""


def test_the_clerk_s_words_take_the_place_of_the_proposals_as_they_were_typed() -> None:
    text = whole_text(printed(K1="Tuần này <b>yên ắng</b> & tốt.", II="- Kho chật.\n- Đèn hỏng."))

    assert "1. Kết quả chung Tuần này <b>yên ắng</b> & tốt. Lũy kế từ ngày" in text
    assert "- Kho chật. - Đèn hỏng." in text
    assert "dưới mức tối thiểu 2.000" not in text
    assert "đã nhập kho" not in text


def test_a_paper_that_leaves_the_department_has_its_letterhead_and_a_blank_day() -> None:
    pdf = weekly_report(week_06(), OFFICE, {}, PRINTED_AT, None, head=DEPARTMENT, urgency="KHẨN")
    text = whole_text(pdf)

    assert "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH SỞ THÔNG TIN VÀ TRUYỀN THÔNG" in text
    assert "Số: /BC-STTTT" in text
    assert "Thành phố Hồ Chí Minh, ngày tháng 02 năm 2020" in text
    assert "KHẨN" in text
    assert "KT. GIÁM ĐỐC" in text


@pytest.mark.parametrize(("word", "wide"), [("KHẨN", 20), ("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30)])
def test_urgency_stands_in_a_box_of_its_own_size_under_the_number(word: str, wide: int) -> None:
    pdf = weekly_report(week_06(), OFFICE, {}, PRINTED_AT, MONDAY, urgency=word)

    left, bottom, right, top = max(first_boxes(pdf), key=lambda box: box[3])
    assert (right - left, top - bottom) == pytest.approx((wide * mm, 8 * mm), abs=1.5)
    inside = [
        letter.text
        for page, letter in placed_letters(pdf)
        if page == 0 and left < letter.left < right and bottom < letter.bottom < top
    ]
    assert "".join(inside) == word.replace(" ", "")
    number = next(letter for _, letter in placed_letters(pdf) if letter.text == "/")
    assert top < number.bottom
    assert left < number.left < right


@pytest.mark.parametrize("extra", range(0, 60, 3))
def test_the_signer_never_stands_without_two_lines_of_text(extra: int) -> None:
    pages = page_texts(printed(II="\n".join(["- Một dòng."] * (extra + 1))))

    (signed,) = [page for page in pages if "Nơi nhận:" in page]
    assert "Trên đây là báo cáo" in signed
    assert "chỉ đạo./." in signed


def test_over_twelve_supplies_only_those_with_something_to_tell_stand_in_the_text() -> None:
    idle = [
        replace(supply(8), supply_id=100 + n, code=f"X{n}", name=f"Đồ yên {n}", bought=0, closing=0)
        for n in range(20)
    ]
    idle = [replace(s, received=0, cumulative_received=0, minimum=0, is_needed=False) for s in idle]
    week = week_06()
    text = whole_text(printed(replace(week, supplies=(*week.supplies, *idle))))
    report, annex = text.split("Phụ lục I BẢNG TỔNG HỢP")

    assert "Các vật tư khác không phát sinh, xem Phụ lục I." in report
    assert "Đồ yên 7" not in report
    assert "Đồ yên 7" in annex


def test_more_than_four_supplies_go_to_an_annex_of_their_own() -> None:
    text = whole_text(printed(eventful_week()))

    assert "Các vật tư khác đã cấp xem Phụ lục II." in text
    assert "VẬT TƯ ĐÃ CẤP THEO PHÒNG, ĐƠN VỊ" in text
    assert "Phụ lục III" in text
    assert "Cấp cho phòng, đơn vị dùng chung" in text


def test_over_fifteen_receipts_are_told_by_supplier_and_supply() -> None:
    week = week_06()
    many = tuple(replace(week.received_lines[2], document_number=f"HĐ{n}") for n in range(20))

    text = whole_text(printed(replace(week, received_lines=many)))

    assert "20 chứng từ Khẩu trang N95 cái 2.000 70.000.000" in text


def test_a_book_without_supplies_still_gives_a_report() -> None:
    empty = replace(quiet_week(), supplies=())

    pages = page_texts(printed(empty))

    assert len(pages) == 1
    assert "1. Kết quả chung Trong tuần không phát sinh. II. KHÓ KHĂN" in pages[0]
    assert "Bảng" not in pages[0]


def test_a_week_in_which_nothing_happened_says_so_in_every_part() -> None:
    text = whole_text(printed(quiet_week()))

    assert "b) Cấp phát theo phòng, đơn vị Trong tuần không phát sinh." in text
    assert "c) Cấp khẩu trang theo nhóm Trong tuần không phát sinh." in text
    assert "d) Nguồn tiếp nhận Trong tuần không phát sinh. II." in text
    assert "IV. KIẾN NGHỊ, ĐỀ XUẤT Không. Trên đây" in text
    assert "Phụ lục BẢNG TỔNG HỢP" in text  # a single annex has no numeral


def test_a_closed_week_does_not_say_that_it_is_open() -> None:
    assert "chưa khóa sổ" not in whole_text(printed(replace(week_06(), is_closed=True)))


def test_mask_checks_have_a_section_once_there_ever_was_one() -> None:
    looked = MaskCheckFigures(3, ("quầy tiếp nhận", "cổng bảo vệ"), 150, 2, 2)
    assert (
        "3. Nhắc nhở mang khẩu trang nơi làm việc Đã kiểm tra 03 lượt tại quầy tiếp nhận, cổng bảo"
        " vệ; ghi nhận 2 trong 150 lượt người không mang khẩu trang (1,3%), đã nhắc nhở 2 lượt."
    ) in whole_text(printed(replace(week_06(), mask_checks=looked)))
    everybody = MaskCheckFigures(1, ("quầy tiếp nhận",), 20, 0, 0)
    assert "Đã kiểm tra 01 lượt tại quầy tiếp nhận. " in whole_text(
        printed(replace(week_06(), mask_checks=everybody))
    )
    nothing = MaskCheckFigures(0, (), 0, 0, 0)
    assert "nơi làm việc Trong tuần không phát sinh. " in whole_text(
        printed(replace(week_06(), mask_checks=nothing))
    )
    assert "Nhắc nhở mang khẩu trang" not in whole_text(printed(week_06()))


def test_norms_have_two_columns_where_one_is_in_force() -> None:
    guards, desk, others = week_06().groups
    groups = (
        replace(guards, reach=NormReach(Fraction(10), 5, 4)),
        desk,
        replace(others, reach=NormReach(Fraction(5, 2), 200, 150)),
    )
    text = whole_text(printed(replace(week_06(), groups=groups)))
    assert "Mức cấp (cái/người/tuần) Đạt mức cấp (%)" in text
    assert "Bộ phận bảo vệ 5 5 180 36,0 10 80" in text
    assert "216 36,0 – –" in text
    assert "1.015 5,0 2,5 75" in text
    assert "Tổng cộng 214 214 1.411 6,6 75,1" in text
    assert "Mức cấp" not in whole_text(printed())
