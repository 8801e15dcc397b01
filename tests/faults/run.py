"""`make faults`: every act under thousands of power cuts, and the control, which has to fail.

`python -m tests.faults.run [N]` judges N times 100,000 states and prints a table; what is finished is remembered
in build/faults.json, so that a run goes on where it was stopped.
"""

import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.acts import ACTS, CONTROL
from tests.faults.judging import Judge
from tests.faults.power_loss import states
from tests.faults.recording import ROOT, Recording, has_strace, record
from tests.scratch import scratch

FINISHED = ROOT / "build" / "faults.json"
SEED = 20200203
STATES = 100_000
_SHARES = {"second-copy": 0.2, "second-copy-begun": 0.2}
_VERDICTS = ("ok", "lost", "half", "corrupt")


@dataclass(frozen=True, slots=True)
class Row:
    """What came of an act: states by verdict, seconds, an example of each bad verdict."""

    states: int
    verdicts: dict[str, int]
    seconds: float
    examples: dict[str, str]


def recorded(names: list[str]) -> dict[str, Recording]:
    """Recordings of acts, each in a book of its own."""
    environment = {"HAUCAN_ANY_FOLDER": "1", "TZ": "Asia/Ho_Chi_Minh"}
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        command = ["-m", "tests.faults.acts", folder, *names]
        return record(command, Path(folder), environment)


def judged(name: str, recording: Recording, count: int, seed: int = SEED) -> Row:
    """Judge so many states of an act."""
    begun = time.monotonic()
    judge = Judge(name, recording)
    for state in states(recording, count, seed):
        judge.judge(state)
    seconds = round(time.monotonic() - begun, 1)
    return Row(count, dict(judge.told), seconds, judge.examples)


def shares(total: int) -> dict[str, int]:
    """How many states each act gets of a total; where one takes long, fewer."""
    weights = {name: _SHARES.get(name, 1.0) for name in ACTS}
    return {name: round(total * weight / sum(weights.values())) for name, weight in weights.items()}


def main() -> None:
    """Go on with what is not finished; exit with 1 where something was lost."""
    if not has_strace():
        sys.exit("strace is needed (Debian: apt-get install strace)")
    wanted = shares(round(STATES * float(sys.argv[1] if len(sys.argv) > 1 else 1)))
    wanted[CONTROL] = 1_000
    finished = json.loads(FINISHED.read_text()) if FINISHED.is_file() else {}
    rows = {name: Row(**row) for name, row in finished.items()}
    left = [name for name in wanted if name not in rows or rows[name].states != wanted[name]]
    recordings = recorded(left) if left else {}
    _print("", *("states", *_VERDICTS, "s"))
    for name, count in wanted.items():
        if name in recordings:
            rows[name] = judged(name, recordings[name], count)
            FINISHED.parent.mkdir(exist_ok=True)
            FINISHED.write_text(
                json.dumps({name: asdict(row) for name, row in rows.items()}, indent=1)
            )
        row = rows[name]
        _print(name, row.states, *(row.verdicts.get(one, 0) for one in _VERDICTS), row.seconds)
        for verdict, example in row.examples.items():
            if name != CONTROL:
                sys.stdout.write(f"    {verdict}: {example}\n")
    bad = [name for name, row in rows.items() if row.verdicts.get("ok", 0) != row.states]
    total = sum(row.states for name, row in rows.items() if name != CONTROL)
    sys.stdout.write(
        f"{total} states; not all well: {', '.join(bad) or 'none'} (wanted: {CONTROL})\n"
    )
    sys.exit(bad != [CONTROL])


def _print(name: str, *figures: object) -> None:
    sys.stdout.write(f"{name:18}" + "".join(f"{figure!s:>9}" for figure in figures) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
