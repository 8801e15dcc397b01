"""What was posted, sealed: a digest of each voucher with its lines, movements and lots.

The audit entry of the act that posted holds the digests, so that the chain of entries seals them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Integer,
    Select,
    TableClause,
    cast,
    column,
    func,
    select,
    table,
)
from sqlalchemy.orm import Session


def _table(name: str, *columns: str) -> TableClause:
    """A table whose values come as they lie in the database: a digest trusts no conversion."""
    return table(name, *map(column, columns))


# A digest is taken over these values in this order. Of the columns that a table got later, which
# stand at its end, only those that say something count, so that what was sealed stays sealed.
VOUCHER = _table(
    "voucher",
    *("id", "kind", "counts_as", "series", "year", "number", "store_id", "day", "posted_at"),
    *("posted_by_id", "act_id", "reverses_id", "reason", "source", "supplier"),
    *("document_number", "document_on", "department_id", "receiver", "note"),
    *("to_store_id", "loss", "follows_id", "handed_on", "stocktake_id"),
)
LINE = _table(
    "voucher_line",
    *("voucher_id", "id", "position", "supply_id", "direction", "quantity", "amount"),
    *("requested", "document_quantity", "pack_id", "pack_count", "staff_id", "department_id"),
    *("duty_post_id", "agency_id", "is_visitors", "note", "of_line_id"),
)
MOVEMENT = _table(
    "movement",
    *("voucher_id", "id", "line_id", "supply_id", "store_id", "lot_id", "day", "quantity"),
    "amount",
)
LOT = _table("lot", "id", "supply_id", "number", "expires_on", "received_on", "source", "supplier")
AMENDMENT = _table("amendment", "id", "lot_id", "field", "old_value")
LATER = {VOUCHER.name: 5, LINE.name: 1}


def voucher_seals(session: Session, after: int = 0, up_to: int | None = None) -> dict[str, str]:
    """The digest of each voucher that acts later than `after` posted, by its id as text.

    A lot is digested with every voucher that brought pieces of it in.
    """
    parts: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    is_asked = VOUCHER.c.act_id > after
    if up_to is not None:
        is_asked &= VOUCHER.c.act_id <= up_to
    for query, later in _queries():
        for row in session.execute(query.where(is_asked)):
            first = len(row) - later
            added = zip(row._fields[first:], row[first:], strict=True)
            parts[row[0]].append((*row[:first], *(pair for pair in added if pair[1] is not None)))
    return {
        str(voucher_id): hashlib.sha256(repr(rows).encode()).hexdigest()
        for voucher_id, rows in sorted(parts.items())
    }


def _queries() -> Iterator[tuple[Select[Any], int]]:
    """Rows that begin with their voucher's id, and how many of their last columns came later."""
    yield select(*VOUCHER.c), LATER[VOUCHER.name]
    lines = (cast(c, Integer) if c.name == "is_visitors" else c for c in LINE.c)
    of_line = select(*lines).join(VOUCHER, VOUCHER.c.id == LINE.c.voucher_id)
    yield of_line.order_by(LINE.c.id), LATER[LINE.name]
    brought = (LOT.c.id == MOVEMENT.c.lot_id) & (MOVEMENT.c.quantity > 0)
    lot = (_as_received(c) for c in LOT.c)
    of_move = select(*MOVEMENT.c, *lot).join(VOUCHER, VOUCHER.c.id == MOVEMENT.c.voucher_id)
    yield of_move.outerjoin(LOT, brought).order_by(MOVEMENT.c.id), 0


def _as_received(of_lot: ColumnClause[Any]) -> ColumnElement[Any]:
    """A lot's value before any amendment; a day that was not known is NULL."""
    if of_lot.name not in ("number", "expires_on", "supplier"):
        return of_lot
    first = (
        select(AMENDMENT.c.old_value)
        .where(AMENDMENT.c.lot_id == LOT.c.id, AMENDMENT.c.field == of_lot.name)
        .order_by(AMENDMENT.c.id)
        .limit(1)
        .correlate(LOT)
        .scalar_subquery()
    )
    value = func.coalesce(first, of_lot)
    return func.nullif(value, "") if of_lot.name == "expires_on" else value
