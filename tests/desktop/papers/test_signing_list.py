"""Signing lists as PDF, read back; their codes read as a scanner would."""

from dataclasses import replace

import pytest
import zxingcpp

from db.rules.codes import PageCode, parse_code
from desktop.papers.signing_list import SigningOptions, signing_lists
from desktop.papers.signing_words import norm_words
from desktop.papers.working import PrintedPaper
from tests.desktop.papers.reading import (
    fonts_of,
    greys,
    letters,
    page_image,
    page_sizes,
    page_texts,
    whole_text,
)
from tests.desktop.papers.samples import (
    OFFICE,
    PRINTED_AT,
    SUPPLIES,
    norm,
    people,
    press_list,
    signing_list,
)

PLAIN = SigningOptions()


def printed(count: int = 30, supplies: int = 1, options: SigningOptions = PLAIN) -> PrintedPaper:
    return signing_lists([signing_list(count, supplies)], OFFICE, options, PRINTED_AT)


def test_norms_are_told_by_supply_and_post() -> None:
    mask, gloves = norm(5), norm(2, supply=SUPPLIES[1])
    for norms, told in (
        ((mask,), "05 cái/người/tuần"),
        ((mask, norm(10, "Bảo vệ")), "05 cái/người/tuần; bảo vệ 10 cái/người/tuần"),
        (
            (mask, norm(10, "Bảo vệ"), norm(8, "Tiếp nhận và trả hồ sơ")),
            "05 cái/người/tuần; bảo vệ 10 cái/người/tuần; tiếp nhận và trả hồ sơ 08 cái/người/tuần",
        ),
        (
            (mask, gloves),
            (
                f"{SUPPLIES[0].name} 05 cái/người/tuần."
                f" {SUPPLIES[1].name} 02 {SUPPLIES[1].unit}/người/tuần"
            ),
        ),
    ):
        assert norm_words(norms) == told


def test_the_list_says_what_was_given_to_whom_and_how_much() -> None:
    options = SigningOptions(undertaking=True, round_number=2)
    text = whole_text(printed(options=options).pdf)

    for part in (
        (
            "DANH SÁCH Ký nhận cấp phát khẩu trang y tế 4 lớp Đợt 02 – Ngày cấp 10/02/2020"
            " (Kèm theo Phiếu xuất kho số XK0013 ngày 10 tháng 02 năm 2020)"
            " Phòng, đơn vị: VĂN PHÒNG SỞ"
            " Mức cấp: 05 cái/người/tuần; bộ phận ưu tiên 10 cái/người/tuần"
        ),
        "STT Họ và tên Chức vụ",
        "12 Bùi Văn Bình Chuyên viên 0 Vắng: ốm",
        "21 Nguyễn Kim An Chuyên viên 36 Bảo vệ",
        "Cộng: 30 người 202",
        "Khẩu trang y tế 4 lớp: 202 cái (Bằng chữ: Hai trăm lẻ hai cái).",
        (
            "Người ký nhận cam kết mang khẩu trang tại nơi làm việc, nơi công cộng theo yêu cầu của Kế"
            " hoạch."
        ),
        "Văn phòng Sở – Trang 1/3",
        "Văn phòng Sở – Trang 3/3",
    ):
        assert part in text


def test_the_same_head_is_not_asked_to_sign_twice() -> None:
    own, other = page_texts(
        signing_lists([signing_list(3), press_list(3)], OFFICE, PLAIN, PRINTED_AT).pdf
    )

    assert own.count("CHÁNH VĂN PHÒNG") == 1
    assert "TRƯỞNG PHÒNG" in other
    assert "CHÁNH VĂN PHÒNG" in other


def test_a_deputy_who_signs_for_the_chief_is_the_chief_s_signature_too() -> None:
    deputy = replace(
        OFFICE.internal.signature, title=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    )
    office = replace(OFFICE, internal=replace(OFFICE.internal, signature=deputy))

    (page,) = page_texts(signing_lists([signing_list(3)], office, PLAIN, PRINTED_AT).pdf)

    assert page.count("CHÁNH VĂN PHÒNG") == 2  # the two lines of the deputy's title


def signs(count: int, supplies: int = 1) -> list[int]:
    """Who of a sample list got something and so has to sign."""
    return [one.staff_id for one in people(count, supplies) if any(one.quantities)]


def people_above_signers(paper: PrintedPaper) -> int:
    """How many people stand on the last page, those who got nothing too."""
    last = page_texts(paper.pdf)[-1]
    return last.count("Chuyên viên") + last.count("Chánh Văn phòng")  # everybody has a title


def test_who_has_to_sign_is_on_the_list_once_in_order_with_a_cell_of_at_least_12_mm() -> None:
    paper = printed(100, 2)

    assert [person for page in paper.pages for person in page.rows] == signs(100, 2)
    for page in paper.pages:
        assert len(page.rows) == len(page.cells)
        assert all(cell.height >= 12 and cell.width >= 30 for cell in page.cells)
        tops = [cell.y for cell in page.cells]
        assert tops == sorted(tops)
        assert all(cell.y + cell.height < 297 - 33 for cell in page.cells)


def test_a_cell_is_where_the_page_shows_it() -> None:
    paper = printed(5)
    (page,) = paper.pages
    image = page_image(paper.pdf, 0)

    for x, y, width, height in page.cells:
        right, bottom = x + width, y + height
        assert greys(image, x + 1, y + 1, right - 1, bottom - 1) == {255}
        edges = [
            (x - 0.5, y + 3, x + 0.5, y + 4),
            (right - 0.5, y + 3, right + 0.5, y + 4),
            (x + 3, y - 0.5, x + 4, y + 0.5),
            (x + 3, bottom - 0.5, x + 4, bottom + 0.5),
        ]
        assert all(min(greys(image, *edge)) < 128 for edge in edges)
    for x, y in page.marks:
        assert greys(image, x - 1, y - 1, x + 1, y + 1) == {0}


def test_who_got_nothing_has_a_stroke_through_the_cell() -> None:
    paper = printed(14)
    x, above, width, height = paper.pages[0].cells[10]
    middle_x, middle_y = x + width / 2, above + height * 1.5

    image = page_image(paper.pdf, 0)

    assert 12 not in paper.pages[0].rows
    assert min(greys(image, middle_x - 1, middle_y - 1, middle_x + 1, middle_y + 1)) < 128


def test_every_page_carries_its_digits_twice_readable() -> None:
    paper = printed(60)

    assert [parse_code(page.code) for page in paper.pages] == [
        PageCode(4711, 1, 1, number) for number in range(1, len(paper.pages) + 1)
    ]
    for number, (page, text) in enumerate(zip(paper.pages, page_texts(paper.pdf), strict=True)):
        assert page.code in text
        (found,) = zxingcpp.read_barcodes(page_image(paper.pdf, number))
        assert found.text == page.code


def test_landscape_from_four_supplies_and_every_column_has_its_sum() -> None:
    assert set(page_sizes(printed(5, 3).pdf)) == {(210, 297)}
    wide = printed(5, 4)
    assert set(page_sizes(wide.pdf)) == {(297, 210)}

    text = whole_text(wide.pdf)

    assert "Ký nhận cấp phát vật tư phòng, chống dịch" in text
    assert "Cộng: 5 người 25 7 7 7" in text
    assert "Găng tay y tế: 7 chiếc (Bằng chữ: Bảy chiếc)." in text


@pytest.mark.parametrize("count", [*range(1, 40), 65])
@pytest.mark.parametrize("supplies", [1, 5])
def test_the_signers_have_at_least_two_people_above_them(count: int, supplies: int) -> None:
    paper = printed(count, supplies, SigningOptions(undertaking=True))

    texts = page_texts(paper.pdf)
    assert "NGƯỜI LẬP DANH SÁCH" in texts[-1]
    assert people_above_signers(paper) >= min(count, 2)
    assert sum("NGƯỜI LẬP DANH SÁCH" in text for text in texts) == 1


@pytest.mark.parametrize("has_date", [True, False])
@pytest.mark.parametrize("supplies", [1, 2, 3, 4, 9, 15])
def test_no_letter_stands_outside_the_margins(supplies: int, has_date: bool) -> None:
    base = signing_list(5)
    more = tuple(replace(base.supplies[0], supply_id=n) for n in range(1, supplies + 1))
    rows = tuple(
        replace(person, quantities=(10**12,) * supplies, name=f"{person.name} {'Dài ' * 30}")
        for person in base.people
    )
    one = replace(base, supplies=more, people=rows)
    options = SigningOptions(date_column=has_date)

    paper = signing_lists([one], OFFICE, options, PRINTED_AT)

    for (wide, high), letter in letters(paper.pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter
        assert 41 < letter.bottom < letter.top < high - 55, letter
    assert whole_text(paper.pdf).count("Dài") == 150


def test_two_people_of_one_name_are_told_apart_by_their_codes() -> None:
    base = signing_list(3)
    twins = tuple(replace(person, name="Lê Thị Hòa") for person in base.people[:2])

    text = whole_text(
        signing_lists(
            [replace(base, people=(*twins, base.people[2]))], OFFICE, PLAIN, PRINTED_AT
        ).pdf
    )

    assert "CB0001" in text
    assert "CB0002" in text
    assert "CB0003" not in text


def test_a_running_list_has_group_rows_sums_and_a_total() -> None:
    lists = [signing_list(14), press_list(13)]
    paper = signing_lists(lists, OFFICE, SigningOptions(is_running=True), PRINTED_AT)
    text = whole_text(paper.pdf)

    assert "I. VĂN PHÒNG SỞ (14 người)" in text
    assert "II. PHÒNG BÁO CHÍ (13 người)" in text
    assert "TỔNG CỘNG: 27 người" in text
    assert "Kèm theo Phiếu xuất kho số XK0013, XK0014 ngày" in text
    assert "TRƯỞNG PHÒNG" not in text
    assert people_above_signers(paper) >= 2
    assert {page.paper for page in paper.pages} == {1}


@pytest.mark.parametrize("count", range(1, 30))
def test_a_group_row_is_never_last_on_a_page(count: int) -> None:
    lists = [signing_list(count), press_list(12)]
    paper = signing_lists(lists, OFFICE, SigningOptions(is_running=True), PRINTED_AT)

    for text in page_texts(paper.pdf):
        if "II. PHÒNG BÁO CHÍ" in text:
            assert "1 Nguyễn Thị Mỹ An" in text.split("II. PHÒNG BÁO CHÍ")[1]


def test_departments_begin_pages_of_their_own_and_count_them() -> None:
    paper = signing_lists([signing_list(30), press_list(12)], OFFICE, PLAIN, PRINTED_AT)

    texts = page_texts(paper.pdf)
    assert "Văn phòng Sở – Trang 3/3" in texts[2]
    assert "Phòng Báo chí – Trang 1/2" in texts[3]
    assert [(page.paper, page.page) for page in paper.pages] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
    ]


def test_numbers_may_run_on_over_departments() -> None:
    lists = [signing_list(3), press_list(2)]
    options = SigningOptions(numbers_restart=False)

    _, second = page_texts(signing_lists(lists, OFFICE, options, PRINTED_AT).pdf)

    assert "4 Nguyễn Thị Mỹ An" in second


def test_ten_thousand_people_get_their_pages() -> None:
    paper = printed(10_000)

    assert [person for page in paper.pages for person in page.rows] == signs(10_000)
    assert len({page.code for page in paper.pages}) == len(paper.pages)


def test_equal_lists_give_equal_bytes_in_the_embedded_typeface() -> None:
    assert printed(40, 4) == printed(40, 4)
    assert all(is_embedded and "Tinos" in name for name, is_embedded in fonts_of(printed().pdf))


def test_the_samples_are_what_the_tests_think() -> None:
    assert sum(person.quantities[0] for person in people(30)) == 202
