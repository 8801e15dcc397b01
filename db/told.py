"""Whether the rows of a book are what its audit tells: each table's rows as one sum of digests.

Every act adds the rows it wrote and takes off those it changed or removed, so the sums need no order
and no memory of the rows; they are compared with those of the rows that lie there.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.changes import Change, Row, plain_row, watched_tables
from db.models.office import AuditEntry

UNTOLD = frozenset({"printed_page"})
"""Watched, but also written by what is no act: pages that were printed."""
_SIZE = 1 << 256
_ROWS_AT_ONCE = 1_000
Sums = dict[str, tuple[int, int]]
"""Of each table: how many rows, and the sum of their digests."""


def base_changes(session: Session) -> list[Change]:
    """What begins the telling of a book that was there before: the sums of all its rows."""
    return [
        {"all": name, "count": count, "sum": f"{total:x}"}
        for name, (count, total) in sums_there(session).items()
    ]


def sums_there(session: Session) -> Sums:
    """The sums of the rows that lie in the book."""
    sums: Sums = {}
    for table in watched_tables():
        if table.name not in UNTOLD:
            count = total = 0
            for row in rows_there(session, table.name):
                count, total = count + 1, (total + digest(table.name, row)) % _SIZE
            sums[table.name] = (count, total)
    return sums


def sums_told(session: Session) -> Sums | None:
    """The sums that the audit tells; None where it does not tell of all rows."""
    counts: dict[str, int] = defaultdict(int)
    totals: dict[str, int] = defaultdict(int)
    is_whole = False
    for entry_id, change in changes_told(session):
        is_whole |= entry_id == 1 or "all" in change
        if not is_whole:
            continue
        if "all" in change:
            counts[change["all"]] = int(change["count"])
            totals[change["all"]] = int(change["sum"], 16)
            continue
        for name, sign, row in _parts(change):
            counts[name] += sign
            totals[name] = (totals[name] + sign * digest(name, row)) % _SIZE
    return {name: (counts[name], totals[name]) for name in counts} if is_whole else None


def altered_rows(session: Session, name: str) -> list[str]:
    """The rows of a table that are there untold, or told and not there, by their keys."""
    told: Counter[tuple[int, str]] = Counter()
    for _entry_id, change in changes_told(session):
        if "all" in change and change["all"] == name:
            return []  # of the rows before it only the sum is known
        for of, sign, row in _parts(change):
            if of == name:
                told[digest(name, row), _key(name, row)] += sign
    for row in rows_there(session, name):
        told[digest(name, row), _key(name, row)] -= 1
    return sorted({key for (_digest, key), count in told.items() if count})


def changes_told(session: Session) -> Iterator[tuple[int, Change]]:
    """Every change that the audit tells, with the act it belongs to."""
    query = select(AuditEntry.id, AuditEntry.changes).where(AuditEntry.changes.is_not(None))
    rows = session.execute(
        query.order_by(AuditEntry.id), execution_options={"yield_per": _ROWS_AT_ONCE}
    )
    for entry_id, changes in rows:
        for change in json.loads(changes or "[]"):
            yield entry_id, change


def rows_there(session: Session, name: str) -> Iterator[Row]:
    """The rows of a table, as the audit tells rows."""
    table = Base.metadata.tables[name]
    columns = [one for one in table.columns if one.name != "content" or name != "attachment"]
    rows = session.execute(select(*columns), execution_options={"yield_per": _ROWS_AT_ONCE})
    for row in rows.mappings():
        yield plain_row(table, dict(row))


def digest(name: str, row: Row) -> int:
    """What stands for a row in its table's sum."""
    text = json.dumps([name, row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def _parts(change: Change) -> Iterator[tuple[str, int, Row]]:
    if "into" in change:
        yield from ((change["into"], 1, row) for row in change["rows"])
    elif "from" in change:
        yield from ((change["from"], -1, row) for row in change["rows"])
    elif "in" in change:
        yield change["in"], -1, change["was"]
        yield change["in"], 1, change["now"]


def _key(name: str, row: Row) -> str:
    keys = Base.metadata.tables[name].primary_key.columns
    return " / ".join(str(row.get(column.name, "")) for column in keys)
