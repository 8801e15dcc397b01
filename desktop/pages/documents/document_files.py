"""The files of a document: added by a dialog or by dropping them, looked at, copied out, removed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from db.queries.documents import FileContent, FileRow, file_content
from db.services.documents import add_file, remove_file
from desktop import theme
from desktop.attached import ENDINGS, read_file
from desktop.context import Context, Tone
from desktop.labels import file_size
from desktop.translation import _
from desktop.widgets.looking import look
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow

_FOLDER = "documents/folder"
_FILE = Qt.ItemDataRole.UserRole


class DocumentFiles(QWidget):
    """One line a file; those of a document that is not saved yet wait with the form."""

    paper_wanted = Signal(str, object)
    picture_wanted = Signal(str, object)
    changed = Signal()  # what waits to be saved with the document
    kept = Signal()  # the book's files of the document are others now

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.document_id: int | None = None
        self.waiting: list[Path] = []
        self._kept_files: tuple[FileRow, ...] = ()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows = QListWidget()
        self.rows.setAccessibleName(_("Tệp của văn bản"))
        self.rows.setFixedHeight(84)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(lambda _item: self.look())
        self.rows.currentItemChanged.connect(lambda *_told: self._weigh())
        self.add_button = action_button(_("Thêm tệp…"), self.ask, icon="plus")
        self.look_button = action_button(_("Xem"), self.look)
        self.copy_button = action_button(_("Lưu bản sao…"), self.save_copy)
        self.remove_button = action_button(_("Bỏ"), self.remove)
        buttons = WrapRow(spacing=6)
        for button in (self.add_button, self.look_button, self.copy_button, self.remove_button):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.rows)
        column.addLayout(buttons)

    @property
    def values(self) -> list[object]:
        """The files that wait to be saved with the document, as a draft keeps them."""
        return [str(path) for path in self.waiting]

    def choose(self, values: Sequence[object]) -> None:
        """Let these files wait for the document."""
        self._show(self._kept_files, [Path(str(value)) for value in values])

    def show_files(self, document_id: int | None, files: Sequence[FileRow]) -> None:
        """Show the files of a document; a new one has none."""
        self.document_id = document_id
        self._show(files, ())

    def _show(self, files: Sequence[FileRow], waiting: Sequence[Path]) -> None:
        self._kept_files, self.waiting = tuple(files), list(waiting)
        self.rows.clear()
        for row in files:
            self._line(f"{row.name} · {file_size(row.size)}", row)
        for path in self.waiting:
            self._line(_("{file} · chưa lưu").format(file=path.name), path)
        if self.rows.count():
            self.rows.setCurrentRow(0)
        self._weigh()

    def ask(self) -> None:
        """Let files be chosen."""
        dialog = QFileDialog(self, _("Chọn tệp"), self._context.settings.text(_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Văn bản, ảnh')} ({ENDINGS})", f"{_('Mọi tệp')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Add files: to the document in the book, or to those that wait for it."""
        if not paths:
            return
        self._context.settings.set(_FOLDER, str(paths[0].parent))
        document_id, do = self.document_id, self._context.database.do

        def work() -> None:
            for path in paths:
                file = read_file(path)  # looked at even where it has to wait
                if document_id is not None:
                    do(add_file, document_id, file, told={"given": [document_id, file.name]})

        def done(_outcome: None) -> None:
            if document_id is not None:
                names = ", ".join(path.name for path in paths)
                self._context.notice(_("Đã thêm tệp {files}.").format(files=names))
            elif self.document_id is None:
                fresh = [path for path in paths if path not in self.waiting]
                self._show((), [*self.waiting, *fresh])
                self.changed.emit()
            self.kept.emit()

        def refused(error: DomainError) -> None:
            self._context.tasks.refused.emit(error)
            self.kept.emit()

        self._context.tasks.run(self, work, done, refused)

    def look(self) -> None:
        """Show the current file."""
        if isinstance(row := self._current(), FileRow):
            look(self._context, self, row.name, row.kind, self._reading(row))

    def save_copy(self) -> None:
        """Ask where to, and write the very bytes that the book keeps."""
        if isinstance(row := self._current(), FileRow):
            chosen, _kind = QFileDialog.getSaveFileName(self, _("Lưu bản sao"), row.name)
            if chosen:
                self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the current file there; whole, or not at all."""
        if not isinstance(row := self._current(), FileRow):
            return
        read = self._reading(row)

        def work() -> None:
            from desktop.papers.saving import save

            save(path, read().content)

        told = _("Đã lưu {file}").format(file=path)
        self._context.tasks.run(self, work, lambda _none: self._context.notice(told, Tone.OK))

    def remove(self) -> None:
        """Take the current file off the document."""
        row = self._current()
        if isinstance(row, Path):
            self._show((), [path for path in self.waiting if path != row])
            self.changed.emit()
        elif isinstance(row, FileRow):
            told = _("Đã bỏ tệp {file}.").format(file=row.name)
            work = partial(self._context.database.do, remove_file, row.file_id)

            def done(_file_id: int) -> None:
                self._context.notice(told)
                self.kept.emit()

            self._context.tasks.run(self, work, done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _reading(self, row: FileRow) -> Callable[[], FileContent]:
        ask, kept = self._context.database.ask, row.attachment_id
        return lambda: ask(file_content, kept)

    def _line(self, words: str, row: FileRow | Path) -> None:
        item = QListWidgetItem(theme.icon("file-text"), words, self.rows)
        item.setToolTip(words)
        item.setData(_FILE, row)

    def _current(self) -> FileRow | Path | None:
        item: QListWidgetItem | None = self.rows.currentItem()
        found: FileRow | Path | None = item.data(_FILE) if item is not None else None
        return found

    def _weigh(self) -> None:
        row = self._current()
        for button in (self.look_button, self.copy_button):
            button.setEnabled(isinstance(row, FileRow))
        self.remove_button.setEnabled(row is not None)
