"""The whole book is checked after it was opened, in a process of its own, so that nobody waits for it."""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

DELAY_SECONDS = 20
"""After the opening, which has the computer to itself until then."""

log = logging.getLogger(__name__)


class StartCheck(QObject):
    """Runs `check` on a book and tells what it found: how many faults, and the first in words."""

    def __init__(
        self,
        location: Path | str,
        found: Callable[[int, str], object],
        parent: QObject | None = None,
        delay_seconds: float = DELAY_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._found = found
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("HAUCAN_DB", str(location))
        self._process.setProcessEnvironment(environment)
        self._process.finished.connect(self._tell)
        self._timer = QTimer(self, singleShot=True, interval=int(delay_seconds * 1000))
        self._timer.timeout.connect(self._begin)
        self._timer.start()

    def stop(self) -> None:
        """Let it be; the book is closed."""
        self._timer.stop()
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)

    def _begin(self) -> None:
        is_frozen = getattr(sys, "frozen", False)
        words = ["check", "--json"] if is_frozen else ["-m", "desktop", "check", "--json"]
        self._process.start(sys.executable, words)

    def _tell(self, _code: int, _status: QProcess.ExitStatus) -> None:
        try:
            told = json.loads(bytes(self._process.readAllStandardOutput().data()))
            findings = told["findings"]
        except (ValueError, KeyError, TypeError):
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            log.warning("the check at start told nothing: %s", said[:500])
            return
        if findings:
            self._found(len(findings), str(findings[0]["message"]))
