"""What every test is given: a clock that stands still, a book of its own, a world without the user's."""

import gc
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from db.clock import FixedClock
from tests.postgres import Server, bin_dir, running_server
from tests.scratch import scratch

if TYPE_CHECKING:
    from db.database import Database

NOON_OF_WEEK_07 = datetime(2020, 2, 10, 1, 0, tzinfo=UTC)  # 8:00 in Hồ Chí Minh City, a Monday
ON_CI = os.environ.get("CI") == "true"
TESTS_PER_FULL_COLLECTION = 50
_TESTS = count(1)
ENGINES = ("sqlite", "postgresql")
NewBook = Callable[[str], "Database"]

# Before Qt or the C library look at them.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "TZ": "Asia/Ho_Chi_Minh"}
os.environ.pop("HAUCAN_DB", None)
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(scratch()))  # every act waits for its disk
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "haucan",
    deadline=None,  # a busy machine is not a bug
    derandomize=ON_CI,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("haucan")


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's files and settings out of reach."""
    monkeypatch.delenv("HAUCAN_DB", raising=False)
    monkeypatch.setenv("HAUCAN_ANY_FOLDER", "1")  # wherever the tests happen to run
    home = tmp_path / "home"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """Collect between tests: a worker thread that collects widgets deadlocks Qt."""
    gc.disable()
    yield
    turn = next(_TESTS)
    gc.collect(2 if turn % TESTS_PER_FULL_COLLECTION == 0 else 1)
    if turn % TESTS_PER_FULL_COLLECTION == 0:
        gc.freeze()  # what is left now stays: modules and caches, not to be searched each time


@pytest.fixture
def clock() -> FixedClock:
    """Monday 10 February 2020, 8:00 where the clerk sits."""
    return FixedClock(NOON_OF_WEEK_07)


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    name: str = request.param
    if name == "postgresql" and bin_dir() is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    return name


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL server of this test process."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated book with the department's profile, made once and copied for each test."""
    from db.migrate import create_book

    path = tmp_path_factory.mktemp("template") / "book.db"
    create_book(path, clock=FixedClock(NOON_OF_WEEK_07)).close()
    return path


@pytest.fixture(scope="session")
def _postgres_template(postgres: Server) -> str:
    """The same on PostgreSQL, as a template database."""
    from db.migrate import create_book

    create_book(postgres.create("template"), clock=FixedClock(NOON_OF_WEEK_07)).close()
    return "template"


@pytest.fixture
def new_book(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock
) -> Iterator[NewBook]:
    """Open one more fresh book on the named engine: `new_book("sqlite")`."""
    from db.database import Database

    with ExitStack() as at_the_end:

        def open_one(engine_name: str) -> Database:
            name = f"book_{uuid4().hex[:8]}"
            location: Path | str
            if engine_name == "sqlite":
                location = tmp_path / f"{name}.db"
                shutil.copyfile(request.getfixturevalue("_sqlite_template"), location)
            else:
                server: Server = request.getfixturevalue("postgres")
                location = server.create(name, request.getfixturevalue("_postgres_template"))
                at_the_end.callback(server.drop, name)
            database = Database(location, clock)
            at_the_end.callback(database.close)
            return database

        yield open_one


@pytest.fixture
def book(engine_name: str, new_book: NewBook) -> "Database":
    """A fresh book, on each engine in turn."""
    return new_book(engine_name)


@pytest.fixture
def sqlite_book(new_book: NewBook) -> "Database":
    """A fresh book on SQLite, for what does not depend on the engine."""
    return new_book("sqlite")


# Which engines the tests of `db` really ran on.


def _db_tests(config: pytest.Config) -> Counter[str]:
    counts: Counter[str] = Counter(dict.fromkeys(ENGINES, 0))
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    stats = reporter.stats if reporter else {}
    for outcome in ("passed", "failed"):
        for report in stats.get(outcome, ()):
            engine = re.search(r"[\[-](sqlite|postgresql)[\]-]", report.nodeid)
            if engine and report.nodeid.startswith("tests/db/") and report.when == "call":
                counts[engine[1]] += 1
    return counts


def _must_run_on_postgresql(config: pytest.Config, counts: Counter[str]) -> bool:
    whole = config.args_source is not pytest.Config.ArgsSource.ARGS
    return ON_CI and not counts["postgresql"] and (whole or bool(counts["sqlite"]))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under CI, fail when no test of `db` ran on PostgreSQL."""
    config = session.config
    is_worker = hasattr(config, "workerinput")
    if is_worker or config.option.collectonly or exitstatus != pytest.ExitCode.OK:
        return
    if _must_run_on_postgresql(config, _db_tests(config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests of `db` ran on each engine."""
    counts = _db_tests(config)
    if counts.total() or ON_CI:
        told = ", ".join(f"{engine} {counts[engine]}" for engine in ENGINES)
        terminalreporter.write_line(f"db tests: {told}")
    if _must_run_on_postgresql(config, counts):
        terminalreporter.write_line("CI: no db test ran on PostgreSQL", red=True)
