"""The design of a leaflet: a PDF or picture, chosen or dropped, its first page in sight."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.errors import DomainError, FileNotTaken
from db.queries.documents import file_content
from db.services.documents import NewFile
from desktop.attached import PDF, read_file
from desktop.context import Context
from desktop.translation import _
from desktop.widgets.page_header import action_button
from desktop.widgets.pdf_document import PdfDocument
from desktop.widgets.wrap_row import WrapRow

KINDS = frozenset({PDF, "image/png", "image/jpeg"})
ENDINGS = "*.pdf *.png *.jpg *.jpeg"
ROOM = QSize(104, 132)  # of the first page, in pixels of the screen
_FOLDER = "leaflets/folder"
_REMOVED = ""


class Design(QWidget):
    """What is chosen here waits until the leaflet is saved: a file, or that there is to be none."""

    paper_wanted = Signal(str, object, object)
    changed = Signal()
    refused = Signal(object)  # DomainError

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: tuple[int, str, str] | None = None  # attachment, name, media type
        self.waiting: Path | None = None
        self.is_removed = False
        self._asked = 0
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(ROOM)
        self.picture.setWordWrap(True)
        self.picture.setProperty("thumbnail", True)
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.choose_button = action_button(_("Chọn tệp…"), self.ask, icon="upload-simple")
        self.look_button = action_button(_("Xem"), self.look)
        self.copy_button = action_button(_("Lưu bản sao…"), self.save_copy)
        self.remove_button = action_button(_("Bỏ"), self.remove)
        self.setFocusProxy(self.choose_button)
        buttons = WrapRow(spacing=6)
        for button in (self.choose_button, self.look_button, self.copy_button, self.remove_button):
            buttons.add(button)
        beside = QVBoxLayout()
        beside.addWidget(self.name)
        beside.addLayout(buttons)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    @property
    def has_file(self) -> bool:
        """Whether the leaflet has a design once it is saved."""
        return self.waiting is not None or (self._kept is not None and not self.is_removed)

    @property
    def values(self) -> list[object]:
        """What waits to be saved, as a draft keeps it."""
        if self.waiting is not None:
            return [str(self.waiting)]
        return [_REMOVED] if self.is_removed else []

    def choose(self, values: Sequence[object]) -> None:
        """Let this wait to be saved."""
        told = [str(value) for value in values]
        self.is_removed = told == [_REMOVED]
        self.waiting = Path(told[0]) if told and told[0] else None
        self._show()

    def show_kept(self, design_id: int | None, name: str = "", kind: str = "") -> None:
        """Show the design that the book keeps of a leaflet, nothing waits."""
        self._kept = None if design_id is None else (design_id, name, kind)
        self.waiting, self.is_removed = None, False
        self._show()

    def ask(self) -> None:
        """Let a file be chosen."""
        dialog = QFileDialog(self, _("Chọn mẫu tờ bướm"), self._context.settings.text(_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('PDF, ảnh')} ({ENDINGS})", f"{_('Mọi tệp')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take(Path(names[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Read a file; one that is no design, or can't be shown, is refused in a sentence."""
        self._context.settings.set(_FOLDER, str(path.parent))
        self._asked += 1
        asked = self._asked

        def drawn(image: QImage) -> None:
            if asked != self._asked:
                return
            if image.isNull():
                self.refused.emit(FileNotTaken(path.name, "damaged"))
                self._show()
                return
            self.waiting, self.is_removed = path, False
            self._tell()
            self._put(image)
            self.changed.emit()

        self._context.tasks.run(
            self,
            lambda: read_design(path),
            lambda file: self._draw(file.kind, file.content, drawn),
            self.refused.emit,
        )

    def remove(self) -> None:
        """Have no design; one in the book goes when the leaflet is saved."""
        self.waiting, self.is_removed = None, self._kept is not None
        self._show()
        self.changed.emit()

    def look(self) -> None:
        """Show the whole design."""
        if (read := self._reading()) is not None:
            name = self.waiting.name if self.waiting else self._kept[1] if self._kept else ""

            def work() -> bytes:
                from desktop.papers.picture import picture_pdf

                file = read()
                return file.content if file.kind == PDF else picture_pdf(name, file.content)

            self.paper_wanted.emit(name, work, None)

    def save_copy(self) -> None:
        """Ask where to, and write the very bytes."""
        name = self.waiting.name if self.waiting else self._kept[1] if self._kept else ""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Lưu bản sao"), name)
        read = self._reading()
        if not chosen or read is None:
            return

        def work() -> None:
            from desktop.papers.saving import save

            save(Path(chosen), read().content)

        told = _("Đã lưu {file}").format(file=chosen)
        self._context.tasks.run(self, work, lambda _none: self._context.notice(told))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(paths[0])
            event.acceptProposedAction()

    def _reading(self) -> Callable[[], NewFile] | None:
        if (path := self.waiting) is not None:
            return lambda: read_design(path)
        if self._kept is None or self.is_removed:
            return None
        ask, kept = self._context.database.ask, self._kept[0]

        def read() -> NewFile:
            found = ask(file_content, kept)
            return NewFile(found.name, found.kind, found.content)

        return read

    def _show(self) -> None:
        self._asked += 1
        asked = self._asked
        self._tell()
        self._put(QImage())
        if (read := self._reading()) is None:
            return

        def drawn(image: QImage) -> None:
            if asked == self._asked:
                self._put(image)

        def gone(_error: DomainError) -> None:
            if asked == self._asked:
                self.picture.setText(_("Không đọc được tệp"))

        self._context.tasks.run(
            self, read, lambda file: self._draw(file.kind, file.content, drawn), gone
        )

    def _draw(self, kind: str, content: bytes, then: Callable[[QImage], object]) -> None:
        room = ROOM * self.devicePixelRatioF()
        if kind != PDF:
            self._context.tasks.run(self, lambda: shrunk(content, room), then)
            return
        document = PdfDocument(content, self)

        def drawn(image: QImage) -> None:
            document.close()
            document.deleteLater()
            then(image)

        document.draw_first(room, drawn)

    def _put(self, image: QImage) -> None:
        if image.isNull():
            self.picture.setPixmap(QPixmap())
            empty = _("Kéo tệp mẫu vào đây")
            self.picture.setText("…" if self.has_file else empty)
            return
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(shown)

    def _tell(self) -> None:
        if self.waiting is not None:
            told = _("{file} · chưa lưu").format(file=self.waiting.name)
        elif self.is_removed:
            told = _("Mẫu sẽ bỏ khi lưu.")
        else:
            told = self._kept[1] if self._kept else _("Chưa có tệp mẫu (PDF, PNG, JPG).")
        self.name.setText(told)
        for button in (self.look_button, self.copy_button, self.remove_button):
            button.setVisible(self.has_file)


def read_design(path: Path) -> NewFile:
    """A file that may be a design. Raises FileNotTaken, AttachmentTooLarge."""
    file = read_file(path)
    if file.kind not in KINDS:
        raise FileNotTaken(path.name, "design")
    return file


def shrunk(picture: bytes, room: QSize) -> QImage:
    """A PNG or JPEG as large as fits a room; a null picture where it can't be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if (size := reader.size()).isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
