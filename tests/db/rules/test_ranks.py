"""Head, deputies, everybody else."""

import json
from pathlib import Path

import pytest

from db.rules.numbering import printed_number
from db.rules.ranks import DEPUTY, HEAD, OTHER, rank_of

SAMPLE = json.loads((Path(__file__).parents[2] / "data" / "expected.json").read_text("utf-8"))


def test_every_title_of_the_sample_has_its_rank() -> None:
    ranks = {person["title"]: rank_of(person["title"]) for person in SAMPLE["staff"]}
    for title, rank in ranks.items():
        if title.startswith("Phó"):
            assert rank == DEPUTY, title
        elif title.startswith(("Giám đốc", "Chánh", "Trưởng phòng")):
            assert rank == HEAD, title
        else:
            assert rank == OTHER, title


def test_every_unit_of_the_sample_has_just_one_head() -> None:
    heads = [person["unit"] for person in SAMPLE["staff"] if rank_of(person["title"]) == HEAD]
    assert sorted(heads) == sorted(SAMPLE["units"])


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("GIÁM ĐỐC", HEAD),
        ("Q. Giám đốc", HEAD),
        ("Quyền Giám đốc", HEAD),
        ("Phụ trách phòng", HEAD),
        ("Phó Chánh Văn phòng", DEPUTY),
        ("phó  trưởng phòng", DEPUTY),
        ("Chuyên viên chính", OTHER),
        ("Thanh tra viên", OTHER),
        ("", OTHER),
    ],
)
def test_titles_are_told_by_their_first_words(title: str, rank: int) -> None:
    assert rank_of(title) == rank


def test_a_departments_own_word_for_its_head_counts() -> None:
    assert rank_of("Tổ trưởng", "Tổ trưởng") == HEAD
    assert rank_of("Tổ trưởng") == OTHER


def test_a_number_has_at_least_four_digits() -> None:
    assert printed_number("XK", 7) == "XK0007"
    assert printed_number("XK", 12345) == "XK12345"
