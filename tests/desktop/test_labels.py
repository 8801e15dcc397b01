"""Numbers, moments and names on the screen; none of it needs Qt."""

import subprocess
import sys
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from db import kinds
from db.finding import Finding
from desktop.labels import amount, file_size, finding, member, moment, number, signed


def test_numbers_have_dots_and_money_its_sign() -> None:
    assert [number(n) for n in (0, 999, 1000, 1_234_567, -20)] == [
        "0", "999", "1.000", "1.234.567", "−20",
    ]  # fmt: skip
    assert (signed(50), signed(-3), signed(0)) == ("+50", "−3", "0")
    assert amount(35_000) == "35.000 đ"
    assert (file_size(10), file_size(2_621_440)) == ("1 KB", "2,5 MB")


def test_a_moment_is_told_where_the_clerk_sits() -> None:
    assert moment(datetime(2020, 2, 10, 1, 12, tzinfo=UTC)) == "10/02/2020 08:12"


@pytest.mark.parametrize(
    "kind",
    [one for one in vars(kinds).values() if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum],
)  # fmt: skip
def test_every_member_has_a_name_on_the_screen(kind: type[StrEnum]) -> None:
    assert [one for one in kind if member(one) == one.value] == []


def test_what_check_finds_is_a_sentence() -> None:
    assert finding(Finding("balance", "1 / 2", "5", "6")) == (
        "Tồn kho (kho / lô 1 / 2) ghi 5, phát sinh cộng lại là 6."
    )
    assert finding(Finding("new kind", "x", "1", "2")) == "new kind x: ghi 1, đúng là 2."


def test_labels_and_refusals_never_load_qt() -> None:
    code = "import sys, desktop.labels, desktop.refusals; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
