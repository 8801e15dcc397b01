"""Allocations from the office's own sheets: whatever their columns, wards, subtotals and totals."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

import resources
from db.database import Act, Database
from db.importers.errors import ImportRefused, NoHeader
from db.importers.plan import ImportOptions, ImportPlan
from db.importers.planning import plan_import
from db.importers.writing import import_sheets
from db.kinds import AgencyKind
from db.models.catalogue import Supply
from db.models.leaflets import Allocation
from db.models.staff import Agency
from db.queries.allocations import AllocationSheet, allocation_sheet
from tests.db.importers.conftest import Office, counts
from tests.db.importers.workbooks import Row, delimited, xlsx

SAMPLE = resources.path("samples/phan-bo-to-roi.xlsx")
EXPECTED = Path(__file__).parents[2] / "data/expected.json"
HEAD: Row = [
    "STT",
    "Quận, huyện",
    "Phường, xã",
    "TR01 - Tờ bướm: Rửa tay",
    "Áp phích 5K",
    "Ký nhận",
]


@pytest.fixture
def office(sqlite_book: Database, tmp_path: Path) -> Office:
    """A new book on SQLite."""
    return Office(sqlite_book, tmp_path)


def plan(office: Office, source: Any, **options: Any) -> ImportPlan:
    sheets, today = office.sheets(source), office.book.clock.today()
    told = ImportOptions(**options)
    return office.book.ask(plan_import, "allocation", sheets, today, options=told)


def take(office: Office, source: Any, *, skip_bad: bool = False, **options: Any) -> dict[str, Any]:
    sheets = office.sheets(source)
    told = ImportOptions(**options)
    return office.book.do(
        import_sheets, "allocation", sheets, skip_bad=skip_bad, options=told, told={}
    )


def latest(office: Office) -> AllocationSheet:
    def read(session: Session) -> AllocationSheet:
        id_ = session.scalar(select(Allocation.id).order_by(Allocation.id.desc()).limit(1))
        assert id_ is not None
        found = allocation_sheet(session, id_)
        assert found is not None
        return found

    return office.book.ask(read)


def told(sheet: AllocationSheet) -> dict[str, dict[str, int]]:
    """Pieces by body (a ward with its district) and leaflet's code."""
    codes = {leaflet.supply_id: leaflet.code for leaflet in sheet.leaflets}
    shares: dict[str, dict[str, int]] = {}
    for agency in sheet.agencies:
        name = f"{agency.name}, {agency.parent}" if agency.parent else agency.name
        shares[name] = {
            codes[supply]: pieces
            for (body, supply), pieces in sheet.shares.items()
            if body == agency.agency_id
        }
    return shares


def errors(plan: ImportPlan) -> list[tuple[int, str]]:
    return [(error.row, str(error.problem)) for error in plan.errors]


def test_the_sample_reads_to_what_it_should_and_a_second_time_changes_nothing(
    book: Database, tmp_path: Path
) -> None:
    office = Office(book, tmp_path)
    expected = json.loads(EXPECTED.read_text())["leaflets"]
    assert counts(take(office, SAMPLE)) == (24, 24, 0, 0)
    sheet = latest(office)
    assert {one.code: one.title for one in sheet.leaflets} == expected["titles"]
    assert told(sheet) == expected["allocation"]
    assert [one.total for one in sheet.leaflets] == [174_300, 165_600]
    assert sheet.title == "Bảng phân bổ tờ bướm tuyên truyền"
    assert counts(take(office, SAMPLE)) == (24, 0, 24, 0)
    assert latest(office) == sheet


def test_wards_with_subtotals_and_a_total_above_are_not_counted_twice(office: Office) -> None:
    rows: list[Row] = [
        HEAD,
        ["", "Tổng số", "", 900, 15],
        [1, "Quận 3", "", 600, 10],
        ["", "", "P.1", 250, 5],
        ["", "", "P 2", 350, 5],
        [2, "Q.5", "", 300, 5],
        ["", "", "Phường 01", 300, 5],
        ["", "", "NGƯỜI LẬP BIỂU"],
        ["", "", "Nguyễn Văn An"],
    ]
    assert counts(take(office, rows)) == (3, 3, 0, 0)
    assert told(latest(office)) == {
        "Phường 1, Quận 3": {"TR01": 250, "TR02": 5},
        "Phường 2, Quận 3": {"TR01": 350, "TR02": 5},
        "Phường 1, Quận 5": {"TR01": 300, "TR02": 5},
    }


def test_a_subtotal_that_disagrees_is_named(office: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "Quận 3", "", 700, 10],
        ["", "", "P.1", 250, 5],
        ["", "", "P.2", 350, 5],
    ]
    found = plan(office, rows)
    assert errors(found) == [(2, "sum_disagrees")]
    assert dict(found.errors[0].facts) == {"told": 700, "summed": 600, "name": "Quận 3"}
    total = plan(office, [HEAD, [1, "Quận 3", "", 700, 10], ["", "Tổng cộng", "", 700, 11]])
    assert errors(total) == [(3, "sum_disagrees")]
    with pytest.raises(ImportRefused):
        take(office, rows)
    assert counts(take(office, rows, skip_bad=True)) == (3, 2, 0, 1)


@pytest.mark.parametrize(
    "group",
    [["I", "QUẬN 3"], ["I. QUẬN 3"], ["", "quan 3"], ["", "Q3"], ["", "UBND Quận 03"]],
)
def test_wards_below_the_row_of_their_district(office: Office, group: Row) -> None:
    rows: list[Row] = [
        ["TT", "Đơn vị", "TR01 - Tờ bướm: Rửa tay", "Ghi chú"],
        group,
        [1, "Phường 1", 100],
        [2, "P.2", "200 tờ"],
        ["", "Cộng", 300],
        ["", "Huyện Củ Chi", 500],
        ["", "Cộng Huyện Củ Chi", 500],
        ["", "TỔNG CỘNG", 800],
    ]
    assert counts(take(office, rows)) == (3, 3, 0, 0)
    assert told(latest(office)) == {
        "Phường 1, Quận 3": {"TR01": 100},
        "Phường 2, Quận 3": {"TR01": 200},
        "Huyện Củ Chi": {"TR01": 500},
    }


def test_two_header_rows_other_columns_and_names_in_any_spelling(
    office: Office, tmp_path: Path
) -> None:
    rows: list[Row] = [
        ["Ghi chú", "Số lượng (tờ)", "", "Tổng cộng", "Dân số", "Quận/huyện", "STT"],
        ["", "Tờ gấp: Ở nhà", "Phòng bệnh", "", "", "", ""],
        ["", 10, 20, 30, 140_000, "Q.1", 1],
        ["", 11, 21, 32, 1, "Q10", 2],
        ["", 12, 22, 34, 1, "binh thanh", 3],
        ["", 13, 23, 36, 1, "H. Củ Chi", 4],
        ["", 14, 24, 38, 1, "TP Thủ Đức", 5],
        ["", 15, 25, 40, 1, "HUYỆN CẦN GIỜ", 6],
        ["", 16, 26, 42, 1, "Sở Y tế", 7],
        ["", 17, 27, 44, 1, "Thành Đoàn", 8],
    ]
    source = xlsx(tmp_path / "hai-dong.xlsx", rows, [(0, 1, 0, 2)])
    assert counts(take(office, source)) == (8, 8, 0, 0)
    found = told(latest(office))
    assert list(found) == [
        *("Quận 1", "Quận 10", "Quận Bình Thạnh", "Huyện Củ Chi", "Quận Thủ Đức"),
        *("Huyện Cần Giờ", "Sở Y tế", "Thành Đoàn"),
    ]
    assert found["Huyện Cần Giờ"] == {"TR01": 15, "TR02": 25}
    assert [one.title for one in latest(office).leaflets] == ["Tờ gấp: Ở nhà", "Phòng bệnh"]
    bodies = office.book.ask(
        lambda session: session.scalars(
            select(Agency.name).where(Agency.kind == AgencyKind.BODY)
        ).all()
    )
    assert set(bodies) >= {"Sở Y tế", "Thành Đoàn"}
    assert counts(take(office, source)) == (8, 0, 8, 0)


def test_a_row_for_each_leaflet(office: Office) -> None:
    rows: list[Row] = [
        ["Quận, huyện", "Phường, xã", "Tờ bướm", "Số lượng"],
        ["Quận 3", "Phường 1", "TR01 - Tờ bướm: Rửa tay", 100],
        ["Quận 3", "Phường 1", "TR02", 50],
        ["Quận 5", "Phường 1", "TR01", 70],
        ["Quận 5", "", "TR01", 30],
        ["Quận 5", "Phường 1", "TR01", 70],
    ]
    assert errors(plan(office, rows)) == [(6, "place_again")]
    assert counts(take(office, rows[:-1])) == (4, 4, 0, 0)
    assert told(latest(office)) == {
        "Phường 1, Quận 3": {"TR01": 100, "TR02": 50},
        "Phường 1, Quận 5": {"TR01": 70},
        "Quận 5": {"TR01": 30},
    }


def test_bad_quantities_and_unknown_places_are_errors_of_their_rows(office: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "Quận 1", "", "abc", 1],
        [2, "Quận 2", "", "-5", 1],
        [3, "Quận 3", "", "1,5", 1],
        [4, "Quận 4", "", "10^30", 1],
        [5, "Quận 13", "", 1, 1],
        [6, "Bình Thạn", "", 1, 1],
        [7, "Quận 5", "Phường 16", 1, 1],
        [8, "", "Phường 99", 1, 1],
        [9, "Quận 6", "", 1, 1],
        [10, "Quận 6", "", 1, 1],
    ]
    found = plan(office, rows)
    assert errors(found) == [
        *((2, "not_a_number"), (3, "not_positive"), (4, "fraction"), (5, "too_large")),
        *((6, "unknown_place"), (7, "unknown_place"), (8, "unknown_place")),
        *((9, "unknown_place"), (11, "place_again")),
    ]
    assert found.errors[5].facts["near"] == "Quận Bình Thạnh"
    assert found.rows == found.ready + found.unchanged + len(found.errors) == 10
    assert counts(take(office, rows, skip_bad=True)) == (10, 1, 0, 9)


def test_a_ward_without_its_district_must_be_the_only_one_of_its_name(office: Office) -> None:
    head: Row = ["Phường, xã", "Tờ bướm: Rửa tay"]
    assert errors(plan(office, [head, ["Phường 1", 5]])) == [(2, "place_ambiguous")]
    assert counts(take(office, [head, ["P. Bến Nghé", 5]])) == (1, 1, 0, 0)


def test_wards_of_2025_have_no_districts(office: Office) -> None:
    head: Row = ["Phường, xã", "Tờ bướm: Rửa tay"]
    rows: list[Row] = [head, ["Phường An Khánh", 5], ["Xã Bà Điểm", 6], ["đặc khu côn đảo", 7]]
    take(office, rows, on=date(2025, 8, 1), title="Sau sắp xếp")
    assert told(latest(office)) == {
        "Phường An Khánh": {"TR01": 5},
        "Xã Bà Điểm": {"TR01": 6},
        "Đặc khu Côn Đảo": {"TR01": 7},
    }
    assert latest(office).day == date(2025, 8, 1)


def test_a_corrected_sheet_changes_the_allocation_of_its_name(office: Office) -> None:
    rows: list[Row] = [["Quận", "Tờ bướm: Rửa tay"], ["Quận 1", 5], ["Quận 3", 6]]
    take(office, rows, title="Đợt 1")
    first = latest(office)
    again: list[Row] = [rows[0], rows[1], ["Quận 3", 9]]
    assert counts(take(office, again, title="đợt 1")) == (2, 1, 1, 0)
    assert latest(office).allocation_id == first.allocation_id
    assert told(latest(office)) == {"Quận 1": {"TR01": 5}, "Quận 3": {"TR01": 9}}
    take(office, again, title="Đợt 2")
    assert latest(office).allocation_id != first.allocation_id


def test_known_leaflets_are_found_by_code_or_title_and_a_mask_is_none(office: Office) -> None:
    office.take("supplies", [["Mã", "Tên", "ĐVT"], ["KT01", "Khẩu trang", "cái"]])
    head: Row = ["Quận", "KT01 - Tờ bướm: Rửa tay"]
    assert errors(plan(office, [head, ["Quận 1", 5]])) == [(1, "not_a_leaflet")]
    take(office, SAMPLE)
    rows: list[Row] = [
        ["Quận", "Tờ bướm: các biện pháp phòng chống nCoV", "TR02"],
        ["Quận 1", 5, 6],
    ]
    take(office, rows, title="Đợt 2")
    assert [one.code for one in latest(office).leaflets] == ["TR01", "TR02"]
    codes = office.book.ask(lambda session: session.scalars(select(Supply.code)).all())
    assert sorted(codes) == ["KT01", "TR01", "TR02"]


def test_pasted_rows_read_as_a_file_does(office: Office) -> None:
    rows: list[Row] = [["Quận", "Tờ bướm: Rửa tay"], ["Quận 1", "1.500"], ["Quận 3", 6]]
    assert counts(take(office, delimited(rows, "\t"))) == (2, 2, 0, 0)
    assert told(latest(office))["Quận 1"] == {"TR01": 1_500}


def test_a_sheet_of_another_kind_is_refused(office: Office) -> None:
    with pytest.raises(NoHeader):
        plan(office, [["Mã", "Tên", "ĐVT"], ["KT01", "Khẩu trang", "cái"]])


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        (
            [
                ["Quận, huyện", "TR01 - Tờ bướm: A", "", "TR02 - Tờ bướm: B", "", 2020],
                ["", "Số lượng", "Ký nhận", "Số lượng", "Ký nhận", ""],
                ["Quận 1", 5, "", 6, "", 1],
                ["Quận 2", 7, "", 8, "", 1],
            ],
            [(0, 1, 0, 2), (0, 3, 0, 4)],
        ),
        (
            [
                ["STT", "Nơi nhận", "TR01 - Tờ bướm: A", "TR02 - Tờ bướm: B", "TR01"],
                ["1", "Quận 1", 3, 6, 2],
                ["1.1", "Phường Bến Nghé", 1, 2, 1],
                ["1.2", "P. Bến Thành", 1, 2, 1],
                ["1.3", "Phần của quận, huyện", 1, 2, ""],
                ["2", "Q2", 7, 8, ""],
            ],
            [],
        ),
    ],
)
def test_heads_in_parts_and_rows_numbered_by_points(
    office: Office, tmp_path: Path, rows: list[Row], merged: list[Any]
) -> None:
    take(office, xlsx(tmp_path / "bang.xlsx", rows, merged))
    sheet = latest(office)
    sums = {"Quận 1": [0, 0], "Quận 2": [0, 0]}
    for agency in sheet.agencies:
        for at, leaflet in enumerate(sheet.leaflets):
            pieces = sheet.shares.get((agency.agency_id, leaflet.supply_id), 0)
            sums[agency.parent or agency.name][at] += pieces
    assert sums == {"Quận 1": [5, 6], "Quận 2": [7, 8]}


def test_a_place_may_name_its_district_and_columns_stand_in_any_order(office: Office) -> None:
    rows: list[Row] = [
        ["Tờ rơi A", "Nơi nhận"],
        [3, "P.1 - Q.3"],
        [4, "Phường 2 (Quận 3)"],
        [5, "Phường 1, Quận 5"],
        [6, "Thành Đoàn"],
    ]
    take(office, rows)
    assert {name: figures["TR01"] for name, figures in told(latest(office)).items()} == {
        "Phường 1, Quận 3": 3,
        "Phường 2, Quận 3": 4,
        "Phường 1, Quận 5": 5,
        "Thành Đoàn": 6,
    }


def test_an_older_book_gets_its_districts_and_wards_with_the_first_allocation(
    office: Office,
) -> None:
    def empty(session: Session, _act: Act) -> None:
        session.execute(delete(Agency).where(Agency.parent_id.is_not(None)))
        session.execute(delete(Agency))

    office.book.do(empty, told={})
    assert counts(take(office, SAMPLE)) == (24, 24, 0, 0)
    assert counts(take(office, SAMPLE)) == (24, 0, 24, 0)
    codes = office.book.ask(lambda session: session.scalars(select(Agency.code)).all())
    assert len(codes) == 24 + 322 + 168
