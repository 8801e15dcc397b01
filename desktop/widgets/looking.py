"""A file that the book keeps is looked at: in the window where that can be, else elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from PySide6.QtCore import QUrl, SignalInstance
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from db.queries.documents import FileContent
from desktop.attached import PDF, is_picture
from desktop.context import Context, Tone
from desktop.translation import _


class Viewer(Protocol):
    """Who may ask for a paper or a picture to be shown: its title, and what reads it."""

    paper_wanted: SignalInstance
    picture_wanted: SignalInstance


def look(
    context: Context, viewer: Viewer, title: str, kind: str, read: Callable[[], FileContent]
) -> None:
    """Show a PDF or picture in the window; open anything else with the computer's program."""
    if kind == PDF:
        viewer.paper_wanted.emit(title, lambda: read().content)
    elif is_picture(kind):
        viewer.picture_wanted.emit(title, lambda: read().content)
    else:
        assert isinstance(viewer, QWidget)
        look_elsewhere(context, viewer, read)


def look_elsewhere(context: Context, owner: QWidget, read: Callable[[], FileContent]) -> None:
    """Open a file with the computer's program."""
    context.tasks.run(owner, partial(_unpack, read), partial(_open_elsewhere, context))


def _unpack(read: Callable[[], FileContent]) -> Path:
    file = read()
    path = Path(mkdtemp(prefix="haucan-")) / (Path(file.name).name or "haucan")
    path.write_bytes(file.content)
    return path


def _open_elsewhere(context: Context, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        told = _("Máy này chưa có chương trình mở được tệp {file}. Bản sao nằm ở {folder}.")
        context.notice(told.format(file=path.name, folder=path.parent), Tone.BAD)
