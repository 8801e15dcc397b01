"""A PostgreSQL server for the time of a test run, from the binaries this machine has."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.scratch import scratch

_DEBIAN = Path("/usr/lib/postgresql")


def bin_dir() -> Path | None:
    """Where initdb and pg_ctl live, the newest version first; None where there are none."""
    if os.name != "posix":
        return None
    packaged = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda found: -float(found.parts[-3]))
    on_path = shutil.which("initdb")
    candidates = [*packaged, Path(on_path)] if on_path else packaged
    return next((found.parent for found in candidates if (found.parent / "pg_ctl").exists()), None)


class Server:
    """A running server that hands out databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = psycopg.connect(
            host=str(folder), user="app", dbname="postgres", autocommit=True
        )
        # Copying files is half the work of writing every page to the log, the default from 15 on.
        self._by_files = "STRATEGY file_copy" if self._own.info.server_version >= 150000 else ""

    def url(self, database: str) -> str:
        """The address of one of its databases, as SQLAlchemy takes it."""
        return f"postgresql://app@/{database}?host={self._folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, as a copy of `template`; return its address."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" {self._by_files}')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def close(self) -> None:
        """Let go of the server."""
        self._own.close()

    def _run(self, statement: str) -> None:
        self._own.execute(statement.encode())


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server in a folder of its own; nothing of it is left behind."""
    binaries = bin_dir()
    if binaries is None:
        raise FileNotFoundError("initdb")
    # A short path: the name of a Unix socket ends at 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=scratch()))
    as_user = _unprivileged(folder)
    data = str(folder / "data")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c synchronous_commit=off"

    def run(*command: str) -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, **as_user)

    try:
        run(
            *(str(binaries / "initdb"), "-D", data, "-U", "app", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        control = (str(binaries / "pg_ctl"), "-D", data, "-w")
        # Its own log file, or the server would keep our pipe open and `run` would never return.
        run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            with closing(Server(folder)) as server:
                yield server
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Give root's folder to `postgres`, as PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    return {"user": "postgres", "group": "postgres", "extra_groups": []}
