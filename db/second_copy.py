"""The second copy: every act as a line of JSON beside the book, from which the book can be made anew.

A folder holds `so.jsonl` and, under `tep`, the files that the book keeps, each named by its SHA-256.
The first line names the book; rows of a book that was older than the copy follow, then each act with
the rows it changed, and pages printed meanwhile. Nothing is ever changed in it, lines are only added.
"""

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.changes import UNWATCHED, plain_row
from db.database import Database
from db.errors import SecondCopyDamaged
from db.files import file_refusals, keep_whole, settle
from db.migrations import HEAD
from db.models.office import Attachment, AuditEntry, Book, PrintedPage

LINES = "so.jsonl"
FILES = "tep"
_ROWS_IN_A_LINE = 500
_ACTS_AT_ONCE = 200
_WRITTEN_AT_ONCE = _ACTS_AT_ONCE + 1  # and pages
_TAIL = 1 << 16
_PARSED = ("arguments", "written", "result", "sealed", "changes")

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a second copy goes: its last act and printed page, and the hash of that act."""

    act: int
    page: int
    hash: str


class SecondCopy:
    """The second copy of one open book; it catches up after each act, in any thread."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self._database = database
        self._writing = threading.Lock()
        self._is_sound = False  # its last lines were read, and nothing failed since

    @property
    def lines(self) -> Path:
        """The file of lines."""
        return self.folder / LINES

    def catch_up(self) -> int:
        """Add the acts that are not in it yet; return how many. Raises StorageFailed.

        One of another book, of another shape of the book, one that tells of acts which the book
        does not have, or that a power cut left with a hole, is set aside under its date and begun anew.
        """
        with self._writing, file_refusals():
            self.folder.mkdir(parents=True, exist_ok=True)
            reached = self._reached()
            self._is_sound = False
            if reached is None:
                self._set_aside()
                added = self._begin()
            else:
                _cut_torn_end(self.lines)
                added = self._append(reached)
            self._is_sound = True
            return added

    def _reached(self) -> Reached | None:
        """How far it goes; None where it can't go on."""
        if not self.lines.is_file():
            return None
        try:
            head = first_line(self.lines)
            last = last_line(self.lines, 1 if self._is_sound else _WRITTEN_AT_ONCE)
        except SecondCopyDamaged:
            return None
        uid, known = self._database.ask(_known, last["act"])
        if head.get("book") != uid or head.get("version") != HEAD or known != last["hash"]:
            return None
        return Reached(last["act"], last["page"], last["hash"])

    def _set_aside(self) -> None:
        if self.lines.exists():
            stamp = self._database.clock.present.now().astimezone().strftime("%Y-%m-%d %H%M%S.%f")
            self.lines.replace(self.lines.with_name(f"so den {stamp}.jsonl"))

    def _begin(self) -> int:
        half_made = self.lines.with_suffix(".part")
        with half_made.open("w", encoding="utf-8", newline="\n") as file:
            reached = self._database.ask(_write_rows, file, self.folder)
        settle(half_made, self.lines)
        return reached.act

    def _append(self, reached: Reached) -> int:
        added = 0
        while lines := self._database.ask(_next_lines, reached, self.folder):
            text = "".join(f"{_dumped(line)}\n" for line in lines)
            with self.lines.open("ab") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            added += sum("did" in line for line in lines)
            last = lines[-1]
            reached = Reached(last["act"], last["page"], last["hash"])
        return added


def first_line(path: Path) -> Line:
    """What names the book and its shape. Raises SecondCopyDamaged."""
    with path.open("rb") as file:
        return _parsed(file.readline(), path)


def last_line(path: Path, count: int = 1) -> Line:
    """The last whole line, if so many last ones can all be read. Raises SecondCopyDamaged."""
    size = path.stat().st_size
    back = _TAIL
    with path.open("rb") as file:
        while True:
            file.seek(max(0, size - back))
            lines = file.read().splitlines(keepends=True)
            whole = [line for line in lines[(back < size) :] if line.endswith(b"\n")]
            if len(whole) >= count or (whole and back >= size):
                return [_parsed(line, path) for line in whole[-count:]][-1]
            if back >= size:
                raise SecondCopyDamaged(str(path))
            back *= 4


def read_lines(path: Path) -> Iterator[Line]:
    """Every line in order, each act once; a torn end is passed over. Raises SecondCopyDamaged."""
    act = 0
    with path.open("rb") as file:
        for raw in file:
            if not raw.endswith(b"\n"):
                return
            line = _parsed(raw, path)
            if "did" in line and line["act"] <= act:
                continue
            act = max(act, line["act"])
            yield line


def audit_values(line: Line) -> dict[str, Any]:
    """The audit entry that a line of an act tells of, as it lies in the book."""
    told = dict(line["did"])
    for name in _PARSED:
        value = told.get(name)
        told[name] = value if value is None or isinstance(value, str) else _dumped(value)
    return {"id": line["act"], "hash": line["hash"], **told}


def file_content(folder: Path, sha256: str) -> bytes:
    """A file that the book keeps. Raises SecondCopyDamaged where it is not what it was."""
    path = folder / FILES / sha256
    with file_refusals():
        content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SecondCopyDamaged(str(path))
    return content


def _known(session: Session, act: int) -> tuple[str, str]:
    """The book's own name, and the hash of one of its acts (nothing of none)."""
    uid = session.execute(select(Book.uid)).scalar_one()
    return uid, session.scalar(select(AuditEntry.hash).where(AuditEntry.id == act)) or ""


def _write_rows(session: Session, file: Any, folder: Path) -> Reached:
    """Write all rows of a book, drafts aside, as lines of a new copy."""
    last = session.execute(
        select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one()
    page = last_page(session)
    reached = {"act": last.id, "page": page, "hash": last.hash}
    uid = session.execute(select(Book.uid)).scalar_one()
    file.write(_dumped({"book": uid, "version": HEAD, **reached}) + "\n")
    for table in Base.metadata.sorted_tables:
        if table.name in UNWATCHED - {"audit_entry"}:
            continue
        columns = [
            column
            for column in table.columns
            if column.name != "content" or table.name != "attachment"
        ]
        query = select(*columns).order_by(*table.primary_key.columns)
        rows = session.execute(query, execution_options={"yield_per": _ROWS_IN_A_LINE})
        for part in rows.mappings().partitions():
            told = [plain_row(table, dict(row)) for row in part]
            file.write(_dumped({"rows": {"into": table.name, "rows": told}, **reached}) + "\n")
    _keep_files(session, folder, select(Attachment.sha256))
    return Reached(last.id, page, last.hash)


def _next_lines(session: Session, reached: Reached, folder: Path) -> list[Line]:
    lines: list[Line] = []
    pages = session.scalars(
        select(PrintedPage).where(PrintedPage.id > reached.page).order_by(PrintedPage.id)
    ).all()
    page = reached.page
    if pages:
        page = pages[-1].id
        table = Base.metadata.tables["printed_page"]
        rows = [
            plain_row(table, {c.name: getattr(one, c.name) for c in table.columns}) for one in pages
        ]
        known = {"act": reached.act, "hash": reached.hash}
        lines.append({"printed": rows, "page": page, **known})
    acts = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.id > reached.act)
        .order_by(AuditEntry.id)
        .limit(_ACTS_AT_ONCE)
    )
    for entry in acts:
        line = _act_line(entry, page)
        _keep_files(session, folder, _new_files(line["did"]["changes"]))
        lines.append(line)
    return lines


def _act_line(entry: AuditEntry, page: int) -> Line:
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    did: dict[str, Any] = {
        "key": entry.key,
        "at": at,
        "account_id": entry.account_id,
        "act": entry.act,
    }
    for name in _PARSED:
        raw = getattr(entry, name)
        if raw is not None:
            value = json.loads(raw)
            did[name] = value if _dumped(value) == raw else raw
    return {"act": entry.id, "page": page, "hash": entry.hash, "did": did}


def _new_files(changes: Any) -> list[str]:
    if not isinstance(changes, list):
        return []
    return [
        row["sha256"]
        for change in changes
        if change.get("into") == "attachment"
        for row in change["rows"]
    ]


def _keep_files(session: Session, folder: Path, wanted: Any) -> None:
    digests = list(session.scalars(wanted)) if not isinstance(wanted, list) else wanted
    for sha256 in digests:
        path = folder / FILES / sha256
        if path.is_file():
            continue
        content = session.scalar(select(Attachment.content).where(Attachment.sha256 == sha256))
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            keep_whole(path, content)


def last_page(session: Session) -> int:
    """The id of the last printed page that the book knows."""
    last = select(PrintedPage.id).order_by(PrintedPage.id.desc()).limit(1)
    return session.scalar(last) or 0


def _cut_torn_end(path: Path) -> None:
    """Take off what was being written when the power went."""
    size = path.stat().st_size
    with path.open("rb+") as file:
        at = size
        while at > 0:
            start = max(0, at - _TAIL)
            file.seek(start)
            found = file.read(at - start).rfind(b"\n")
            if found >= 0:
                if start + found + 1 < size:
                    file.truncate(start + found + 1)
                return
            at = start


def _parsed(raw: bytes, path: Path) -> Line:
    try:
        line = json.loads(raw)
        if isinstance(line, dict) and {"act", "page", "hash"} <= line.keys():
            return line
    except ValueError:
        pass
    raise SecondCopyDamaged(str(path))


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
