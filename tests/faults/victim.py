"""A process to kill: it loads the program once and forks a child for each life.

`python -m tests.faults.victim`; each line on standard input is `post BOOK` or `import BOOK FILE`, parted by
tabs. The child answers `begun PID` when the book is open, then what it has done; `gone` ends each life.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.database import Database
from db.importers.plan import ImportKind
from db.importers.reading import Sheet, read_workbook
from db.importers.writing import import_sheets
from db.kinds import Source
from db.models.catalogue import Store, Supply
from db.models.staff import StaffMember
from db.services.reversing import correct_voucher, reverse_voucher
from db.services.stock import IssueLine, NewIssue, NewReceipt, ReceiptLine, post_issue, post_receipt
from tests.db.world import feb

NOON = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)
LINES = 20


def main() -> None:
    """Serve until standard input ends."""
    lives: dict[str, Callable[..., None]] = {"post": post, "import": import_issues}
    for line in sys.stdin:
        life, *told = line.rstrip("\n").split("\t")
        if life == "import":
            sheets_of(told[1])
        child = os.fork()
        if not child:
            lives[life](*told)
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")


def say(text: str) -> None:
    """Tell the parent, at once and in one piece."""
    os.write(1, f"{text}\n".encode())


def post(location: str) -> None:
    """Receive, issue, reverse and correct without end; say how many acts are recorded."""
    book = Database(location, FixedClock(NOON))
    supply, store, people = book.ask(_first_of_each)
    lines = tuple(
        IssueLine(supply, 1 + n % 3, staff_id=people[n % len(people)]) for n in range(LINES)
    )
    receipt = NewReceipt(feb(3), store, Source.OTHER, (ReceiptLine(supply, 500, 350_000),))
    done = 0

    def act(*told: object) -> int:
        nonlocal done
        service, *args = told
        voucher_id: int = book.do(service, *args)  # type: ignore[arg-type]
        done += 1
        say(f"done {done}")
        return voucher_id

    say(f"begun {os.getpid()}")
    while True:
        act(post_receipt, receipt)
        act(post_issue, NewIssue(feb(5), store, lines))
        mistaken = act(post_issue, NewIssue(feb(6), store, lines))
        act(reverse_voucher, mistaken, "nhầm")
        wrong = act(post_issue, NewIssue(feb(4), store, lines[:2]))
        act(correct_voucher, wrong, "sửa", NewIssue(feb(4), store, lines[:5]))


def import_issues(location: str, file: str) -> None:
    """Import a book of issues once, all or nothing."""
    book = Database(location, FixedClock(NOON))
    say(f"begun {os.getpid()}")
    outcome = book.do(
        import_sheets, ImportKind.ISSUES, sheets_of(file), key="the file", told={"file": file}
    )
    say(f"imported {outcome['imported']}")


@cache
def sheets_of(file: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook, read once for all lives."""
    return tuple(read_workbook(Path(file)))


def _first_of_each(session: Session) -> tuple[int, int, list[int]]:
    supply = session.execute(select(Supply.id).order_by(Supply.id)).scalars().first()
    store = session.execute(select(Store.id).order_by(Store.id)).scalars().first()
    people = session.scalars(select(StaffMember.id).order_by(StaffMember.id)).all()
    assert supply is not None
    assert store is not None
    return supply, store, list(people)


if __name__ == "__main__":
    main()
