"""A book as plain values, whatever the engine: what two books that say the same have in common."""

from typing import Any

from sqlalchemy import select

from db.base import Base
from db.database import Database


def logical_dump(
    book: Database, without: frozenset[str] = frozenset({"draft"})
) -> dict[str, list[Any]]:
    """Every row of every table in order of its key."""

    def read(session: Any) -> dict[str, list[Any]]:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in without
        }

    return book.ask(read)
