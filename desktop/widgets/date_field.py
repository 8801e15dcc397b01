"""A field for a date: shorthand in, dd/mm/yyyy shown once it is left."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dates import day_text, long_day_text, parse_date
from desktop.translation import _

A_MINUTE = 60_000  # milliseconds
LEAST_WIDTH = 112  # room for 24/02/2020


class DateField(QLineEdit):
    """Takes `t`, `15`, `15/2`, `150220`, `+1`; arrows up and down go a day on or back.

    With `is_past` a short date never means a day to come; with `by_month` 02/2021 is its last day.
    """

    picked = Signal(object)  # date, or None when the field was emptied

    def __init__(
        self,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        is_past: bool = False,
        by_month: bool = False,
    ) -> None:
        super().__init__(parent)
        self._today, self._is_past, self._by_month = today, is_past, by_month
        self._day: date | None = None
        self._as_today: date | None = None  # what was shown because it was today
        self._may_follow: Callable[[], bool] = lambda: False
        self.setPlaceholderText(_("ngày/tháng/năm"))
        self.setToolTip(_("t: hôm nay · 15: ngày 15 · 15/2 · 150220 · +1, -1: so với hôm nay"))
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(150)
        self.returnPressed.connect(self.settle)
        self.textEdited.connect(self._mark)

    @property
    def day(self) -> date | None:
        """The date, None while empty or not understood."""
        return self._means()

    @property
    def is_clear(self) -> bool:
        """Whether the text is empty or a date."""
        return not self.text().strip() or self._means() is not None

    def set_day(self, day: date | None) -> None:
        """Show a date without announcing it."""
        self._day, self._as_today = day, None
        self.setText(day_text(day))
        self._mark()

    def set_today(self) -> None:
        """Show today without announcing it."""
        today = self._today()
        self.set_day(today)
        self._as_today = today

    def follow_today(self, may_follow: Callable[[], bool]) -> None:
        """Show today, and go on with the calendar in a window that stays open overnight.

        Not where another day was chosen, nor while `may_follow` says that something was typed.
        """
        self._may_follow = may_follow
        self.set_today()
        ticking = QTimer(self, interval=A_MINUTE)
        ticking.timeout.connect(self._catch_up)
        ticking.start()

    def settle(self) -> None:
        """Read what was typed and write it out in full."""
        meant = self._means()
        if meant is None and self.text().strip():
            self._mark()
            return
        was, self._day = self._day, meant
        self.setText(day_text(meant))
        self.setAccessibleDescription(long_day_text(meant) if meant else "")
        self._mark()
        if meant != was:
            self.picked.emit(meant)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}.get(event.key(), 0)
        if step:
            day = self._means() or self._today()
            self.setText(day_text(day + timedelta(days=step)))
            self.settle()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate:
            self._catch_up()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)

    def _catch_up(self) -> None:
        is_past = self._as_today is not None and self._as_today < self._today()
        if is_past and self._means() == self._as_today and self._may_follow():
            self.set_today()
            self.picked.emit(self._day)

    def _means(self) -> date | None:
        today = self._today()
        latest = today if self._is_past else None
        return parse_date(self.text(), today, latest=latest, by_month=self._by_month)

    def _mark(self) -> None:
        """Colour a finished text that is no date; one still being typed is left alone."""
        is_wrong = not self.is_clear and not self.hasFocus()
        if bool(self.property("wrong")) != is_wrong:
            self.setProperty("wrong", is_wrong)
            self.style().unpolish(self)
            self.style().polish(self)
