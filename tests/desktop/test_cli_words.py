"""Numbers in words and names in order, as commands, against the tables of the domain pages."""

import csv
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.cli import cli

DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def say(*command: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_every_number_of_the_table_is_read() -> None:
    table = rows("number_words.csv")
    assert len(table) == 215
    assert [say("words", row["integer"]).strip() for row in table] == [
        row["words"] for row in table
    ]


def test_a_negative_number_and_one_with_dots_are_numbers() -> None:
    assert say("words", "-5") == "âm năm\n"
    assert say("words", "1.234.567") == say("words", "1234567")


def test_the_other_styles_are_options() -> None:
    assert say("words", "700000231", "--skip-empty") == "bảy trăm triệu hai trăm ba mươi mốt\n"
    style = ("--zero-ten", "linh", "--thousand", "ngàn", "--four", "bốn")
    assert say("words", "24105", *style) == "hai mươi bốn ngàn một trăm linh năm\n"
    assert say("words", "35000", "--money") == "Ba mươi lăm nghìn đồng chẵn\n"


@pytest.mark.parametrize("text", ["abc", "1,5", "1.5", "", "1.2345", "--5"])
def test_what_is_no_whole_number_is_wrong_usage(text: str) -> None:
    assert CliRunner().invoke(cli, ["words", text]).exit_code == 2


def test_names_are_printed_in_the_order_of_the_table(tmp_path: Path) -> None:
    names = [row["full_name"] for row in rows("name_sort.csv")]
    assert len(names) == 114
    for seed in range(3):
        shuffled = random.Random(seed).sample(names, len(names))
        file = tmp_path / "ten.txt"
        file.write_text("\ufeff" + "\r\n".join([*shuffled[:50], "", *shuffled[50:]]), "utf-8")
        assert say("sort-names", str(file)).splitlines() == names


def test_a_file_that_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "anh.png"
    file.write_bytes(b"\x89PNG\xff")
    result = CliRunner().invoke(cli, ["sort-names", str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "anh.png không phải là tệp chữ UTF-8.\n"
    missing = CliRunner().invoke(cli, ["sort-names", str(tmp_path / "khong.txt")])
    assert (missing.exit_code, missing.stdout) == (1, "")
