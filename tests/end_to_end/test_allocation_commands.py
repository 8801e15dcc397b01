"""`import allocation` and `import agencies` as those who automate use them."""

from pathlib import Path

import resources
from tests.end_to_end.commands import Run, refused, told

SAMPLE = str(resources.path("samples/phan-bo-to-roi.xlsx"))
BAD = "Quận, huyện;TR01 - Tờ bướm: Rửa tay\nQuận 1;abc\nQuận 13;5\nQuận 3;7\n"


def test_the_sample_is_taken_once(run: Run) -> None:
    dry = told(run("import", "allocation", SAMPLE, "--dry-run", "--json"))
    assert (dry["rows"], dry["imported"], dry["unchanged"], dry["errors"]) == (24, 24, 0, [])
    assert told(run("import", "allocation", SAMPLE, "--json"))["imported"] == 24
    again = told(run("import", "allocation", SAMPLE, "--json"))
    assert (again["rows"], again["imported"], again["unchanged"]) == (24, 0, 24)
    other = run("import", "allocation", SAMPLE, "--title", "Đợt 2", "--on", "2020-03-02", "--json")
    assert told(other)["imported"] == 24


def test_bad_rows_refuse_the_whole_in_the_clerk_s_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(BAD, "utf-8")
    words = ("import", "allocation", str(file), "--on", "2020-02-20", "--json")
    result = run(*words)
    assert result.returncode == 1
    assert '"row": 2' in result.stdout
    assert "“abc” không phải là số." in result.stdout
    assert "Quận 13" in result.stdout
    assert told(run(*words, "--skip-bad"))["imported"] == 1


def test_options_of_other_kinds_are_wrong_usage(run: Run) -> None:
    for words in (
        ("import", "allocation", SAMPLE, "--create-supplies"),
        ("import", "agencies", SAMPLE, "--on", "2020-02-01"),
        ("import", "staff", SAMPLE, "--title", "x"),
        ("import", "allocation", SAMPLE, "--on", "hôm qua"),
    ):
        assert run(*words).returncode == 2, words


def test_people_of_districts_come_from_a_list(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "noi-nhan.csv"
    file.write_text("Quận, huyện;Dân số;Số hộ\nQ.1;142.625;38.000\nQuận 3;1,5;\n", "utf-8")
    assert refused(run("import", "agencies", str(file))) is not None
    outcome = told(run("import", "agencies", str(file), "--skip-bad", "--json"))
    assert (outcome["rows"], outcome["imported"], len(outcome["errors"])) == (2, 1, 1)
