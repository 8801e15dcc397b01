"""The way between the office's own book and one of sample data; each is a file of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.opening import begin_fresh, begin_with_sample, is_sample
from desktop.places import default_book, sample_book
from desktop.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from db.clock import Clock
    from db.database import Database
    from desktop.context import Context
    from desktop.tasks import Progress

    Make = Callable[["Path | str", Clock, Progress], Database]

OWN = "own_book"  # the book that was open before the sample data
BESIDE = "so-co-quan.db"  # where the sample data lies in the own book's place


def has_other(context: "Context") -> bool:
    """Whether there is a way to the other kind of book: not from a server's."""
    return context.database.is_file


def other_name(context: "Context") -> str:
    """The button that leads there."""
    if not is_sample(context.database):
        return _("Xem dữ liệu mẫu")
    begun = _own_book(context).exists()
    return _("Về sổ của cơ quan") if begun else _("Bắt đầu sổ của cơ quan")


def go_to_other(context: "Context", owner: "QObject") -> None:
    """Open the sample data, or from there the office's own book; what is not there yet is made."""
    if is_sample(context.database):
        _go_to(context, owner, _own_book(context), begin_fresh, _("Tạo sổ mới"))
    else:
        context.settings.set(OWN, str(context.database.location))
        title = _("Tạo sổ với dữ liệu mẫu")
        _go_to(context, owner, sample_book(), begin_with_sample, title)


def switch(context: "Context", path: Path) -> None:
    """Go on with another book, today and at the next start."""
    context.settings.set("book", "" if path == default_book() else str(path))
    context.open_book(path)


def _go_to(context: "Context", owner: "QObject", path: Path, make: "Make", title: str) -> None:
    def work(progress: "Progress") -> Path:
        make(path, context.clock.present, progress).close()
        return path

    if path.exists():
        switch(context, path)
    else:
        context.tasks.run_long(owner, title, work, lambda made: switch(context, made))


def _own_book(context: "Context") -> Path:
    path = Path(context.settings.text(OWN) or default_book())
    return path if path != Path(context.database.location) else path.with_name(BESIDE)
