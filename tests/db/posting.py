"""Another program at work on the same book: `python -m tests.db.posting BOOK COUNT SUPPLY STORE STAFF`.

It posts issues of one piece until COUNT went out or nothing is left, and prints their numbers.
"""

import sys
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.clock import FixedClock
from db.database import Database
from db.errors import StockShort
from db.kinds import Series
from db.models.stock import Voucher
from db.services.stock import IssueLine, NewIssue, post_issue
from tests.db.world import feb

NOON = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)


def post_many(location: str, count: int, supply_id: int, store_id: int, staff_id: int) -> list[int]:
    """Issue single pieces; return the vouchers' numbers."""
    book = Database(location, FixedClock(NOON))
    issue = NewIssue(
        feb(5), store_id, (IssueLine(supply_id, 1, staff_id=staff_id),), series=Series.CL
    )
    numbers: list[int] = []
    try:
        for _ in range(count):
            voucher_id = book.do(post_issue, issue)
            numbers.append(book.ask(_number_of, voucher_id))
    except StockShort:
        pass
    finally:
        book.close()
    return numbers


def _number_of(session: Session, voucher_id: int) -> int:
    return session.scalar(select(Voucher.number).where(Voucher.id == voucher_id)) or 0


if __name__ == "__main__":
    location, *told = sys.argv[1:]
    count, supply, store, staff = map(int, told)
    for number in post_many(location, count, supply, store, staff):
        sys.stdout.write(f"{number}\n")
