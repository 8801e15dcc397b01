"""How long the window ever stands still: the longest gap of a 5 ms timer during each long work.

Run by hand: `python -m tests.bench.pauses`. It makes 1,000 people and 20,000 issue lines, and does
with the real program (offscreen) what a clerk would: import, post a round for everybody, print its
lists, make the weekly report. It prints, it judges nothing.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import xlsxwriter
from PySide6.QtCore import QEventLoop, QTimer

import resources
from db.clock import FixedClock
from db.database import Database
from db.importers.planning import plan_import
from db.importers.reading import Sheet, read_workbook
from db.importers.writing import import_sheets
from db.migrate import create_book
from db.queries.issuing import recipients
from db.queries.voucher_list import voucher_rows
from db.rules.calendar import week_of
from db.services.stock import IssueLine, NewIssue, post_issues
from desktop import app
from desktop.printing import signing_pdf
from desktop.weekly import weekly_pdf

PEOPLE, ROUNDS, DEPARTMENTS = 1_000, 20, 40
FIRST = date(2020, 2, 3)
TICK = 5
SETTLE = 1.0
NOW = datetime(2020, 3, 20, 1, tzinfo=UTC)
MASK = ("KT01", "Khẩu trang y tế 4 lớp")


Told = Callable[[int, int], None]


class Gaps:
    """A timer that notes the longest time between two of its ticks."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=TICK)
        self._timer.timeout.connect(self._tick)
        self.longest = 0.0
        self._last = 0.0

    def start(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """End; the longest gap in milliseconds."""
        self._tick()
        self._timer.stop()
        return self.longest * 1000

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def write_workbooks(folder: Path) -> None:
    """The three lists of a large office, as an office would keep them."""
    people = [
        (f"NV{n:04d}", f"Nguyễn Văn {chr(65 + n % 24)}nh {n}", f"Phòng Nghiệp vụ {n % DEPARTMENTS}")
        for n in range(PEOPLE)
    ]
    _sheet(
        folder / "staff.xlsx",
        ("STT", "Mã số", "Họ và tên", "Phòng, đơn vị"),
        enumerate_rows(people),
    )
    _sheet(
        folder / "receipts.xlsx",
        ("STT", "Ngày nhập", "Số chứng từ", "Nguồn", "Mã vật tư", "Tên vật tư", "ĐVT", "Số lượng"),
        enumerate_rows(
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
        enumerate_rows(
            (_day(FIRST + timedelta(1 + 2 * turn)), *person, *MASK, "cái", 5)
            for turn in range(ROUNDS)
            for person in people
        ),
    )


def enumerate_rows(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
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


def main() -> None:
    """Measure each work once and print a row for it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workbooks(folder)
        create_book(folder / "book.db", clock=FixedClock(NOW)).close()
        program = app.Program(app._application(), folder / "book.db", FixedClock(NOW))
        program.window.show()
        _wait(lambda: program.database is not None)
        _rest(program)
        _measure(program, folder)
        program.close()


def _measure(program: app.Program, folder: Path) -> None:
    book, tasks, gaps = program.database, program.tasks, Gaps()
    assert book is not None
    print(f"{'work':38}{'seconds':>9}{'longest gap ms':>16}")

    def do(title: str, work: Callable[[Told], Any]) -> Any:
        done: list[Any] = []
        gaps.start()
        began = time.perf_counter()
        tasks.run_long(program, title, work, done.append, done.append)
        _wait(lambda: bool(done))
        print(f"{title:38}{time.perf_counter() - began:9.2f}{gaps.stop():16.1f}")
        if isinstance(done[0], Exception):
            raise done[0]
        return done[0]

    sample = resources.path("samples/danh-muc-vat-tu.xlsx")
    book.do(import_sheets, "supplies", read_workbook(sample))
    _rest(program)
    for kind in ("staff", "receipts", "issues"):
        sheets = do(f"read {kind}", partial(_read, folder / f"{kind}.xlsx"))
        do(f"preview {kind}", partial(_preview, book, kind, sheets))
        do(f"import {kind}", partial(_import, book, kind, sheets))
    ids = do("post a round for 1,000 people", lambda _: book.do(post_issues, _round(book)))
    do("signing lists of 1,000 people", lambda _: signing_pdf(book, ids))
    first, last = week_of(date(2020, 2, 12))
    do("weekly report", lambda _: weekly_pdf(book, first, last))
    do("vouchers of the year", lambda _: book.ask(voucher_rows, FIRST, NOW.date(), limit=200))


def _read(path: Path, _told: Told) -> tuple[Sheet, ...]:
    return read_workbook(path)


def _preview(book: Database, kind: str, sheets: tuple[Sheet, ...], told: Told) -> object:
    return book.ask(plan_import, kind, sheets, book.clock.today(), told)


def _import(book: Database, kind: str, sheets: tuple[Sheet, ...], told: Told) -> object:
    return book.do(import_sheets, kind, sheets, told={"file": kind}, progress=told)


def _round(book: Database) -> list[NewIssue]:
    day = NOW.date()
    people = book.ask(recipients, day, week_of(day)[0], [1])
    by_department: dict[int, list[IssueLine]] = {}
    for person in people:
        line = IssueLine(1, 5, staff_id=person.person.staff_id)
        by_department.setdefault(person.person.department_id, []).append(line)
    return [
        NewIssue(day, 1, tuple(lines), department_id=department)
        for department, lines in by_department.items()
    ]


def _rest(program: app.Program) -> None:
    """Let the window finish what it is doing: its first page, its first copy."""
    began = time.perf_counter()
    _wait(lambda: program.tasks.is_idle and time.perf_counter() - began > SETTLE)


def _wait(until: Callable[[], bool]) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=1)

    def look() -> None:
        if until():
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()


if __name__ == "__main__":
    main()
