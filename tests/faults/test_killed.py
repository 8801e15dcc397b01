"""SIGKILL at random moments: the book afterwards is before or after each act, never between."""

import contextlib
import os
import random
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.checks import check_book
from db.database import Database
from db.errors import Cancelled
from db.importers.plan import ImportKind, Progress
from db.importers.reading import read_workbook
from db.importers.writing import import_sheets
from db.models.office import AuditEntry
from db.models.stock import Movement, Voucher
from tests.db.world import World, feb

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")

ROOT = Path(__file__).parents[2]
SEED = 20200203
# A hundred moments in all.
ROUNDS = {"sqlite": 70, "postgresql": 15}
IMPORT_ROUNDS = 15
ROWS = 5000


class Victim:
    """The process of tests.faults.victim, seen from the one who kills."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self._answers = selectors.DefaultSelector()
        self._answers.register(self._process.stdout, selectors.EVENT_READ)
        self._unread = b""
        self.pid = 0

    def live(self, *told: str) -> None:
        """Start a life; return when the book is open."""
        assert self._process.stdin is not None
        self._process.stdin.write(("\t".join(told) + "\n").encode())
        self._process.stdin.flush()
        self.pid = int(self.next_answer("begun").split()[1])

    def next_answer(self, beginning: str) -> str:
        """Wait for a line that begins so; skip others."""
        while not (line := self._next_line()).startswith(beginning):
            pass
        return line

    def kill_after(self, seconds: float) -> list[str]:
        """Let it work for a while, kill it, and return all it said until then."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        with contextlib.suppress(ProcessLookupError):  # it may have finished
            os.kill(self.pid, signal.SIGKILL)
        said = []
        while not (line := self._next_line()).startswith("gone"):
            said.append(line)
        return said

    def close(self) -> None:
        """End the process that forks."""
        self._process.kill()
        self._process.communicate()
        self._answers.close()

    def _next_line(self) -> str:
        while b"\n" not in self._unread:
            if not self._read(60):
                raise TimeoutError
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode()

    def _read(self, seconds: float) -> bool:
        if not self._answers.select(seconds):
            return False
        assert self._process.stdout is not None
        chunk = os.read(self._process.stdout.fileno(), 65536)
        if not chunk:
            raise EOFError("the victim's parent is gone")
        self._unread += chunk
        return True


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    process = Victim()
    yield process
    process.close()


def count(book: Database, table: type[AuditEntry | Voucher | Movement]) -> int:
    return book.ask(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


@pytest.mark.parametrize("seed", [SEED])
def test_what_was_recorded_survives_a_kill_and_nothing_is_half_there(
    world: World, engine_name: str, victim: Victim, seed: int
) -> None:
    chance = random.Random(seed)
    location = str(world.book.location)
    for _ in range(ROUNDS[engine_name]):
        before = count(world.book, AuditEntry)
        if engine_name == "sqlite":
            world.book.close()  # the file alone, as after a crash
        victim.live("post", location)
        said = victim.kill_after(chance.uniform(0, 0.12))
        told = max((int(line.split()[1]) for line in said if line.startswith("done")), default=0)
        world.receive(feb(3), 1)  # waits until the server knows that the other is dead
        recorded = count(world.book, AuditEntry) - before - 1
        assert recorded in (told, told + 1)
        assert world.book.ask(check_book) == []


@pytest.fixture
def workbook(tmp_path: Path, sqlite_world: World) -> Path:
    """A book of issues of ROWS rows, and the stock for it."""
    sqlite_world.receive(feb(3), 10 * ROWS, 7_000_000)
    people = [("CB0001", "Trần Quốc Bảo"), ("CB0002", "Lê Phương Yến"), ("CB0003", "Hồ Mỹ Ánh")]
    rows = ["Ngày cấp;Mã số;Họ và tên;Mã vật tư;Tên vật tư;ĐVT;Số lượng"]
    for n in range(ROWS):
        code, name = people[n % 3]
        rows.append(
            f"{4 + n * 6 // ROWS:02d}/02/2020;{code};{name};KT01;Khẩu trang y tế;cái;{1 + n % 4}"
        )
    path = tmp_path / "so-cap-phat.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", [SEED])
def test_a_killed_import_is_whole_or_not_there(
    sqlite_world: World, workbook: Path, victim: Victim, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    book = sqlite_world.book
    before = count(book, Movement)
    book.close()

    def copy(number: int) -> Path:
        path = tmp_path / f"copy{number}.db"
        shutil.copyfile(book.location, path)
        return path

    victim.live("import", str(whole := copy(0)), str(workbook))
    start = time.monotonic()
    assert victim.next_answer("imported") == f"imported {ROWS}"
    took = time.monotonic() - start
    after = movements_of_healthy(whole)
    assert after > before

    outcomes = []
    for number in range(1, IMPORT_ROUNDS + 1):
        path = copy(number)
        victim.live("import", str(path), str(workbook))
        late = chance.uniform(0.8, 1.1) if number % 3 else chance.uniform(0, 1)
        victim.kill_after(late * took)
        outcomes.append(movements_of_healthy(path))
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
    assert set(outcomes) <= {before, after}


def test_the_command_itself_may_be_killed_and_tried_again(
    sqlite_world: World, workbook: Path
) -> None:
    book = sqlite_world.book
    before = count(book, Movement)
    book.close()
    path = Path(book.location)
    command = [
        sys.executable,
        "-m",
        "desktop",
        "--db",
        str(path),
        "import",
        "issues",
        str(workbook),
    ]
    for seconds in (0.6, 1.4, 2.2):
        running = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(seconds)
        running.kill()
        running.wait()
        assert movements_of_healthy(path) in (before, before + ROWS)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert movements_of_healthy(path) == before + ROWS


@pytest.mark.parametrize("seed", [SEED])
def test_a_cancelled_import_leaves_nothing(
    world: World, workbook: Path, seed: int, engine_name: str
) -> None:
    world.receive(feb(3), 10 * ROWS, 7_000_000)
    sheets = read_workbook(workbook)

    def stop_at(share: float) -> Progress:
        def progress(done: int, total: int) -> None:
            if done >= share * total:
                raise Cancelled

        return progress

    before = count(world.book, Movement), count(world.book, AuditEntry)
    chance = random.Random(seed)
    for share in (chance.uniform(0, 0.5), chance.uniform(0.5, 0.9), 0.99):
        cancel = stop_at(share)
        with pytest.raises(Cancelled):
            world.book.do(import_sheets, ImportKind.ISSUES, sheets, told={}, progress=cancel)
        assert (count(world.book, Movement), count(world.book, AuditEntry)) == before
    assert world.healthy()


def movements_of_healthy(path: Path) -> int:
    book = Database(path)
    try:
        assert book.ask(check_book) == []
        return count(book, Movement)
    finally:
        book.close()
