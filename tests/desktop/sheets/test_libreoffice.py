"""LibreOffice opens every workbook of the storeroom and finds in it what was written."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.database import Database
from desktop.storeroom_printing import books_xlsx, history_xlsx, stock_report_xlsx
from tests.db.storeroom import fill
from tests.db.world import World, feb, furnish

OFFICE = shutil.which("soffice")
YEAR = (date(2020, 1, 1), date(2020, 12, 31))
MAKERS: dict[str, Callable[[World], bytes]] = {
    "cards": lambda w: books_xlsx(w.book, [w.masks, w.gel], w.store, YEAR),
    "books": lambda w: books_xlsx(w.book, [w.masks, w.gel], None, YEAR, with_value=True),
    "summary": lambda w: stock_report_xlsx(w.book, (feb(3), feb(9)), None),
    "history": lambda w: history_xlsx(w.book, w.clerk, *YEAR),
}


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_reads_the_very_cells(sqlite_book: Database, tmp_path: Path) -> None:
    world = furnish(sqlite_book)
    fill(world)
    written = []
    for name, make in MAKERS.items():
        written.append(tmp_path / f"{name}.xlsx")
        written[-1].write_bytes(make(world))
    again = tmp_path / "again"

    subprocess.run(
        [
            *(str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(again)),
            *map(str, written),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )

    for path in written:
        assert _cells(again / path.name) == _cells(path)
