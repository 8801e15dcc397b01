"""One window for one book: the second start raises the first and ends."""

import hashlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal

_PATIENCE = 800  # milliseconds until the other window has to answer


class OneWindow(QObject):
    """Holds the book's lock while its window is open, and hears who starts it a second time."""

    called = Signal()

    def __init__(self, book: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(book)
        self._server: Any = None
        self._lock = QLockFile(str(book.with_name(f"{book.name}.lock")))
        self._lock.setStaleLockTime(0)  # one whose process is gone is taken over, however young

    def take(self) -> bool:
        """Take the lock; whether no other window of this computer has it."""
        if not self._lock.tryLock(0):
            # A folder that takes no lock file is no reason to keep the clerk out of the book.
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        return True

    def held_elsewhere(self) -> str:
        """The other computer that has the book open, where it is one."""
        told = self._lock.getLockInfo()
        host = str(told[1])
        return "" if host == QSysInfo.machineHostName() else host

    def listen(self) -> None:
        """Hear a second start from now on."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        server.newConnection.connect(lambda: self._heard(server))
        server.listen(self._name)
        self._server = server

    def call(self) -> bool:
        """Ask the window that has the book to come to the front; whether it answered."""
        from PySide6.QtNetwork import QLocalSocket

        there = QLocalSocket()
        there.connectToServer(self._name)
        is_there = there.waitForConnected(_PATIENCE)
        there.disconnectFromServer()
        return is_there

    def give_back(self) -> None:
        """Let another window have the book."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _heard(self, server: Any) -> None:
        while (caller := server.nextPendingConnection()) is not None:
            caller.deleteLater()
            self.called.emit()


def _name(book: Path) -> str:
    """What the window of a book is called by; short, as sockets want it."""
    return "haucan-" + hashlib.sha256(str(book.resolve()).encode()).hexdigest()[:20]
