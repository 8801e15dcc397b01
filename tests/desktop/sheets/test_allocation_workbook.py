"""The workbook of an allocation is read back to the same allocation."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.importers.reading import read_workbook
from db.importers.writing import import_sheets
from db.kinds import SpreadBy
from db.queries.allocations import AllocationSheet, agencies, allocation_rows, allocation_sheet
from db.services.agencies import AgencyFields, save_agency
from db.services.allocating import (
    AllocationFields,
    Partaker,
    Portion,
    remove_allocation,
    save_allocation,
)
from db.services.leaflets import LeafletFields, save_leaflet
from desktop.allocation_printing import allocation_pdf, allocation_xlsx
from tests.desktop.papers.reading import whole_text

DAY = date(2020, 2, 24)


def _plan(book: Database, names: list[str], *, with_wards: bool) -> int:
    leaflets = [
        book.do(save_leaflet, LeafletFields(f"TR{n:02d}", f"Tờ bướm: Số {n}"), told={})
        for n in (1, 2)
    ]
    book.do(save_agency, AgencyFields("SYT", "Sở Y tế"), told={})
    known = book.ask(agencies, DAY)
    chosen = [
        row
        for row in known
        if row.name in names
        or (with_wards and row.parent in names)
        or f"{row.name}, {row.parent}" in names
    ]
    partakers = tuple(
        Partaker(row.agency_id, (50 * at, 0 if at % 3 else 7)) for at, row in enumerate(chosen)
    )
    portions = tuple(Portion(id_, 100_000, 100, 50) for id_ in leaflets)
    fields = AllocationFields(
        "Tuyên truyền đợt 1", DAY, portions, partakers, "KH 362", spread_by=SpreadBy.EQUAL
    )
    return book.do(save_allocation, fields, told={})


def _told(sheet: AllocationSheet) -> dict[str, Any]:
    names = {row.agency_id: row.code for row in sheet.agencies}
    codes = {one.supply_id: one.code for one in sheet.leaflets}
    return {
        "title": sheet.title,
        "day": sheet.day,
        "agencies": [row.code for row in sheet.agencies],
        "shares": {
            (names[agency], codes[supply]): pieces
            for (agency, supply), pieces in sheet.shares.items()
        },
    }


@pytest.mark.parametrize(
    ("names", "with_wards"),
    [
        (["Quận 1", "Quận 3", "Huyện Củ Chi"], False),
        (["Quận 1", "Quận 3", "Quận 5", "Sở Y tế"], True),
        (["Phường 1, Quận 3", "Phường 1, Quận 5", "Phường Bến Nghé, Quận 1"], False),
        (["Quận Thủ Đức", "Sở Y tế"], False),
    ],
)
def test_the_workbook_reads_back_to_the_same_allocation(
    sqlite_book: Database, tmp_path: Path, names: list[str], *, with_wards: bool
) -> None:
    book = sqlite_book
    id_ = _plan(book, names, with_wards=with_wards)
    sheet = book.ask(allocation_sheet, id_)
    assert sheet is not None
    path = tmp_path / "bang.xlsx"
    path.write_bytes(allocation_xlsx(book, sheet))
    sheets = read_workbook(path)
    outcome = book.do(import_sheets, "allocation", sheets, told={})
    assert (outcome["imported"], outcome["errors"]) == (0, [])
    book.do(remove_allocation, id_, told={})
    outcome = book.do(import_sheets, "allocation", sheets, told={})
    assert outcome["errors"] == []
    (row,) = book.ask(allocation_rows)
    again = book.ask(allocation_sheet, row.allocation_id)
    assert again is not None
    assert _told(again) == _told(sheet)


def test_the_paper_has_every_body_and_the_totals(sqlite_book: Database) -> None:
    id_ = _plan(sqlite_book, ["Quận 3", "Sở Y tế"], with_wards=True)
    sheet = sqlite_book.ask(allocation_sheet, id_)
    assert sheet is not None
    text = whole_text(allocation_pdf(sqlite_book, sheet))
    for words in (
        "BẢNG PHÂN BỔ TỜ BƯỚM TUYÊN TRUYỀN",
        "Tuyên truyền đợt 1",
        "Phường 14",
        "Sở Y tế",
    ):
        assert words in text
    for one in sheet.leaflets:
        total = sum(n for (_a, supply), n in sheet.shares.items() if supply == one.supply_id)
        assert f"{total:,}".replace(",", ".") in text
