"""Single cells: what is understood, and what is refused for which reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from db.importers import cells, days
from db.importers.problems import Problem, Refusal
from db.importers.units import read_packs

TODAY = date(2020, 2, 28)


def refused(read: Callable[..., Any], cell: Any, **more: Any) -> Problem:
    with pytest.raises(Refusal) as why:
        read(cell, **more)
    return why.value.problem


@pytest.mark.parametrize(
    ("cell", "count", "unit"),
    [
        (5.0, "5", ""),
        ("1234567", "1234567", ""),
        ("1.234.567", "1234567", ""),
        ("1.500", "1500", ""),
        ("1 500", "1500", ""),
        ("1,234,567", "1234567", ""),
        ("1,5", "1.5", ""),
        (1.5, "1.5", ""),
        ("1.500,00", "1500", ""),
        ("5 hộp", "5", "hộp"),
        ("3h", "3", "h"),
        ("1.500 cái", "1500", "cái"),
        (" 05 ", "5", ""),
        (0.1 + 0.2, "0.3", ""),
        (2.9999999999999996, "3", ""),
        (1e12, "1000000000000", ""),
    ],
)
def test_counts_that_are_understood(cell: Any, count: str, unit: str) -> None:
    assert cells.quantity(cell) == (Decimal(count), unit)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", Problem.MISSING),
        ("abc", Problem.NOT_A_NUMBER),
        ("--5", Problem.NOT_A_NUMBER),
        ("1..5", Problem.NOT_A_NUMBER),
        ("5,000", Problem.AMBIGUOUS),
        ("250,000 cái", Problem.AMBIGUOUS),
        ("3 - 4", Problem.NOT_A_NUMBER),
        (date(2020, 2, 5), Problem.NOT_A_NUMBER),
        (True, Problem.NOT_A_NUMBER),
        (-5.0, Problem.NOT_POSITIVE),
        ("−5", Problem.NOT_POSITIVE),
        ("(5)", Problem.NOT_POSITIVE),
        (0.0, Problem.NOT_POSITIVE),
        (1e30, Problem.TOO_LARGE),
        ("1E+30", Problem.TOO_LARGE),
        ("10^30", Problem.TOO_LARGE),
        ("9" * 40, Problem.TOO_LARGE),
        ("10^999999999", Problem.TOO_LARGE),
        (1e12 + 1, Problem.TOO_LARGE),
    ],
)
def test_counts_that_are_refused(cell: Any, problem: Problem) -> None:
    assert refused(cells.quantity, cell) is problem


def test_a_fraction_is_good_only_where_it_may_be_typed_and_whole_units_come_out() -> None:
    assert cells.base_units(Decimal("2.5"), 1000, may_be_fraction=True) == 2500
    for count, size, may in (("1.5", 50, False), ("0.5", 50, False), ("1.0005", 1000, True)):
        with pytest.raises(Refusal) as why:
            cells.base_units(Decimal(count), size, may_be_fraction=may)
        assert why.value.problem is Problem.FRACTION


def test_packs_may_not_carry_a_count_over_the_limit() -> None:
    with pytest.raises(Refusal) as why:
        cells.base_units(Decimal(10**12), 50, may_be_fraction=False)
    assert why.value.problem is Problem.TOO_LARGE


@pytest.mark.parametrize(
    "cell",
    [
        date(2020, 2, 5),
        43866.0,
        43866.4,
        "43866",
        20200205.0,
        "05/02/2020",
        "5/2/2020",
        "5/2/20",
        "05-02-2020",
        "5.2.2020",
        "2020-02-05",
        "2020-02-05 00:00:00",
        "05/02/2020 8:30",
        "ngày 05 tháng 02 năm 2020",
        "Thứ tư, 05/02/2020",
        " 05 / 02 / 2020 ",
        "5-Feb-2020",
    ],
)
def test_days_in_all_their_dresses(cell: Any) -> None:
    assert days.day(cell, today=TODAY) == date(2020, 2, 5)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", Problem.MISSING),
        ("31/02/2020", Problem.NO_SUCH_DAY),
        ("05/13/2020", Problem.NO_SUCH_DAY),
        ("0/1/2020", Problem.NO_SUCH_DAY),
        ("hôm qua", Problem.NOT_A_DAY),
        ("05/02", Problem.NOT_A_DAY),
        (5.0, Problem.NOT_A_DAY),
        ("29/02/2020", Problem.FUTURE_DAY),
        (date(2026, 1, 1), Problem.FUTURE_DAY),
        ("1/1/1900", Problem.ABSURD_YEAR),
        ("05/02/0202", Problem.ABSURD_YEAR),
        ("05/02/2202", Problem.ABSURD_YEAR),
    ],
)
def test_days_that_are_refused(cell: Any, problem: Problem) -> None:
    assert refused(days.day, cell, today=TODAY) is problem


def test_an_expiry_may_be_a_month_or_nothing() -> None:
    assert days.expiry("09/2023") == date(2023, 9, 30)
    assert days.expiry("06/09/2023") == date(2023, 9, 6)
    assert days.expiry("") is None
    assert refused(days.expiry, "13/2023") is Problem.NO_SUCH_DAY


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (972667152.0, "0972667152"),
        ("0972 667 152", "0972667152"),
        ("0972.667.152", "0972667152"),
        ("+84 972 667 152", "0972667152"),
        ("84972667152", "0972667152"),
        ("972667152.0", "0972667152"),
        (2838291234.0, "02838291234"),
        ("(028) 3829.1234", "02838291234"),
        ("0912345678/0987654321", "0912345678 / 0987654321"),
        (101.0, "101"),
        ("", ""),
    ],
)
def test_phones_get_their_zero_back(cell: Any, phone: str) -> None:
    assert cells.phone(cell) == phone


@pytest.mark.parametrize(
    ("cell", "money"),
    [
        (62000.0, "62000"),
        ("35.000", "35000"),
        ("35,000", "35000"),
        ("35.000 đ", "35000"),
        ("1.488.000 đồng", "1488000"),
        ("1.234.567,00", "1234567"),
        (700.5, "700.5"),
    ],
)
def test_money_in_all_its_dresses(cell: Any, money: str) -> None:
    assert cells.money(cell) == Decimal(money)


def test_money_may_be_missing_but_not_negative() -> None:
    assert cells.money("") is None
    assert refused(cells.money, -1.0) is Problem.NOT_POSITIVE
    assert refused(cells.money, "35.000 đồng/hộp") is Problem.NOT_A_NUMBER


def test_names_get_their_capitals_back() -> None:
    assert cells.proper_name("Ngọc ánh") == "Ngọc Ánh"
    assert cells.proper_name("NGUYỄN VĂN AN") == "Nguyễn Văn An"
    assert cells.proper_name("nguyễn thị ý") == "Nguyễn Thị Ý"


@pytest.mark.parametrize(
    ("text", "unit", "packs"),
    [
        ("hộp = 50 cái; thùng = 2500 cái", "cái", {"hộp": 50, "thùng": 2500}),
        ("Hộp 50 cái, thùng 50 hộp", "cái", {"hộp": 50, "thùng": 2500}),
        ("1 thùng = 50 hộp; 1 hộp = 50 cái", "chiếc", {"thùng": 2500, "hộp": 50}),
        ("50 cái/hộp, 50 hộp/thùng", "cái", {"hộp": 50, "thùng": 2500}),
        ("hộp:50|thùng:2500", "cái", {"hộp": 50, "thùng": 2500}),
        ("thùng 50 hộp x 50 cái", "cái", {"thùng": 2500, "hộp": 50}),
        ("Thùng/50 hộp/50 cái", "cái", {"thùng": 2500, "hộp": 50}),
        ("thùng 2.500 cái", "cái", {"thùng": 2500}),
        ("Hộp (50 cái)", "cái", {"hộp": 50}),
        ("thùng 35 kg", "gam", {"thùng": 35000}),
        ("1000 gam = 1 kg", "gam", {"kg": 1000}),
        ("kg; thùng 35 kg", "gam", {"kg": 1000, "thùng": 35000}),
        ("đôi = 2 chiếc; hộp = 100 chiếc", "chiếc", {"đôi": 2, "hộp": 100}),
        ("Chai 500 ml", "chai", {}),
        ("3 lớp, màu xanh", "cái", {}),
        ("", "cái", {}),
    ],
)
def test_packs_in_all_their_dresses(text: str, unit: str, packs: dict[str, int]) -> None:
    assert read_packs(text, unit).sizes == packs


def test_a_pack_of_half_a_piece_is_refused() -> None:
    assert refused(read_packs, "hộp 1,5 cái", base_unit="cái") is Problem.FRACTION
    assert refused(read_packs, "hộp 0 cái", base_unit="cái") is Problem.NOT_POSITIVE
