"""What is left after a fault, judged: whole, and before or after each thing that was acknowledged.

An act's value is what its files say; those at its beginning and at each acknowledgement are known from the
undisturbed run. Any other value is half of something, an earlier one than was acknowledged is a loss.
"""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from db.backup import copies, inspect_copy
from db.checks import check_book
from db.clock import FixedClock
from db.database import Database
from db.errors import DomainError, SecondCopyDamaged
from db.migrate import open_book
from db.queries.journal import journal_count
from db.replay import rebuild
from db.second_copy import FILES, LINES, SecondCopy, file_content, read_lines
from tests.faults.acts import BOOK, COPIES, NOON, PDF, RESTORED, SECOND, XLSX
from tests.faults.power_loss import State, state_at, write_files
from tests.faults.recording import Files, Recording, read_files
from tests.scratch import scratch

Damage = (DomainError, sqlcipher.DatabaseError, ValueError, OSError)


class Corrupt(ValueError):
    """Something is neither before nor after, but broken."""


class Books:
    """Books read whole and checked, equal ones once."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}
        self.made_anew: set[bytes] = set()

    def value(self, path: Path) -> str | None:
        """What a book holds, as a digest; None of none. Raises Corrupt."""
        if not path.exists():
            return None
        raw = sqlcipher.connect(str(path), isolation_level=None)
        try:  # as whoever opens it next would do
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.close()
        key = hashlib.sha256(path.read_bytes()).digest()
        if key not in self._known:
            self._known[key] = _checked(path)
        return self._known[key]


def _checked(path: Path) -> str:
    """Open a book as the program does and check it; an older one is brought up to date afterwards."""
    raw = sqlcipher.connect(str(path), isolation_level=None)
    value = _digest(raw)
    raw.close()
    book = open_book(path, FixedClock(NOON))
    try:
        if findings := book.ask(check_book):
            raise Corrupt(str(findings[:3]))
    finally:
        book.close()
    return value


def _digest(raw: Any) -> str:
    """All rows of all tables, whatever the shape of the book."""
    digest = hashlib.sha256()
    names = raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name, sql").fetchall()
    digest.update(repr(names).encode())
    for name, sql in names:
        if sql and sql.startswith("CREATE TABLE"):
            rows = raw.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
            digest.update(repr(rows).encode())
    return digest.hexdigest()


class Judge:
    """Judges the states that one recording may leave."""

    def __init__(self, name: str, recording: Recording) -> None:
        self.told: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self._read = READS.get(name, _book)
        self._books = Books()
        self._seen: dict[bytes, Any] = {}
        ends = [0, *(n + 1 for n, op in enumerate(recording.ops) if op.kind == "say")]
        undisturbed = [state_at(recording, end, "", Random(0)) for end in ends]
        self._steps = [self._value(state.files) for state in undisturbed]
        assert len(set(self._steps)) > 1, name

    def judge(self, state: State) -> str:
        """Say "ok", "lost", "half" or "corrupt", and count it."""
        verdict = self._verdict(state)
        self.told[verdict] += 1
        if verdict != "ok":
            where = f"cut {state.cut}, {state.loss}: {self._value(state.files)}"
            self.examples.setdefault(verdict, where)
        return verdict

    def _verdict(self, state: State) -> str:
        value = self._value(state.files)
        if isinstance(value, Exception):
            return "corrupt"
        if isinstance(value, int):  # counted one by one
            if not self._steps[0] <= value <= self._steps[-1]:
                return "half"
            return "ok" if value >= self._steps[state.acknowledged] else "lost"
        if value not in self._steps:
            return "half"
        return "ok" if value in self._steps[state.acknowledged :] else "lost"

    def _value(self, files: Files) -> Any:
        key = _key(files)
        if key not in self._seen:
            with tempfile.TemporaryDirectory(dir=scratch()) as folder:
                write_files(files, Path(folder))
                try:
                    self._seen[key] = self._read(Path(folder), self._books)
                except Damage as damage:
                    self._seen[key] = damage
        return self._seen[key]


def _key(files: Files) -> bytes:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.digest()


def _book(folder: Path, books: Books) -> Any:
    return books.value(folder / BOOK)


def _restored(folder: Path, books: Books) -> Any:
    return books.value(folder / BOOK), books.value(folder / RESTORED)


def _copied(folder: Path, books: Books) -> Any:
    """The copies there are, each of them good by the manifest or by itself, and the book."""
    held = sorted((copy.path.name, inspect_copy(copy).acts) for copy in copies(folder / COPIES))
    return books.value(folder / BOOK), tuple(held)


def _second_copy(folder: Path, books: Books) -> Any:
    """How many acts it tells; catching up mends it, and a book can be made of it."""
    books.value(folder / BOOK)
    lines = folder / SECOND / LINES
    told = 0
    if lines.is_file():
        with_rows = [line["act"] for line in _readable(lines)]
        told = with_rows[-1] if with_rows else 0
    book = Database(folder / BOOK, FixedClock(NOON))
    try:
        SecondCopy(book, folder / SECOND).catch_up()
        acts = book.ask(journal_count)
    finally:
        book.close()
    mended = [line["act"] for line in read_lines(lines)]
    if mended[-1] != acts:
        raise Corrupt(f"caught up to {mended[-1]} of {acts}")
    _make_anew(folder / SECOND, folder / "lại.db", books)
    return told


def _make_anew(second: Path, again: Path, books: Books) -> None:
    """A book can be made of what the second copy tells; tried once of equal ones."""
    told = {
        name: content
        for name, content in read_files(second).items()
        if name == LINES or (name.startswith(FILES) and not name.endswith(".part"))
    }
    if _key(told) not in books.made_anew:
        for name in told.keys() - {LINES}:
            file_content(second, Path(name).name)
        rebuild(second, again)
        _checked(again)
        books.made_anew.add(_key(told))


def _readable(lines: Path) -> Iterable[dict[str, Any]]:
    try:
        yield from read_lines(lines)
    except SecondCopyDamaged:
        return


def _paper(name: str) -> Callable[[Path, Books], Any]:
    def read(folder: Path, books: Books) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()

    return read


READS: dict[str, Callable[[Path, Books], Any]] = {
    "found": _restored,
    "restore": _restored,
    "backup": _copied,
    "second-copy": _second_copy,
    "second-copy-begun": _second_copy,
    "pdf": _paper(PDF),
    "xlsx": _paper(XLSX),
}
