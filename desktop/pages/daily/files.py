"""The files that came with a report: those of the edition before, and new ones that wait to be recorded."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.queries.documents import FileContent, FileRow, file_content
from desktop.attached import ENDINGS, PDF, read_file
from desktop.context import Context
from desktop.labels import file_size
from desktop.translation import _
from desktop.widgets.looking import look_elsewhere
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow

_FOLDER = "daily/folder"
_VALUE = Qt.ItemDataRole.UserRole
_LINE = 26  # pixels


class ReportFiles(QWidget):
    """One line a file; its values are ids of files that stay, and paths of those that wait."""

    changed = Signal()
    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: dict[int, FileRow] = {}
        self.setAcceptDrops(True)
        self.rows = QListWidget()
        self.rows.setAccessibleName(_("Tệp kèm theo"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(lambda _item: self.look())
        self.add_button = action_button(_("Thêm tệp…"), self.ask, icon="plus")
        self.look_button = action_button(_("Xem"), self.look)
        self.remove_button = action_button(_("Bỏ"), self.remove)
        buttons = WrapRow(spacing=6)
        for button in (self.add_button, self.look_button, self.remove_button):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.rows)
        column.addLayout(buttons)
        self.setFocusProxy(self.add_button)
        self.choose(())

    @property
    def values(self) -> list[object]:
        """What stays and what waits, in order."""
        return [self.rows.item(at).data(_VALUE) for at in range(self.rows.count())]

    @property
    def kept(self) -> tuple[int, ...]:
        """The files of the edition before that stay."""
        return tuple(value for value in self.values if isinstance(value, int))

    @property
    def waiting(self) -> tuple[Path, ...]:
        """The files that wait."""
        return tuple(Path(value) for value in self.values if isinstance(value, str))

    def show_files(self, files: Sequence[FileRow]) -> None:
        """Show the files of an edition."""
        self._kept = {row.attachment_id: row for row in files}
        self.choose(list(self._kept))

    def choose(self, values: Sequence[object]) -> None:
        """Show these, silently."""
        self.rows.clear()
        for value in values:
            if isinstance(value, int) and value in self._kept:
                row = self._kept[value]
                self._line(f"{row.name} · {file_size(row.size)}", value)
            elif isinstance(value, str):
                self._line(_("{file} · chưa lưu").format(file=Path(value).name), value)
        self.rows.setCurrentRow(0 if self.rows.count() else -1)
        self.rows.setVisible(self.rows.count() > 0)
        self.rows.setFixedHeight(min(3, self.rows.count()) * _LINE + 8)
        for button in (self.look_button, self.remove_button):
            button.setVisible(self.rows.count() > 0)

    def ask(self) -> None:
        """Let files be chosen."""
        dialog = QFileDialog(self, _("Chọn tệp"), self._context.settings.text(_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Văn bản, ảnh')} ({ENDINGS})", f"{_('Mọi tệp')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Let files wait, once they were looked at."""
        if not paths:
            return
        self._context.settings.set(_FOLDER, str(paths[0].parent))

        def work() -> None:
            for path in paths:
                read_file(path)

        def done(_none: None) -> None:
            self.choose(list(dict.fromkeys([*self.values, *map(str, paths)])))
            self.changed.emit()

        self._context.tasks.run(self, work, done)

    def look(self) -> None:
        """Show the current file: a PDF in the window, anything else with the computer's program."""
        item = self.rows.currentItem()
        row = self._kept.get(item.data(_VALUE)) if self.rows.count() else None
        if row is None:
            return
        database, attachment_id = self._context.database, row.attachment_id

        def read() -> FileContent:
            return database.ask(file_content, attachment_id)

        if row.kind == PDF:
            self.paper_wanted.emit(row.name, lambda: read().content, None)
        else:
            look_elsewhere(self._context, self, read)

    def remove(self) -> None:
        """Leave the current file out; the edition before keeps it."""
        if (item := self.rows.currentItem()) is not None:
            gone = item.data(_VALUE)
            self.choose([value for value in self.values if value != gone])
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in urls])

    def _line(self, words: str, value: object) -> None:
        item = QListWidgetItem(words, self.rows)
        item.setToolTip(words)
        item.setData(_VALUE, value)
