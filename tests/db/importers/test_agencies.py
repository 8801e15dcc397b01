"""Lists of districts, wards and other bodies: people, households, who receives for them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.importers.plan import ImportPlan
from db.importers.planning import plan_import
from db.importers.writing import import_sheets
from db.queries.allocations import AgencyRow, agencies
from tests.db.importers.conftest import Office, counts
from tests.db.importers.workbooks import Row

HEAD: Row = ["STT", "Quận, huyện", "Phường, xã", "Dân số", "Số hộ", "Nơi tiếp nhận"]


@pytest.fixture
def office(sqlite_book: Database, tmp_path: Path) -> Office:
    """A new book on SQLite."""
    return Office(sqlite_book, tmp_path)


def plan(office: Office, rows: list[Row]) -> ImportPlan:
    today = office.book.clock.today()
    return office.book.ask(plan_import, "agencies", office.sheets(rows), today)


def take(office: Office, rows: list[Row]) -> dict[str, Any]:
    return office.book.do(import_sheets, "agencies", office.sheets(rows), told={})


def named(office: Office, name: str, parent: str = "") -> AgencyRow:
    rows = office.book.ask(agencies, date(2020, 2, 28))
    return next(row for row in rows if row.name == name and row.parent == parent)


def test_districts_get_their_figures_and_the_list_again_changes_nothing(office: Office) -> None:
    rows: list[Row] = [
        HEAD,
        [1, "Q.1", "", "142.625", 38_000, "Trung tâm Văn hóa Quận 1"],
        [2, "Củ Chi", "", 462_047, "", ""],
        ["", "Tổng cộng", "", 604_672, 38_000],
    ]
    assert counts(take(office, rows)) == (2, 2, 0, 0)
    first = named(office, "Quận 1")
    assert (first.population, first.households) == (142_625, 38_000)
    assert first.seat == "Trung tâm Văn hóa Quận 1"
    chi = named(office, "Huyện Củ Chi")
    assert (chi.population, chi.households) == (462_047, None)
    assert chi.seat == "Ủy ban nhân dân Huyện Củ Chi"
    assert counts(take(office, rows)) == (2, 0, 2, 0)


def test_a_district_without_a_figure_gets_the_sum_of_all_its_wards(office: Office) -> None:
    wards = [row.name for row in office.book.ask(agencies, date(2020, 2, 28), "q4") if row.parent]
    rows: list[Row] = [HEAD, ["", "Quận 4"], *(["", "", name, 1_000, 300] for name in wards)]
    assert counts(take(office, rows)) == (len(wards), len(wards), 0, 0)
    fourth = named(office, "Quận 4")
    assert (fourth.population, fourth.households) == (1_000 * len(wards), 300 * len(wards))
    assert named(office, "Phường 1", "Quận 4").population == 1_000
    assert named(office, "Phường 1", "Quận 3").population is None


def test_other_bodies_are_added_and_bad_rows_are_named(office: Office) -> None:
    rows: list[Row] = [
        ["Mã", "Đơn vị", "Dân số", "Từ ngày", "Đến ngày"],
        ["SYT", "Sở Y tế", "", "01/02/2020", ""],
        ["", "Thành Đoàn", "", "", ""],
        ["", "Quận 1", "-4", "", ""],
        ["", "Quận 14", 5, "", ""],
        ["", "Quận 3", 5, "03/02/2020", "01/02/2020"],
    ]
    found = plan(office, rows)
    assert [(error.row, str(error.problem)) for error in found.errors] == [
        *((4, "not_positive"), (5, "unknown_place"), (6, "ends_first")),
    ]
    assert counts(take(office, rows[:3])) == (2, 2, 0, 0)
    assert named(office, "Sở Y tế").code == "SYT"
    assert named(office, "Sở Y tế").from_on == date(2020, 2, 1)
    assert named(office, "Thành Đoàn").code == "CQ001"
    assert counts(take(office, rows[:3])) == (2, 0, 2, 0)
