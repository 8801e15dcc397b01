"""Signing lists of documents as PDF, read back; their codes read as a scanner would."""

from dataclasses import replace

import pytest
import zxingcpp

from db.kinds import DeliveryForm
from db.queries.documents import CitedDocument
from db.rules.codes import PageCode, parse_code
from desktop.papers.document_list import document_lists
from desktop.papers.working import PrintedPaper
from tests.desktop.papers.reading import (
    fonts_of,
    greys,
    letters,
    page_image,
    page_texts,
    whole_text,
)
from tests.desktop.papers.round_samples import (
    LONG_DOCUMENTS,
    LONG_NAME,
    LONG_TITLE,
    OWN_PLAN,
    PLAN_362,
    document_list,
)
from tests.desktop.papers.samples import OFFICE, PRINTED_AT


def printed(count: int = 12, *, has_notes: bool = False) -> PrintedPaper:
    return document_lists([document_list(count)], OFFICE, PRINTED_AT, has_notes=has_notes)


def test_the_list_says_what_was_made_known_to_whom_and_until_when_it_comes_back() -> None:
    base = document_list(12)
    people = (replace(base.people[0], form=DeliveryForm.MEETING), *base.people[1:])
    text = whole_text(document_lists([replace(base, people=people)], OFFICE, PRINTED_AT).pdf)
    for part in (
        (
            "DANH SÁCH Cán bộ, công chức, viên chức, người lao động ký xác nhận đã được phổ biến,"
            " quán triệt Kế hoạch số 362/KH-UBND ngày 01 tháng 02 năm 2020 của Ủy ban nhân dân Thành"
            " phố về ứng phó của Thành phố Hồ Chí Minh với dịch bệnh"
        ),
        "Phòng, đơn vị: PHÒNG BÁO CHÍ Nộp lại Văn phòng Sở (văn thư) trước ngày 07/02/2020.",
        "1 Nguyễn Thị Mỹ An Chánh Văn phòng Họp phổ biến",
        "2 Bùi Thị Mỹ Bình Chuyên viên Bản giấy",
        "Danh sách có 12 người; đã ký: ……… người; chưa ký: ……… người (lý do: …………………………).",
        "TRƯỞNG PHÒNG (Ký, họ tên) Lê Thị Bích NGƯỜI LẬP DANH SÁCH (Ký, họ tên) Cao Ngọc Tuấn",
        "Phòng Báo chí – Trang 1/2",
    ):
        assert part in text
    assert "Ghi chú" not in text


def test_several_documents_are_named_a_line_each() -> None:
    text = whole_text(
        document_lists([document_list(3, (PLAN_362, OWN_PLAN))], OFFICE, PRINTED_AT).pdf
    )
    assert "quán triệt các văn bản sau: - Kế hoạch số 362/KH-UBND ngày" in text
    assert "(nCoV); - Kế hoạch số /KH-STTTT ngày 03 tháng 02 năm 2020 của Sở" in text


def test_a_list_without_a_deadline_or_a_head_says_nothing_of_them() -> None:
    one = replace(document_list(2), deadline_on=None, head_title="")
    (text,) = page_texts(document_lists([one], OFFICE, PRINTED_AT).pdf)
    assert "Nộp lại" not in text
    assert "TRƯỞNG PHÒNG" not in text
    assert "NGƯỜI LẬP DANH SÁCH" in text


def test_everybody_has_an_open_cell_where_the_page_shows_it() -> None:
    paper = printed(40)
    assert [of for page in paper.pages for of in page.rows] == list(range(1001, 1041))
    for number, page in enumerate(paper.pages):
        image = page_image(paper.pdf, number)
        assert len(page.rows) == len(page.cells)
        for x, y, width, height in page.cells:
            assert width == 36
            assert height >= 12
            assert greys(image, x + 1, y + 1, x + width - 1, y + height - 1) == {255}
            assert min(greys(image, x - 0.5, y + 3, x + 0.5, y + 4)) < 128
        for x, y in page.marks:
            assert greys(image, x - 1, y - 1, x + 1, y + 1) == {0}


def test_every_page_carries_its_digits_twice_readable() -> None:
    paper = printed(30)
    assert [parse_code(page.code) for page in paper.pages] == [
        PageCode(4711, 3, 1, number) for number in range(1, len(paper.pages) + 1)
    ]
    for number, (page, text) in enumerate(zip(paper.pages, page_texts(paper.pdf), strict=True)):
        assert page.code in text
        (found,) = zxingcpp.read_barcodes(page_image(paper.pdf, number))
        assert found.text == page.code


def test_departments_begin_pages_of_their_own_and_count_them() -> None:
    lists = [document_list(14), document_list(3, unit=2)]
    paper = document_lists(lists, OFFICE, PRINTED_AT)
    assert [(page.paper, page.page) for page in paper.pages] == [(1, 1), (1, 2), (2, 1)]


def test_notes_say_who_is_away_and_tell_people_of_one_name_apart() -> None:
    noted = printed(3, has_notes=True)
    assert "Vắng: đi công tác" in whole_text(noted.pdf)
    assert noted.pages[0].cells[0].width >= 30
    base = document_list(3)
    twins = tuple(replace(of, name="Lê Thị Hòa") for of in base.people[:2])
    one = replace(base, people=(*twins, base.people[2]))
    text = whole_text(document_lists([one], OFFICE, PRINTED_AT).pdf)
    assert "Ghi chú" in text
    assert "CB1001" in text
    assert "CB1002" in text
    assert "CB1003" not in text


@pytest.mark.parametrize("count", range(1, 30))
def test_the_signers_have_at_least_two_people_above_them(count: int) -> None:
    paper = printed(count)
    assert "NGƯỜI LẬP DANH SÁCH" in page_texts(paper.pdf)[-1]
    assert len(paper.pages[-1].rows) >= min(count, 2)


@pytest.mark.parametrize("documents", [LONG_DOCUMENTS[:1], LONG_DOCUMENTS])
@pytest.mark.parametrize("count", [1, 9])
def test_long_words_are_never_cut_and_stay_inside_the_margins(
    documents: tuple[CitedDocument, ...],
    count: int,
) -> None:
    base = document_list(count, documents)
    people = tuple(replace(of, name=LONG_NAME, title=LONG_TITLE) for of in base.people)
    paper = document_lists([replace(base, people=people)], OFFICE, PRINTED_AT)
    text = whole_text(paper.pdf)
    assert text.count(LONG_NAME) == count
    assert text.count(LONG_TITLE) == count
    assert text.count("biệnƠ") == len(documents)
    for (wide, high), letter in letters(paper.pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter
        assert 41 < letter.bottom < letter.top < high - 55, letter


def test_equal_lists_give_equal_bytes_in_the_embedded_typeface() -> None:
    assert printed(40) == printed(40)
    assert all(is_embedded and "Tinos" in name for name, is_embedded in fonts_of(printed().pdf))
