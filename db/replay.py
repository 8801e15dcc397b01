"""A book made anew from its second copy, or a copy of it carried on to the last act."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Table,
    delete,
    false,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from db.base import Base, Day, Moment
from db.clock import Clock
from db.database import Database
from db.errors import BookExists, SecondCopyDamaged
from db.files import file_refusals, remove_book_file, settle
from db.models.office import AuditEntry
from db.second_copy import LINES, Line, audit_values, file_content, last_page, read_lines
from db.shape import migrate_tables
from db.triggers import drop_triggers, kept_sums, lay_triggers

_LINES_AT_ONCE = 200


def rebuild(folder: Path, location: Path | str, clock: Clock | None = None) -> int:
    """Make a book from a second copy alone; return how many acts it holds.

    Raises BookExists, SecondCopyDamaged, StorageFailed; a file gets its name when it is whole.
    """
    if isinstance(location, str):
        return _rebuild(folder, Database(location, clock))
    half_made = location.with_name(f"{location.name}.part")
    with file_refusals():
        if location.exists():
            raise BookExists(str(location))
        try:
            remove_book_file(half_made)
            acts = _rebuild(folder, Database(half_made, clock))
            settle(half_made, location)
        except BaseException:
            remove_book_file(half_made)
            raise
    return acts


def carry_on(database: Database, folder: Path) -> int:
    """Add to a book what its second copy knows beyond it; return the last act.

    Raises SecondCopyDamaged where the second copy is not of this book.
    """
    lines = _after(folder, *database.ask(_last))
    with database.connection_without_keys() as connection:
        drop_triggers(connection)
        added = _apply(connection, lines, folder)
        _sum_up(connection)
        lay_triggers(connection)
    return added


def _rebuild(folder: Path, database: Database) -> int:
    try:
        with database.connection_without_keys() as connection:
            migrate_tables(connection)
            acts = _apply(connection, read_lines(folder / LINES), folder)
            _sum_up(connection)
            _number_on(connection)
            lay_triggers(connection)
        return acts
    finally:
        database.close()


def _after(folder: Path, act: int, known: str, page: int) -> Iterator[Line]:
    """What comes after an act, which must be the same in both, and after a printed page."""
    is_same = False
    for line in read_lines(folder / LINES):
        is_same |= (line["act"], line["hash"]) == (act, known)
        if is_same and "printed" in line and line["page"] > page:
            fresh = [row for row in line["printed"] if row["id"] > page]
            yield {**line, "printed": fresh}
        elif "did" in line and line["act"] > act and is_same:
            yield line
    if not is_same:
        raise SecondCopyDamaged(str(folder / LINES))


def _apply(connection: Connection, lines: Iterator[Line], folder: Path) -> int:
    acts, known = 0, ""
    for line in lines:
        if "rows" in line:
            _into(connection, line["rows"], folder)
        elif "printed" in line:
            _into(connection, {"into": "printed_page", "rows": line["printed"]}, folder)
        elif "did" in line:
            told = line["did"].get("changes")
            if not isinstance(told, list):
                raise SecondCopyDamaged(str(folder / LINES))
            for change in told:
                _change(connection, change, folder)
            values = audit_values(line)
            _into(connection, {"into": "audit_entry", "rows": [values]}, folder)
        acts, known = line["act"], line["hash"]
    if acts:  # what a trigger writes after each act
        last = {"act": acts, "hash": known}
        connection.execute(text("UPDATE book SET last_act = :act, last_hash = :hash"), last)
    return acts


def _change(connection: Connection, change: Mapping[str, Any], folder: Path) -> None:
    if "into" in change:
        _into(connection, change, folder)
    elif "all" in change:
        return  # the rows that lines begin with
    elif "from" in change:
        table = Base.metadata.tables[change["from"]]
        for row in change["rows"]:
            connection.execute(delete(table).where(*_is_row(table, row)))
    else:
        table = Base.metadata.tables[change["in"]]
        connection.execute(
            update(table).where(*_is_row(table, change["was"])).values(**_known(table, change))
        )


def _into(connection: Connection, told: Mapping[str, Any], folder: Path) -> None:
    table = Base.metadata.tables[told["into"]]
    rows = [_values(table, row, folder) for row in told["rows"]]
    for start in range(0, len(rows), _LINES_AT_ONCE):
        connection.execute(insert(table), rows[start : start + _LINES_AT_ONCE])


def _values(table: Table, row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    values = {
        column.name: _value(table, column.name, row.get(column.name)) for column in table.columns
    }
    if any(isinstance(column.type, LargeBinary) for column in table.columns):
        values["content"] = file_content(folder, row["sha256"])
    return values


def _known(table: Table, change: Mapping[str, Any]) -> dict[str, Any]:
    """What a changed row says now; what it was and is no more is NULL."""
    names = {**change["was"], **change["now"]}
    return {name: _value(table, name, change["now"].get(name)) for name in names}


def _value(table: Table, name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kind = table.columns[name].type
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return value


def _is_row(table: Table, row: Mapping[str, Any]) -> list[Any]:
    return [
        column == _value(table, column.name, row[column.name])
        for column in table.primary_key.columns
    ]


def _sum_up(connection: Connection) -> None:
    """Make anew what triggers keep: sums of movements."""
    for statement in kept_sums():
        connection.execute(text(statement))


def _number_on(connection: Connection) -> None:
    """On a server the ids go on after those that were given."""
    if connection.dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            key = table.autoincrement_column.name
            sequence = func.pg_get_serial_sequence(table.name, key)
            last = select(func.coalesce(func.max(table.columns[key]), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, last, false())))


def _last(session: Session) -> tuple[int, str, int]:
    last = select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    act, known = session.execute(last).one()
    return act, known, last_page(session)
