"""Every reason of a row has its sentence, with the facts in it."""

import string

import pytest

from db.importers.problems import Hint, Problem, RowHint
from desktop import import_messages
from desktop.import_messages import hint_sentence, problem_sentence, told_outcome


def test_every_problem_and_every_hint_has_a_sentence() -> None:
    assert set(import_messages._PROBLEMS) == set(Problem)
    assert set(import_messages._HINTS) == set(Hint)


@pytest.mark.parametrize("problem", Problem)
def test_a_sentence_starts_with_a_capital_and_ends(problem: Problem) -> None:
    message = import_messages._PROBLEMS[problem]
    facts: dict[str, str | int] = {
        name: "x" for _, name, _, _ in string.Formatter().parse(message) if name
    }
    sentence = problem_sentence(problem, {"short_on": "x", "day": "x", **facts})
    assert sentence.endswith((".", "?"))
    assert "{" not in sentence


def test_numbers_and_days_read_as_the_clerk_writes_them() -> None:
    facts: dict[str, str | int] = {
        "supply": "Khẩu trang",
        "unit": "cái",
        "day": "2020-02-05",
        "short_on": "2020-02-05",
        "available": 1500,
        "asked": 2000,
    }
    said = "Không đủ Khẩu trang ngày 05/02/2020: cần 2.000, chỉ cấp được 1.500 cái."
    assert problem_sentence("stock_short", facts) == said
    later = problem_sentence("stock_short", {**facts, "short_on": "2020-02-10"})
    assert "vì ngày 10/02/2020 tồn kho sẽ âm" in later


def test_a_near_supply_is_offered() -> None:
    facts = {"text": "KT1", "near": "Khẩu trang", "near_code": "KT01"}
    assert problem_sentence(Problem.UNKNOWN_SUPPLY, facts).endswith("Khẩu trang (KT01)?")
    assert problem_sentence(Problem.UNKNOWN_SUPPLY, {**facts, "near": ""}).endswith("danh mục.")


def test_hints_read_as_sentences() -> None:
    hint = RowHint(1, "SL", Hint.TEN_TIMES, {"supply": "Gel", "quantity": 5000, "usual": 5})
    assert hint_sentence(hint).startswith("Gel: 5.000 ")


def test_an_outcome_is_told_with_messages() -> None:
    error = {"row": 7, "column": "SL", "problem": "missing", "facts": {}}
    told = told_outcome({"rows": 1, "imported": 0, "unchanged": 0, "errors": [error]})
    assert told["errors"] == [{"row": 7, "column": "SL", "message": "Còn trống."}]
