"""`daily add|import|board|form|report` as those who automate use them."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from db.importers.daily_form import find_forms
from db.importers.reading import read_workbook
from db.migrate import create_book, open_book
from db.queries.daily_pages import daily_pages
from db.queries.documents import file_content
from db.queries.office import settings
from db.services.daily import PEOPLE
from db.services.office import save_settings
from desktop.cli import cli
from tests.db.importers.daily_forms import FULL, filled, place_of, with_cells
from tests.db.world import feb
from tests.end_to_end.commands import Run, refused, told

DAY = "2020-02-10"


@pytest.fixture
def office(run: Run) -> Run:
    """Run a command on a new book."""
    return run


def test_a_monday_morning_by_phone_and_paper(office: Run) -> None:
    words = ("--day", DAY, "--by", "Lê Văn Cường", "--title", "Trưởng phòng")
    added = office("daily", "add", "bc", *words, "--at", "08:10", "--form", "phone", "--json")
    assert told(added) == {
        "department": "BC",
        "name": "Phòng Báo chí",
        "head": "",
        "state": "on_time",
        "minutes": 0,
        "edition": 1,
        "received_at": "2020-02-10T08:10:00+07:00",
        "form": "phone",
        "by": "Lê Văn Cường",
        "title": "Trưởng phòng",
        "excuse": "",
        "people": dict.fromkeys(PEOPLE),
    }
    late = office("daily", "add", "Thanh tra Sở", "--day", DAY, "--at", "08:34:20")
    assert late.stdout == "Đã ghi báo cáo ngày 10/02/2020 của Thanh tra Sở: trễ 4 phút.\n"
    before = told(office("daily", "board", DAY, "--at", "08:20", "--json"))
    assert (before["deadline"], before["inclusive"]) == ("2020-02-10T08:30:00+07:00", True)
    assert before["covered"] == ["2020-02-09", "2020-02-09"]
    states = {row["department"]: row["state"] for row in before["departments"]}
    assert states == {
        "VP": "waiting",
        "TTS": "late",
        "BC": "on_time",
        "XBIPH": "waiting",
        "TTDT": "waiting",
    }
    table = office("daily", "board", DAY).stdout
    assert "Lê Văn Cường" in table
    assert "Trễ 4 phút" in table
    assert "Chưa báo cáo" in table
    assert "Ngày 03/02/2020 không phải báo cáo." in office("daily", "board", "2020-02-03").stdout


def test_a_correction_says_why_and_keeps_what_is_not_said(office: Run, tmp_path: Path) -> None:
    scan = tmp_path / "bao-cao.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    first = (
        *("daily", "add", "BC", "--day", DAY, "--at", "08:10", "--file", str(scan)),
        *(
            "--result",
            "chi dao bao, dai=Nhắc 3 báo",
            "--result",
            "Họp giao ban",
            "--figure",
            "đính chính=3",
        ),
    )
    assert office(*first).returncode == 0
    assert "thêm --reason" in refused(office(*first))
    changed = office("daily", "add", "BC", "--day", DAY, "--reason", "sót", "--figure", "chỉ đạo=5")
    assert changed.stdout == "Đã ghi báo cáo ngày 10/02/2020 của Phòng Báo chí: đúng hạn.\n"
    (row,) = (
        row
        for row in told(office("daily", "board", DAY, "--json"))["departments"]
        if row["department"] == "BC"
    )
    assert (row["edition"], row["received_at"]) == (2, "2020-02-10T08:10:00+07:00")


def test_what_is_unclear_is_refused_in_one_sentence(tmp_path: Path) -> None:
    create_book(tmp_path / "book.db").close()

    def say(*words: str) -> Result:
        return CliRunner().invoke(cli, ["--db", str(tmp_path / "book.db"), *words])

    add = ("daily", "add", "BC", "--day", DAY)
    for words, part in (
        (("daily", "add", "KHONGCO"), "KHONGCO"),
        (("daily", "add", "CNTT", "--day", DAY), "không có nhiệm vụ"),
        ((*add, "--figure", "lạ=3"), "Không rõ chỉ tiêu “lạ”"),
        ((*add, "--figure", "Đính chính=nhiều"), "“nhiều” không phải là số."),
        ((*add, "--figure", "Đính chính"), "không phải là số."),
        ((*add, "--figure", "Đính chính=-1"), "“-1” không phải là số nguyên từ 0 trở lên."),
        ((*add, "--figure", "Đính chính=1,5"), "“1,5” không phải là số nguyên từ 0 trở lên."),
        ((*add, "--present=-3"), "phải là số nguyên từ 0 đến 1.000.000.000.000."),
        (("daily", "add", "VP", "--day", DAY, "--figure", "khẩu trang cấp=3"), "do sổ tự tính"),
        (("daily", "add", "BC", "--day", "2090-01-01"), "chưa tới"),
        (("daily", "form", "KHONGCO", "--out", "x.xlsx"), "KHONGCO"),
        (("daily", "form", "CNTT", "--out", "x.xlsx"), "không có nhiệm vụ"),
    ):
        result = say(*words)
        assert result.exit_code == 1, words
        (sentence,) = result.stderr.strip().splitlines()
        assert part in sentence, words
    board = json.loads(say("daily", "board", DAY, "--json").stdout)
    assert {row["edition"] for row in board["departments"]} == {0}
    for usage in (
        *((*add, "--at", "8 giờ"), (*add, "--at", "25:00"), ("daily", "board", "hôm nay")),
        *(("daily", "report"), ("daily", "report", "--out", "a.docx")),
        *(("daily", "report", "--out", "a.xlsx"), ("daily", "report", "--paper", "week", "--text")),
        ("daily", "report", "--give", "--json"),
        ("daily", "report", "--paper", "week", "--out", "a.pdf", "--give"),
        ("import", "daily", "a.xlsx", "--skip-bad"),
        ("import", "staff", "a.xlsx", "b.xlsx"),
    ):
        assert say(*usage).exit_code == 2, usage


def test_a_form_goes_out_comes_back_filled_in_and_is_on_the_board(
    office: Run, tmp_path: Path
) -> None:
    path = tmp_path / "bao-chi.xlsx"
    assert office("daily", "form", "BC", "--day", DAY, "--out", str(path)).returncode == 0
    filled(path, {**FULL, "Chỉ đạo": "ba"})
    result = office("daily", "import", str(path))
    assert result.returncode == 1
    assert result.stdout == "bao-chi.xlsx, ô C26 (Chỉ đạo): “ba” không phải là số.\n"
    assert "Traceback" not in result.stderr
    filled(path, {"Chỉ đạo": 3})
    dry = told(office("daily", "import", str(path), "--dry-run", "--json"))
    report = {"file": "bao-chi.xlsx", "department": "BC", "day": DAY, "edition": 1}
    assert dry == {
        "rows": 1,
        "imported": 1,
        "unchanged": 0,
        "errors": [],
        "reports": [{**report, "outcome": "new"}],
        "empty": [],
    }
    assert told(office("import", "daily", str(path), "--json")) == dry
    again = office("daily", "import", str(path))
    assert again.stdout == "bao-chi.xlsx: BC ngày 10/02/2020: đã có trong sổ\n"
    board = told(office("daily", "board", DAY, "--json"))
    (row,) = (row for row in board["departments"] if row["edition"])
    assert (row["department"], row["state"], row["form"], row["by"]) == (
        *("BC", "on_time", "email", "Lê Văn Cường"),
    )
    assert row["received_at"] == "2020-02-10T08:05:00+07:00"


def test_week_and_press_are_told_as_they_stood_at_a_moment(tmp_path: Path) -> None:
    with closing(create_book(tmp_path / "book.db")) as book:
        calendar = book.ask(settings, feb(10))["calendar"]
        book.do(save_settings, {"calendar": {**calendar, "week_starts_on": 7}})

    def say(*words: str) -> Result:
        result = CliRunner().invoke(cli, ["--db", str(tmp_path / "book.db"), "daily", *words])
        assert result.exit_code == 0, result.output
        return result

    add = ("add", "BC", "--day", DAY, "--at", "08:10", "--figure", "đính chính=3")
    say(*add, "--result", "Họp giao ban.")

    def told_at(paper: str, at: str) -> dict[str, Any]:
        words = ("report", DAY, "--paper", paper, "--at", f"{DAY}T{at}", "--json")
        found: dict[str, Any] = json.loads(say(*words).stdout)
        assert (found["from"], found["to"]) == ("2020-02-09", "2020-02-15")
        assert found["at"] == f"{DAY}T{at}:00+07:00"
        return found

    def figures(found: dict[str, Any]) -> list[tuple[dict[str, int], int | None]]:
        rows = found["indicators"]
        return [(one["days"], one["together"]) for one in rows if one["name"] == "Đính chính"]

    early, late = told_at("week", "08:05"), told_at("week", "08:40")
    assert (figures(early), figures(late)) == ([({}, None)], [({DAY: 3}, 3)])
    states = [
        next(one["days"][DAY]["state"] for one in found["departments"] if one["department"] == "BC")
        for found in (early, late)
    ]
    assert states == ["waiting", "on_time"]
    early, late = told_at("press", "08:05"), told_at("press", "08:40")
    assert (figures(early), figures(late)) == ([({}, None)], [({DAY: 3}, 3)])
    assert early["days"] == []
    (day,) = late["days"]
    assert day["results"] == [{"duty": "", "text": "Họp giao ban."}]


def test_a_page_is_kept_as_given_only_where_that_is_said(tmp_path: Path) -> None:
    create_book(tmp_path / "book.db").close()
    out = tmp_path / "trang.pdf"
    report = ["--db", str(tmp_path / "book.db"), "daily", "report", DAY, "--out", str(out)]
    given = []
    for more in ([], ["--give"]):
        assert CliRunner().invoke(cli, [*report, *more]).exit_code == 0
        with closing(open_book(tmp_path / "book.db")) as book:
            pages = book.ask(daily_pages)
            given.append([book.ask(file_content, page.attachment_id).content for page in pages])
    assert given == [[], [out.read_bytes()]]


def test_of_several_files_the_good_ones_are_taken(office: Run, tmp_path: Path) -> None:
    folder = tmp_path / "bieu"
    assert office("daily", "form", "--day", DAY, "--out", str(folder)).returncode == 0
    forms = {path.name[8:-16]: path for path in sorted(folder.iterdir())}
    assert sorted(forms) == ["BC", "TTDT", "TTS", "VP", "XBIPH"]
    for code, path in forms.items():
        filled(path, {"other_results": f"Việc của {code}", "sent_at": "8:29"})
    filled(forms["TTS"], {"present": "mười"})
    (tmp_path / "thư.xlsx").write_bytes(b"khong phai so")
    paths = [*map(str, forms.values()), str(tmp_path / "thư.xlsx"), str(tmp_path / "không có.xlsx")]
    result = office("daily", "import", *paths, "--json", "--form", "system")
    assert "3/7 tệp" in refused(result)
    outcome = told(result)
    assert (outcome["rows"], outcome["imported"], outcome["unchanged"]) == (5, 4, 0)
    assert [(bad["file"], bad["cell"]) for bad in outcome["errors"]] == [
        *(("bao-cao-TTS-2020-02-10.xlsx", "C28"), ("thư.xlsx", ""), ("không có.xlsx", "")),
    ]
    whole = tmp_path / "ca-so.xlsx"
    assert office("daily", "form", "--day", DAY, "--out", str(whole)).returncode == 0
    assert len(told(office("daily", "import", str(whole), "--json"))["errors"]) == 5
    first = find_forms(read_workbook(whole))[0]
    cell = place_of(first, "other_results")
    whole.write_bytes(with_cells(whole.read_bytes(), {cell: "Họp giao ban."}))
    lines = office("daily", "import", str(whole)).stdout.splitlines()
    assert [line.endswith("Biểu này chưa điền gì nên được bỏ qua.") for line in lines] == (
        [False, *[True] * 4]
    )
