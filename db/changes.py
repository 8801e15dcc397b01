"""What an act changes, row by row, as the audit keeps it: watched by triggers of the connection itself.

On SQLite they are temporary, so that the file holds none of them; on PostgreSQL they lie in the
book and note what they see only where the session asked to (see `db.triggers`).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, LargeBinary, Table, TypeDecorator, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from db.base import Base, Flag

Row = dict[str, Any]
Change = dict[str, Any]
"""{"into": table, "rows": [...]}, {"in": table, "was": {...}, "now": {...}} or {"from": table, "rows": [...]}.

Rows are whole, without what is NULL and without the bytes of files. {"all": table, "count": n,
"sum": hex} begins the telling of a book that is older than it (see db.told).
"""

UNWATCHED = frozenset(
    {
        *("balance", "stock_day", "supply_day", "supply_month"),  # kept by triggers on movement
        "audit_entry",  # the act itself
        "draft",  # typed, not done
    }
)
_NOTES = "CREATE TEMP TABLE change (place INTEGER PRIMARY KEY, name TEXT, was TEXT, now TEXT)"
_SERVER_NOTES = (
    "CREATE TEMP TABLE change (place bigint GENERATED ALWAYS AS IDENTITY,"
    " name text, was jsonb, now jsonb) ON COMMIT DELETE ROWS"
)
_DIALECT = sqlite.dialect()
_FOLLOWING = frozenset({"book.last_act", "book.last_hash"})  # a trigger writes them after each act
_EVENTS = {"insert": ("", "NEW"), "update": ("OLD", "NEW"), "delete": ("OLD", "")}


def watched_tables() -> list[Table]:
    """The tables whose rows the audit follows."""
    return [table for table in Base.metadata.sorted_tables if table.name not in UNWATCHED]


def watch(connection: Connection) -> None:
    """Begin to note what a connection changes, before its first transaction."""
    if connection.info.get("watched"):
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    if connection.dialect.name == "sqlite":
        raw.executescript("BEGIN;" + _watching() + "COMMIT;")
    else:
        raw.execute(_SERVER_NOTES)
        raw.execute("GRANT ALL ON pg_temp.change TO PUBLIC")
        raw.commit()
    connection.info["watched"] = True


def unwatch(connection: Connection) -> None:
    """Note no more: the tables are about to be made anew."""
    if not connection.info.pop("watched", False):
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    if connection.dialect.name == "sqlite":
        for table in watched_tables():
            for event in _EVENTS:
                raw.execute(f"DROP TRIGGER temp.watch_{table.name}_{event}")
        raw.execute("DROP TABLE temp.change")
    else:
        raw.execute("DROP TABLE pg_temp.change")
        raw.commit()


def forget(session: Session) -> None:
    """Let go of what was noted before an act began."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DELETE FROM temp.change"))


def noted(session: Session) -> list[Change]:
    """What this transaction changed so far, in order; equal on both engines; nothing unwatched."""
    if not session.connection().info.get("watched"):
        return []
    schema = "temp" if session.get_bind().dialect.name == "sqlite" else "pg_temp"
    change = sqlalchemy.table(
        "change", *map(sqlalchemy.column, ("place", "name", "was", "now")), schema=schema
    )
    query = select(change.c.name, change.c.was, change.c.now).order_by(change.c.place)
    notes = session.execute(query)
    changes: list[Change] = []
    for name, was, now in notes:
        _add(changes, name, _row(name, was), _row(name, now))
    return changes


@cache
def _watching() -> str:
    """The statements that make the notes and the triggers: one script, read once."""
    return ";".join([_NOTES, *_triggers()]) + ";"


def _triggers() -> Iterator[str]:
    for table in watched_tables():
        for event, (was, now) in _EVENTS.items():
            values = f"'{table.name}', {_as_json(table, was)}, {_as_json(table, now)}"
            yield (
                f"CREATE TEMP TRIGGER watch_{table.name}_{event} AFTER {event.upper()}"
                f' ON main."{table.name}"'
                f" BEGIN INSERT INTO change (name, was, now) VALUES ({values}); END"
            )


def _as_json(table: Table, row: str) -> str:
    if not row:
        return "NULL"
    told = (
        f"'{column.name}', {row}.\"{column.name}\""
        for column in table.columns
        if not isinstance(column.type, LargeBinary)
    )
    return f"json_object({', '.join(told)})"


def plain_row(table: Table, values: Mapping[str, Any]) -> Row:
    """A row as JSON tells it: without NULLs and bytes, in the table's order, days and moments as text."""
    row: Row = {}
    for column in table.columns:
        value = values.get(column.name)
        if value is None or isinstance(column.type, LargeBinary) or str(column) in _FOLLOWING:
            continue
        if isinstance(column.type, Flag):
            row[column.name] = bool(value)
        elif isinstance(value, date | StrEnum):
            row[column.name] = _told(column.type, value)
        else:
            row[column.name] = value
    return row


def _told(kind: Any, value: Any) -> Any:
    return (
        kind.process_bind_param(value, _DIALECT) if isinstance(kind, TypeDecorator) else str(value)
    )


def _row(name: str, told: Any) -> Row | None:
    if told is None:
        return None
    values: Row = json.loads(told) if isinstance(told, str) else told
    return plain_row(Base.metadata.tables[name], values)


def _add(changes: list[Change], name: str, was: Row | None, now: Row | None) -> None:
    if was is not None and now is not None:
        if was != now:
            changes.append({"in": name, "was": was, "now": now})
        return
    how, row = ("into", now) if was is None else ("from", was)
    if changes and changes[-1].get(how) == name:
        changes[-1]["rows"].append(row)
    else:
        changes.append({how: name, "rows": [row]})
