"""Printing to a file in the place of a printer."""

from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.context import Tone
from desktop.widgets.pdf_document import PdfDocument
from desktop.widgets.pdf_printing import PrintJob
from tests.desktop.widgets.test_pdf_view import paper


def test_each_page_becomes_one_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFullPage(True)
    printer.setResolution(100)
    document = PdfDocument(paper("một", "hai", "ba"))
    job = PrintJob(document, printer, document)
    said: list[tuple[str, Tone]] = []
    job.told.connect(lambda text, tone: said.append((text, tone)))
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start("Danh sách")
    assert said[-1] == ("Đã gửi 3 trang tới máy in.", Tone.OK)
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == 3
    printed.close()
    document.close()
