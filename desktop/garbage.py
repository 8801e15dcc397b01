"""Collects garbage on the GUI thread and nowhere else.

A collection that happens to run in a worker thread destroys widgets there, and Qt deadlocks:
the worker holds a lock of Qt's and waits for Python's, the GUI thread the other way round.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from desktop.tasks import Tasks

EVERY_MILLISECONDS = 500


class Garbage(QObject):
    """Takes over from Python's own collector; waits while work is going on."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        gc.disable()
        timer = QTimer(self, interval=EVERY_MILLISECONDS)
        timer.timeout.connect(self._tick)
        timer.start()

    def leave_out_what_stands(self) -> None:
        """Pass over what lives now in every later collection: the modules, the first page."""
        gc.freeze()

    def _tick(self) -> None:
        if self._tasks.is_idle:
            collect_due()


def collect_due() -> None:
    """Collect the generations that Python itself would collect now."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] > limits[0]:
        gc.collect(2 if counts[2] > limits[2] else 1 if counts[1] > limits[1] else 0)
