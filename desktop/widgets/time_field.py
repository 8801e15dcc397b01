"""A field for a time of day: 8h15 or 815 in, 08:15 shown once it is left."""

from datetime import datetime, time

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dates import parse_time
from desktop.translation import _


class TimeField(QLineEdit):
    """Empty where the time is not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("giờ:phút"))
        self.setToolTip(_("8:15, 8h15, 8g15 hoặc 815; để trống nếu không rõ"))
        self.setMinimumWidth(72)
        self.returnPressed.connect(self.settle)
        self.textEdited.connect(self._mark)

    @property
    def time(self) -> time | None:
        """The time of day, None while empty or not understood."""
        return parse_time(self.text())

    @property
    def is_clear(self) -> bool:
        """Whether the text is empty or a time of day."""
        return not self.text().strip() or self.time is not None

    def set_moment(self, moment: datetime | None) -> None:
        """Show the time that the office's clock has at a moment."""
        self.setText(f"{moment.astimezone():%H:%M}" if moment else "")
        self._mark()

    def settle(self) -> None:
        """Write out in full what was typed."""
        if (meant := self.time) is not None:
            self.setText(f"{meant:%H:%M}")
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)

    def _mark(self) -> None:
        """Colour a finished text that is no time; one still being typed is left alone."""
        is_wrong = not self.is_clear and not self.hasFocus()
        if bool(self.property("wrong")) != is_wrong:
            self.setProperty("wrong", is_wrong)
            self.style().unpolish(self)
            self.style().polish(self)
