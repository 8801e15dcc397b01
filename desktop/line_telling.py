"""The second copy kept up with the book while the window is open: after each act, in a thread of its own."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from db.errors import DomainError

if TYPE_CHECKING:
    from db.database import Database

log = logging.getLogger(__name__)
_NO_ACTS = frozenset({"draft"})


class LineTelling:
    """Adds to the second copy whatever is done; a failure is told once, until it succeeds again."""

    def __init__(self, database: "Database", failed: Callable[[DomainError], object]) -> None:
        self._database, self._failed = database, failed
        self._woken, self._is_ending = threading.Event(), False
        self._is_failing = False
        self._woken.set()  # what was done before the program ended last time
        self._thread = threading.Thread(target=self._run, name="second copy", daemon=True)
        database.on_change.append(self._wake)
        self._thread.start()

    def end(self) -> None:
        """Tell what is left and stop."""
        self._database.on_change.remove(self._wake)
        self._is_ending = True
        self._woken.set()
        self._thread.join()

    def _wake(self, tables: frozenset[str]) -> None:
        if tables - _NO_ACTS:
            self._woken.set()

    def _run(self) -> None:
        from desktop.backups import tell_second_copy

        while True:
            self._woken.wait()
            self._woken.clear()
            try:
                tell_second_copy(self._database)
                self._is_failing = False
            except DomainError as error:
                log.warning("no second copy: %r", error)
                if not self._is_failing:
                    self._failed(error)
                self._is_failing = True
            if self._is_ending:
                return
