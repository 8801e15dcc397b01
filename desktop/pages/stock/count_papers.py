"""The papers of a count, as its view asks for them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from db.database import Database
from desktop.context import Context, Tone
from desktop.places import documents_folder
from desktop.translation import _


class CountPapers(QObject):
    """Sheet and record as PDF, the record as a workbook."""

    wanted = Signal(str, object)  # title, and what makes the PDF

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self.stocktake_id: int | None = None

    def print_sheet(self, *, with_book: bool) -> None:
        """The sheet to count with."""
        from desktop.stocktake_printing import count_sheet_pdf

        self._wants(_("Phiếu kiểm kê"), partial(count_sheet_pdf, with_book=with_book))

    def print_record(self) -> None:
        """The record of the count."""
        from desktop.stocktake_printing import stocktake_pdf

        self._wants(_("Biên bản kiểm kê"), stocktake_pdf)

    def _wants(self, title: str, write: Callable[..., bytes]) -> None:
        if self.stocktake_id is not None:
            work = partial(write, self._context.database, self.stocktake_id)
            self.wanted.emit(f"{title} {self.stocktake_id}", work)

    def save_workbook(self) -> None:
        """Save the record as a workbook where the clerk says."""
        suggested = documents_folder() / f"{_('Biên bản kiểm kê')} {self.stocktake_id}.xlsx"
        told, _kind = QFileDialog.getSaveFileName(
            self._parent, _("Lưu tệp Excel"), str(suggested), _("Bảng tính (*.xlsx)")
        )
        if told and self.stocktake_id is not None:
            path = Path(told).with_suffix(".xlsx")
            work = partial(_write_workbook, self._context.database, self.stocktake_id, path)
            done = _("Đã lưu {path}")
            self._context.tasks.run(
                self, work, lambda saved: self._context.notice(done.format(path=saved), Tone.OK)
            )


def _write_workbook(database: Database, stocktake_id: int, path: Path) -> Path:
    from desktop.papers.saving import save
    from desktop.stocktake_printing import stocktake_xlsx

    save(path, stocktake_xlsx(database, stocktake_id))
    return path
