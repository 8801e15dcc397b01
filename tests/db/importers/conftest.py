"""A book at the end of February 2020, and short ways to read files into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.clock import FixedClock
from db.database import Database
from db.importers.plan import ImportPlan
from db.importers.planning import plan_import
from db.importers.reading import Sheet, read_pasted, read_workbook
from db.importers.writing import import_sheets
from db.queries.stock import stock_rows
from tests.db.importers.workbooks import Row, xlsx

SUPPLIES: list[Row] = [
    ["STT", "Mã vật tư", "Tên vật tư", "ĐVT", "Quy cách", "Tồn tối thiểu"],
    [1, "KT01", "Khẩu trang y tế 4 lớp", "cái", "hộp = 50 cái; thùng = 2500 cái", 2000],
    [2, "GT01", "Găng tay y tế", "chiếc", "đôi = 2 chiếc; hộp = 100 chiếc", 200],
    [3, "HC01", "Cloramin B 25%", "gam", "kg = 1000 gam; thùng = 35000 gam", 5000],
    [4, "SK01", "Nước rửa tay sát khuẩn 500 ml", "chai", "thùng = 24 chai", 48],
]
STAFF: list[Row] = [
    ["STT", "Mã số", "Họ và tên", "Chức vụ", "Đối tượng", "Vị trí", "Điện thoại"],
    ["I", "BAN GIÁM ĐỐC"],
    [1, "CB0001", "Quách Hữu Hải", "Giám đốc", "Công chức", "", "0960329669"],
    ["II", "VĂN PHÒNG SỞ"],
    [2, "CB0002", "Thái Kim Trang", "Chánh Văn phòng", "Công chức", "", 970817221],
    [3, "CB0003", "Trần Quốc Bảo", "Nhân viên", "Người lao động", "Bảo vệ", ""],
    ["III", "THANH TRA SỞ"],
    [4, "CB0004", "Hồ Mỹ Ánh", "Chánh Thanh tra", "Công chức", "", ""],
    [5, "CB0005", "Trần Quốc Bảo", "Thanh tra viên", "Công chức", "", ""],
]
RECEIPTS: list[Row] = [
    ["STT", "Ngày nhập", "Số chứng từ", "Nguồn", "Đơn vị cung cấp", "Mã vật tư", "ĐVT", "Số lượng", "Đơn giá"],
    [1, "03/02/2020", "HĐ01", "Tài trợ", "Hội Doanh nhân trẻ", "KT01", "Thùng", 1, 0],
    [2, "04/02/2020", "HĐ02", "Mua sắm", "Công ty Minh Tâm", "GT01", "Hộp", 6, 90000],
    [3, "04/02/2020", "HĐ02", "Mua sắm", "Công ty Minh Tâm", "SK01", "Chai", 10, 62000],
    [4, "05/02/2020", "", "Sở Y tế cấp", "", "HC01", "kg", "2,5", ""],
]  # fmt: skip
ISSUES: list[Row] = [
    ["STT", "Ngày cấp", "Mã số", "Họ và tên", "Phòng, đơn vị", "Mã vật tư", "ĐVT", "Số lượng"],
    [1, "05/02/2020", "CB0001", "Quách Hữu Hải", "Ban Giám đốc", "KT01", "cái", 5],
    [2, "05/02/2020", "CB0002", "Thái Kim Trang", "Văn phòng Sở", "KT01", "cái", 5],
    [3, "05/02/2020", "CB0003", "Trần Quốc Bảo", "Văn phòng Sở", "KT01", "cái", 10],
    [4, "05/02/2020", "CB0003", "Trần Quốc Bảo", "Văn phòng Sở", "GT01", "đôi", 2],
    [5, "06/02/2020", "CB0004", "Hồ Mỹ Ánh", "Thanh tra Sở", "KT01", "cái", 5],
]


@dataclass
class Office:
    """A book and a folder of files to read into it."""

    book: Database
    folder: Path

    def sheets(self, source: Path | str | Iterable[Row]) -> tuple[Sheet, ...]:
        """A file, pasted text, or rows that are first written as a workbook."""
        if isinstance(source, Path):
            return read_workbook(source)
        if isinstance(source, str):
            return read_pasted(source)
        return read_workbook(xlsx(self.folder / "tep.xlsx", list(source)))

    def plan(self, kind: str, source: Path | str | Iterable[Row]) -> ImportPlan:
        """What a file would do."""
        return self.book.ask(plan_import, kind, self.sheets(source), self.book.clock.today())

    def take(
        self, kind: str, source: Path | str | Iterable[Row], *, skip_bad: bool = False
    ) -> dict[str, Any]:
        """Import a file."""
        return self.book.do(
            import_sheets, kind, self.sheets(source), skip_bad=skip_bad, told={"kind": kind}
        )

    def stock(self) -> dict[str, int]:
        """What there is by code."""
        return {row.code: row.quantity for row in self.book.ask(stock_rows) if row.quantity}


def counts(outcome: dict[str, Any]) -> tuple[int, int, int, int]:
    """Rows, imported, unchanged, bad."""
    bad = {error["row"] for error in outcome["errors"]}
    return outcome["rows"], outcome["imported"], outcome["unchanged"], len(bad)


def problems(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Row, column and reason of each error."""
    return [(error.row, error.column, str(error.problem)) for error in plan.errors]


@pytest.fixture
def clock() -> FixedClock:
    """Friday 28 February 2020, 8:00 where the clerk sits."""
    return FixedClock(datetime(2020, 2, 28, 1, 0, tzinfo=UTC))


@pytest.fixture
def office(book: Database, tmp_path: Path) -> Office:
    """An empty book on each engine in turn."""
    return Office(book, tmp_path)


@pytest.fixture
def furnished(sqlite_book: Database, tmp_path: Path) -> Office:
    """A book on SQLite with supplies, people and receipts, nothing issued yet."""
    office = Office(sqlite_book, tmp_path)
    for kind, rows in (("supplies", SUPPLIES), ("staff", STAFF), ("receipts", RECEIPTS)):
        office.take(kind, rows)
    return office
