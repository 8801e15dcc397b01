"""Quantities as they are typed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.labels import number
from desktop.widgets.quantity import (
    PackChoice,
    Quantity,
    QuantityUnclear,
    echo,
    parse_quantity,
)

BOX, CRATE, KILO = PackChoice(7, "hộp", 50), PackChoice(8, "thùng", 2000), PackChoice(9, "kg", 1000)
PACKS = (BOX, CRATE, KILO)


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("150", 150),
        ("1.500", 1500),
        ("1 500", 1500),
        ("1.234.567", 1_234_567),
        ("2t+5", 4005),
        ("2 thùng + 5", 4005),
        ("3*50+20", 170),
        ("3 x 50", 150),
        ("1,5kg", 1500),
        ("3h+2h", 250),
    ],
)
def test_quantities_come_to_base_units(typed: str, pieces: int) -> None:
    assert parse_quantity(typed, PACKS) == Quantity(pieces)


@pytest.mark.parametrize("typed", ["3h", "3 hộp", "3 HOP", "3ho"])
def test_one_pack_is_remembered_with_its_count(typed: str) -> None:
    assert parse_quantity(typed, PACKS) == Quantity(150, pack_id=7, pack_count=3)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Chưa có số lượng."),
        ("abc", "“abc” không phải là số lượng."),
        ("-5", "“-5” không phải là số lượng."),
        ("0", "Số lượng phải từ 1 trở lên."),
        ("1,5", "Số lượng phải là số nguyên."),
        ("1.5", "Số lượng phải là số nguyên."),
        ("1.5kg", "Số lượng phải là số nguyên."),
        ("1,5h", "Số lượng phải là số nguyên."),
        ("1,0005kg", "Số lượng này không ra số nguyên của đơn vị tính."),
        ("3 can", "Không có quy cách nào là “can”."),
        ("1" + "0" * 30, "Số lượng quá lớn."),
        ("999999999999*999999999999", "Số lượng quá lớn."),
    ],
)
def test_what_can_not_be_taken_says_why(typed: str, why: str) -> None:
    with pytest.raises(QuantityUnclear) as unclear:
        parse_quantity(typed, PACKS)
    assert str(unclear.value) == why


def test_a_letter_of_two_packs_is_asked_about() -> None:
    two = (BOX, PackChoice(3, "hũ", 20))
    with pytest.raises(QuantityUnclear, match="hộp, hũ"):
        parse_quantity("3h", two)


@given(st.integers(1, 10**12))
def test_a_number_as_shown_is_read_back(pieces: int) -> None:
    assert parse_quantity(number(pieces)) == Quantity(pieces)


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(QuantityUnclear):
        assert 1 <= parse_quantity(text, PACKS).pieces <= 10**12


def test_the_echo_is_in_base_units() -> None:
    assert echo(Quantity(1500), "cái") == "= 1.500 cái"
