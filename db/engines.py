"""The two engines: how each is opened, for writing and for reading, and what its errors mean."""

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

from db.errors import DomainError, RefusedByBook, StorageFailed, UnsafeEngine

READ_SECONDS = 30.0
BUSY_MILLISECONDS = 10_000
FIRST_SAFE_SQLITE = (3, 51, 3)
_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
    f"busy_timeout={BUSY_MILLISECONDS}",
)
_WORDS = (
    "POSTED_UNCHECKED",
    "POSTED",
    "LINES_DIFFER",
    "NEGATIVE_DAY",
    "PERIOD_CLOSED",
    "UNIT_LOCKED",
)
_CAUSES = (
    ("disk is full", "full"),
    ("No space left", "full"),
    ("locked", "busy"),
    ("lock timeout", "busy"),
    ("deadlock", "busy"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    ("Could not decode", "damaged"),
    ("unable to open", "lost"),
    ("disk I/O error", "lost"),
    ("connection", "lost"),
    ("interrupted", "slow"),
    ("statement timeout", "slow"),
)


def writing_engine(location: Path | str) -> Engine:
    """An engine whose transactions begin by taking the write lock."""
    if isinstance(location, str) and is_url(location):
        return create_engine(server_url(location), pool_size=2)
    pragmas = ("journal_mode=WAL", *_PRAGMAS)
    return _sqlite(Path(location), begin="BEGIN IMMEDIATE", pragmas=pragmas)


def reading_engine(location: Path | str) -> Engine:
    """An engine that cannot write and gives up a read after READ_SECONDS.

    A file that is no book stays as it was: only writers ask for the write-ahead log.
    """
    if isinstance(location, str) and is_url(location):
        limit = int(READ_SECONDS * 1000)
        options = f"-c default_transaction_read_only=on -c statement_timeout={limit}"
        return create_engine(
            server_url(location),
            connect_args={"options": options},
            isolation_level="REPEATABLE READ",
        )
    engine = _sqlite(Path(location), begin="BEGIN", pragmas=(*_PRAGMAS, "query_only=ON"))
    event.listen(engine, "begin", _watch_time)
    return engine


def is_url(location: str) -> bool:
    """Whether `location` names a server rather than a file."""
    return location.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def server_url(location: str) -> str:
    """The SQLAlchemy address of a PostgreSQL book."""
    return "postgresql+psycopg://" + location.split("://", 1)[1]


def _sqlite(path: Path, begin: str, pragmas: tuple[str, ...]) -> Engine:
    if sqlcipher.sqlite_version_info < FIRST_SAFE_SQLITE:
        raise UnsafeEngine(sqlcipher.sqlite_version)

    def connect() -> Any:
        # isolation_level None first: the driver would open a transaction even for a PRAGMA
        connection = sqlcipher.connect(
            str(path),
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    engine = create_engine("sqlite://", creator=connect, module=sqlcipher, poolclass=QueuePool)
    event.listen(engine, "begin", lambda c: c.exec_driver_sql(begin))
    return engine


def _watch_time(connection: Connection) -> None:
    info = connection.info
    info["deadline"] = time.monotonic() + READ_SECONDS
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.set_progress_handler(lambda: int(time.monotonic() > info["deadline"]), 100_000)


def refusal(error: DBAPIError) -> DomainError | None:
    """The book's own error for what the database said; None for a bug of ours."""
    said = str(error.orig)
    first_line = said.splitlines()[0].strip() if said else ""
    if first_line in _WORDS:
        return RefusedByBook(first_line)
    if isinstance(error, IntegrityError):  # it quotes what was typed, which may be any word below
        return None
    for part, cause in _CAUSES:
        if part in said:
            return StorageFailed(cause, first_line)
    return None
