"""The one way off the GUI thread: short work one by one, long work with progress and Cancel."""

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from db.errors import Cancelled, DomainError

if TYPE_CHECKING:
    from db.database import Database

R = TypeVar("R")
Progress = Callable[[int, int], None]
POLL_MILLISECONDS = 2_000
HAND_OVER_SECONDS = 0.001
TELL_STEPS = 200  # of a long work, so that its telling costs nothing


class LongWork(QObject):
    """A long work under way, as the notice line shows it."""

    progressed = Signal(int, int)  # done, of how many (0: not known)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.is_cancelled = False
        self._told = -1

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next step and leaves nothing behind."""
        self.is_cancelled = True

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is, from any thread. Raises Cancelled once that was asked for."""
        if self.is_cancelled:
            raise Cancelled
        step = done * TELL_STEPS // total if total > 0 else done
        if step != self._told:
            self._told = step
            self.progressed.emit(done, total)


class Tasks(QObject):
    """Runs work in the background and brings the outcome back, unless its owner is gone.

    Short work runs one at a time in one thread; long work has another, so that lists can still
    be read meanwhile. A bug in the work rises in the GUI thread, in front of sys.excepthook.
    """

    changed = Signal(object)  # frozenset of table names, after every commit, here or elsewhere
    refused = Signal(object)  # DomainError that nobody else took
    started = Signal(object)  # LongWork
    cancelled = Signal(object)  # LongWork that was stopped and left nothing behind
    _settled = Signal(object)
    _written = Signal(object)

    def __init__(self, database: "Database | None" = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # While a worker computes, every return from Qt into Python, and each cell of a table is one,
        # waits this long for its turn; Python's own 5 ms make painting four times as slow.
        sys.setswitchinterval(HAND_OVER_SECONDS)
        self._database: Database | None = None
        self._short = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tasks")
        self._long = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long")
        self._waiting: dict[Future[Any], tuple[QObject, Callable[[Any], object], Any]] = {}
        self._works: dict[Future[Any], LongWork] = {}
        self._tables: frozenset[str] = frozenset()
        self._is_polling = self._is_closed = False
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._written.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(self._tell_changes)
        self._poll_timer = QTimer(self, interval=POLL_MILLISECONDS)
        self._poll_timer.timeout.connect(self.poll)
        if database is not None:
            self.watch(database)

    def watch(self, database: "Database | None") -> None:
        """Tell of every commit to this book from now on, and of no other's; None: of none."""
        if self._database is not None:
            self._database.on_change.remove(self._on_commit)
        self._database = database
        if database is None:
            self._poll_timer.stop()
        else:
            database.on_change.append(self._on_commit)
            self._poll_timer.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._waiting

    def run(
        self,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], object] | None = None,
        refused: Callable[[DomainError], object] | None = None,
    ) -> None:
        """Run `work`, which must not touch a widget; then call `then` with its result.

        A DomainError goes to `refused`, or to the window's notice line when there is none.
        """
        self._submit(self._short, owner, work, then, refused)

    def run_long(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], R],
        then: Callable[[R], object] | None = None,
        refused: Callable[[DomainError], object] | None = None,
    ) -> LongWork:
        """Run `work(progress)` with a progress bar and a Cancel; `progress(done, total)` stops it.

        When it was cancelled neither `then` nor `refused` is called, but `cancelled` is emitted.
        """
        telling = LongWork(title, self)
        if not self._is_closed:
            self.started.emit(telling)
        self._submit(
            self._long, owner, lambda: _undisturbed(work, telling.progress), then, refused, telling
        )
        return telling

    def poll(self) -> None:
        """Look for acts of other programs on the same book, in the background."""
        if not self._is_polling and self._database is not None:
            self._is_polling = True
            self.run(self, self._database.poll, self._polled, self._polled)

    def close(self) -> None:
        """Stop: waiting work is dropped, long work cancelled, what is being written is finished."""
        self._is_closed = True
        self.watch(None)
        for work in self._works.values():
            work.cancel()
        for threads in (self._long, self._short):
            threads.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()
        self._works.clear()

    def _submit(
        self,
        threads: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], object] | None,
        refused: Callable[[DomainError], object] | None,
        telling: LongWork | None = None,
    ) -> None:
        if self._is_closed:
            return
        job = threads.submit(work)
        self._waiting[job] = owner, then or _nothing, refused
        if telling is not None:
            self._works[job] = telling
        job.add_done_callback(self._settled.emit)

    @Slot(object)
    def _deliver(self, job: Future[Any]) -> None:
        if job not in self._waiting:
            return
        owner, then, refused = self._waiting.pop(job)
        telling = self._works.pop(job, None)
        if telling is not None:
            telling.ended.emit()
            telling.deleteLater()
        if job.cancelled():
            return
        try:
            result = job.result()
        except Cancelled as error:
            if telling is not None:
                self.cancelled.emit(telling)
            else:
                self._refuse(owner, refused, error)
        except DomainError as error:
            self._refuse(owner, refused, error)
        else:
            if isValid(owner):
                then(result)

    def _refuse(
        self, owner: QObject, refused: Callable[[DomainError], object] | None, error: DomainError
    ) -> None:
        if refused is None:
            self.refused.emit(error)
        elif isValid(owner):
            refused(error)

    def _on_commit(self, tables: frozenset[str]) -> None:
        self._written.emit(tables)

    @Slot(object)
    def _gather(self, tables: frozenset[str]) -> None:
        self._tables |= tables
        self._tell.start()

    def _tell_changes(self) -> None:
        tables, self._tables = self._tables, frozenset()
        self.changed.emit(tables)

    def _polled(self, _outcome: object) -> None:
        self._is_polling = False


def _undisturbed(work: Callable[[Progress], R], progress: Progress) -> R:
    """Do long work; what is alive at its end is left out of later collections.

    A full one over 20,000 rows would stop the window 0.3 s. It goes when it is no longer held.
    """
    try:
        return work(progress)
    finally:
        gc.freeze()


def _nothing(_result: object) -> None:
    """For work whose result nobody waits for."""
