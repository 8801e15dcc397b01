"""Sổ chuyển giao văn bản đi, read back."""

from dataclasses import replace
from datetime import date

import pytest

from db.kinds import DeliveryForm
from desktop.papers.delivery_register import delivery_register
from tests.desktop.papers.reading import letters, page_texts, whole_text
from tests.desktop.papers.round_samples import LONG_DOCUMENTS, delivery
from tests.desktop.papers.samples import OFFICE, PRINTED_AT

MONDAY, SUNDAY = date(2020, 2, 3), date(2020, 2, 9)


def test_the_register_has_the_five_columns_and_a_row_for_each_receiver() -> None:
    rows = [
        delivery("Văn phòng Sở", 2, MONDAY),
        delivery("Phòng Báo chí", 1),
        replace(delivery("Quận 1", 0), form=DeliveryForm.EMAIL, note="gửi lại ngày 04/02"),
    ]
    (text,) = page_texts(delivery_register(rows, OFFICE, PRINTED_AT, MONDAY, SUNDAY))
    assert (
        "SỔ CHUYỂN GIAO VĂN BẢN ĐI Từ ngày 03/02/2020 đến ngày 09/02/2020"
        " Ngày chuyển Số, ký hiệu văn bản Nơi nhận văn bản Ký nhận Ghi chú"
        " 03/02/2020 362/KH-UBND /KH-STTTT Văn phòng Sở 02 bản Lê Phương Yến nhận"
        " 362/KH-UBND /KH-STTTT Phòng Báo chí 01 bản"
        " 362/KH-UBND /KH-STTTT Quận 1 Thư điện tử gửi lại ngày 04/02"
    ) in text


@pytest.mark.parametrize(
    ("from_on", "to_on", "told"),
    [
        (MONDAY, MONDAY, "Ngày 03/02/2020"),
        (MONDAY, None, "Từ ngày 03/02/2020"),
        (None, SUNDAY, "Đến ngày 09/02/2020"),
        (None, None, "ĐI Ngày chuyển"),
    ],
)
def test_the_title_says_of_which_days(from_on: date | None, to_on: date | None, told: str) -> None:
    assert told in whole_text(delivery_register([], OFFICE, PRINTED_AT, from_on, to_on))


def test_many_long_lines_are_never_cut() -> None:
    row = replace(delivery("Ủy ban nhân dân " * 10, 10**6, MONDAY), documents=LONG_DOCUMENTS)
    pdf = delivery_register([row] * 20, OFFICE, PRINTED_AT)
    text = whole_text(pdf)
    assert text.count("Ủy ban nhân dân") == 200
    assert all(text.count(of.number) == 20 for of in LONG_DOCUMENTS)
    assert text.count("Ngày chuyển") == len(page_texts(pdf)) > 1
    for (wide, high), letter in letters(pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter
        assert 41 < letter.bottom < letter.top < high - 55, letter
