"""The sentences the weekly report proposes, word for word."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.papers.period import Period
from desktop.papers.weekly_requests import in_packs, proposed_requests, with_requests
from desktop.papers.weekly_text import asked_for, proposed
from tests.desktop.papers.samples import OFFICE, eventful_week, quiet_week, week_06


def test_the_sample_week_is_worded_as_the_office_words_it() -> None:
    texts = proposed(week_06(), OFFICE)

    assert list(texts) == ["K1", "K2", "II", "III", "IV", "recipients"]
    assert texts["K1"] == (
        "Trong tuần 06, Văn phòng Sở đã nhập kho 3.400 khẩu trang các loại (mua sắm 100, cấp trên"
        " cấp 800, tài trợ 2.500), cấp 1.411 khẩu trang cho 214 người thuộc 11 phòng, đơn vị,"
        " trong đó 11 người thuộc bộ phận bảo vệ và bộ phận tiếp nhận và trả hồ sơ nhận 396 khẩu"
        " trang. Tồn cuối tuần 1.989 khẩu trang."
    )
    assert texts["K2"] == (
        "Lũy kế từ ngày 03/02/2020 đến hết ngày 09/02/2020: nhập kho 3.400, cấp phát 1.411 khẩu"
        " trang."
    )
    assert texts["II"].splitlines()[0] == (
        "- Khẩu trang y tế 4 lớp còn 1.155 cái, dưới mức tối thiểu 2.000 cái; với mức cấp hiện nay"
        " dự kiến đủ dùng 04 ngày làm việc."
    )
    assert texts["III"] == "- Cấp phát khẩu trang tuần 07 cho 214 người, dự kiến 1.345 cái."
    assert texts["IV"] == (
        "Văn phòng Sở kính đề nghị Giám đốc Sở xem xét, cho bổ sung các vật tư sau:"
    )
    assert texts["recipients"].splitlines() == [
        "- Giám đốc Sở (để báo cáo);",
        "- Các Phó Giám đốc Sở;",
        "- Phòng Kế hoạch - Tài chính;",
        "- Lưu: VP.",
    ]


def test_visitors_shortage_and_expiry_have_their_clauses() -> None:
    texts = proposed(eventful_week(), OFFICE)

    assert "; phát 60 khẩu trang cho khách đến liên hệ công tác. " in texts["K1"]
    assert "- Khẩu trang vải kháng khuẩn: đã hết hàng từ ngày 07/02/2020." in texts["II"]
    assert texts["II"].endswith(
        "- Lô L20118 (Găng tay y tế) còn 200 chiếc, hết hạn ngày 28/02/2020; dự kiến không dùng"
        " hết 120 chiếc."
    )


def test_a_clause_whose_number_is_zero_is_left_out() -> None:
    week = week_06()
    nothing_in = tuple(
        replace(s, received=0, bought=0, granted=0, cumulative_received=0) for s in week.supplies
    )
    texts = proposed(replace(week, supplies=nothing_in, received_lines=()), OFFICE)

    assert texts["K1"].startswith("Trong tuần 06, Văn phòng Sở đã cấp 1.411 khẩu trang cho 214")
    assert texts["K2"].endswith("09/02/2020: cấp phát 1.411 khẩu trang.")


def test_a_week_without_anything_says_so() -> None:
    week = week_06()

    assert proposed(quiet_week(), OFFICE) == {
        "K1": "Trong tuần không phát sinh.",
        "K2": "",
        "II": "Không.",
        "III": "Không.",
        "IV": "Không.",
        "recipients": proposed(week, OFFICE)["recipients"],
    }


def test_a_week_in_which_only_other_supplies_moved_does_not_say_that_nothing_happened() -> None:
    quiet = quiet_week()
    moved = [s for s in week_06().supplies if not s.is_mask]
    masks = [s for s in quiet.supplies if s.is_mask]

    told = proposed(replace(quiet, supplies=(*masks, *moved)), OFFICE)["K1"]
    assert told.startswith("Trong tuần không phát sinh nhập, xuất khẩu trang.")
    told = proposed(replace(quiet, supplies=tuple(moved)), OFFICE)["K1"]
    assert told == "Trong tuần có phát sinh nhập, xuất vật tư (Bảng 1)."


def test_masks_that_no_person_got_are_still_told() -> None:
    quiet = quiet_week()
    shared = tuple(replace(s, issued=20) if s.code == "KT01" else s for s in quiet.supplies)

    told = proposed(replace(quiet, supplies=shared), OFFICE)["K1"]
    assert told.startswith("Trong tuần 06, Văn phòng Sở đã xuất 20 khẩu trang.")


def test_any_two_dates_are_named_by_their_days() -> None:
    report = replace(week_06(), week=None, to_on=date(2020, 2, 12))

    texts = proposed(report, OFFICE)

    assert texts["K1"].startswith("Từ ngày 03/02/2020 đến ngày 12/02/2020, Văn phòng Sở đã nhập")
    assert "Tồn cuối kỳ 1.989 khẩu trang." in texts["K1"]
    assert texts["III"].startswith("- Cấp phát khẩu trang thời gian tới cho 214 người")


def test_the_week_after_the_last_of_a_year_is_the_first() -> None:
    last = Period.of(date(2020, 12, 28), date(2021, 1, 3), "2020-W53")

    assert last.next_name == "tuần 01"
    assert Period.of(date(2020, 12, 21), date(2020, 12, 27), "2020-W52").next_name == "tuần 53"


def test_the_clerk_s_quantities_take_the_place_of_the_proposed_ones() -> None:
    report = week_06()
    masks, rare, gel = proposed_requests(report)

    changed = with_requests(report, {masks.field: "5100", rare.field: "0", "K1": "12"})

    asked = {supply.name: supply.order_quantity for supply in asked_for(changed)}
    assert asked == {masks.supply: 5100, gel.supply: gel.proposed}


def test_nothing_can_be_asked_for_that_the_book_does_not_propose() -> None:
    report = week_06()

    assert with_requests(report, {"order:2": "100", "order:99": "5", "order:1": "-5"}) == report


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        (5000, "2 thùng"),
        (5100, "2 thùng 100 cái"),
        (2499, "–"),
        (0, "–"),
        (10**12, "400.000.000 thùng"),
    ],
)
def test_a_quantity_is_told_in_its_pack(quantity: int, told: str) -> None:
    assert in_packs(quantity, ("thùng", 2500), "cái") == told
    assert in_packs(quantity, ("", 1), "cái") == "–"
