"""Whole numbers in words, against the table of the domain pages."""

import csv
from itertools import product
from pathlib import Path
from typing import get_args

from desktop.papers.words import (
    Four,
    NumberStyle,
    Thousand,
    ZeroTen,
    amount_in_words,
    in_words,
)

TABLE = Path(__file__).parents[2] / "data" / "number_words.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_215_numbers_are_read_as_in_the_table() -> None:
    read = {
        row["integer"]: (in_words(int(row["integer"])), amount_in_words(int(row["integer"])))
        for row in rows()
    }

    assert len(read) == 215
    assert read == {row["integer"]: (row["words"], row["amount_line"]) for row in rows()}


def test_every_other_style_gives_an_accepted_variant() -> None:
    styles = [
        NumberStyle(zero_ten, thousand, four, reads_empty_groups)
        for zero_ten in get_args(ZeroTen)
        for thousand in get_args(Thousand)
        for four in get_args(Four)
        for reads_empty_groups in (True, False)
    ]
    for style, row in product(styles, rows()):
        accepted = {row["words"], *row["also_accepted"].split("|")}
        assert in_words(int(row["integer"]), style) in accepted


def test_a_negative_number_keeps_its_value() -> None:
    assert in_words(-5) == "âm năm"


def test_even_amounts_can_be_told_always_or_never() -> None:
    assert amount_in_words(5, NumberStyle(even="always")) == "Năm đồng chẵn"
    assert amount_in_words(5000, NumberStyle(even="never")) == "Năm nghìn đồng"
