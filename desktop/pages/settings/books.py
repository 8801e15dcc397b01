"""Which book is open, and the way to another one or to a new one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from db.clock import Clock
from db.migrate import create_book, open_book
from desktop.context import Context
from desktop.labels import file_size
from desktop.other_book import go_to_other, has_other, other_name, switch
from desktop.places import default_book
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.wrap_row import WrapRow


class BookCard(Card):
    """The place of the book; another one is opened only after it was found to be one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Sổ đang dùng"), parent)
        self._context = context
        self.place = QLabel(_place(context))
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = WrapRow()
        if has_other(context):
            self.other = action_button(other_name(context), partial(go_to_other, context, self))
            row.add(self.other)
        row.add(action_button(_("Mở sổ khác…"), self._ask_other))
        row.add(action_button(_("Tạo sổ mới…"), self._ask_new))
        self.body.addWidget(self.place)
        self.body.addLayout(row)

    def open_other(self, path: Path) -> None:
        """Open a book that lies on this computer."""
        work = partial(_tried, path, self._context.clock)
        self._context.tasks.run(self, work, partial(switch, self._context))

    def make_new(self, path: Path) -> None:
        """Make an empty book with the department's profile, and open it."""
        work = partial(_made, path, self._context.clock.present)
        self._context.tasks.run(self, work, partial(switch, self._context))

    def _ask_other(self) -> None:
        told, _kind = QFileDialog.getOpenFileName(
            self, _("Mở sổ khác"), str(self._folder()), _("Sổ (*.db)")
        )
        if told:
            self.open_other(Path(told))

    def _ask_new(self) -> None:
        told, _kind = QFileDialog.getSaveFileName(
            self, _("Tạo sổ mới"), str(self._folder() / "so-moi.db"), _("Sổ (*.db)")
        )
        if told:
            self.make_new(Path(told).with_suffix(".db"))

    def _folder(self) -> Path:
        database = self._context.database
        return Path(database.location).parent if database.is_file else default_book().parent


def _place(context: Context) -> str:
    """The file and its size; of a server its address without a password."""
    location = str(context.database.location)
    if not context.database.is_file:
        scheme, _sign, rest = location.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"
    path = Path(location)
    return f"{path}  ({file_size(path.stat().st_size)})" if path.exists() else location


def _tried(path: Path, clock: Clock) -> Path:
    open_book(path, clock).close()
    return path


def _made(path: Path, clock: Clock) -> Path:
    create_book(path, clock=clock).close()
    return path
