"""The three workbooks of a large office that the bench imports."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

PEOPLE, ROUNDS, DEPARTMENTS = 1_000, 20, 40
FIRST = date(2020, 2, 3)
MASK = ("KT01", "Khẩu trang y tế 4 lớp")


def write_workbooks(folder: Path) -> None:
    """The three lists of a large office, as an office would keep them."""
    people = [
        (f"NV{n:04d}", f"Nguyễn Văn {chr(65 + n % 24)}nh {n}", f"Phòng Nghiệp vụ {n % DEPARTMENTS}")
        for n in range(PEOPLE)
    ]
    _sheet(
        folder / "staff.xlsx",
        ("STT", "Mã số", "Họ và tên", "Phòng, đơn vị"),
        _numbered(people),
    )
    _sheet(
        folder / "receipts.xlsx",
        ("STT", "Ngày nhập", "Số chứng từ", "Nguồn", "Mã vật tư", "Tên vật tư", "ĐVT", "Số lượng"),
        _numbered(
            (_day(FIRST + timedelta(n)), f"HD{n}", "Mua sắm", *MASK, "cái", 6_000)
            for n in range(40)
        ),
    )
    _sheet(
        folder / "issues.xlsx",
        (
            "STT",
            "Ngày cấp",
            "Mã số",
            "Họ và tên",
            "Phòng, đơn vị",
            "Mã vật tư",
            "Tên vật tư",
            "ĐVT",
            "Số lượng",
        ),
        _numbered(
            (_day(FIRST + timedelta(1 + 2 * turn)), *person, *MASK, "cái", 5)
            for turn in range(ROUNDS)
            for person in people
        ),
    )


def _numbered(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows with their STT in front."""
    return [(n, *row) for n, row in enumerate(rows, 1)]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _sheet(path: Path, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, head)
        for n, row in enumerate(rows, 1):
            sheet.write_row(n, 0, row)
