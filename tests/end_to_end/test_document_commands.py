"""Documents and rounds by the command line: the real process, its JSON and exit code."""

import json
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.queries.office import book_number
from db.queries.returns import page_people, signed_pages
from db.queries.sheets_out import sheets_out
from db.rules.codes import DOCUMENT_LIST, page_code
from tests import scanning
from tests.end_to_end.commands import Run, haucan, told

PLAN = ("--number", "362/KH-UBND", "--date", "2020-02-01", "--issuer", "UBND Thành phố")
ADD = ("documents", "add", *PLAN, "--summary", "Ứng phó với dịch bệnh")
DPI = 150
ROUND = ("distribute", "--document", "362/KH-UBND", "--date", "2020-02-03")


@pytest.fixture
def book(sample_book: Path, tmp_path: Path) -> Path:
    """A copy of the sample book."""
    path = tmp_path / "book.db"
    path.write_bytes(sample_book.read_bytes())
    return path


@pytest.fixture
def run(book: Path) -> Run:
    """Run a command on a copy of the sample book that has plan 362."""

    def on_it(*words: str) -> subprocess.CompletedProcess[str]:
        return haucan(str(book), *words)

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


@pytest.fixture
def signed(run: Run, book: Path, tmp_path: Path) -> tuple[Path, dict[str, dict[str, bool]]]:
    """The lists of two departments scanned, every third person missing; and who signed, by page."""
    run(*ROUND, "--departments", "VP,TTS")
    paper = tmp_path / "paper.pdf"
    run("acknowledgements", "print", "--round", "1", "--lists", "--output", str(paper))
    with closing(Database(book)) as opened:
        out = opened.ask(sheets_out, opened.clock.today(), 1)
        found = opened.ask(signed_pages, [sheet.page.code for sheet in out]).values()
        pages = sorted(found, key=lambda page: (page.paper, page.page))
        on_page = {page.code: opened.ask(page_people, page) for page in pages}
    rng = random.Random(5)
    images = scanning.pages_of(paper.read_bytes(), DPI)
    truth = {}
    for image, page in zip(images, pages, strict=True):
        signs = scanning.sign(rng, image, DPI, page, lambda staff: staff % 3 > 0)
        truth[page.code] = {one.code: signs[one.staff_id] for one in on_page[page.code]}
    scanned = tmp_path / "quet.pdf"
    scanned.write_bytes(scanning.as_pdf(images, DPI))
    return scanned, truth


def test_scanned_lists_are_proposed_then_confirmed_and_never_taken_twice(
    run: Run, signed: tuple[Path, dict[str, dict[str, bool]]]
) -> None:
    scanned, truth = signed
    scan = ("acknowledgements", "scan", str(scanned), "--json")
    proposed = run(*scan)
    assert proposed.returncode == 0, proposed.stderr
    assert told(proposed) == [
        {
            "file": str(scanned),
            "page": at,
            "kind": "list",
            "code": code,
            "round": 1,
            "vouchers": [],
            "person": None,
            "rows": [{"person": person, "signed": has} for person, has in people.items()],
            "why": "",
        }
        for at, (code, people) in enumerate(truth.items(), 1)
    ]
    assert signers_of(run) == 0
    assert "2020-01-31" not in run(*scan, "--confirm", "--on", "2020-01-31").stdout
    assert run(*scan, "--on", "2020-02-05").returncode == 2
    assert signers_of(run) == 0
    confirmed = run(*scan, "--confirm", "--on", "2020-02-05")
    assert told(confirmed) == told(proposed)
    signers = sum(has for people in truth.values() for has in people.values())
    assert f"ghi {signers} người ký" in confirmed.stderr
    assert signers_of(run) == signers
    again = run(*scan, "--confirm")
    assert again.returncode == 0
    assert [(one["kind"], one["code"]) for one in told(again)] == [
        ("repeat", code) for code in truth
    ]
    assert all(one["why"] for one in told(again))
    assert signers_of(run) == signers
    assert run("check").returncode == 0


def signers_of(run: Run) -> int:
    return int(told(run("report", "distribution", "--round", "1", "--json"))["signed"])


def test_scans_that_are_not_of_this_book_are_named_with_a_reason(
    run: Run, book: Path, tmp_path: Path
) -> None:
    with closing(Database(book)) as opened:
        other = (opened.ask(book_number) + 1) % 10_000
    foreign, letter = tmp_path / "la.png", tmp_path / "thu.docx"
    code = page_code(other, DOCUMENT_LIST, 1, 1)
    scanning.page_with(code, DPI).save(foreign)
    letter.write_bytes(b"PK words")
    result = run("acknowledgements", "scan", str(foreign), str(letter), "--confirm", "--json")
    assert result.returncode == 0, result.stderr
    assert [(one["file"], one["kind"], one["code"]) for one in told(result)] == [
        (str(foreign), "foreign", code),
        (str(letter), "unread", None),
    ]
    for one in told(result):
        assert (one["page"], one["round"], one["rows"]) == (1, None, [])
        assert one["why"]
    missing = run("acknowledgements", "scan")
    assert (missing.returncode, missing.stdout) == (2, "")


def test_what_is_not_there_is_named_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert sentence_of(run(*ADD)) == "Đã có văn bản “362/KH-UBND”."
    assert "“99/KH-X”" in sentence_of(run("distribute", "--document", "99/KH-X"))
    assert "“XX”" in sentence_of(run(*ROUND, "--departments", "VP,XX"))
    assert "“7”" in sentence_of(run("report", "distribution", "--round", "7", "--json"))
    missing = str(tmp_path / "khong-co.pdf")
    other = (*ADD[:2], *PLAN, "--summary", "Khác", "--file")
    assert "khong-co.pdf" in sentence_of(run(*other, missing))
    program = tmp_path / "chay.pdf"
    program.write_bytes(b"MZ this program cannot be run")
    assert "chay.pdf" in sentence_of(run(*other, str(program)))
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
