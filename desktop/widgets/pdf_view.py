"""A paper in the window: what is seen, saved and printed are the same bytes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import DomainError
from desktop import theme
from desktop.context import Tone
from desktop.places import documents_folder
from desktop.refusals import sentence
from desktop.tasks import Tasks
from desktop.translation import _
from desktop.widgets.cards import set_tone
from desktop.widgets.page_header import PageHeader
from desktop.widgets.pdf_document import Hit, PdfDocument
from desktop.widgets.pdf_pages import PdfPages
from desktop.widgets.pdf_printing import PrintJob, ask_printer


class PdfView(QWidget):
    """Pages with zoom, page x of y, search, saving and printing."""

    told = Signal(str, object)  # sentence, Tone: what came of saving or printing
    shown = Signal()  # the pages of the present PDF stand
    given = Signal(object)  # the bytes that were just saved or sent to a printer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf = b""
        self.name = "haucan"
        self._document: PdfDocument | None = None
        self._job: PrintJob | None = None
        self._hits: list[Hit] = []
        self._hit = -1
        self.pages = PdfPages(self)
        self.place = QLabel()
        self.share = QLabel()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Tìm (Ctrl+F)"))
        self.search.setAccessibleName(_("Tìm trong văn bản"))
        self.search.setMaximumWidth(230)
        self.found = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        column.addWidget(self.pages, 1)
        self.pages.page_changed.connect(self._tell_place)
        self.pages.zoomed.connect(lambda zoom: self.share.setText(f"{zoom * 100:.0f}%"))
        self.search.returnPressed.connect(self._search)
        self.search.textEdited.connect(self._forget_hits)
        self.destroyed.connect(_closer(self))
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.setFocusProxy(self.pages)

    def show_pdf(self, pdf: bytes, name: str = "") -> None:
        """Show a paper; `name` is the file name offered for saving, without .pdf."""
        if pdf == self.pdf:
            return
        self._let_go()
        self.pdf, self.name = pdf, name or self.name
        document = PdfDocument(pdf, self)
        self._document = document

        def show(sizes: object) -> None:
            assert isinstance(sizes, list)
            self.pages.show_document(document, sizes)
            self._tell_place()
            if not sizes:
                words = _("Không xem được tệp PDF này: tệp hỏng hoặc có mật khẩu.")
                self.told.emit(words, Tone.WARNING)
            self.shown.emit()

        document.read_sizes(show)

    def clear(self) -> None:
        """Show nothing."""
        self._let_go()
        self.pdf = b""
        self.pages.show_document(PdfDocument(b"", self), [])
        self._tell_place()

    def save(self) -> None:
        """Ask where to, and write the very bytes that are seen."""
        offered = str(documents_folder() / f"{_file_name(self.name)}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Lưu PDF"), offered, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the very bytes that are seen; whole, or not at all."""
        from desktop.papers.saving import save

        try:
            save(path, self.pdf)
        except DomainError as error:
            self.told.emit(sentence(error), Tone.BAD)
        else:
            self.told.emit(_("Đã lưu {file}").format(file=path), Tone.OK)
            self.given.emit(self.pdf)

    def print_out(self) -> None:
        """Ask for a printer, and print the very pages that are seen."""
        if (
            self._document is None
            or not self.pages.count
            or (self._job is not None and self._job.is_busy)
        ):
            return
        printer = ask_printer(self, self.pages.count, self.pages.page)
        if printer is None:
            return
        if isinstance(printer, str):
            self.told.emit(printer, Tone.WARNING)
            return
        self._job = PrintJob(self._document, printer, self)
        self._job.told.connect(self.told)
        self._job.start(self.name)
        self.given.emit(self.pdf)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.place)
        bar.addWidget(self._tool("caret-left", _("Trang trước"), lambda: self._turn(-1)))
        bar.addWidget(self._tool("caret-right", _("Trang sau"), lambda: self._turn(1)))
        bar.addSpacing(8)
        bar.addWidget(self.search)
        bar.addWidget(self.found)
        bar.addStretch(1)
        bar.addWidget(self._tool("minus", _("Thu nhỏ"), lambda: self._zoom(1 / 1.2), "Ctrl+-"))
        bar.addWidget(self.share)
        bar.addWidget(self._tool("plus", _("Phóng to"), lambda: self._zoom(1.2), "Ctrl+="))
        bar.addWidget(
            self._tool("arrows-horizontal", _("Vừa chiều ngang"), self.pages.fit_width, "Ctrl+0")
        )
        return bar

    def _tool(self, icon: str, text: str, do: Callable[[], object], keys: str = "") -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon, "text"))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.clicked.connect(lambda *_told: do())
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        return button

    def _turn(self, step: int) -> None:
        self.pages.go_to(self.pages.page + step)

    def _zoom(self, factor: float) -> None:
        self.pages.set_zoom(self.pages.zoom * factor)

    def _tell_place(self, _page: int = 0) -> None:
        of = self.pages.count
        page = self.pages.page + 1
        self.place.setText(_("Trang {page} / {of}").format(page=page, of=of) if of else "")

    def _search(self) -> None:
        if self._hits:
            self._show_hit((self._hit + 1) % len(self._hits))
        elif self._document is not None and self.pages.count and self.search.text().strip():
            self._document.search(self.search.text(), self._show_hits)

    def _show_hits(self, hits: list[Hit]) -> None:
        self._hits = hits
        if hits:
            here = [number for number, hit in enumerate(hits) if hit.page >= self.pages.page]
            self._show_hit(here[0] if here else 0)
        else:
            self.found.setText(_("Không thấy"))
            set_tone(self.found, Tone.WARNING)
            self.pages.show_hits([], -1)

    def _show_hit(self, number: int) -> None:
        self._hit = number
        self.found.setText(f"{number + 1} / {len(self._hits)}")
        set_tone(self.found, Tone.NONE)
        self.pages.show_hits(self._hits, number)

    def _forget_hits(self) -> None:
        self._hits = []
        self.found.clear()
        self.pages.show_hits([], -1)

    def _let_go(self) -> None:
        self._forget_hits()
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
            self._document = None


class PdfWindow(QWidget):
    """A window of its own for one paper, with Save and Print; Esc closes it."""

    def __init__(self, pdf: bytes, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(900, 760)
        self.view = PdfView()
        self.head = PageHeader(title)
        self.head.title.setProperty("role", "heading")
        self.head.add_action(_("Lưu PDF"), self.view.save, icon="floppy-disk", shortcut="Ctrl+S")
        self.print_button = self.head.add_action(
            _("In"), self.view.print_out, icon="printer", shortcut="Ctrl+P", is_primary=True
        )
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)
        self.view.told.connect(self._tell)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self.view.show_pdf(pdf, title)
        self.print_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.clear()
        super().closeEvent(event)

    def _tell(self, text: str, tone: Tone) -> None:
        self.words.setText(text)
        set_tone(self.words, tone)
        self.words.show()


def show_pdf(tasks: Tasks, owner: QWidget, work: Callable[[], bytes], title: str) -> None:
    """Make a paper in the background and show it in a window of its own."""
    tasks.run(owner, work, lambda pdf: PdfWindow(pdf, title, owner).show())


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join("-" if letter in '<>:"/\\|?*' else letter for letter in name).strip(" .")


def _closer(view: PdfView) -> Callable[[], None]:
    """What closes the document when the view is destroyed, without holding the view."""
    state = view.__dict__

    def close() -> None:
        document = state.get("_document")
        if document is not None:
            document.close()

    return close
