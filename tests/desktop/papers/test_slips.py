"""Slips as PDF, read back; each is known by its own code, cut off or not."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from db.kinds import DeliveryForm
from db.queries.round_papers import Goods
from db.rules.codes import PageCode, parse_code
from desktop.papers.slip_layout import LAYOUTS
from desktop.papers.slip_text import SlipOptions, most_per_page
from desktop.papers.slips import slips
from desktop.papers.working import PrintedPaper
from tests.desktop.papers.reading import (
    fonts_of,
    page_image,
    page_sizes,
    page_texts,
    placed_letters,
    whole_text,
)
from tests.desktop.papers.round_samples import (
    LONG_DOCUMENTS,
    LONG_NAME,
    LONG_TITLE,
    OWN_PLAN,
    PLAN_362,
    round_slips,
)
from tests.desktop.papers.samples import OFFICE, PRINTED_AT

COUNTS = pytest.mark.parametrize("per_page", [1, 2, 4])
DOTS = 200 / 25.4


def printed(count: int, per_page: int) -> PrintedPaper:
    return slips(round_slips(count), OFFICE, SlipOptions(per_page), PRINTED_AT)


def cut(paper: PrintedPaper, per_page: int, place: int) -> Image.Image:
    """A slip cut off the first page, as a scanner of 200 dpi sees it."""
    layout = LAYOUTS[per_page]
    (x, y), (wide, high) = layout.corner(place), layout.slip
    edges = (x * DOTS, y * DOTS, (x + wide) * DOTS, (y + high) * DOTS)
    left, top, right, bottom = map(round, edges)
    return page_image(paper.pdf, 0).crop((left, top, right, bottom))


def darkest(image: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """The darkest grey of a part; its edges in mm."""
    a, b, c, d = (round(edge * DOTS) for edge in (left, top, right, bottom))
    return min(image.crop((a, b, c, d)).tobytes())


def test_a_slip_says_who_got_what_and_until_when_it_comes_back() -> None:
    base = round_slips(1)
    (person,) = base.people
    goods = [Goods("Khẩu trang y tế 4 lớp", "cái", 5), Goods("Tờ bướm tuyên truyền", "tờ", 1)]
    paper = replace(
        base,
        people=(replace(person, form=DeliveryForm.SYSTEM),),
        goods={person.staff_id: goods},
    )
    (text,) = page_texts(slips(paper, OFFICE, SlipOptions(2, True), PRINTED_AT).pdf)
    assert (
        "VĂN PHÒNG SỞ THÔNG TIN VÀ TRUYỀN THÔNG PHIẾU KÝ NHẬN Họ và tên: Nguyễn Thị Mỹ An"
        " Chức vụ: Chánh Văn phòng Phòng, đơn vị: Văn phòng Sở Mã số: CB1001"
        " Đã nhận và nghiên cứu văn bản:"
        " - Kế hoạch số 362/KH-UBND ngày 01/02/2020 của UBND Thành phố (phần mềm QLVB);"
        " - Kế hoạch số /KH-STTTT ngày 03/02/2020 của Sở Thông tin và Truyền thông"
        " (phần mềm QLVB)."
        " Đã nhận vật tư: - Khẩu trang y tế 4 lớp: 05 cái; - Tờ bướm tuyên truyền: 01 tờ."
        " Tôi cam kết thực hiện đúng nội dung văn bản và mang khẩu trang tại nơi làm việc, nơi"
        " công cộng."
    ) in text
    assert "Ngày …… tháng …… năm 2020 NGƯỜI KÝ NHẬN (Ký, họ tên)" in text
    assert "Nộp lại văn thư trước ngày 07/02/2020" in text
    assert "CỘNG HÒA" not in text


def test_a_slip_without_goods_or_masks_has_only_the_document() -> None:
    text = whole_text(printed(1, 2).pdf)
    assert "Đã nhận vật tư" not in text
    assert "Tôi cam kết thực hiện đúng nội dung văn bản." in text


def test_only_a_slip_of_a_whole_page_has_the_nation_above() -> None:
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in whole_text(printed(1, 1).pdf)
    assert "CỘNG HÒA" not in whole_text(printed(4, 4).pdf)


@COUNTS
def test_everybody_gets_one_slip_on_as_few_pages_as_hold_them(per_page: int) -> None:
    paper = printed(9, per_page)
    assert [page.rows for page in paper.pages] == [(of.staff_id,) for of in round_slips(9).people]
    assert [parse_code(page.code) for page in paper.pages] == [
        PageCode(4711, 4, 1, page.page) for page in paper.pages
    ]
    assert page_sizes(paper.pdf) == [(210, 297)] * (-(-9 // per_page))


@COUNTS
def test_the_slips_of_a_page_are_read_uncut_and_each_by_itself(per_page: int) -> None:
    paper = printed(per_page, per_page)
    codes = [page.code for page in paper.pages]
    uncut = zxingcpp.read_barcodes(page_image(paper.pdf, 0))
    assert {found.text for found in uncut} == set(codes)
    for place, code in enumerate(codes):
        (found,) = zxingcpp.read_barcodes(cut(paper, per_page, place))
        assert found.text == code
    (text,) = page_texts(paper.pdf)
    assert all(code in text for code in codes)


@COUNTS
def test_what_the_scanner_is_told_is_where_the_cut_slip_shows_it(per_page: int) -> None:
    paper = printed(per_page, per_page)
    for place, page in enumerate(paper.pages):
        slip = cut(paper, per_page, place)
        for x, y in page.marks:
            assert darkest(slip, x - 0.5, y - 0.5, x + 0.5, y + 0.5) < 40
        ((x, y, wide, high),) = page.cells
        right, bottom = x + wide, y + high
        assert darkest(slip, x + 1, y + 1, right - 1, bottom - 1) == 255
        for edge in (
            (x - 0.6, y + 3, x + 0.6, y + 4),
            (right - 0.6, y + 3, right + 0.6, y + 4),
            (x + 3, y - 0.6, x + 4, y + 0.6),
            (x + 3, bottom - 0.6, x + 4, bottom + 0.6),
        ):
            assert darkest(slip, *edge) < 128
        left, top, side = page.square
        assert darkest(slip, left + 0.2, top + 0.2, left + 0.5, top + 0.5) < 40
        assert darkest(slip, left - 3, top - 3, left - 0.3, top + side) == 255  # the quiet zone
        assert darkest(slip, left, top - 3, left + side + 3, top - 0.3) == 255
        assert darkest(slip, left + side + 0.3, top - 3, left + side + 3, top + side) == 255


@pytest.mark.parametrize(("per_page", "least"), [(1, (60, 25)), (2, (60, 25)), (4, (45, 18))])
def test_the_box_has_room_for_a_signature(per_page: int, least: tuple[int, int]) -> None:
    layout = LAYOUTS[per_page]
    assert layout.box.width >= least[0]
    assert layout.box.height >= least[1]
    left, _, side = layout.square
    assert 15 <= side <= 18
    assert left >= 20  # clear of the holes
    assert left + side + 3 < layout.box.x or per_page == 1


@pytest.mark.parametrize("per_page", [2, 4])
def test_words_too_long_for_a_slip_shrink_to_8_points_then_take_a_larger_slip(
    per_page: int,
) -> None:
    base = round_slips(per_page, LONG_DOCUMENTS)
    people = tuple(replace(of, name=LONG_NAME, title=LONG_TITLE) for of in base.people)
    paper = replace(base, people=people)
    options = SlipOptions(per_page)
    count = most_per_page(paper, OFFICE, options)
    told = slips(paper, OFFICE, replace(options, per_page=count), PRINTED_AT)
    assert count == 2
    text = whole_text(told.pdf)
    for document in LONG_DOCUMENTS:
        assert text.count(f"{document.number} ") == per_page
    assert text.count(LONG_NAME) == per_page
    assert text.count(LONG_TITLE) == per_page


def test_usual_words_take_the_slip_asked_for() -> None:
    for per_page in (1, 2, 4):
        paper = round_slips(8, (PLAN_362, OWN_PLAN))
        assert most_per_page(paper, OFFICE, SlipOptions(per_page)) == per_page


@COUNTS
def test_words_never_touch_the_box_the_code_or_what_is_cut(per_page: int) -> None:
    base = round_slips(per_page, LONG_DOCUMENTS[:3])
    people = tuple(replace(of, name=LONG_NAME, title=LONG_TITLE) for of in base.people)
    paper = slips(replace(base, people=people), OFFICE, SlipOptions(per_page), PRINTED_AT)
    layout = LAYOUTS[per_page]
    wide, high = layout.slip
    qr_left, qr_top, side = layout.square
    box = layout.box
    for _, letter in placed_letters(paper.pdf):
        x, y = letter.left / 72 * 25.4 % wide, (297 - letter.bottom / 72 * 25.4) % high
        right = x + (letter.right - letter.left) / 72 * 25.4
        assert layout.left - 0.1 <= x < right <= wide - layout.right + 0.1, letter
        assert 9 < y < high - 9, letter
        assert not (box.x < x < box.x + box.width and box.y < y < box.y + box.height), letter
        in_code = qr_left - 3 < x < qr_left + side + 3 and qr_top - 3 < y < qr_top + side
        assert not in_code, letter


def test_a_thousand_slips_have_their_pages() -> None:
    paper = printed(1000, 4)
    assert len({page.code for page in paper.pages}) == 1000
    assert len(page_sizes(paper.pdf)) == 250


def test_equal_slips_give_equal_bytes_in_the_embedded_typeface() -> None:
    assert printed(9, 4) == printed(9, 4)
    found = fonts_of(printed(2, 2).pdf)
    assert all(is_embedded and "Tinos" in name for name, is_embedded in found)
