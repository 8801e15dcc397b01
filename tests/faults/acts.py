"""The acts that faults are tried on: each is prepared in a book of its own, then done, aloud.

`python -m tests.faults.acts FOLDER NAME...` does them in FOLDER/NAME/now and says on stderr when each begins,
what it acknowledged, and when it ended. CONTROL is a receipt by a program that does not wait for the disk.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from db import engines
from db.backup import copies, copy_book, restore_to
from db.clock import FixedClock
from db.database import Database
from db.importers.plan import ImportKind
from db.importers.reading import Sheet
from db.importers.writing import import_sheets
from db.kinds import Series
from db.migrate import create_book, open_book
from db.queries.counting import count_lines
from db.rules.codes import DOCUMENT_LIST, page_code
from db.rules.papers import list_subject
from db.second_copy import SecondCopy
from db.services.closing import close_period
from db.services.counting import (
    Count,
    NewStocktake,
    approve_stocktake,
    enter_counts,
    open_stocktake,
)
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, NewFile, save_document
from db.services.office import NewPage, record_pages
from db.services.returning import ReturnedPage, take_in
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import post_issues
from desktop.papers.saving import save
from desktop.sheets.workbook import Book as Workbook
from tests.db.test_migrations import write_older
from tests.db.world import World, feb, furnish

NOON = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)
BOOK, RESTORED, SECOND, COPIES = "sổ.db", "khôi phục.db", "bản ghi thứ hai", "sao lưu"
PDF, XLSX = "Phiếu.pdf", "Sổ.xlsx"
CHIEF = "Nguyễn Văn An"


def say(text: str) -> None:
    """Tell who records, at once and in one piece."""
    os.write(2, f"{text}\n".encode())


def receipt(world: World) -> None:
    for number in range(3):
        world.receive(feb(3), 100 + number, 7_000, lot_number=f"L{number}")
        say("received")


def issue(world: World) -> None:
    for number in range(3):
        world.issue(feb(5), 1 + number)
        say("issued")


def a_round(world: World) -> None:
    people = (world.guard, world.clerk, world.inspector)
    issues = [
        world.new_issue(feb(6), 1 + n % 3, staff=people[n % 3], series=Series.CL) for n in range(12)
    ]
    world.book.do(post_issues, issues)
    say("posted")


def reversal(world: World) -> None:
    world.book.do(reverse_voucher, 2, "nhầm người")
    say("reversed")
    world.book.do(correct_voucher, 3, "nhầm số", world.new_issue(feb(5), 4))
    say("corrected")


def count_all(world: World) -> None:
    stocked(world)
    told = world.book.do(open_stocktake, NewStocktake(world.store, "Tất cả", (world.masks,)))
    counts = [
        Count(line.line_id, 489, reason="đếm lại hai lần")
        for line in world.book.ask(count_lines, told)
    ]
    world.book.do(enter_counts, told, counts)


def approve(world: World) -> None:
    world.book.do(approve_stocktake, 1, CHIEF)
    say("approved")


def close(world: World) -> None:
    world.book.do(close_period, feb(9), _print_week)
    say("closed")


def _print_week(session: Session, from_on: object, to_on: object) -> tuple[str, bytes]:
    return f"{from_on}.pdf", f"%PDF {from_on} {to_on}".encode() * 800


def import_issues(world: World) -> None:
    people = [("CB0001", "Trần Quốc Bảo"), ("CB0002", "Lê Phương Yến"), ("CB0003", "Hồ Mỹ Ánh")]
    head = ("Ngày cấp", "Mã số", "Họ và tên", "Mã vật tư", "Tên vật tư", "ĐVT", "Số lượng")
    rows = tuple(
        ("04/02/2020", *people[n % 3], "KT01", "Khẩu trang y tế", "cái", "1") for n in range(120)
    )
    world.book.do(import_sheets, ImportKind.ISSUES, (Sheet("Sổ", (head, *rows)),), told={})
    say("imported")


def sent_round(world: World) -> None:
    plan = world.book.do(
        save_document,
        DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó"),
    )
    told = world.book.do(distribute, NewDistribution((plan,), feb(3), feb(7)))
    page = NewPage(page_code(4821, DOCUMENT_LIST, 1, 1), 1, 1, (world.guard, world.clerk), [[], []])
    world.book.keep(record_pages, DOCUMENT_LIST, {1: list_subject(told, world.office)}, [page])


def scan(world: World) -> None:
    code = page_code(4821, DOCUMENT_LIST, 1, 1)
    picture = b"\xff\xd8 a page" * 3000
    pages = [ReturnedPage(code, (world.clerk,), picture, "quet.pdf", 3)]
    world.book.do(take_in, pages, feb(6), told={})
    say("taken in")


def found(world: World) -> None:
    create_book(_beside(world, RESTORED), clock=world.book.clock).close()
    say("made")


def older(world: World) -> None:
    stocked(world)
    path = _beside(world, "older.db")
    write_older(world.book, "0002", path)
    world.book.close()
    path.replace(world.book.location)


def migrate(world: World) -> None:
    world.book.close()
    open_book(world.book.location, world.book.clock).close()
    say("migrated")


def copied(world: World) -> None:
    stocked(world)
    second = SecondCopy(world.book, _beside(world, SECOND))
    second.catch_up()
    copy_book(world.book, _beside(world, COPIES))
    world.issue(feb(6), 3)
    second.catch_up()


def backup(world: World) -> None:
    clock = world.book.clock
    assert isinstance(clock, FixedClock)
    for hour in (2, 3):
        clock.moment = NOON.replace(hour=hour)
        copy_book(world.book, _beside(world, COPIES))
        say("copied")


def restore(world: World) -> None:
    (copy,) = copies(_beside(world, COPIES))
    restore_to(copy.path, _beside(world, RESTORED), world.book.clock, _beside(world, SECOND))
    say("restored")


def second_copy(world: World) -> None:
    second = SecondCopy(world.book, _beside(world, SECOND))
    for number in range(2):
        for _ in range(1 + 3 * number):
            world.issue(feb(7), 1)
        file = NewFile("kh.pdf", "application/pdf", b"%PDF-1.4 plan" * (300 + number))
        plan = DocumentFields(f"{number}/KH", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó dịch")
        world.book.do(save_document, plan, (file,), told={})
        second.catch_up()
        say("told")


def begun_second_copy(world: World) -> None:
    SecondCopy(world.book, _beside(world, SECOND)).catch_up()
    say("told")


def old_papers(world: World) -> None:
    _beside(world, PDF).write_bytes(b"%PDF old" * 5_000)
    _beside(world, XLSX).write_bytes(b"PK old" * 5_000)


def save_pdf(world: World) -> None:
    save(_beside(world, PDF), b"%PDF new" * 9_000)
    say("saved")


def save_xlsx(world: World) -> None:
    save(_beside(world, XLSX), Workbook().done("Sổ", "Văn phòng", NOON))
    say("saved")


def stocked(world: World) -> None:
    world.receive(feb(3), 500, 350_000)
    for day in (4, 5):
        world.issue(feb(day), 5)


def nothing(world: World) -> None:
    """Begin with the furnished book."""


@dataclass(frozen=True, slots=True)
class Act:
    """What happens before the fault, and what is done when it strikes."""

    prepare: Callable[[World], None]
    do: Callable[[World], None]


ACTS = {
    "receipt": Act(nothing, receipt),
    "issue": Act(stocked, issue),
    "round": Act(stocked, a_round),
    "reversal": Act(stocked, reversal),
    "stocktake": Act(count_all, approve),
    "close": Act(stocked, close),
    "import": Act(stocked, import_issues),
    "scan": Act(sent_round, scan),
    "found": Act(nothing, found),
    "migration": Act(older, migrate),
    "backup": Act(copied, backup),
    "restore": Act(copied, restore),
    "second-copy": Act(copied, second_copy),
    "second-copy-begun": Act(stocked, begun_second_copy),
    "pdf": Act(old_papers, save_pdf),
    "xlsx": Act(old_papers, save_xlsx),
}
CONTROL = "control"


def _beside(world: World, name: str) -> Path:
    return Path(world.book.location).with_name(name)


def main() -> None:
    """Prepare and do the named acts."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    template = folder / "template.db"
    world = furnish(create_book(template, clock=FixedClock(NOON)))
    world.book.close()
    for name in names:
        act = ACTS["receipt" if name == CONTROL else name]
        now = folder / name / "now"
        now.mkdir(parents=True)
        shutil.copyfile(template, now / BOOK)
        with _hasty() if name == CONTROL else nullcontext():
            own = replace(world, book=Database(now / BOOK, FixedClock(NOON)))
            act.prepare(own)
            own.book.close()
            shutil.copytree(now, folder / name / "before")
            say(f"begin {name}")
            act.do(own)
            own.book.close()
        say(f"end {name}")


@contextmanager
def _hasty() -> Iterator[None]:
    """Open books in a way that does not wait for the disk at each commit."""
    kept = engines._PRAGMAS
    engines._PRAGMAS = (*kept, "synchronous=NORMAL")  # type: ignore[assignment]
    yield
    engines._PRAGMAS = kept


if __name__ == "__main__":
    main()
