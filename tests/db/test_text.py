"""Vietnamese text: cleaning, folding and the alphabet's order."""

import csv
import random
import unicodedata
from pathlib import Path

import pytest

from db.text import clean, fold, initials, name_sort_key, sort_key

NAMES = Path(__file__).parents[1] / "data" / "name_sort.csv"


def names_in_order() -> list[str]:
    with NAMES.open(encoding="utf-8", newline="") as lines:
        return [row["full_name"] for row in csv.DictReader(lines)]


def in_order(texts: list[str]) -> list[str]:
    backwards = texts[::-1]
    return sorted(backwards, key=sort_key)


def test_names_of_the_list_come_out_in_its_order() -> None:
    expected = names_in_order()
    shuffled = random.Random(7).sample(expected, len(expected))
    by_key = sorted(shuffled, key=lambda name: name_sort_key(name).encode())
    assert by_key == expected


def test_decomposed_names_sort_like_composed_ones() -> None:
    for name in names_in_order():
        assert name_sort_key(unicodedata.normalize("NFD", name)) == name_sort_key(name)


def test_tones_come_in_their_order_after_all_letters() -> None:
    words = "ma mà mả mã má mạ mac mă mâ me"
    assert " ".join(in_order(words.split())) == words


def test_letters_with_their_own_place_come_after_the_plain_ones() -> None:
    words = "an ăn ân bán can da đa e ê i o ô ơ u ư y"
    assert " ".join(in_order(words.split())) == words


@pytest.mark.parametrize(("old", "new"), [("Hòa", "Hoà"), ("Thủy", "Thuỷ"), ("khỏe", "khoẻ")])
def test_old_and_new_places_of_the_tone_are_equal(old: str, new: str) -> None:
    assert sort_key(old) == sort_key(new)


def test_a_tone_counts_only_after_all_letters_of_the_text() -> None:
    assert sort_key("bà a") < sort_key("ba b")
    assert sort_key("an") < sort_key("an a") < sort_key("ana")


def test_small_letters_come_before_capitals_of_the_same_word() -> None:
    assert sort_key("an") < sort_key("An") < sort_key("án")


def test_numbered_places_sort_as_numbers() -> None:
    places = ["Phường 1", "Phường 2", "Phường 10", "Phường Bến Nghé"]
    assert in_order(places) == places


def test_a_name_of_one_word_is_a_given_name() -> None:
    assert name_sort_key("An") < name_sort_key("Dương Thị An") < name_sort_key("Bình")


def test_keys_order_as_text_exactly_as_they_do_as_bytes() -> None:
    keys = [sort_key(name) for name in [*names_in_order(), "Ω mega", "A-1", "a\tb", "(x)"]]
    assert sorted(keys) == sorted(keys, key=str.encode)
    assert not any("\0" in key for key in keys)


def test_clean_mends_what_files_bring() -> None:
    assert clean("  Võ\u00a0\u00a0Thị \n Diệp\u200b ") == "Võ Thị Diệp"
    assert clean(unicodedata.normalize("NFD", "Nguyễn Thị Hường")) == "Nguyễn Thị Hường"
    assert clean("Ðặng ðen") == "Đặng đen"
    assert clean("a\x00b\x07c") == "abc"


def test_fold_forgets_marks_case_and_the_bar_of_d() -> None:
    assert fold("  ĐẶNG  Thị Ánh ") == "dang thi anh"
    assert fold("Uỷ ban") == fold("Ủy ban") == "uy ban"


def test_initials_take_every_word() -> None:
    assert initials("Phòng Xuất bản, In và Phát hành") == "pxbivph"
    assert initials("Nguyễn Văn An") == "nva"
    assert initials("Đội 3") == "d3"
