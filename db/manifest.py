"""The manifest of a folder of copies: what each holds, why it was made, its SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from db.files import keep_whole
from db.kinds import CopyCause

MANIFEST = "ke-khai.json"
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Held:
    """What a copy holds: acts of the journal and rows of the tables that a clerk thinks in."""

    acts: int
    vouchers: int
    people: int
    supplies: int
    documents: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy as the manifest tells of it; `last_hash` is that of its last act."""

    sha256: str
    size: int
    made_at: datetime
    cause: CopyCause
    last_hash: str
    held: Held


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The entries by file name; one that can't be read tells of nothing."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {
            name: Entry(
                sha256=one["sha256"],
                size=one["size"],
                made_at=datetime.fromisoformat(one["made_at"]),
                cause=CopyCause(one["cause"]),
                last_hash=one["last_hash"],
                held=Held(**one["held"]),
            )
            for name, one in told.items()
        }
    return {}


def write_manifest(folder: Path, entries: Mapping[str, Entry]) -> None:
    """Write the entries anew, whole or not at all."""
    told = {
        name: {**asdict(entry), "made_at": entry.made_at.isoformat()}
        for name, entry in sorted(entries.items())
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    keep_whole(folder / MANIFEST, text.encode())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
