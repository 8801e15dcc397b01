"""Documents and rounds by the command line: the real process, its JSON and exit code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.test_command_line import Run, haucan, sample_book, told

__all__ = ["sample_book"]
PLAN = ("--number", "362/KH-UBND", "--date", "2020-02-01", "--issuer", "UBND Thành phố")
ADD = ("documents", "add", *PLAN, "--summary", "Ứng phó với dịch bệnh")
ROUND = ("distribute", "--document", "362/KH-UBND", "--date", "2020-02-03")


@pytest.fixture
def run(sample_book: Path, tmp_path: Path) -> Run:
    """Run a command on a copy of the sample book that has plan 362."""
    path = tmp_path / "book.db"
    path.write_bytes(sample_book.read_bytes())

    def on_it(*words: str) -> subprocess.CompletedProcess[str]:
        return haucan(str(path), *words)

    assert on_it(*ADD).returncode == 0
    return on_it


def sentence_of(result: subprocess.CompletedProcess[str]) -> str:
    assert (result.returncode, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def test_a_round_to_everybody_is_told_by_department(run: Run) -> None:
    assert told(run(*ROUND, "--deadline", "2020-02-07", "--json")) == {"round": 1, "people": 214}
    report: dict[str, Any] = told(run("report", "distribution", "--round", "1", "--json"))
    assert {key: report[key] for key in ("total", "exempt", "to_sign", "signed")} == {
        "total": 214,
        "exempt": 0,
        "to_sign": 214,
        "signed": 0,
    }
    assert report["documents"] == ["362/KH-UBND"]
    assert len(report["missing"]) == 214
    assert sum(unit["total"] for unit in report["by_department"]) == 214
    office = next(unit for unit in report["by_department"] if unit["code"] == "VP")
    assert office == {
        "code": "VP",
        "name": "Văn phòng Sở",
        "total": 30,
        "exempt": 0,
        "to_sign": 30,
        "signed": 0,
    }


def test_a_round_may_reach_some_departments_and_all_rounds_are_listed(run: Run) -> None:
    assert told(run(*ROUND, "--departments", "vp, TTS", "--json"))["people"] == 44
    assert told(run(*ROUND, "--departments", "TTS", "--json")) == {"round": 2, "people": 14}
    every = told(run("report", "distribution", "--json"))
    assert [(one["round"], one["total"]) for one in every] == [(1, 44), (2, 14)]


def test_the_papers_of_a_round_are_written(run: Run, tmp_path: Path) -> None:
    run(*ROUND)
    for words in (("--lists",), ("--slips", "--per-page", "4")):
        paper = tmp_path / "paper.pdf"
        result = run("acknowledgements", "print", "--round", "1", *words, "--output", str(paper))
        assert result.returncode == 0, result.stderr
        assert paper.read_bytes().startswith(b"%PDF")
    assert run("check").returncode == 0


def test_what_is_not_there_is_named_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert sentence_of(run(*ADD)) == "Đã có văn bản “362/KH-UBND”."
    assert "“99/KH-X”" in sentence_of(run("distribute", "--document", "99/KH-X"))
    assert "“XX”" in sentence_of(run(*ROUND, "--departments", "VP,XX"))
    assert "“7”" in sentence_of(run("report", "distribution", "--round", "7", "--json"))
    missing = str(tmp_path / "khong-co.pdf")
    assert missing in sentence_of(run(*ADD[:2], *PLAN, "--summary", "Khác", "--file", missing))
    assert "Thời hạn" in sentence_of(run(*ROUND, "--deadline", "2020-02-02"))


def test_of_two_documents_with_one_number_the_id_is_asked_for(run: Run) -> None:
    other = ("--number", "362/KH-UBND", "--date", "2020-01-31", "--issuer", "UBND Quận 1")
    document = told(run("documents", "add", *other, "--summary", "Khác", "--json"))["document"]
    assert str(document) in sentence_of(run(*ROUND))
    assert told(run("distribute", "--document", str(document), "--json"))["people"] == 214


def test_without_a_window_qt_is_never_loaded() -> None:
    code = "import sys, desktop.cli_documents; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.strip().lower()) is False
