"""The line above the morning's board: its day, how many reported, how long there is still time."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from db.kinds import Punctuality
from db.queries.daily_board import Board
from db.queries.daily_calendar import local
from desktop.context import Context, Tone
from desktop.daily_words import countdown, counted
from desktop.dates import weekday_name
from desktop.translation import _
from desktop.widgets.cards import Chip
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import icon_button
from desktop.widgets.wrap_row import WrapRow

AWAITED = frozenset({Punctuality.WAITING, Punctuality.MISSING})


class BoardHead(QWidget):
    """A day to choose, by shorthand or step by step; what is said of it goes with the clock."""

    day_wanted = Signal(object)
    finished = Signal()  # Enter: on to the board

    def __init__(self, context: Context, may_follow: Callable[[], bool]) -> None:
        super().__init__()
        self._context = context
        self.day_field = DateField(context.clock.today)
        self.day_field.setAccessibleName(_("Ngày"))
        self.day_field.setFixedWidth(116)
        self.day_field.follow_today(may_follow)
        self.weekday, self.reported, self.time_left = QLabel(), Chip(), Chip()
        back = icon_button(_("Ngày trước"), partial(self._step, -1), "caret-left", "Alt+Left")
        onward = icon_button(_("Ngày sau"), partial(self._step, 1), "caret-right", "Alt+Right")
        row = WrapRow(self)
        for widget in (back, self.day_field, onward, self.weekday, self.reported, self.time_left):
            row.add(widget)
        self.day_field.picked.connect(lambda day: self.day_wanted.emit(day or self.day))
        self.day_field.returnPressed.connect(self.finished)

    @property
    def day(self) -> date:
        """The day that is chosen."""
        return self.day_field.day or self._context.clock.today()

    def show_day(self, day: date) -> None:
        """Show a day; today goes on with the calendar."""
        self.day_field.set_day(day)
        if day == self._context.clock.today():
            self.day_field.set_today()

    def tell(self, board: Board) -> None:
        """Say how the board of the day stands."""
        self.weekday.setText(weekday_name(board.day))
        came, due = counted(board.rows)
        if board.deadline is None:
            self.reported.say(_("Không phải báo cáo"), Tone.NONE)
        elif not board.rows:
            self.reported.say("", Tone.NONE)
        else:
            told = _("{weekday}, hạn {time}").format(
                weekday=weekday_name(board.day), time=f"{board.deadline:%H:%M}"
            )
            self.weekday.setText(told)
            told = _("{came}/{due} đã báo cáo").format(came=came, due=due)
            self.reported.say(told, Tone.OK if came == due else Tone.NONE)
        self.tell_time(board)

    def tell_time(self, board: Board) -> None:
        """Say the time that is left: only today, and while there is something to wait for."""
        now = local(self._context.clock.now())
        is_awaited = any(row.standing.state in AWAITED for row in board.rows)
        if board.deadline is None or not is_awaited or board.day != now.date():
            self.time_left.say("", Tone.NONE)
            return
        told, tone = countdown(now, board.deadline, is_inclusive=board.is_inclusive)
        if told != self.time_left.text():
            self.time_left.say(told, tone)

    def _step(self, days: int) -> None:
        self.day_wanted.emit(self.day + timedelta(days=days))
