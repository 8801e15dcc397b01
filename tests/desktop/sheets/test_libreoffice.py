"""LibreOffice opens every workbook of the storeroom and finds in it what was written."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.queries.counting import count_lines, stocktake_rows
from db.services.counting import Count, NewStocktake, enter_counts, open_stocktake
from desktop.daily_forms import form_xlsx
from desktop.request_printing import blank_request_xlsx, replenishment_xlsx, request_xlsx
from desktop.stocktake_printing import count_sheet_xlsx, stocktake_xlsx
from desktop.storeroom_printing import (
    books_xlsx,
    history_xlsx,
    stock_report_xlsx,
    vouchers_xlsx,
)
from desktop.voucher_printing import handover_xlsx, loss_xlsx, voucher_xlsx
from tests.db.storeroom import fill
from tests.db.world import World, feb

OFFICE = shutil.which("soffice")
YEAR = (date(2020, 1, 1), date(2020, 12, 31))
Make = Callable[[World, dict[str, int]], bytes]
MAKERS: dict[str, Make] = {
    "cards": lambda w, _: books_xlsx(w.book, [w.masks, w.gel], w.store, YEAR),
    "books": lambda w, _: books_xlsx(w.book, [w.masks, w.gel], None, YEAR, with_value=True),
    "summary": lambda w, _: stock_report_xlsx(w.book, (feb(3), feb(9)), None),
    "history": lambda w, _: history_xlsx(w.book, w.clerk, *YEAR),
    "vouchers": lambda w, _: vouchers_xlsx(w.book, YEAR),
    "receipt": lambda w, made: voucher_xlsx(w.book, made["bought"]),
    "issue": lambda w, made: voucher_xlsx(w.book, made["wrong"]),
    "loss": lambda w, made: loss_xlsx(w.book, made["lost"]),
    "handover": lambda w, made: handover_xlsx(w.book, made["given"]),
    "request": lambda w, made: request_xlsx(w.book, made["issue"]),
    "blank-request": lambda w, _: blank_request_xlsx(w.book, w.office),
    "replenishment": lambda w, _: replenishment_xlsx(w.book),
    "count-sheet": lambda w, _: count_sheet_xlsx(w.book, counted(w)),
    "daily-form": lambda w, _: form_xlsx(w.book, feb(10)),
    "count-record": lambda w, _: stocktake_xlsx(w.book, counted(w)),
}


def counted(world: World) -> int:
    """A count of everything at the guards' desk, its masks two short."""
    new = NewStocktake(world.desk, "Tất cả vật tư", committee="Nguyễn Văn An; Phó Chánh Văn phòng")
    if told := world.book.ask(stocktake_rows):
        return told[0].stocktake_id
    stocktake_id: int = world.book.do(open_stocktake, new)
    (masks, *_) = world.book.ask(count_lines, stocktake_id)
    world.book.do(enter_counts, stocktake_id, [Count(masks.line_id, 58, 1, 0, "hai cái rách")])
    return stocktake_id


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_reads_the_very_cells(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    made = fill(world)
    written = []
    for name, make in MAKERS.items():
        written.append(tmp_path / f"{name}.xlsx")
        written[-1].write_bytes(make(world, made))
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
