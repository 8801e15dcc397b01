"""A PDF being looked at: pages drawn and searched by pypdfium2 in a thread of its own."""

import atexit
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pypdfium2
from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QImage
from shiboken6 import isValid

from db.text import fold

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text was found: page from 0, and its place in points from the page's top left."""

    page: int
    place: QRectF


class PdfDocument(QObject):
    """Answers by callbacks in the GUI thread; a closed one answers nothing more.

    PDFium may only be used by one thread at a time, so all documents share one.
    """

    _settled = Signal(object)

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pdf = pdf
        self._is_closed = False
        self._document: Any = None
        self._waiting: dict[Future[Any], Callable[[Any], object]] = {}
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read_sizes(self, then: Callable[[list[QSizeF]], object]) -> None:
        """Give the sizes of all pages, in points; a file that can't be opened has none."""
        self._run(self._sizes, then)

    def draw(self, page: int, scale: float, then: Callable[[QImage], object]) -> None:
        """Give a page as a picture of `scale` pixels a point."""
        self._run(lambda: self._drawn(page, scale), then)

    def draw_first(self, room: QSize, then: Callable[[QImage], object]) -> None:
        """Give the first page as large as fits a room; a null picture where it can't be drawn."""
        self._run(lambda: self._first(room), then)

    def search(self, text: str, then: Callable[[list[Hit]], object]) -> None:
        """Give the places of a text, case and accents aside."""
        self._run(lambda: self._found(text), then)

    def close(self) -> None:
        """Let go of the document; drawing under way ends first."""
        if not self._is_closed:
            self._is_closed = True
            self._waiting.clear()
            with suppress(RuntimeError):  # at the very end of the program the thread is gone
                _thread().submit(self._close)

    def _run(self, work: Callable[[], R], then: Callable[[R], object]) -> None:
        if not self._is_closed:
            job = _thread().submit(work)
            self._waiting[job] = then
            job.add_done_callback(self._announce)

    def _announce(self, job: Future[Any]) -> None:
        if isValid(self):
            self._settled.emit(job)

    @Slot(object)
    def _deliver(self, job: Future[Any]) -> None:
        then = self._waiting.pop(job, None)
        if then is not None:
            then(job.result())

    # In the thread

    def _opened(self) -> Any:
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self.pdf)
            _open.append(self._document)
        return self._document

    def _sizes(self) -> list[QSizeF]:
        try:
            document = self._opened()
        except pypdfium2.PdfiumError:
            return []
        return [QSizeF(*document.get_page_size(number)) for number in range(len(document))]

    def _drawn(self, page: int, scale: float) -> QImage:
        opened = self._opened()[page]
        bitmap = opened.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        bitmap.close()
        opened.close()
        return image

    def _first(self, room: QSize) -> QImage:
        try:
            width, height = self._opened().get_page_size(0)
            if min(width, height) < 1:
                return QImage()
            return self._drawn(0, min(room.width() / width, room.height() / height))
        except (pypdfium2.PdfiumError, IndexError):
            return QImage()

    def _found(self, text: str) -> list[Hit]:
        wanted = fold(text)
        hits: list[Hit] = []
        if not wanted:
            return hits
        document = self._opened()
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            letters = "".join(fold(letter)[:1] or " " for letter in words.get_text_range())
            height, at = page.get_height(), letters.find(wanted)
            while at >= 0:
                boxes = [words.get_charbox(at + step) for step in range(len(wanted))]
                left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
                right, high = max(box[2] for box in boxes), max(box[3] for box in boxes)
                hits.append(Hit(number, QRectF(left, height - high, right - left, high - low)))
                at = letters.find(wanted, at + len(wanted))
            words.close()
            page.close()
        return hits

    def _close(self) -> None:
        if self._document is not None:
            _open.remove(self._document)
            self._document.close()
            self._document = None


_open: list[Any] = []  # touched in the thread only, and once that has ended


@atexit.register
def _close_what_is_left() -> None:
    """Close documents of views that outlived the thread: PDFium tells of each that it has to."""
    while _open:
        _open.pop().close()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
