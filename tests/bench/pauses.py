"""How long the window ever stands still: the longest gap of a 5 ms timer during each long work.

Run by hand: `python -m tests.bench.pauses [TIMES]`. With the real program (offscreen) it does what
a clerk would: imports 1,000 people and 20,000 issue lines, opens that book anew, issues to everybody
on the page one supply and three, prints lists, brings a document to everybody, makes the weekly report. It prints, it judges nothing.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import resources
from db.clock import FixedClock
from db.database import Database
from db.importers.planning import plan_import
from db.importers.reading import Sheet, read_workbook
from db.importers.writing import import_sheets
from db.migrate import create_book
from db.queries.voucher_list import voucher_rows
from db.rules.calendar import week_of
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from desktop import app
from desktop.acknowledgement_printing import lists_pdf, slips_pdf
from desktop.pages.documents.page import Page as DocumentsPage
from desktop.pages.issue.page import Page
from desktop.pages.issue.round_bar import EVERYBODY
from desktop.tasks import Progress
from desktop.weekly import weekly_pdf
from tests import scanning
from tests.bench.gaps import Gaps, rest, wait
from tests.bench.round_of_three import give_out
from tests.bench.workbooks import FIRST, write_workbooks

NOW = datetime(2020, 3, 20, 1, tzinfo=UTC)
SCANNED_PAGES, SCANNED_DPI = 200, 200
PLAN = DocumentFields("362/KH-UBND", "Kế hoạch", date(2020, 2, 1), "UBND Thành phố", "Ứng phó")


class Row(NamedTuple):
    """One work as measured once."""

    work: str
    seconds: float
    gap: float  # longest, ms
    own: float  # the most that the GUI thread itself computed in one gap, ms


class Bench:
    """The program on a book, and what was measured of it."""

    def __init__(self, book: Path) -> None:
        self.rows: list[Row] = []
        self._gaps = Gaps()
        self.program = app.Program(app._application(), book, FixedClock(NOW))
        self.act("open the book", self.program.window.show)
        assert self.program.database is not None
        self.book: Database = self.program.database

    def act(self, work: str, do: Callable[[], object]) -> None:
        """Measure something that is done in the window, until all is read and painted."""
        began = self._begin()
        do()
        self._end(work, began, rest(self.program.tasks))

    def long(self, work: str, do: Callable[[Progress], Any]) -> Any:
        """Measure a long work in the background; return its result."""
        done: list[Any] = []
        began = self._begin()
        self.program.tasks.run_long(self.program, work, do, done.append, done.append)
        wait(lambda: bool(done))
        self._end(work, began, time.perf_counter())
        if isinstance(done[0], Exception):
            raise done[0]
        return done[0]

    def _begin(self) -> float:
        self._gaps.start()
        return time.perf_counter()

    def _end(self, work: str, began: float, ended: float) -> None:
        self._gaps.stop()
        self.rows.append(Row(work, ended - began, self._gaps.longest * 1000, self._gaps.own * 1000))


def fill(folder: Path) -> list[Row]:
    """Import everything into a new book."""
    create_book(folder / "book.db", clock=FixedClock(NOW)).close()
    bench = Bench(folder / "book.db")
    book = bench.book
    sample = resources.path("samples/danh-muc-vat-tu.xlsx")
    book.do(import_sheets, "supplies", read_workbook(sample))
    for kind in ("staff", "receipts", "issues"):
        sheets = bench.long(f"read {kind}", partial(_read, folder / f"{kind}.xlsx"))
        bench.long(f"preview {kind}", partial(_preview, book, kind, sheets))
        bench.long(f"import {kind}", partial(_import, book, kind, sheets))
    bench.program.close()
    return bench.rows[1:]  # a book with nothing in it was opened


def use(folder: Path) -> list[Row]:
    """Open the full book, issue to everybody, report."""
    bench = Bench(folder / "book.db")
    program, book = bench.program, bench.book
    window = program.window
    bench.act("show the page of issues", lambda: window.navigate("issue"))
    page = window.page
    assert isinstance(page, Page)
    departments, usual = page.round.bar.departments, page.round.bar.usual
    departments.choose([EVERYBODY])
    bench.act("choose all 1,000 people", departments.changed.emit)
    for _supply, each, _priority in usual.fields.values():
        each.setText("5")
    bench.act("propose 5 to each", usual.changed.emit)
    bench.act("record their round", page.record)
    bench.act("print its signing lists", window.notice_line.buttons[0].click)
    give_out(bench)
    _distribute(bench)
    first, last = week_of(date(2020, 2, 12))
    bench.long("weekly report", lambda _: weekly_pdf(book, first, last))
    bench.long(
        "vouchers of the year", lambda _: book.ask(voucher_rows, FIRST, NOW.date(), limit=200)
    )
    program.close()
    return bench.rows


def _distribute(bench: Bench) -> None:
    """Bring a document to everybody, print for it, mark one department."""
    book, window = bench.book, bench.program.window
    plan = book.do(save_document, PLAN)
    round_of = NewDistribution((plan,), NOW.date(), NOW.date())
    bench.act("show the page of documents", lambda: window.navigate("documents"))
    page = window.page
    assert isinstance(page, DocumentsPage)
    round_id = bench.long("make a round of 1,000", lambda _: book.do(distribute, round_of))
    bench.act("show the round", lambda: page.open(round_id=round_id))
    bench.act("choose a department", lambda: page.round.units.table.selectRow(1))
    bench.act("mark all of it", page.round.units.all_signed.emit)
    bench.act("print its lists", lambda: page.show_paper("", partial(lists_pdf, book, round_id)))
    bench.act("print its slips", lambda: page.show_paper("", partial(slips_pdf, book, round_id, 4)))
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "scan.pdf"
        slips = scanning.pages_of(slips_pdf(book, round_id, 4), SCANNED_DPI, range(SCANNED_PAGES))
        pile.write_bytes(scanning.as_pdf(slips, SCANNED_DPI))
        bench.act("read 200 scanned pages", lambda: window.navigate("documents", scans=(pile,)))


def main(times: int) -> None:
    """Measure that often, each time in processes of its own; print the least and the median."""
    measured: dict[str, list[Row]] = {}
    for _turn in range(times):
        with tempfile.TemporaryDirectory() as name:
            write_workbooks(Path(name))
            for part in (fill, use):
                for row in _apart(part, Path(name)):
                    measured.setdefault(row.work, []).append(row)
    print(f"{'':26}{'seconds':>9}{'gap ms: least':>15}{'median':>9}{'own: least':>12}{'median':>9}")
    for work, rows in measured.items():
        told = f"{work:26}{statistics.median(row.seconds for row in rows):9.2f}"
        for values, width in (([row.gap for row in rows], 15), ([row.own for row in rows], 12)):
            told += f"{min(values):{width}.1f}{statistics.median(values):9.1f}"
        print(told)


def _apart(part: Callable[[Path], list[Row]], folder: Path) -> list[Row]:
    """Run in a new process: whatever is loaded or drawn for the first time counts."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(part, folder).result()


def _read(path: Path, _told: Progress) -> tuple[Sheet, ...]:
    return read_workbook(path)


def _preview(book: Database, kind: str, sheets: tuple[Sheet, ...], told: Progress) -> object:
    return book.ask(plan_import, kind, sheets, book.clock.today(), told)


def _import(book: Database, kind: str, sheets: tuple[Sheet, ...], told: Progress) -> object:
    return book.do(import_sheets, kind, sheets, told={"file": kind}, progress=told)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
