"""Keeps a form as a draft of the book while it is typed, and brings it back."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import DomainError
from db.queries.office import DraftRow, drafts
from db.services.office import discard_draft, save_draft
from desktop.context import Context
from desktop.translation import _

if TYPE_CHECKING:
    from db.database import Database

PAUSE_MILLISECONDS = 1_000
KEY = "key"


class Sheet(NamedTuple):
    """What a form holds now: a title for lists, and its cells as typed, JSON-plain."""

    title: str
    cells: dict[str, Any]


class Drafting(QObject):
    """Saves what `read` returns a moment after the last `touch`; None means there is nothing.

    `key` stands for the act that the form will be: it is kept with the draft, so that a form that
    comes back after a power cut can't be recorded twice.
    """

    saved = Signal()  # `saved_at` changed: None once there is nothing to keep

    def __init__(
        self, context: Context, form: str, read: Callable[[], Sheet | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._form, self._read = context, form, read
        self._kept = _Kept()
        self._let_go: set[int] = set()  # discarded, though the book may not know it yet
        self.saved_at: datetime | None = None
        self._is_paused = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.save)

    @property
    def key(self) -> str:
        """What stands for the act this form will be."""
        return self._kept.key

    @property
    def draft_id(self) -> int | None:
        """The draft of this form, None while it has none."""
        return self._kept.draft_id

    @property
    def told(self) -> str:
        """That there is a draft, and when it was saved; empty while there is none."""
        if self.saved_at is None:
            return ""
        return _("Phiếu nháp · tự lưu {time}").format(time=saved_text(self.saved_at))

    def touch(self) -> None:
        """Something was typed: save soon."""
        if not self._is_paused:
            self._pause.start()

    def save(self) -> None:
        """Save now, in the background."""
        self._pause.stop()
        kept, sheet = self._kept, self._read()
        work = partial(kept.save, self._context.database, self._form, sheet)
        self._context.tasks.run(self, work, lambda _outcome: self._saved(kept))

    def flush(self) -> None:
        """Save what is not saved yet before going on: the window closes, or another form comes."""
        if not self._pause.isActive():
            return
        self._pause.stop()
        try:
            self._kept.save(self._context.database, self._form, self._read())
        except DomainError as error:
            self._context.tasks.refused.emit(error)
        else:
            self._saved(self._kept)

    def resume(self, draft: DraftRow) -> dict[str, Any]:
        """Go on with a draft; return its cells."""
        cells = dict(draft.cells)
        self._pause.stop()
        self._kept = _Kept(cells.pop(KEY, None) or uuid.uuid4().hex, draft.draft_id)
        self.saved_at = draft.saved_at
        self.saved.emit()
        return cells

    def begin(self) -> None:
        """Start over with another form; what was kept of the former one stays a draft."""
        self._pause.stop()
        self._kept, self.saved_at = _Kept(), None
        self.saved.emit()

    def discard(self) -> None:
        """The form was recorded or is not wanted: let its draft go and start over."""
        if self._kept.draft_id is not None:
            self._let_go.add(self._kept.draft_id)
        work = partial(self._kept.discard, self._context.database)
        self.begin()
        self._context.tasks.run(self, work, lambda _outcome: self.saved.emit())

    def pause(self, *, is_paused: bool) -> None:
        """Ignore touches while the form is filled by the program."""
        self._is_paused = is_paused

    def waiting(self) -> list[DraftRow]:
        """The drafts of this form, the latest first."""
        kept = self._context.database.ask(drafts, self._form)
        return [draft for draft in kept if draft.draft_id not in self._let_go]

    def find(self, draft_id: int) -> DraftRow | None:
        """One draft of this form, or None if it is gone."""
        return next((draft for draft in self.waiting() if draft.draft_id == draft_id), None)

    def _saved(self, kept: "_Kept") -> None:
        if kept is self._kept:
            self.saved_at = self._context.clock.now() if kept.draft_id is not None else None
        self.saved.emit()


@dataclass
class _Kept:
    """One form in the book; saved by one thread at a time, so that it never becomes two drafts."""

    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    draft_id: int | None = None
    _is_over: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def save(self, database: "Database", form: str, sheet: Sheet | None) -> None:
        """Keep the form as it is now; one with nothing in it has no draft."""
        with self._lock:
            if self._is_over:
                return
            if sheet is not None:
                cells = {**sheet.cells, KEY: self.key}
                self.draft_id = database.keep(save_draft, form, sheet.title, cells, self.draft_id)
            elif self.draft_id is not None:
                database.keep(discard_draft, self.draft_id)
                self.draft_id = None

    def discard(self, database: "Database") -> None:
        """Let its draft go; a save that comes later does nothing."""
        with self._lock:
            self._is_over = True
            if self.draft_id is not None:
                database.keep(discard_draft, self.draft_id)


def saved_text(at: datetime) -> str:
    """The time of day a draft was saved where the clerk sits: 08:41."""
    return f"{at.astimezone():%H:%M}"
