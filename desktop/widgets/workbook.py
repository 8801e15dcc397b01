"""Saving a workbook where the clerk says: asked for by name, written in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.context import Context, Tone
from desktop.places import documents_folder
from desktop.translation import _


def save_workbook(context: Context, owner: QWidget, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to, then make the workbook and save it."""
    suggested = str(documents_folder() / f"{name}.xlsx")
    told, _kind = QFileDialog.getSaveFileName(
        owner, _("Lưu tệp Excel"), suggested, _("Bảng tính (*.xlsx)")
    )
    if not told:
        return

    def work() -> Path:
        from desktop.papers.saving import save

        path = Path(told).with_suffix(".xlsx")
        save(path, make())
        return path

    def saved(path: Path) -> None:
        context.notice(_("Đã lưu {path}").format(path=path), Tone.OK)

    context.tasks.run(owner, work, saved)
