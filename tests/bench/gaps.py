"""A timer that notices how long the event loop stood still, and waiting inside that loop."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from desktop.tasks import Tasks

TICK = 5
QUIET = 0.3


class Gaps:
    """Notes the longest time between two ticks, and the most that this thread computed in one.

    The two differ by what other threads and other programs took of the machine.
    """

    def __init__(self) -> None:
        self._timer = QTimer(interval=TICK)
        self._timer.timeout.connect(self._tick)
        self.longest = self.own = 0.0
        self._last = 0.0, 0.0

    def start(self) -> None:
        """Begin anew."""
        self.longest = self.own = 0.0
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now[0] - self._last[0])
        self.own = max(self.own, now[1] - self._last[1])
        self._last = now


def wait(until: Callable[[], bool]) -> None:
    """Run the event loop until that is so."""
    loop = QEventLoop()
    timer = QTimer(interval=1)

    def look() -> None:
        if until():
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def rest(tasks: Tasks) -> float:
    """Wait until nothing was under way for a moment, all painted; when that moment began."""
    since = time.perf_counter()

    def is_quiet() -> bool:
        nonlocal since
        if not tasks.is_idle:
            since = time.perf_counter()
        return time.perf_counter() - since > QUIET

    wait(is_quiet)
    return since
