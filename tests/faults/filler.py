"""A process that posts until the disk takes no more: `python -m tests.faults.filler BOOK STEPS`.

Each step lets files grow a little further (RLIMIT_FSIZE; STEPS 0: as far as the disk does) and prints the
cause of the refusal and how many acts were recorded before it.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from db.clock import FixedClock
from db.database import Database
from db.errors import StorageFailed
from db.kinds import Source
from db.models.catalogue import Store, Supply
from db.services.stock import NewReceipt, ReceiptLine, post_receipt
from tests.db.world import feb

NOON = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)
STEP = 20_000
ENOUGH = 10_000


def fill(location: str) -> str:
    """Post receipts until one is refused; say why and how many were recorded."""
    book = Database(location, FixedClock(NOON))
    done = 0
    try:
        supply = book.ask(lambda session: session.scalar(select(Supply.id).limit(1)))
        store = book.ask(lambda session: session.scalar(select(Store.id).limit(1)))
        lines = tuple(ReceiptLine(supply or 0, 10, 700, f"L{n}") for n in range(20))
        while done < ENOUGH:
            book.do(post_receipt, NewReceipt(feb(3), store or 0, Source.OTHER, lines))
            done += 1
    except StorageFailed as failed:
        return f"{failed.cause} {done}"
    finally:
        book.close()
    return f"never {done}"


def main() -> None:
    """Fill the book step by step."""
    location, steps = sys.argv[1], int(sys.argv[2])
    if not steps:
        sys.stdout.write(f"{fill(location)}\n")
    for _ in range(steps):
        size = Path(location).stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + STEP, resource.RLIM_INFINITY))
        sys.stdout.write(f"{fill(location)}\n")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


if __name__ == "__main__":
    main()
