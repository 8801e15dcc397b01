"""How long a book takes to come back from its lines alone: `python -m tests.bench.rebuild [VOUCHERS]`.

Makes a furnished book with so many vouchers, tells it all to a second copy, makes a book of that alone
and compares every row of both.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from db.checks import check_book
from db.clock import FixedClock
from db.migrate import create_book, open_book
from db.replay import rebuild
from db.second_copy import SecondCopy
from db.services.stock import IssueLine, NewIssue, post_issues
from tests.conftest import NOON_OF_WEEK_07
from tests.db.dumps import logical_dump
from tests.db.world import feb, furnish

AT_ONCE = 50


def main(vouchers: int) -> None:
    """Print what each step takes and what lies on the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        world = furnish(create_book(path, clock=FixedClock(NOON_OF_WEEK_07)))
        copy = SecondCopy(world.book, Path(folder) / "lines")
        copy.catch_up()
        world.receive(feb(3), vouchers * 2)
        issue = NewIssue(feb(5), world.store, (IssueLine(world.masks, 1, staff_id=world.clerk),))
        began = time.perf_counter()
        for _ in range(vouchers // AT_ONCE):
            world.book.do(post_issues, [issue] * AT_ONCE)
        _tell("posted", began)
        print(f"book {path.stat().st_size / 1e6:.0f} MB")
        began = time.perf_counter()
        copy.catch_up()
        _tell("told", began)
        print(f"lines {copy.lines.stat().st_size / 1e6:.0f} MB")
        began = time.perf_counter()
        acts = rebuild(copy.folder, Path(folder) / "again.db")
        _tell(f"rebuilt, {acts} acts", began)
        again = open_book(Path(folder) / "again.db")
        is_equal = logical_dump(again) == logical_dump(world.book)
        began = time.perf_counter()
        found = again.ask(check_book)
        _tell("checked", began)
        print("equal" if is_equal else "DIFFERENT", f"{len(found)} findings")
        again.close()
        world.book.close()


def _tell(what: str, began: float) -> None:
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
