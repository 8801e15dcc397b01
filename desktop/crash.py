"""A bug is one dialog with details to copy, and an entry of the log."""

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from desktop.translation import _

log = logging.getLogger("haucan")


def start_log() -> Path:
    """Write the log beside the user's other logs; return its file."""
    file = user_log_path("haucan", appauthor=False, ensure_exists=True) / "haucan.log"
    handler = RotatingFileHandler(
        file, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return file


class CrashReporter(QObject):
    """Stands at sys.excepthook; shows one dialog, however many bugs follow while it is open."""

    caught = Signal(str)  # details of a bug, from any thread

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self.dialog: CrashDialog | None = None
        self.caught.connect(self._show)

    def install(self) -> None:
        """Take over uncaught exceptions of all threads."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda args: self._on_uncaught(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def _on_uncaught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error(details)
        self.caught.emit(details)

    def _show(self, details: str) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            return
        self.dialog = CrashDialog(details, self._log_file)
        self.dialog.open()


class CrashDialog(QDialog):
    """Says that it is the program's fault, what is safe, and what to send."""

    def __init__(self, details: str, log_file: Path) -> None:
        super().__init__()
        self.setWindowTitle(_("Chương trình gặp lỗi"))
        self.resize(720, 420)
        head = QLabel(_("Chương trình gặp lỗi; đây không phải lỗi của bạn."))
        head.setProperty("role", "heading")
        safe = QLabel(
            _(
                "Những gì đã ghi sổ vẫn còn nguyên. Bạn có thể làm tiếp; nếu lỗi lặp lại, hãy chép"
                " phần chi tiết dưới đây và gửi cho người phụ trách phần mềm.\nNhật ký lỗi: {file}"
            ).format(file=log_file)
        )
        safe.setWordWrap(True)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("Chép chi tiết"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        for widget in (head, safe, self.details, buttons):
            column.addWidget(widget)
