"""The command line as those who automate use it: the real process, its output and exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from tests.desktop.papers.reading import whole_text
from tests.end_to_end.commands import SAMPLES, Run, haucan, refused, told

EXPECTED = json.loads((Path(__file__).parents[1] / "data/expected.json").read_text("utf-8"))


def test_the_sample_workbooks_give_the_answers_that_go_with_them(
    run_sample: Run, tmp_path: Path
) -> None:
    run = run_sample
    stock = {row["code"]: row["quantity"] for row in told(run("stock", "--json"))}
    assert stock == EXPECTED["stock"]
    for number, week in enumerate(EXPECTED["weeks"], 6):
        report = told(run("report", "weekly", "--week", f"2020-W{number:02d}", "--json"))
        assert report["from"] == week["monday"]
        for field in ("opening", "received", "issued", "closing"):
            figures = {row["code"]: row[field] for row in report["supplies"] if row[field]}
            assert figures == week[field], field
        by_department = {row["code"]: row["issued"] for row in report["by_department"]}
        assert by_department == week["issued_by_unit"]
    output = tmp_path / "tuan-06.pdf"
    assert run("report", "weekly", "--week", "2020-W06", "--output", str(output)).returncode == 0
    assert output.read_bytes().startswith(b"%PDF-")
    assert run("check").returncode == 0


def test_the_same_file_twice_changes_nothing(run_sample: Run) -> None:
    for kind, name in SAMPLES:
        again = told(run_sample("import", kind, str(resources.path(f"samples/{name}")), "--json"))
        assert (again["imported"], again["unchanged"]) == (0, again["rows"])


def test_a_dry_run_says_what_would_be_and_writes_nothing(run: Run) -> None:
    file = str(resources.path("samples/danh-muc-vat-tu.xlsx"))
    assert told(run("import", "supplies", file, "--dry-run", "--json"))["imported"] == 10
    assert told(run("stock", "--json")) == []


def test_bad_rows_refuse_the_whole_unless_they_are_skipped(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "vat tu.csv"
    file.write_text("Mã;Tên vật tư;ĐVT\nA1;Khẩu trang;cái\n;;\nA2;;cái\n", "utf-8")

    result = run("import", "supplies", str(file), "--json")
    outcome = told(result)
    assert result.returncode == 1
    assert (outcome["rows"], outcome["imported"]) == (2, 0)
    (error,) = outcome["errors"]
    assert (error["row"], error["column"]) == (4, "Tên vật tư")
    assert told(run("stock", "--json")) == []

    skipped = run("import", "supplies", str(file), "--skip-bad", "--json")
    assert skipped.returncode == 0
    assert told(skipped)["imported"] == 1


def test_a_file_that_cannot_be_read_is_still_one_document(run: Run, tmp_path: Path) -> None:
    for name, content in (("thư.xlsx", b"khong phai so"), ("không tiêu đề.csv", b"1;2\n3;4\n")):
        (tmp_path / name).write_bytes(content)
        result = run("import", "issues", str(tmp_path / name), "--json")
        assert refused(result)
        assert told(result) == {"rows": 0, "imported": 0, "unchanged": 0, "errors": []}


def test_a_report_that_cannot_be_saved_names_its_file(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "không có" / "tuần 06.pdf"
    sentence = refused(run("report", "weekly", "--week", "2020-W06", "--output", str(output)))
    assert str(output) in sentence


def test_a_second_init_is_refused(run_without_book: Run) -> None:
    assert run_without_book("init").returncode == 0
    assert refused(run_without_book("init")).startswith("Đã có sổ ở")


@pytest.mark.parametrize(
    "words",
    [
        ("stock",),
        ("check",),
        ("report", "weekly", "--week", "2020-W06"),
        ("import", "staff", "không có.xlsx"),
    ],
)
def test_without_a_book_every_command_says_so(
    run_without_book: Run, words: tuple[str, ...]
) -> None:
    assert refused(run_without_book(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("stock", "--as-of", "31/02/2020"),
        ("report", "weekly"),
        ("report", "weekly", "--week", "2020-06"),
        ("report", "weekly", "--from", "2020-02-09", "--to", "2020-02-03"),
        ("import", "masks", "x.xlsx"),
        ("nothing",),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_stock_as_of_a_day_is_that_days_evening(run_sample: Run) -> None:
    rows = told(run_sample("stock", "--as-of", "2020-02-09", "--json"))
    assert {r["code"]: r["quantity"] for r in rows} == EXPECTED["weeks"][0]["closing"]
    assert rows[0].keys() == {"code", "name", "unit", "quantity"}


def test_a_file_that_is_no_book_is_named(tmp_path: Path) -> None:
    other = tmp_path / "thư.txt"
    other.write_text("không phải sổ", "utf-8")
    assert "thư.txt" in refused(haucan(str(other), "stock"))
    assert other.read_text("utf-8") == "không phải sổ"


def test_the_demo_prints_a_clerks_weeks_without_a_screen(tmp_path: Path) -> None:
    result = haucan("unused", "demo", str(tmp_path / "mẫu"))
    assert result.returncode == 0, result.stderr
    made = [Path(line) for line in result.stdout.splitlines()]
    assert all(path.is_file() for path in made)
    names = {path.name for path in made}
    assert {"haucan-mau.db", "bao-cao-tuan-06.pdf", "danh-sach-ky-nhan-2020-02-05.pdf"} <= names
    assert {"the-kho-2020.pdf", "the-kho-2020.xlsx", "nhap-xuat-ton.pdf"} <= names
    by_name = {path.name: path for path in made}
    week = whole_text(by_name["bao-cao-tuan-06.pdf"].read_bytes())
    for group in ("bảo vệ 5 5 180 36,0 10 100", "khác 203 203 1.015 5,0 5 100"):
        assert group in week
    listed = whole_text(by_name["danh-sach-ky-nhan-2020-02-05.pdf"].read_bytes())
    assert "Mức cấp: 05 cái/người/tuần; bộ phận ưu tiên 10 cái/người/tuần" in listed
    book = str(tmp_path / "mẫu" / "haucan-mau.db")
    allocated = told(haucan(book, "report", "leaflets", "--as-of", "2020-02-24", "--json"))
    found: dict[str, dict[str, int]] = {}
    for row in allocated:
        found.setdefault(row["agency"], {})[row["leaflet"]] = row["allocated"]
        assert row["owed"] == row["allocated"]
    assert found == EXPECTED["leaflets"]["allocation"]
    assert {"to-buom.pdf", "to-buom.xlsx"} <= names


def test_the_command_line_never_loads_qt() -> None:
    script = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "import desktop.__main__ as m\n"
        "try: m.main()\n"
        "except SystemExit: pass\n"
        "sys.exit(any(n.startswith(('PySide6', 'reportlab')) for n in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
