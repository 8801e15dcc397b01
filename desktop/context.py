"""What a page is given: the book, the way off the GUI thread, settings, and the window's ear."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from db.clock import Clock
from desktop.settings import Settings
from desktop.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from db.database import Database
    from desktop.theme import Theme


class Tone(StrEnum):
    """How a figure, a row or a notice is meant; always with a word or an icon beside it."""

    NONE = ""
    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A button of a notice; the first one of a notice takes Alt+Enter."""

    label: str
    do: Callable[[], object]


class Navigate(Protocol):
    """Shows a page of navigation.PAGES; `target` goes to its `open`."""

    def __call__(self, page: str, **target: Any) -> None: ...


class Notify(Protocol):
    """Says something in the window's notice line; it stays until the next one or Esc."""

    def __call__(
        self, text: str, tone: Tone = Tone.OK, actions: Sequence[NoticeAction] = ()
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a page may use beyond its own widgets."""

    database: "Database"
    tasks: Tasks
    settings: Settings
    clock: Clock
    navigate: Navigate
    notice: Notify
    theme: "Theme"
    open_book: Callable[["Path | str"], None]  # closes this book and its pages, opens another
