"""What a real process did to the files of a folder, taken down by strace: `record` runs it, `parse` reads the log.

Files are told apart by number, names are links to them: a rename moves a name, not the bytes.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = (
    "pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,openat,rename,renameat,renameat2,"
    "sendfile,lseek"
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?(?: .*)?$")
_ARGUMENT = re.compile(
    r'\s*(?:"((?:\\x..)*)"|(\d+|AT_FDCWD)<(.*?)>|\[(\d+)\](?: => \[\d+\])?|([^,]+))'
)
Names = Mapping[str, int | None]
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done: "write", "truncate" and "sync" a file; "name" it; "settle" a folder's names; "say"."""

    kind: str
    file: int = 0
    at: int = 0
    data: bytes = b""
    names: Names = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Recording:
    """The files of a folder as they were (file n is the nth), and all that was done to them."""

    before: Files
    ops: tuple[Op, ...]


def record(
    command: list[str], folder: Path, environment: Mapping[str, str] | None = None
) -> dict[str, Recording]:
    """Run a command under strace; what it did in each folder under `folder` that it began to record.

    The process says on stderr `begin NAME` once FOLDER/NAME/before is what FOLDER/NAME/now was, then what it
    acknowledges, then `end NAME`.
    """
    log = folder / "strace.log"
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "100000000"]
    subprocess.run(
        [*strace, "-e", f"trace={CALLS}", "-o", str(log), sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=True,
        stderr=subprocess.PIPE,
    )
    recordings = {}
    for name, lines in _parts(log):
        before = read_files(folder / name / "before")
        recordings[name] = Recording(before, tuple(parse(lines, folder / name / "now", before)))
    log.unlink()
    return recordings


def has_strace() -> bool:
    """Whether processes can be looked at here."""
    strace = shutil.which("strace")
    tried = [str(strace), "-f", "--seccomp-bpf", "-o", os.devnull, "true"]
    return (
        strace is not None
        and not subprocess.run(tried, capture_output=True, check=False).returncode
    )


def read_files(folder: Path) -> Files:
    """The files of a folder, by their names in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _parts(log: Path) -> Iterator[tuple[str, list["Call"]]]:
    """The calls between `begin NAME` and `end NAME`."""
    name, lines = "", list[Call]()
    for call in _calls(log):
        said = call.said()
        if said.startswith("begin "):
            name, lines = said.removeprefix("begin "), []
        elif said.startswith("end "):
            yield name, lines
            name = ""
        elif name:
            lines.append(call)


@dataclass(frozen=True, slots=True)
class Call:
    """One finished system call; texts are bytes, files are (number, path)."""

    name: str
    given: tuple[object, ...]
    result: int
    path: str

    def said(self) -> str:
        """What was written to stderr."""
        if self.name != "write" or not isinstance(self.given[0], tuple) or self.given[0][0] != "2":
            return ""
        assert isinstance(self.given[1], bytes)
        return self.given[1].decode().strip()


def _calls(log: Path) -> Iterator[Call]:
    unfinished: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            process = line.partition(" ")[0]
            if line.endswith(" <unfinished ...>"):
                unfinished[process] = line.removesuffix(" <unfinished ...>")
                continue
            if " resumed>" in line:
                line = unfinished.pop(process) + line.partition(" resumed>")[2]
            if (found := _LINE.match(line)) is not None and int(found[4]) >= 0:
                given = tuple(_value(one) for one in _ARGUMENT.finditer(found[3]))
                yield Call(found[2], given, int(found[4]), _text(found[5] or ""))


def _value(found: re.Match[str]) -> object:
    if found[1] is not None:
        return bytes.fromhex(found[1].replace("\\x", ""))
    if found[2] is not None:
        return found[2], _text(found[3])
    return found[4] or found[5].strip()


@lru_cache(1024)
def _text(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal.replace("\\x", "")).decode() if "\\x" in hexadecimal else ""


class _Folder:
    """The files of the folder as the process saw them, to know which file each call was about."""

    def __init__(self, folder: Path, before: Files) -> None:
        self.beginning = f"{folder}/"
        self.names = {name: number for number, name in enumerate(before)}
        self.content = [bytearray(content) for content in before.values()]
        self.positions: dict[str, int] = {}

    def name(self, path: str | bytes) -> str | None:
        """A path's name in the folder; None of what lies elsewhere and of SQLite's shared memory."""
        path = path.decode() if isinstance(path, bytes) else path
        inside = path.startswith(self.beginning) and not path.endswith("-shm")
        return path.removeprefix(self.beginning) if inside else None

    def file(self, given: object) -> int | None:
        """The file that a descriptor is open on."""
        return self.names.get(self.name(given[1]) or "") if isinstance(given, tuple) else None

    def write(self, file: int, at: int, data: bytes) -> Op:
        """Write, and remember it for who copies the file."""
        content = self.content[file]
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data
        return Op("write", file, at, data)

    def truncate(self, file: int, size: int) -> Op:
        """Cut off or lengthen."""
        content = self.content[file]
        del content[size:]
        content.extend(bytes(size - len(content)))
        return Op("truncate", file, size)

    def link(self, names: Names) -> Op:
        """Give names and take them away."""
        for name, file in names.items():
            self.names.pop(name, None)
            if file is not None:
                self.names[name] = file
        return Op("name", names=names)


def parse(calls: list[Call], folder: Path, before: Files) -> Iterator[Op]:
    """What calls did in a folder."""
    there = _Folder(folder, before)
    for call in calls:
        if (said := call.said()) or call.name == "openat":
            yield from _opened(there, call) if not said else [Op("say", text=said)]
        elif call.name in ("unlink", "unlinkat", "rename", "renameat", "renameat2"):
            paths = [there.name(one) for one in call.given if isinstance(one, bytes)]
            old, new = paths[0], paths[-1]
            if old is not None:
                moved = {new: there.names[old]} if new is not None and new != old else {}
                yield there.link({old: None, **moved})
        elif call.name in ("fsync", "fdatasync"):
            yield from _synced(there, folder, call)
        elif (file := there.file(call.given[0])) is not None:
            yield from _written(there, call, file)


def _opened(there: _Folder, call: Call) -> Iterator[Op]:
    name = there.name(call.path)
    if name is None or "O_DIRECTORY" in str(call.given[2]):
        return
    there.positions[str(call.result)] = 0
    flags = str(call.given[2])
    if "O_CREAT" in flags and name not in there.names:
        there.content.append(bytearray())
        yield there.link({name: len(there.content) - 1})
    elif "O_TRUNC" in flags:
        yield there.truncate(there.names[name], 0)


def _synced(there: _Folder, folder: Path, call: Call) -> Iterator[Op]:
    if (file := there.file(call.given[0])) is not None:
        yield Op("sync", file)
    elif isinstance(call.given[0], tuple) and Path(call.given[0][1]).is_relative_to(folder):
        yield Op("settle", text=str(Path(call.given[0][1]).relative_to(folder)))


def _written(there: _Folder, call: Call, file: int) -> Iterator[Op]:
    assert isinstance(call.given[0], tuple)
    descriptor = call.given[0][0]
    position = there.positions.get(descriptor, 0)
    if call.name == "lseek":
        there.positions[descriptor] = call.result
    elif call.name == "ftruncate":
        yield there.truncate(file, int(str(call.given[1])))
    elif call.name == "pwrite64":
        assert isinstance(call.given[1], bytes)
        yield there.write(file, int(str(call.given[3])), call.given[1][: call.result])
    elif call.name == "write":
        assert isinstance(call.given[1], bytes)
        there.positions[descriptor] = position + call.result
        yield there.write(file, position, call.given[1][: call.result])
    elif call.name == "sendfile" and call.result:
        source = there.file(call.given[1])
        assert source is not None
        begin = int(str(call.given[2]))
        there.positions[descriptor] = position + call.result
        yield there.write(file, position, bytes(there.content[source][begin : begin + call.result]))
