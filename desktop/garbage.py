"""Collects garbage on the GUI thread and nowhere else.

A collection that happens to run in a worker thread destroys widgets there, and Qt deadlocks:
the worker holds a lock of Qt's and waits for Python's, the GUI thread the other way round.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.tasks import Tasks

EVERY_MILLISECONDS = 500


class Garbage(QObject):
    """Takes over from Python's own collector; waits while work is going on.

    Going through everything takes a tenth of a second, which somebody who types would feel. So
    what lives through a collection is passed over from then on, and all of it is gone through
    when the clerk turns to another program.
    """

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        gc.disable()
        timer = QTimer(self, interval=EVERY_MILLISECONDS)
        timer.timeout.connect(self._tick)
        timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_state)

    def leave_out_what_stands(self) -> None:
        """Pass over what lives now in every later collection: the modules, the pages."""
        gc.freeze()

    def _tick(self) -> None:
        if self._tasks.is_idle:
            collect_due()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and self._tasks.is_idle:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


def collect_due() -> None:
    """Collect the generations that Python itself would collect now."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] <= limits[0]:
        return
    if counts[1] <= limits[1]:
        gc.collect(0)
        return
    gc.collect(1)
    gc.freeze()
