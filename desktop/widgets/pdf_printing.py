"""Printing the pages of a PDF: drawn by pypdfium2 at the printer's own fineness, page by page."""

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.context import Tone
from desktop.translation import _
from desktop.widgets.pdf_document import PdfDocument

FINENESS = 300  # dots an inch: what office lasers resolve, and a page stays below 30 MiB


def ask_printer(parent: QWidget, count: int, page: int) -> QPrinter | str | None:
    """Ask for printer and pages; a sentence where there is no printer, None when given up."""
    if not QPrinterInfo.availablePrinterNames():
        return _("Máy này chưa cài máy in. Hãy lưu PDF rồi in ở máy khác.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=True)
    dialog.setMinMax(1, max(1, count))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        printer.setFromTo(page + 1, page + 1)
    return printer


class PrintJob(QObject):
    """Sends one page after the other to the printer; the window stays alive meanwhile."""

    told = Signal(str, object)  # sentence, Tone
    ended = Signal()

    def __init__(self, document: PdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._printer = document, printer
        self._painter = QPainter()
        self._pages: list[int] = []
        self._sent = 0
        self.is_busy = False

    def start(self, name: str) -> None:
        """Begin with the first page that was asked for."""
        self._printer.setDocName(name)
        self.is_busy = True
        self._document.read_sizes(self._begin)

    def _begin(self, sizes: list[QSizeF]) -> None:
        first = self._printer.fromPage() or 1
        last = self._printer.toPage() or len(sizes)
        self._pages = list(range(first - 1, min(last, len(sizes))))
        self._next()

    def _next(self) -> None:
        if self._sent == len(self._pages):
            self._end(_("Đã gửi {count} trang tới máy in.").format(count=self._sent), Tone.OK)
            return
        said = _("Đang in trang {page} / {of}…").format(page=self._sent + 1, of=len(self._pages))
        self.told.emit(said, Tone.INFO)
        fineness = min(FINENESS, self._printer.resolution())
        self._document.draw(self._pages[self._sent], fineness / 72, self._put)

    def _put(self, image: QImage) -> None:
        upright = image.height() >= image.width()
        wanted = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
        self._printer.setPageOrientation(wanted)
        is_ready = self._printer.newPage() if self._sent else self._painter.begin(self._printer)
        if not is_ready:
            self._end(_("Máy in không nhận; hãy xem lại máy in rồi in lại."), Tone.BAD)
            return
        room = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(QRectF(0, 0, room.width(), room.height()), image)
        self._sent += 1
        QTimer.singleShot(0, self, self._next)

    def _end(self, sentence: str, tone: Tone) -> None:
        if self._painter.isActive():
            self._painter.end()
        self.is_busy = False
        self.told.emit(sentence, tone)
        self.ended.emit()
