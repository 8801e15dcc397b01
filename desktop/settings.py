"""What this computer remembers for its clerk: look, language, which book, where the window was."""

from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

SECOND_FOLDER = "backup/second"  # where copies are put too: another disk, a USB stick
COPIED_AT = "backup/at"  # when the present book was copied last, for the window's foot


class Settings(QObject):
    """Small values in one file beside the user's others; nothing of the book is in it."""

    changed = Signal(str)  # the name of what was set

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = file or user_config_path("haucan", appauthor=False) / "window.ini"
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """system, light or dark."""
        return self.text("theme", "system")

    @property
    def language(self) -> str:
        """Which one is spoken (vi, en); takes effect at the next start."""
        return self.text("language", "vi")

    @property
    def book(self) -> str:
        """The book opened last, where it is not the default one."""
        return self.text("book")

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        return str(self._kept.value(name, default))

    def number(self, name: str, default: int = 0) -> int:
        """A remembered whole number; the default where it is none."""
        text = self.text(name)
        return int(text) if text.lstrip("-").isdecimal() else default

    def state(self, name: str) -> QByteArray:
        """The remembered shape of a window or of a header."""
        kept = self._kept.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def set(self, name: str, value: str | int | QByteArray) -> None:
        """Remember a value and say so."""
        self._kept.setValue(name, value)
        self.changed.emit(name)

    def save(self) -> None:
        """Write what is remembered to the disk now."""
        self._kept.sync()
