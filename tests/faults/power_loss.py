"""What a disk may hold after a power cut: a recording cut anywhere, what was not yet synced lost in part.

What lies before a file's last sync is durable. Later writes are dropped, kept up to one of them, kept at
random, or torn between sectors. Names given or taken since the folder's last sync may be as they were.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from tests.faults.recording import Files, Op, Recording

SECTOR = 512
LOSSES = ("all", "after", "some", "torn")


@dataclass(frozen=True, slots=True)
class State:
    """The files after a cut, and how many times the process had acknowledged something before it."""

    files: Files
    acknowledged: int
    cut: int
    loss: str


def states(recording: Recording, count: int, seed: int) -> Iterator[State]:
    """So many states, all given by the seed: cut anywhere, or just before or after more than a write."""
    chance = random.Random(seed)
    ops = recording.ops
    turns = sorted({at + on for at, op in enumerate(ops) if op.kind != "write" for on in (0, 1)})
    for _ in range(count):
        cut = chance.choice((chance.randint(0, len(ops)), chance.choice(turns)))
        yield state_at(recording, cut, chance.choice(LOSSES), chance)


def state_at(recording: Recording, cut: int, loss: str, chance: random.Random) -> State:
    """What is left when the power goes after so many operations; loss "" leaves everything."""
    done = recording.ops[:cut]
    contents = [bytearray(content) for content in recording.before.values()]
    for op in _kept(done, loss, chance):
        _apply(contents, op)
    names = {name: number for number, name in enumerate(recording.before)}
    for op in _kept_names(done, loss, chance):
        for name, file in op.names.items():
            names.pop(name, None)
            if file is not None:
                names[name] = file
    contents += [bytearray() for _ in range(max(names.values(), default=0) + 1 - len(contents))]
    files = {name: bytes(contents[file]) for name, file in sorted(names.items())}
    return State(files, sum(op.kind == "say" for op in done), cut, loss)


def write_files(files: Files, folder: Path) -> None:
    """Put the files of a state into an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _kept(done: Sequence[Op], loss: str, chance: random.Random) -> Iterator[Op]:
    """The writes that reached the disk, in order."""
    synced = {op.file: at for at, op in enumerate(done) if op.kind == "sync"}
    changes = [(at, op) for at, op in enumerate(done) if op.kind in ("write", "truncate")]
    loose = [at for at, op in changes if at > synced.get(op.file, -1)]
    last = chance.choice(loose) if loose else 0
    share = chance.random()
    for at, op in changes:
        if (
            not loss
            or at < synced.get(op.file, -1)
            or (loss == "after" and at <= last)
            or (loss == "some" and chance.random() < share)
            or (loss == "torn" and op.kind == "truncate" and chance.random() < share)
        ):
            yield op
        elif loss == "torn" and op.kind == "write":
            yield from (one for one in _sectors(op) if chance.random() < share)


def _sectors(op: Op) -> Iterator[Op]:
    """The parts of a write that the disk may write on their own."""
    begin, end = op.at, op.at + len(op.data)
    while begin < end:
        stop = min(end, (begin // SECTOR + 1) * SECTOR)
        yield Op("write", op.file, begin, op.data[begin - op.at : stop - op.at])
        begin = stop


def _kept_names(done: Sequence[Op], loss: str, chance: random.Random) -> Iterator[Op]:
    """The names that reached the disk: those before their folder's last sync, of later ones the first few."""
    settled = {op.text: at for at, op in enumerate(done) if op.kind == "settle"}
    changes = [(at, op) for at, op in enumerate(done) if op.kind == "name"]
    loose = [at for at, op in changes if at > settled.get(_folder(op), -1)]
    lost = loose[chance.randint(0, len(loose)) :] if loss else []
    yield from (op for at, op in changes if not lost or at < lost[0] or at not in loose)


def _folder(op: Op) -> str:
    return str(PurePath(next(iter(op.names))).parent)


def _apply(contents: list[bytearray], op: Op) -> None:
    while op.file >= len(contents):
        contents.append(bytearray())
    content = contents[op.file]
    if op.kind == "truncate":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
    else:
        content.extend(bytes(max(0, op.at - len(content))))
        content[op.at : op.at + len(op.data)] = op.data
