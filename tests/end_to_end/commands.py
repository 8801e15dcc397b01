"""Running the real command in a process of its own, and reading what it says."""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import resources

SAMPLES = (
    ("supplies", "danh-muc-vat-tu.xlsx"),
    ("staff", "danh-sach-cbcc.xlsx"),
    ("receipts", "so-nhap-kho.xlsx"),
    ("issues", "so-cap-phat.xlsx"),
)
Run = Callable[..., subprocess.CompletedProcess[str]]
_ROOT = Path(resources.__file__).parents[1]
_CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()


def haucan(book: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `haucan --db BOOK` with what is given; the result has the text of both outputs.

    The process is forked from one that has loaded the libraries, where the system can do that:
    loading them takes longer than most commands.
    """
    if not _CAN_FORK:
        return haucan_from_nothing(book, *words)
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["typer", "sqlalchemy.orm", "sqlcipher3", "db.models"])
    with tempfile.TemporaryDirectory() as folder:
        outputs = [str(Path(folder, name)) for name in ("stdout", "stderr")]
        told = ["haucan", "--db", book, *words]
        process = forking.Process(target=_command, args=(told, dict(os.environ), outputs))
        process.start()
        process.join()
        said = [Path(output).read_text("utf-8") for output in outputs]
    code = process.exitcode
    assert code is not None
    return subprocess.CompletedProcess(told, code, *said)


def haucan_from_nothing(book: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The same in a process that has to load everything, as when somebody types it."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", "--db", book, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        check=False,
    )


def _command(told: list[str], environment: Mapping[str, str], outputs: list[str]) -> None:
    """In the forked process: what Python does before it runs `-m desktop`, then that."""
    os.chdir(_ROOT)
    os.environ.clear()
    os.environ.update(environment)
    for number, output in enumerate(outputs, 1):
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    warnings.simplefilter("error")
    sys.argv = told
    from desktop.__main__ import main

    main()


def told(result: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output."""
    return json.loads(result.stdout)


def refused(result: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal: exit code 1, no traceback."""
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    (sentence,) = result.stderr.strip().splitlines()
    return sentence
