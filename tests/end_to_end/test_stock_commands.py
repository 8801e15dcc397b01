"""The storeroom's commands as those who automate use them: opening stock, vouchers, issue, reports."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.db.importers.stock_sheets import clinic, state_office
from tests.end_to_end.commands import Run, refused, told

VOUCHERS = (
    "Ngày;Loại;Chứng từ;Kho;Kho đến;Mã vật tư;ĐVT;Số lượng;Thành tiền;Lô;Hạn dùng;Người/đơn vị;Lý do\n"
    "01/02/2020;Nhập;HD1;KHO;;KT01;cái;500;350.000;L1;12/2021;Công ty A;Mua sắm\n"
    "02/02/2020;Xuất;;KHO;;KT01;cái;40;;;;Văn phòng Sở;dùng chung\n"
    "03/02/2020;Chuyển kho;;KHO;QUAY;KT01;cái;100;;;;;\n"
    "04/02/2020;Hỏng;;KHO;;KT01;cái;10;;;;;ướt\n"
    "05/02/2020;Nhập trả lại;;KHO;;KT01;cái;15;;;;Văn phòng Sở;\n"
)


@pytest.fixture
def opened(run: Run, tmp_path: Path) -> Run:
    """A book with the opening stock of an office, and five vouchers after it."""
    sheet = state_office(tmp_path / "nxt.xlsx")
    words = ("import", "opening", str(sheet), "--on", "2020-01-31", "--create-supplies")
    assert run(*words).returncode == 0
    file = tmp_path / "phieu.csv"
    file.write_text(VOUCHERS, "utf-8")
    outcome = told(run("import", "vouchers", str(file), "--json"))
    assert (outcome["imported"], outcome["errors"]) == (5, [])
    return run


def test_opening_stock_tells_warnings_and_totals(run: Run, tmp_path: Path) -> None:
    sheet = str(state_office(tmp_path / "nxt.xlsx"))
    words = ("import", "opening", sheet, "--on", "2020-01-31")
    dry = told(run(*words, "--create-supplies", "--dry-run", "--json"))
    assert (dry["rows"], dry["imported"], dry["errors"]) == (3, 3, [])
    assert [warning["row"] for warning in dry["warnings"]] == [11, 12, 12]
    assert "tồn đầu 10 + nhập 0 − xuất 3 = 7, nhưng tồn cuối ghi 8" in dry["warnings"][1]["message"]
    assert (dry["totals"]["amount"], dry["totals"]["sheet_amount"]) == (2_236_000, 2_236_000)
    assert told(run("stock", "--json")) == []

    unknown = run(*words, "--json")
    assert refused(unknown).startswith("Tệp có 3 dòng lỗi")
    assert told(unknown)["imported"] == 0

    shown = run(*words, "--create-supplies").stdout.splitlines()
    assert shown[0].startswith("Dòng 11: Nhóm Sát khuẩn ghi 1.055.500")
    assert shown[-1] == "3 dòng: ghi 3, đã có 0, lỗi 0."
    assert told(run(*words, "--json"))["unchanged"] == 3
    assert run("import", "opening", sheet).returncode == 2
    assert run("import", "supplies", sheet, "--on", "2020-01-31").returncode == 2


def test_opening_stock_may_lie_in_another_store(run: Run, tmp_path: Path) -> None:
    sheet = str(state_office(tmp_path / "nxt.xlsx"))
    words = ("import", "opening", sheet, "--on", "2020-01-31", "--create-supplies", "--json")
    assert "KHONG" in refused(run(*words, "--store", "KHONG"))
    assert told(run(*words, "--store", "quay"))["imported"] == 3
    there = told(run("report", "stock", "--store", "QUAY", "--from", "2020-01-01", "--json"))
    assert there["totals"]["closing"] == 2_236_000
    assert told(run(*words))["imported"] == 3  # the main store is opened on its own
    assert run("import", "supplies", sheet, "--store", "KHO").returncode == 2


def test_amounts_with_fractions_are_rounded_and_that_is_said(run: Run, tmp_path: Path) -> None:
    sheet = str(clinic(tmp_path / "nxt.xlsx"))
    shown = run("import", "opening", sheet, "--on", "2020-01-31", "--create-supplies").stdout
    assert "1 dòng được làm tròn đến đồng, tất cả chênh -0,4 đồng." in shown


def test_what_is_issued_stands_in_the_report_and_on_the_card(opened: Run, tmp_path: Path) -> None:
    issued = told(
        opened("issue", "--visitors", "--supply", "KT01=7", "--supply", "SK01=1", "--on",
               "2020-02-06", "--store", "KHO", "--json")
    )  # fmt: skip
    assert issued["number"] == "XK0004"
    assert [(line["code"], line["quantity"]) for line in issued["lines"]] == [
        ("KT01", 7),
        ("SK01", 1),
    ]

    span = ("--from", "2020-02-01", "--to", "2020-02-10")
    report = told(opened("report", "stock", *span, "--json"))
    masks = next(row for row in report["supplies"] if row["code"] == "KT01")
    assert masks["opening"] == {"quantity": 1750, "amount": 1_250_000}
    assert {
        name: of["quantity"] for name, of in masks["received_by"].items() if of["quantity"]
    } == {
        "bought": 500,
        "returned": 15,
    }
    assert {name: of["quantity"] for name, of in masks["issued_by"].items() if of["quantity"]} == {
        "issued": 47,
        "written_off": 10,
    }
    assert masks["closing"]["quantity"] == 1750 + 500 + 15 - 47 - 10
    assert report["totals"]["closing"] == sum(r["closing"]["amount"] for r in report["supplies"])

    desk = told(opened("report", "stock", *span, "--store", "QUAY", "--json"))["supplies"]
    assert [(row["code"], row["closing"]["quantity"]) for row in desk] == [("KT01", 100)]
    assert desk[0]["received_by"]["moved_in"]["quantity"] == 100

    card = told(opened("report", "card", "KT01", *span, "--json"))
    assert card["closing"] == masks["closing"]
    assert [row["number"] for row in card["rows"]] == [
        "NK0002",
        "XK0001",
        "XK0003",
        "NK0003",
        "XK0004",
    ]
    listed = told(opened("report", "vouchers", *span, "--kind", "transfer", "--json"))
    assert [(row["number"], row["date"]) for row in listed] == [("XK0002", "2020-02-03")]


def test_reports_are_written_as_workbooks_and_papers(opened: Run, tmp_path: Path) -> None:
    span = ("--from", "2020-02-01", "--to", "2020-02-10")
    for words in (("stock",), ("card", "KT01"), ("vouchers",)):
        xlsx, pdf = tmp_path / f"{words[0]}.xlsx", tmp_path / f"{words[0]}.pdf"
        files = ("--xlsx", str(xlsx), "--output", str(pdf))
        result = opened("report", *words, *span, *files)
        assert (result.returncode, result.stdout) == (0, "")
        assert pdf.read_bytes().startswith(b"%PDF-")
        rows = CalamineWorkbook.from_path(str(xlsx)).get_sheet_by_index(0).to_python()
        assert any(isinstance(cell, float) for row in rows for cell in row)


BAD: list[tuple[tuple[str, ...], int]] = [
    (("issue", "--supply", "KT01=1"), 2),
    (("issue", "--visitors", "--department", "VP", "--supply", "KT01=1"), 2),
    (("issue", "--visitors", "--supply", "KT01"), 2),
    (("issue", "--visitors", "--supply", "KT01=1,5"), 2),
    (("issue", "--visitors", "--supply", "XX=1"), 1),
    (("issue", "--person", "CB9999", "--supply", "KT01=1"), 1),
    (("issue", "--visitors", "--store", "XX", "--supply", "KT01=1"), 1),
    (("issue", "--visitors", "--supply", "KT01=999999"), 1),
    (("report", "card", "XX"), 1),
    (("report", "stock", "--from", "2020-02-02", "--to", "2020-02-01"), 2),
]


def test_what_can_not_be_done_is_refused_in_a_sentence(opened: Run) -> None:
    for words, code in BAD:
        result = opened(*words)
        assert (result.returncode, result.stdout) == (code, ""), words
        assert "Traceback" not in result.stderr
