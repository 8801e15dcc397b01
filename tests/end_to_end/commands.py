"""Running the real process, and reading what it says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
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


def haucan(book: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `haucan --db BOOK` with what is given; the result has the text of both outputs."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", "--db", book, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(resources.__file__).parents[1],
        env={**os.environ, "PYTHONWARNINGS": "error"},
        check=False,
    )


def told(result: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output."""
    return json.loads(result.stdout)


def refused(result: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal: exit code 1, no traceback."""
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    (sentence,) = result.stderr.strip().splitlines()
    return sentence
