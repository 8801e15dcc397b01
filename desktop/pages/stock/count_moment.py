"""When something was counted: now, or an hour or a day that is typed."""

from datetime import datetime, time

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.clock import Clock
from desktop.dates import parse_date, parse_time
from desktop.translation import _


class MomentField(QLineEdit):
    """Empty means now; 14:30 is an hour of today, 15/2 the end of a day, 15/2 14:30 both."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.label = QLabel(_("Đếm lúc"))
        self.label.setProperty("role", "muted")
        self.label.setBuddy(self)
        self.setAccessibleName(_("Đếm lúc"))
        self.setPlaceholderText(_("bây giờ"))
        self.setToolTip(_("Để trống: lúc gõ. 14:30, 15/2 (hết ngày), 15/2 14:30."))
        self.setFixedWidth(124)

    @property
    def moment(self) -> datetime | None:
        """The moment that is typed; None for now, and where it is unclear."""
        return parse_moment(self.text(), self._clock)

    @property
    def is_clear(self) -> bool:
        """Whether what is typed is understood."""
        return not self.text().strip() or self.moment is not None


def parse_moment(text: str, clock: Clock) -> datetime | None:
    """Understand a moment as it is typed; a day alone stands for its end."""
    typed = text.strip()
    if not typed:
        return None
    today = clock.today()
    day_part, _space, hour_part = typed.rpartition(" ")
    hour = None if hour_part.isdigit() else parse_time(hour_part)
    if hour is None:
        day_part = typed
    day = parse_date(day_part, today, latest=today) if day_part else today
    if day is None:
        return None
    if hour is None:
        return datetime.combine(day, time.max).astimezone()
    return datetime.combine(day, hour).astimezone()
