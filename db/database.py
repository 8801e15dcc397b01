"""The door to the book: reads through `ask`, acts through `do`, each one transaction."""

import hashlib
import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2 as sqlcipher

from db.changes import forget, noted, unwatch, watch
from db.clock import Clock
from db.engines import reading_engine, refusal, writing_engine
from db.errors import ChangedMeanwhile, DomainError, StorageFailed
from db.models.office import AuditEntry, Book
from db.seals import voucher_seals

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Act:
    """What the clerk is doing now; `id` is that of its audit entry.

    `today` is the book's, `present` the clerk's: they differ in a book of sample data.
    """

    id: int
    at: datetime
    today: date
    present: date
    account_id: int


class Database:
    """One open book, on a SQLite file or a PostgreSQL server."""

    def __init__(self, location: Path | str, clock: Clock | None = None) -> None:
        self.location = location
        self.clock = clock or Clock()
        self.on_change: list[Callable[[frozenset[str]], None]] = []
        self._writer: Engine = writing_engine(location)
        self._reader: Engine = reading_engine(location)
        self._writing = threading.Lock()
        self._seen: int | None = None
        self.account_id = 1
        event.listen(self._writer, "after_cursor_execute", _count_written)

    def ask(
        self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Answer `query(session, ...)` from one consistent snapshot; it cannot write."""
        with _refusals(), Session(self._reader, autoflush=False) as session:
            return query(session, *args, **kwargs)

    def do(
        self,
        service: Callable[..., R],
        *args: Any,
        key: str | None = None,
        told: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> R:
        """Carry out `service(session, act, ...)` once: one transaction, one audit entry.

        The same `key` again returns what the first time returned. `told` stands in the audit in
        place of the arguments, where these are bulky. Raises the DomainError that refused it.
        """
        key = key or uuid.uuid4().hex
        arguments = told if told is not None else _arguments(args, kwargs)
        with self._writing:
            try:
                with _refusals(), self._transaction() as session:
                    self._queue_up(session)
                    if (done := _done(session, key)) is not None:
                        return done.result  # type: ignore[no-any-return]
                    act = self._next_act(session)
                    result = service(session, act, *args, **kwargs)
                    session.flush()
                    tables = _enter(session, act, key, service.__name__, arguments, result)
            except DomainError:
                if (settled := self._settled(key)) is None:
                    raise
                result, tables = settled.result, settled.tables
            else:
                if self._seen == act.id - 1:  # else poll has acts of others to tell first
                    self._seen = act.id
        self._announce(tables)
        return result

    def keep(self, service: Callable[..., R], *args: Any, **kwargs: Any) -> R:
        """Carry out a write that is no act of the book: a draft, a page that was printed."""
        with self._writing, _refusals(), self._transaction() as session:
            self._queue_up(session)
            act = self._act(0, self.clock.now())
            result = service(session, act, *args, **kwargs)
            session.flush()
            tables = frozenset(session.connection().info["written"])
        self._announce(tables)
        return result

    def poll(self) -> None:
        """Look for acts of other programs on the same book and announce what they changed."""
        with _refusals(), Session(self._reader) as session:
            newest = session.scalar(select(func.max(AuditEntry.id))) or 0
            seen, self._seen = self._seen, newest
            if seen is None or newest <= seen:
                return
            entries = session.scalars(select(AuditEntry.written).where(AuditEntry.id > seen))
            tables = frozenset(table for written in entries for table in json.loads(written))
        self._announce(tables)

    def close(self) -> None:
        """Let go of the file or server."""
        with self._writing:
            self._reader.dispose()
            self._writer.dispose()

    def copy_to(self, path: Path) -> None:
        """Copy a book on a file, as it stands between two acts, to a new file of one piece."""
        with _refusals(), self._writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            try:  # past SQLAlchemy, which would open a transaction around it
                raw.execute("VACUUM INTO ?", (str(path),))
            except sqlcipher.DatabaseError as error:
                raise DBAPIError("VACUUM INTO", None, error) from error

    @property
    def is_file(self) -> bool:
        """Whether the book is a file of this computer."""
        return self._writer.dialect.name == "sqlite"

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a writing connection inside a transaction, to migrations and copies."""
        with self._writing, _refusals(), self._writer.connect() as connection:
            unwatch(connection)
            with connection.begin():
                yield connection

    @contextmanager
    def connection_without_keys(self) -> Iterator[Connection]:
        """The same with foreign keys off, which SQLite only obeys outside a transaction."""
        with self._writing, _refusals(), self._writer.connect() as connection:
            unwatch(connection)
            raw = connection.connection.driver_connection
            assert raw is not None
            if self.is_file:
                raw.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                if self.is_file:
                    raw.execute("PRAGMA foreign_keys=ON")

    def reshape(
        self, migrate: Callable[[Connection], None], service: Callable[..., None], *args: Any
    ) -> None:
        """Migrate with foreign keys off and note it by `service(session, act, ...)`: both or neither."""
        with (
            self.connection_without_keys() as connection,
            Session(connection, autoflush=False, join_transaction_mode="rollback_only") as session,
        ):
            migrate(connection)
            connection.info["written"] = Counter()
            self._queue_up(session)
            act = self._next_act(session)
            service(session, act, *args)
            session.flush()
            key = uuid.uuid4().hex
            _enter(session, act, key, service.__name__, _arguments(args, {}), None)

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._writer.connect() as connection:
            watch(connection)
            with Session(connection, autoflush=False) as session, session.begin():
                connection.info["written"] = Counter()
                forget(session)
                yield session

    def _queue_up(self, session: Session) -> None:
        """Writers go one by one: SQLite by BEGIN IMMEDIATE, PostgreSQL by the book's row."""
        session.execute(select(Book.id).with_for_update())

    def _next_act(self, session: Session) -> Act:
        last = session.execute(
            select(AuditEntry.id, AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)
        ).first()
        last_id, now = 0, self.clock.now()
        if last is not None:
            last_id, now = last.id, max(now, last.at)
        return self._act(last_id + 1, now)

    def _act(self, number: int, at: datetime) -> Act:
        clock = self.clock
        return Act(number, at, clock.today(), clock.present.today(), self.account_id)

    def _settled(self, key: str) -> "_Done | None":
        """What `key` did, if its commit failed to say so but held."""
        try:
            with Session(self._reader) as session:
                return _done(session, key)
        except DBAPIError:
            return None

    def _announce(self, tables: frozenset[str]) -> None:
        if tables:
            for listener in self.on_change:
                listener(tables)


@dataclass(frozen=True, slots=True)
class _Done:
    """An act that is in the book: what it returned and the tables it wrote."""

    result: Any
    tables: frozenset[str]


def _done(session: Session, key: str) -> _Done | None:
    query = select(AuditEntry.result, AuditEntry.written).where(AuditEntry.key == key)
    if (entry := session.execute(query).first()) is None:
        return None
    return _Done(json.loads(entry.result)[0], frozenset(json.loads(entry.written)))


def _enter(
    session: Session, act: Act, key: str, name: str, arguments: Mapping[str, Any], result: object
) -> frozenset[str]:
    written: Counter[str] = session.connection().info["written"]
    entry = {
        "id": act.id,
        "key": key,
        "at": act.at,
        "account_id": act.account_id,
        "act": name,
        "arguments": _json(arguments),
        "written": _json(dict(sorted(written.items()))),
        "result": _json([result]),
        "sealed": _sealed(session),
        "changes": _json([*session.info.pop("base", []), *noted(session)]),
    }
    before = session.scalar(select(AuditEntry.hash).where(AuditEntry.id == act.id - 1)) or ""
    session.execute(insert(AuditEntry).values(**entry, hash=entry_hash(before, entry)))
    return frozenset(written)


def _sealed(session: Session) -> str | None:
    """The digests of all that was posted and not sealed yet; None where there is nothing."""
    seals = voucher_seals(session, last_sealing(session))
    return _json(seals) if seals else None


def last_sealing(session: Session) -> int:
    """The last act that sealed what it posted; what was posted up to it is sealed."""
    sealing = select(AuditEntry.id).where(AuditEntry.sealed.is_not(None))
    return session.scalar(sealing.order_by(AuditEntry.id.desc()).limit(1)) or 0


def entry_hash(before: str, entry: Mapping[str, Any]) -> str:
    """The hash of an audit entry: SHA-256 over the one before and the entry's own fields."""
    at = entry["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    chained = [{**entry, "at": at}[name] for name in CHAINED]
    sealed, changes = entry["sealed"], entry["changes"]
    later = [
        *([] if sealed is None else [sealed]),
        *([] if changes is None else [["changes", changes]]),
    ]
    text = _json([before, *chained, *later])
    return hashlib.sha256(text.encode()).hexdigest()


CHAINED = ("id", "key", "at", "account_id", "act", "arguments", "written", "result")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value)


def _arguments(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: value for name, value in kwargs.items() if not callable(value)}
    return {"given": [value for value in args if not callable(value)], **named}


def _count_written(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> None:
    if context is None or not (context.isinsert or context.isupdate or context.isdelete):
        return
    if context.compiled is not None and "written" in connection.info:
        table = context.compiled.statement.table.name
        if table != "audit_entry":
            connection.info["written"][table] += max(cursor.rowcount, 0)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the database says into the book's own errors."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile(str(error)) from error
    except UnicodeDecodeError as error:  # the driver reads texts of a damaged file, its own too
        raise StorageFailed("damaged", str(error)) from error
    except DBAPIError as error:
        if (no := refusal(error)) is not None:
            raise no from error
        raise
