"""Numbers, dates and quantities as papers write them."""

from datetime import UTC, date, datetime

import pytest

from desktop.papers import figures


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567")]
)
def test_a_number_has_dots(value: int, text: str) -> None:
    assert figures.number(value) == text


def test_one_to_nine_are_padded_in_running_text_only() -> None:
    assert [figures.padded(n) for n in (0, 4, 10, 1345)] == ["0", "04", "10", "1.345"]
    assert [figures.cell(n) for n in (0, 4)] == ["–", "4"]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(177, 208, "85,1%"), (1, 1, "100%"), (2, 150, "1,3%"), (827, 1000, "82,7%"), (1, 2, "50%")],
)
def test_a_percentage_has_one_decimal_unless_it_is_zero(part: int, whole: int, text: str) -> None:
    assert figures.percent(part, whole) == text


def test_months_one_and_two_are_padded_in_long_dates_and_the_others_not() -> None:
    assert figures.long_day(date(2020, 2, 3)) == "03 tháng 02 năm 2020"
    assert figures.long_day(date(2020, 3, 5)) == "05 tháng 3 năm 2020"
    assert figures.long_day(date(2020, 12, 10)) == "10 tháng 12 năm 2020"


def test_a_moment_is_told_where_the_clerk_sits() -> None:
    late = datetime(2020, 2, 9, 18, 5, tzinfo=UTC)

    assert figures.clock_time(late) == "01g05"
    assert figures.day(figures.local_day(late)) == "10/02/2020"


def test_a_quantity_is_told_in_its_report_unit_exactly() -> None:
    kilograms = figures.measure("gam", "kg", 1000, 35_000, 35_500, 1)

    assert kilograms.name == "kg"
    assert [kilograms.text(n) for n in (35_000, 35_500, 1, -2_250)] == [
        "35",
        "35,5",
        "0,001",
        "-2,25",
    ]
    assert kilograms.padded(4_000) == "04"
    assert kilograms.padded(4_500) == "4,5"


def test_a_supply_that_a_report_unit_cannot_say_exactly_keeps_its_base_unit() -> None:
    assert figures.measure("viên", "hộp", 60, 120, 60) == figures.Measure("hộp", 60)
    assert figures.measure("viên", "hộp", 60, 120, 70) == figures.Measure("viên")


def test_roman_numerals() -> None:
    assert [figures.roman(n) for n in (1, 4, 9, 11, 18, 40)] == [
        "I",
        "IV",
        "IX",
        "XI",
        "XVIII",
        "XL",
    ]
