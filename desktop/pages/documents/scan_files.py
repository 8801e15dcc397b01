"""What is asked about scanned files: which to read, and whether to put a pile away unconfirmed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.context import Context
from desktop.labels import number
from desktop.scans.files import SCAN_ENDINGS
from desktop.translation import _

_FOLDER = "scans/folder"


class ScanFiles(QObject):
    """Dialogs over the view that they belong to; the last folder is remembered."""

    chosen = Signal(object)  # list[Path]

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._over = context, over

    def ask_files(self) -> None:
        """Let files be chosen."""
        endings = " ".join(f"*{ending}" for ending in sorted(SCAN_ENDINGS))
        dialog = self._dialog(_("Chọn tệp quét"), QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Bản quét')} ({endings})", f"{_('Mọi tệp')} (*)"])
        dialog.open()

    def ask_folder(self) -> None:
        """Let a folder of scans be chosen."""
        self._dialog(_("Chọn thư mục có bản quét"), QFileDialog.FileMode.Directory).open()

    def ask_to_put_away(self, people: int, yes: Callable[[], object]) -> None:
        """Ask whether to let go of signatures that were not confirmed."""
        question = QMessageBox(self._over)
        question.setWindowTitle(_("Bỏ các bản quét này"))
        question.setText(
            _(
                "{count} người có chữ ký trên bản quét chưa được xác nhận. Bỏ các bản quét này?"
            ).format(count=number(people))
        )
        drop = question.addButton(_("Bỏ"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(_("Không"), QMessageBox.ButtonRole.RejectRole)
        drop.clicked.connect(lambda *_told: yes())
        question.finished.connect(question.deleteLater)
        question.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._over, title, self._context.settings.text(_FOLDER))
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _take_chosen(self, names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._context.settings.set(_FOLDER, str(paths[0].parent))
            self.chosen.emit(paths)
