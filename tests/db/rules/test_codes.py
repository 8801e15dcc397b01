"""The digits on printed pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import SIGNING_LIST, PageCode, page_code, parse_code

PAGES = st.builds(
    PageCode,
    st.integers(1000, 9999),
    st.integers(0, 9),
    st.integers(0, 999_999),
    st.integers(0, 99_999),
)


def digits_of(page: PageCode) -> str:
    return page_code(page.book, page.kind, page.paper, page.page)


@given(PAGES)
def test_a_code_has_seventeen_digits_and_reads_back(page: PageCode) -> None:
    digits = digits_of(page)
    assert len(digits) == 17
    assert digits.isdecimal()
    assert parse_code(digits) == page


@given(PAGES)
def test_every_single_wrong_digit_is_found(page: PageCode) -> None:
    digits = digits_of(page)
    for position, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            assert parse_code(digits[:position] + wrong + digits[position + 1 :]) is None


@given(PAGES)
def test_every_swap_of_two_neighbours_is_found(page: PageCode) -> None:
    digits = digits_of(page)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            assert parse_code(swapped) is None


def test_blanks_and_dots_between_the_digits_do_not_matter() -> None:
    digits = page_code(1234, SIGNING_LIST, 12, 3)
    spaced = f" {digits[:4]} {digits[4:11]}.{digits[11:16]}-{digits[16]}\n"
    assert parse_code(spaced) == PageCode(1234, SIGNING_LIST, 12, 3)


@pytest.mark.parametrize("text", ["", "123", "1" * 18, "abcdefghijklmnopq", "１２３４" * 4 + "１"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert parse_code(text) is None


def test_a_paper_too_far_is_refused_rather_than_printed_wrong() -> None:
    with pytest.raises(ValueError, match="too large"):
        page_code(1234, 1, 1_000_000, 1)
